#ifndef MICROVAULT_CLINUX_SHIM_H
#define MICROVAULT_CLINUX_SHIM_H

#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

/* renameat2 stands behind _GNU_SOURCE in <stdio.h>, and syscall() is variadic: Swift imports neither. */
static inline int mv_rename_without_replacing(int old_folder, const char *old_name, int new_folder, const char *new_name) {
    return (int)syscall(SYS_renameat2, old_folder, old_name, new_folder, new_name, 1u /* RENAME_NOREPLACE */);
}

/* O_TMPFILE stands behind _GNU_SOURCE; its value is __O_TMPFILE with the O_DIRECTORY of the architecture. */
static inline int mv_unnamed_file_flag(int o_directory) { return 020000000 | o_directory; }

/* sched_getaffinity stands behind _GNU_SOURCE. Processors that this process may use; -1 where that is not known. */
static inline int mv_usable_processors(void) {
    unsigned long mask[128];
    long length = syscall(SYS_sched_getaffinity, 0, sizeof mask, mask);
    int count = 0;
    for (long word = 0; word < length / (long)sizeof mask[0]; word++) count += __builtin_popcountl(mask[word]);
    return length > 0 ? count : -1;
}

/* syncfs stands behind _GNU_SOURCE. */
static inline int mv_sync_file_system(int descriptor) { return (int)syscall(SYS_syncfs, descriptor); }

/* sync_file_range stands behind _GNU_SOURCE. Starts writing the pages of a range back and does not wait. */
static inline int mv_start_writeback(int descriptor, long offset, long count) {
    return (int)syscall(SYS_sync_file_range, descriptor, offset, count, 2u /* SYNC_FILE_RANGE_WRITE */);
}

/* pipe2 stands behind _GNU_SOURCE. A pipe that no other process inherits. */
static inline int mv_pipe(int ends[2]) { return (int)syscall(SYS_pipe2, ends, 02000000 /* O_CLOEXEC */); }

/* Stands behind _GNU_SOURCE in <string.h>: the order of `ls -v`, numbers in names by their value. */
int strverscmp(const char *one, const char *other);

/* These two stand behind _GNU_SOURCE in <spawn.h>: the child has no descriptor from `first` on, and begins in `folder`. */
int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int first);
int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *folder);
static inline int mv_spawn_without(posix_spawn_file_actions_t *actions, int first) {
    return posix_spawn_file_actions_addclosefrom_np(actions, first);
}
static inline int mv_spawn_in(posix_spawn_file_actions_t *actions, const char *folder) {
    return posix_spawn_file_actions_addchdir_np(actions, folder);
}

/* ioctl() is variadic. Columns of the terminal behind a descriptor, or 0. */
static inline int mv_terminal_columns(int descriptor) {
    struct winsize size;
    return ioctl(descriptor, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

#endif
