#ifndef MICROVAULT_CSECCOMP_SHIM_H
#define MICROVAULT_CSECCOMP_SHIM_H

#include <seccomp.h>
#include <sys/prctl.h>

/* SCMP_ACT_ERRNO is a macro with an argument. */
static inline unsigned int mv_fail_with(unsigned short error_number) { return SCMP_ACT_ERRNO(error_number); }

/* prctl is variadic. No new rights by exec, no core dump and no debugger, and the end of the process when its parent's
   thread ends. 0, or -1 with errno. */
static inline int mv_renounce_rights(int signal_at_parents_end) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return -1;
    return prctl(PR_SET_PDEATHSIG, signal_at_parents_end, 0, 0, 0);
}

#endif
