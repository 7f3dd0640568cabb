// Functions of Linux's C library that Swift's own import of it leaves out: they are the system's extensions.
#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <net/if.h>
#include <sys/epoll.h>
#include <sys/socket.h>

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
