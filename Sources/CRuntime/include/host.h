// What the core needs of the machine beneath it: memory, threads' stacks, locks, time.
#ifndef CRUNTIME_HOST_H
#define CRUNTIME_HOST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "context.h"

// MARK: Memory

/// Address space of `size` bytes at a multiple of `alignment`, backed by memory page by page as it is
/// touched; NULL where there is none.
void *_Nullable host_reserve(size_t size, size_t alignment);
/// Zeroed memory that counts against the machine's limit at once; NULL where it is exhausted.
void *_Nullable host_map(size_t size);
void host_unmap(void *_Nonnull address, size_t size);
/// Gives the pages back; they read as zeroes afterwards.
void host_discard(void *_Nonnull address, size_t size);
/// Asks for the largest pages to back reserved memory.
void host_prefer_large_pages(void *_Nonnull address, size_t size);
/// The process's resident memory in bytes, 0 where unknown.
uint64_t host_resident_size(void);

// MARK: Stacks

/// Where the frame of the calling function ends: the frames of what it calls lie below.
__attribute__((always_inline)) static inline const void *_Nonnull host_stack_pointer(void) {
#if defined(__x86_64__) || defined(__aarch64__)
  const void *_Nonnull pointer;
#if defined(__x86_64__)
  __asm__ volatile("mov %%rsp, %0" : "=r"(pointer));
#else
  __asm__ volatile("mov %0, sp" : "=r"(pointer));
#endif
  return pointer;
#else
  // The callee-saved registers lie below the frame address; no more than 128 bytes on any machine we run on.
  return (const char *)__builtin_frame_address(0) - 128;
#endif
}
/// Calls `body(stackTop, argument)` with every callee-saved register written to the stack above `stackTop`.
void host_with_spilled_registers(void (*_Nonnull body)(const void *_Nonnull stackTop, void *_Nullable argument),
                                 void *_Nullable argument);
/// The highest address of the calling thread's native stack, and its lowest.
const void *_Nonnull host_stack_base(void);
const void *_Nonnull host_stack_end(void);

/// Starts a thread with a native stack of `stackSize` bytes, of which nobody waits for the end. False where none could
/// be made.
bool host_start_thread(size_t stackSize, void (*_Nonnull body)(void *_Nullable), void *_Nullable argument);
/// A number of the calling thread that no other has as long as it lives, and the system's own.
uint64_t host_thread_ident(void);
uint64_t host_native_thread_ident(void);
/// Names the calling thread for debuggers, with up to 15 bytes.
void host_name_thread(const char *_Nonnull name);
void host_thread_name(char *_Nonnull buffer, size_t size);
/// The name of the thread that has a number, or nothing.
void host_name_of_thread(uint64_t ident, char *_Nonnull buffer, size_t size);

/// Runs `body` on a new thread with a native stack of `stackSize` bytes and waits for its end. False where no
/// thread could be made.
bool host_run_on_stack(size_t stackSize, void (*_Nonnull body)(void *_Nullable), void *_Nullable argument);

// MARK: Locks

/// A mutex with one condition.
typedef struct HostMonitor HostMonitor;
HostMonitor *_Nonnull host_monitor_create(void);
void host_monitor_destroy(HostMonitor *_Nonnull monitor);
void host_monitor_lock(HostMonitor *_Nonnull monitor);
void host_monitor_unlock(HostMonitor *_Nonnull monitor);
void host_monitor_wait(HostMonitor *_Nonnull monitor);
void host_monitor_wake_all(HostMonitor *_Nonnull monitor);
/// Nobody holds the monitor or waits in it: what a child process says whose other threads are gone.
void host_monitor_reset(HostMonitor *_Nonnull monitor);

enum HostWaitEnd { hostWoken = 0, hostTimedOut = 1, hostInterrupted = 2 };
/// Sleeps as long as `*word` is `expected`, for so many nanoseconds at most where that is not negative. May wake for no
/// reason. Returns a `HostWaitEnd`.
int32_t host_wait_on_word(uint32_t *_Nonnull word, uint32_t expected, int64_t nanoseconds);
/// Wakes up to `count` of those that sleep on a word.
void host_wake_word(uint32_t *_Nonnull word, int32_t count);

/// Makes all that other threads of the process have stored before this call visible, and what this thread has
/// stored visible to them, as if each had executed a full fence.
void host_process_fence(void);
/// Sets `state` to blocked after recording where the caller's stack ends; what the caller holds in registers is on
/// its stack by then. Returns `body(argument)`, run in that state, once `leave(context)` has ended it: until then the
/// recorded stack, with the registers in it, stays as another thread may be reading it.
void *_Nullable host_call_blocked(ThreadContext *_Nonnull context,
                                  void *_Nullable (*_Nonnull body)(void *_Nullable),
                                  void (*_Nonnull leave)(ThreadContext *_Nonnull), void *_Nullable argument);

/// Where the calling thread notes the context on whose behalf it runs foreign code; NULL stands there on a thread that
/// foreign code has started. The same address as long as the thread lives.
const void *_Nullable *_Nonnull host_foreign_caller(void);

// MARK: Randomness

/// Fills memory with random bytes that nobody can predict.
void host_random(void *_Nonnull bytes, size_t count);

// MARK: Files

/// Writes all bytes to a file descriptor; false where that failed.
bool host_write(int32_t descriptor, const void *_Nullable bytes, size_t count);

/// As `read` and `write`; an error is the negated `errno`.
int64_t host_read_some(int32_t descriptor, void *_Nonnull bytes, size_t count);
int64_t host_write_some(int32_t descriptor, const void *_Nonnull bytes, size_t count);
bool host_is_terminal(int32_t descriptor);

enum HostFileKind { hostNoFile = 0, hostPlainFile = 1, hostDirectory = 2 };
/// What a path leads to, a `HostFileKind`.
int32_t host_file_kind(const char *_Nonnull path);
/// The whole content of a file in memory that `host_free` gives back; NULL and an `errno` where it cannot be read.
uint8_t *_Nullable host_read_file(const char *_Nonnull path, size_t *_Nonnull count, int32_t *_Nonnull error);
void host_free(void *_Nullable memory);
typedef struct HostFileStamp {
  /// Seconds since 1970, and bytes.
  int64_t modified;
  int64_t size;
} HostFileStamp;
/// When a plain file was last changed, and its size; false where there is none.
bool host_file_stamp(const char *_Nonnull path, HostFileStamp *_Nonnull stamp);
/// Puts a file into a folder, which is made if need be: whole, or not at all.
bool host_write_cache(const char *_Nonnull folder, const char *_Nonnull path, const void *_Nonnull bytes, size_t count);
/// A path without symbolic links in memory that `host_free` gives back, or NULL.
char *_Nullable host_real_path(const char *_Nonnull path);
const char *_Nullable host_environment(const char *_Nonnull name);
/// The `errno` of a call that a signal ended.
int32_t host_interrupted_error(void);
/// What `strerror` says, in the caller's buffer.
void host_error_text(int32_t error, char *_Nonnull buffer, size_t size);

// MARK: Time

/// Nanoseconds of a clock that never goes back.
uint64_t host_monotonic_time(void);
/// Nanoseconds since 1970; of processor time that the process has used, and the calling thread.
int64_t host_wall_time(void);
int64_t host_process_time(void);
int64_t host_thread_time(void);
/// Waits; false where a signal came first.
bool host_sleep(uint64_t nanoseconds);

// MARK: Signals

/// The numbers of signals are below this.
enum HostSignalCount { hostSignalCount = 65 };

/// From now on the signals that are caught, SIGINT among them, set `bits` in `*word`.
void host_watch_signals(uint32_t *_Nonnull word, uint32_t bits);
/// The word of the last such call.
const uint32_t *_Nullable host_signal_word(void);
/// Catches a signal; `restarts` says that the calls which it interrupts go on. False where it cannot be caught.
bool host_catch_signal(int32_t signal, bool restarts);
/// Leaves a signal to the system, or has it ignored.
bool host_dispose_signal(int32_t signal, bool isIgnored);

enum HostSignalDisposition {
  hostSignalDefault = 0, hostSignalIgnored = 1, hostSignalCaught = 2, hostSignalForeign = 3
};
/// What happens when a signal comes, a `HostSignalDisposition`; −1 where there is no such signal.
int32_t host_signal_disposition(int32_t signal);
/// Whether a signal has come since it was last asked for.
bool host_take_signal(int32_t signal);
/// As if a signal had come.
void host_note_signal(int32_t signal);
/// Has the number of each signal written to a descriptor, if it is not negative. The result is the one before. `warns`
/// says that one without room for it is an error.
int32_t host_set_wakeup(int32_t descriptor, bool warns);
/// The `errno` of the last signal's number that could not be written; 0 where none was since this was last asked for.
int32_t host_take_wakeup_error(void);
/// Writing to a closed pipe is an error, not the end of the process.
void host_ignore_broken_pipes(void);
/// Ends the process as SIGINT does when nobody handles it.
void host_end_by_interrupt(void);

// MARK: Processes

/// As `fork`; an error is the negated `errno`.
int32_t host_fork(void);

/// What a `siginfo_t` of `waitid` says of a child.
typedef struct HostChildInfo {
  int32_t process;
  uint32_t user;
  int32_t status;
} HostChildInfo;
HostChildInfo host_child_info(const void *_Nonnull info);

#endif
