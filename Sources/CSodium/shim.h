#ifndef MICROVAULT_CSODIUM_SHIM_H
#define MICROVAULT_CSODIUM_SHIM_H

#include <sodium.h>

#endif
