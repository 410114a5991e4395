#ifndef MICROVAULT_CREADSTAT_SHIM_H
#define MICROVAULT_CREADSTAT_SHIM_H

#include <iconv.h>
#include <readstat.h>

#endif
