#define _GNU_SOURCE
#include "CRuntime.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool host_write(int32_t descriptor, const void *bytes, size_t count) {
  const char *next = bytes;
  while (count > 0) {
    ssize_t written = write(descriptor, next, count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    next += written;
    count -= (size_t)written;
  }
  return true;
}

int64_t host_read_some(int32_t descriptor, void *bytes, size_t count) {
  ssize_t got = read(descriptor, bytes, count);
  return got < 0 ? -errno : got;
}

int64_t host_write_some(int32_t descriptor, const void *bytes, size_t count) {
  ssize_t written = write(descriptor, bytes, count);
  return written < 0 ? -errno : written;
}

bool host_is_terminal(int32_t descriptor) { return isatty(descriptor) == 1; }

int32_t host_file_kind(const char *path) {
  struct stat status;
  if (stat(path, &status) != 0) return hostNoFile;
  return S_ISDIR(status.st_mode) ? hostDirectory : hostPlainFile;
}

uint8_t *host_read_file(const char *path, size_t *count, int32_t *error) {
  int descriptor = open(path, O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) {
    *error = errno;
    return NULL;
  }
  struct stat status;
  size_t capacity = fstat(descriptor, &status) == 0 && status.st_size > 0 ? (size_t)status.st_size + 1 : 4096;
  uint8_t *bytes = malloc(capacity);
  size_t used = 0;
  *error = bytes ? 0 : ENOMEM;
  while (bytes) {
    ssize_t got = read(descriptor, bytes + used, capacity - used);
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    uint8_t *larger = bytes;
    if (got < 0) {
      *error = errno;
      larger = NULL;
    } else if ((used += (size_t)got) == capacity) {
      larger = realloc(bytes, capacity *= 2);
      if (!larger) *error = ENOMEM;
    }
    if (!larger) free(bytes);
    bytes = larger;
  }
  close(descriptor);
  *count = used;
  return bytes;
}

void host_free(void *memory) { free(memory); }

bool host_file_stamp(const char *path, HostFileStamp *stamp) {
  struct stat status;
  if (stat(path, &status) != 0 || !S_ISREG(status.st_mode)) return false;
  stamp->modified = status.st_mtim.tv_sec;
  stamp->size = status.st_size;
  return true;
}

bool host_write_cache(const char *folder, const char *path, const void *bytes, size_t count) {
  if (mkdir(folder, 0777) != 0 && errno != EEXIST) return false;
  char draft[4096];
  int length = snprintf(draft, sizeof draft, "%s.%ld", path, (long)getpid());
  if (length < 0 || (size_t)length >= sizeof draft) return false;
  int descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (descriptor < 0) return false;
  bool written = host_write(descriptor, bytes, count);
  if (close(descriptor) == 0 && written && rename(draft, path) == 0) return true;
  unlink(draft);
  return false;
}

char *host_real_path(const char *path) { return realpath(path, NULL); }

const char *host_environment(const char *name) { return getenv(name); }

int32_t host_interrupted_error(void) { return EINTR; }

void host_error_text(int32_t error, char *buffer, size_t size) {
  const char *text = strerror_r(error, buffer, size);
  if (text != buffer) {
    strncpy(buffer, text, size - 1);
    buffer[size - 1] = 0;
  }
}
