#ifndef MICROVAULT_CARCHIVE_SHIM_H
#define MICROVAULT_CARCHIVE_SHIM_H

#include <archive.h>
#include <archive_entry.h>

/* The AE_IF* macros cast to __LA_MODE_T, which Swift does not import. */
static inline unsigned int mv_regular_file_type(void) { return (unsigned int)AE_IFREG; }
static inline unsigned int mv_folder_type(void) { return (unsigned int)AE_IFDIR; }

/* archive_set_error is variadic, which Swift does not import. */
static inline void mv_archive_fail(struct archive *a, int error_number) {
    archive_set_error(a, error_number, "%s", "stream failed");
}

#endif
