// Functions of Linux's C library that Swift's own import of it leaves out: they are the system's extensions.
#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <libintl.h>
#include <net/if.h>
#include <signal.h>
#include <spawn.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>

// Each is the function of the same name without its prefix, and answers -1 with `errno` as that does.

int32_t system_pipe2(int32_t *_Nonnull ends, int32_t flags);
int32_t system_dup3(int32_t old, int32_t new, int32_t flags);
int32_t system_memfd_create(const char *_Nonnull name, uint32_t flags);
int32_t system_getresuid(uint32_t *_Nonnull real, uint32_t *_Nonnull effective, uint32_t *_Nonnull saved);
int32_t system_getresgid(uint32_t *_Nonnull real, uint32_t *_Nonnull effective, uint32_t *_Nonnull saved);
int32_t system_accept4(int32_t socket, struct sockaddr *_Nullable address, socklen_t *_Nullable length, int32_t flags);
struct if_nameindex *_Nullable system_if_nameindex(void);
int64_t system_getrandom(void *_Nonnull bytes, size_t count, uint32_t flags);

/// A terminal of software: its controlling end and its name, in room for 128 bytes. Its end is not inherited.
int32_t system_open_terminal(char *_Nonnull name);

/// Which of the first `count` processors a process may run on, a byte each.
int32_t system_affinity(int32_t process, uint8_t *_Nonnull processors, int32_t count);

int64_t system_preadv2(int32_t file, const struct iovec *_Nullable places, int32_t count, int64_t offset, int32_t flags);
int64_t system_pwritev2(int32_t file, const struct iovec *_Nullable places, int32_t count, int64_t offset, int32_t flags);
int64_t system_copy_file_range(int32_t source, int64_t *_Nullable from, int32_t target, int64_t *_Nullable to,
                               size_t count, uint32_t flags);
int64_t system_splice(int32_t source, int64_t *_Nullable from, int32_t target, int64_t *_Nullable to, size_t count,
                      uint32_t flags);

/// The pages may move. Null where that is refused.
void *_Nullable system_mremap(void *_Nonnull pages, size_t size, size_t newSize);

int32_t system_setresuid(uint32_t real, uint32_t effective, uint32_t saved);
int32_t system_setresgid(uint32_t real, uint32_t effective, uint32_t saved);
int32_t system_setgroups(const uint32_t *_Nonnull groups, size_t count);
int32_t system_initgroups(const char *_Nonnull user, uint32_t group);
int32_t system_getgrouplist(const char *_Nonnull user, uint32_t group, uint32_t *_Nonnull groups, int32_t *_Nonnull count);
int32_t system_set_affinity(int32_t process, const uint8_t *_Nonnull processors, int32_t count);
int32_t system_getpriority(int32_t which, int32_t who);
int32_t system_setpriority(int32_t which, int32_t who, int32_t priority);
int32_t system_setitimer(int32_t which, const struct itimerval *_Nonnull wanted, struct itimerval *_Nonnull before);
int32_t system_getitimer(int32_t which, struct itimerval *_Nonnull now);
int32_t system_getrusage(int32_t who, struct rusage *_Nonnull used);
int32_t system_prlimit(int32_t process, int32_t resource, const struct rlimit *_Nullable wanted,
                       struct rlimit *_Nullable before);
int32_t system_wait4(int32_t process, int32_t *_Nonnull status, int32_t options, struct rusage *_Nonnull used);

int32_t system_spawn_close_from(posix_spawn_file_actions_t *_Nonnull actions, int32_t first);

int32_t system_posix_openpt(int32_t flags);
int32_t system_grantpt(int32_t terminal);
int32_t system_unlockpt(int32_t terminal);
int32_t system_login_tty(int32_t terminal);
/// An error number, or 0.
int32_t system_ptsname(int32_t terminal, char *_Nonnull name, size_t size);

int32_t system_eventfd(uint32_t count, int32_t flags);
int32_t system_timerfd_create(int32_t clock, int32_t flags);
int32_t system_timerfd_settime(int32_t timer, int32_t flags, const struct itimerspec *_Nonnull wanted,
                               struct itimerspec *_Nonnull before);
int32_t system_timerfd_gettime(int32_t timer, struct itimerspec *_Nonnull now);
int32_t system_pidfd_open(int32_t process, uint32_t flags);
int32_t system_pidfd_send_signal(int32_t process, int32_t signal, int32_t flags);
int32_t system_setns(int32_t file, int32_t kind);
int32_t system_unshare(int32_t flags);

/// What came with a signal.
typedef struct SystemSignal {
  int32_t signal, code, error, process;
  uint32_t user;
  int32_t status;
  int64_t band;
} SystemSignal;
/// Waits for one of the signals, for so many nanoseconds if that is not negative.
int32_t system_wait_signal(const sigset_t *_Nonnull signals, int64_t nanoseconds, SystemSignal *_Nonnull found);

// MARK: Extended attributes

/// A file: by path or, where that is null, by descriptor.
typedef struct SystemFile {
  const char *_Nullable path;
  int32_t descriptor;
  bool followsLinks;
} SystemFile;
int64_t system_getxattr(SystemFile file, const char *_Nonnull name, void *_Nullable value, size_t size);
int32_t system_setxattr(SystemFile file, const char *_Nonnull name, const void *_Nonnull value, size_t size, int32_t flags);
int32_t system_removexattr(SystemFile file, const char *_Nonnull name);
int64_t system_listxattr(SystemFile file, void *_Nullable names, size_t size);

// MARK: Faults

/// Writes what threads are doing to a descriptor, in a signal's handler: all threads or the calling one.
typedef void (*SystemDump)(int32_t descriptor, bool isOfAll);

/// What the functions below call.
void system_set_dump(SystemDump _Nonnull dump);

/// Has signals that end the process dump first, until `system_ignore_faults`, which says whether they did. False with
/// an `errno` where that cannot be.
bool system_watch_faults(int32_t descriptor, bool isOfAll);
bool system_ignore_faults(void);
bool system_watches_faults(void);
bool system_is_fault(int32_t signal);

/// Has a signal dump, and, if `chains`, do what it did before.
bool system_dump_on_signal(int32_t signal, int32_t descriptor, bool isOfAll, bool chains);
/// Whether it did dump.
bool system_stop_dump_on_signal(int32_t signal);

/// Has a thread write `header` and a dump after so many nanoseconds, again and again if `repeats`; or end the process.
/// What was asked for before is not done any more. An error number, or 0.
int32_t system_dump_later(int64_t nanoseconds, bool repeats, int32_t descriptor, const char *_Nonnull header, bool exits);
void system_cancel_dump(void);

/// Writes the native calls that the thread is in.
void system_dump_native_stack(int32_t descriptor);

/// Bad deeds, for tests.
void system_read_null(void);
void system_raise_fault(int32_t signal);
void system_divide_by_zero(void);

// MARK: Programs

/// How another program is started. Descriptors that there are not are −1.
typedef struct SystemChild {
  char *_Nullable const *_Nullable arguments;
  /// The files to try, up to a null.
  char *_Nullable const *_Nullable programs;
  /// Null for this process's own.
  char *_Nullable const *_Nullable environment;
  const char *_Nullable folder;
  /// The descriptors that the program inherits, in ascending order.
  const int32_t *_Nullable kept;
  int32_t keptCount;
  bool closesOthers, restoresSignals, startsSession, setsUser, setsGroup;
  /// What becomes of its standard files, and where the child says what fails; then the parent's ends of those.
  int32_t input, output, error, report;
  int32_t parentInput, parentOutput, parentError, parentReport;
  /// −1 to leave each as it is.
  int32_t processGroup, mask, groupCount;
  uint32_t user, group;
  const uint32_t *_Nullable groups;
  /// Runs last; false where it failed.
  bool (*_Nullable prepare)(void *_Nullable argument);
  void *_Nullable argument;
} SystemChild;

/// Starts a program, which shares this process's memory until it runs. The result is as that of `vfork`.
int32_t system_start_program(const SystemChild *_Nonnull child);

/// Has this process, a child that was forked, become the program; returns where that failed, which has been reported.
void system_become_program(const SystemChild *_Nonnull child);

// MARK: Complex numbers

/// The functions of complex numbers, whose type Swift lacks. `parts` are the real and the imaginary one, of the argument
/// first, then of the result.
enum system_complex_function {
  system_complex_acos, system_complex_acosh, system_complex_asinh, system_complex_atanh, system_complex_cosh,
  system_complex_exp, system_complex_log, system_complex_sinh, system_complex_sqrt, system_complex_tanh,
};
void system_complex(enum system_complex_function function, double *_Nonnull parts);

#endif
