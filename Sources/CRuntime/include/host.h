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

/// Calls `body(stackTop, argument)` with every callee-saved register written to the stack above `stackTop`.
void host_with_spilled_registers(void (*_Nonnull body)(const void *_Nonnull stackTop, void *_Nullable argument),
                                 void *_Nullable argument);
/// The highest address of the calling thread's native stack, and its lowest.
const void *_Nonnull host_stack_base(void);
const void *_Nonnull host_stack_end(void);

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

/// Makes all that other threads of the process have stored before this call visible, and what this thread has
/// stored visible to them, as if each had executed a full fence.
void host_process_fence(void);
/// Sets `state` to blocked after recording where the caller's stack ends; what the caller holds in registers is on
/// its stack by then. Returns `body(argument)`, run in that state.
void *_Nullable host_call_blocked(ThreadContext *_Nonnull context,
                                  void *_Nullable (*_Nonnull body)(void *_Nullable), void *_Nullable argument);

// MARK: Randomness

/// Fills memory with random bytes that nobody can predict.
void host_random(void *_Nonnull bytes, size_t count);

// MARK: Files

/// A file's bytes, which `host_free` gives back; NULL where it cannot be read.
void *_Nullable host_read_file(const char *_Nonnull path, int64_t *_Nonnull size);
void host_free(void *_Nullable bytes);
/// Writes all bytes to a file descriptor; false where that failed.
bool host_write(int32_t descriptor, const void *_Nullable bytes, size_t count);

// MARK: Time

/// Nanoseconds of a clock that never goes back.
uint64_t host_monotonic_time(void);

#endif
