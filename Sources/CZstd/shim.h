#ifndef MICROVAULT_CZSTD_SHIM_H
#define MICROVAULT_CZSTD_SHIM_H

#include <zstd.h>
#include <zstd_errors.h>

#endif
