// SPDX-License-Identifier: Apache-2.0
#include "cli/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "cli/system.h"

namespace cred::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kFirstRead = 64 * 1024;

std::string shown(const fs::path& path) {
  return path == "-" ? "standard input" : path.string();
}

tl::unexpected<Failure> above_ceiling(const fs::path& path, std::size_t ceiling) {
  return refused(shown(path) + " is larger than the " + std::to_string(ceiling) + " octets read here",
                 "check that this is the file you meant");
}

// Doubles what it reads, so memory follows what is really there, and stops one octet above the ceiling.
Outcome<Bytes> read_all(int descriptor, const fs::path& path, std::size_t ceiling) {
  Bytes content;
  std::size_t filled = 0;
  for (;;) {
    if (filled == content.size()) {
      content.resize(std::min(std::max(kFirstRead, 2 * filled), ceiling + 1));
    }
    const ssize_t got = ::read(descriptor, content.data() + filled, content.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure("read", shown(path), errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
    if (filled > ceiling) return above_ceiling(path, ceiling);
  }
  content.resize(filled);
  return content;
}

}  // namespace

Outcome<Bytes> read_file(const fs::path& path, std::size_t ceiling) {
  if (path == "-") return read_all(STDIN_FILENO, path, ceiling);
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return system_failure("read", path, errno);
  struct stat status{};
  if (::fstat(file.number(), &status) != 0) return system_failure("read", path, errno);
  if (S_ISDIR(status.st_mode)) return system_failure("read", path, EISDIR);
  if (S_ISREG(status.st_mode) && static_cast<std::uint64_t>(status.st_size) > ceiling) {
    return above_ceiling(path, ceiling);
  }
  return read_all(file.number(), path, ceiling);
}

Outcome<void> make_folder(const fs::path& path, Mode mode) {
  const fs::path folder = path.has_filename() ? path : path.parent_path();  // "a/b/" means "a/b"
  std::error_code error;
  if (fs::is_directory(folder, error)) return {};
  if (fs::exists(folder, error)) return refused(folder.string() + " is there already and is not a folder");
  if (folder.has_parent_path()) fs::create_directories(folder.parent_path(), error);
  if (error) return system_failure("make the folder", folder, error.value());
  // Made with its final permissions: a moment in which others may look in is a moment too many.
  if (::mkdir(folder.c_str(), mode == Mode::kPrivate ? 0700 : 0755) == 0) return {};
  return system_failure("make the folder", folder, errno);
}

Outcome<void> check_writable(const fs::path& folder) {
  if (::access(folder.c_str(), W_OK | X_OK) == 0) return {};
  return system_failure("write into", folder, errno);
}

}  // namespace cred::cli
