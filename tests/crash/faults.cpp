// SPDX-License-Identifier: Apache-2.0
// Preloaded: counts the calls that change the disk, and at call N kills the process (a power cut) or fails
// from there on (a full or read-only disk). What was made durable is written down, so that a test can see the
// order.
//   FAULT="kill 17"  FAULT="28 17" (errno, call)  FAULT_LOG=FILE
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

/// Whether this call, which would change the disk, is to fail; errno is set then.
bool faulty() {
  static int calls = 0;
  static const char* fault = std::getenv("FAULT");
  if (fault == nullptr) return false;
  const char* number = std::strchr(fault, ' ');
  if (number == nullptr || ++calls < std::atoi(number)) return false;
  if (std::strncmp(fault, "kill", 4) == 0) raise(SIGKILL);
  errno = std::atoi(fault);
  return true;
}

void note(const char* what, const char* path) {
  static const char* log = std::getenv("FAULT_LOG");
  if (log == nullptr) return;
  const int file = next<int(const char*, int, ...)>("open")(log, O_WRONLY | O_CREAT | O_APPEND, 0644);
  char line[PATH_MAX + 16];
  const int size = std::snprintf(line, sizeof line, "%s %s\n", what, path);
  next<ssize_t(int, const void*, size_t)>("write")(file, line, static_cast<size_t>(size));
  close(file);
}

void note_descriptor(const char* what, int file) {
  char link[64];
  char path[PATH_MAX] = "";
  std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  if (readlink(link, path, sizeof path - 1) > 0) note(what, path);
}

}  // namespace

extern "C" {

// As SQLite and iostreams call them.
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  if (faulty()) return -1;
  return next<ssize_t(int, const void*, size_t, off64_t)>("pwrite64")(file, bytes, size, at);
}

ssize_t writev(int file, const iovec* parts, int count) {
  if (faulty()) return -1;
  return next<ssize_t(int, const iovec*, int)>("writev")(file, parts, count);
}

int ftruncate64(int file, off64_t size) noexcept {
  if (faulty()) return -1;
  return next<int(int, off64_t)>("ftruncate64")(file, size);
}

int fdatasync(int file) {
  if (faulty()) return -1;
  return next<int(int)>("fdatasync")(file);
}

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? va_arg(more, mode_t) : 0;
  va_end(more);
  if ((flags & O_CREAT) != 0 && faulty()) return -1;
  return next<int(const char*, int, ...)>("open")(path, flags, mode);
}

ssize_t write(int file, const void* bytes, size_t size) {
  if (file > STDERR_FILENO && faulty()) return -1;
  return next<ssize_t(int, const void*, size_t)>("write")(file, bytes, size);
}

int fsync(int file) {
  if (faulty()) return -1;
  note_descriptor("fsync", file);
  return next<int(int)>("fsync")(file);
}

int rename(const char* from, const char* to) {
  if (faulty()) return -1;
  note("rename", to);
  return next<int(const char*, const char*)>("rename")(from, to);
}

int link(const char* from, const char* to) {
  if (faulty()) return -1;
  return next<int(const char*, const char*)>("link")(from, to);
}

int mkdir(const char* path, mode_t mode) {
  if (faulty()) return -1;
  return next<int(const char*, mode_t)>("mkdir")(path, mode);
}

int unlink(const char* path) {
  if (faulty()) return -1;
  return next<int(const char*)>("unlink")(path);
}

int unlinkat(int folder, const char* path, int flags) {
  if (faulty()) return -1;
  return next<int(int, const char*, int)>("unlinkat")(folder, path, flags);
}

}  // extern "C"
