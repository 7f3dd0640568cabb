// Functions of Linux's C library that Swift's own import of it leaves out: they are the system's extensions.
#ifndef CSYSTEM_H
#define CSYSTEM_H

#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>

// Each is the function of the same name without its prefix, and answers -1 with `errno` as that does.

int32_t system_pipe2(int32_t *_Nonnull ends, int32_t flags);
int32_t system_dup3(int32_t old, int32_t new, int32_t flags);
int32_t system_memfd_create(const char *_Nonnull name, uint32_t flags);
int32_t system_getresuid(uint32_t *_Nonnull real, uint32_t *_Nonnull effective, uint32_t *_Nonnull saved);
int32_t system_getresgid(uint32_t *_Nonnull real, uint32_t *_Nonnull effective, uint32_t *_Nonnull saved);
int64_t system_getrandom(void *_Nonnull bytes, size_t count, uint32_t flags);

/// A terminal of software: its controlling end and its name, in room for 128 bytes. Its end is not inherited.
int32_t system_open_terminal(char *_Nonnull name);

/// Which of the first `count` processors a process may run on, a byte each.
int32_t system_affinity(int32_t process, uint8_t *_Nonnull processors, int32_t count);

#endif
