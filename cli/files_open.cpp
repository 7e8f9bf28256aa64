// SPDX-License-Identifier: Apache-2.0
// Files that stay open: mapped for reading, locked for writing.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "cli/files.h"
#include "cli/system.h"

namespace cred::cli {

namespace fs = std::filesystem;

namespace {

/// Ours are replaced by renaming, never cut. A file that another program cuts, or whose stick is pulled out,
/// has no octets where the map says so: the kernel's answer would be a crash. What was begun counts for
/// nothing, since stores and outputs change by a rename at the end.
void end_with_words(int) {
  constexpr std::string_view kWords =
      "error: a file was cut short, or its disk taken away, while it was read\n"
      "hint: copy it to this machine and repeat the command; nothing half done counts\n";
  static_cast<void>(!::write(STDERR_FILENO, kWords.data(), kWords.size()));
  ::_exit(static_cast<int>(Exit::kOutside));
}

void expect_cut_files() {
  static const bool kOnce = std::signal(SIGBUS, end_with_words) != SIG_ERR;
  static_cast<void>(kOnce);
}

}  // namespace

Outcome<MappedFile> MappedFile::open(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return system_failure("open", path, errno);
  struct stat status{};
  if (::fstat(file.number(), &status) != 0) return system_failure("open", path, errno);
  if (!S_ISREG(status.st_mode)) return outside("cannot open " + path.string() + ": not a regular file");
  const auto size = static_cast<std::size_t>(status.st_size);
  if (size == 0) return MappedFile(nullptr, 0);  // mmap refuses nothing at all
  expect_cut_files();
  void* memory = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file.number(), 0);
  if (memory == MAP_FAILED) return system_failure("open", path, errno);
  return MappedFile(static_cast<const std::uint8_t*>(memory), size);
}

MappedFile::~MappedFile() {
  if (data_ != nullptr) ::munmap(const_cast<std::uint8_t*>(data_), size_);
}

MappedFile::MappedFile(MappedFile&& other) noexcept
    : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)) {}

MappedFile& MappedFile::operator=(MappedFile&& other) noexcept {
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  return *this;
}

Outcome<StoreLock> StoreLock::take(const fs::path& store) {
  return lock(store, LOCK_EX | LOCK_NB);
}

Outcome<StoreLock> StoreLock::wait(const fs::path& store) {
  return lock(store, LOCK_EX);
}

Outcome<StoreLock> StoreLock::lock(const fs::path& store, int how) {
  const fs::path path = store / "lock";
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file) return system_failure("lock the store with", path, errno);
  // The kernel lets go of a flock when its owner ends, however it ends: a lock never outlives a crash.
  int locked = ::flock(file.number(), how);
  while (locked != 0 && errno == EINTR) locked = ::flock(file.number(), how);
  if (locked == 0) return StoreLock(file.release());
  if (errno != EWOULDBLOCK) return system_failure("lock the store with", path, errno);
  return outside("another command is writing to the store " + store.string(),
                 "wait until it has ended, then repeat");
}

StoreLock::~StoreLock() {
  Descriptor(descriptor_).close();
}

StoreLock::StoreLock(StoreLock&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

StoreLock& StoreLock::operator=(StoreLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

}  // namespace cred::cli
