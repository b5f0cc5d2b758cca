/* The wall clock, shifted by SHIFTED_BY seconds, for whatever is run with this preloaded.
 *
 * Only what asks for the time of day is answered otherwise. Clocks that count seconds, and every
 * wait, are left alone: nothing here has a lock, so that threads cannot trip over it. A thread that
 * waits until a moment of the wall clock would wait wrongly; Python, PostgreSQL and Node.js wait by
 * the monotonic one.
 */
#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static long shift;

__attribute__((constructor)) static void read_shift(void) {
    const char *by = getenv("SHIFTED_BY");
    shift = by ? atol(by) : 0;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
    int failed = syscall(SYS_clock_gettime, clock, now);
    if (!failed && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE))
        now->tv_sec += shift;
    return failed;
}

int gettimeofday(struct timeval *restrict now, void *restrict zone) {
    int failed = syscall(SYS_gettimeofday, now, zone);
    if (!failed && now) now->tv_sec += shift;
    return failed;
}

time_t time(time_t *now) {
    struct timespec found;
    clock_gettime(CLOCK_REALTIME, &found);
    if (now) *now = found.tv_sec;
    return found.tv_sec;
}
