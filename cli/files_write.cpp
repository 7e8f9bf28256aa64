// SPDX-License-Identifier: Apache-2.0
// The content goes to a temporary file in the target's folder, to the disk, and only then to its name:
// whenever the power goes, the name stands for the old content or the new. Whatever fails takes the temporary
// file with it.
#include <fcntl.h>
#include <sys/random.h>
#include <sys/stat.h>

#include <array>
#include <cerrno>
#include <cstdio>

#include "cli/files.h"
#include "cli/leftovers.h"
#include "cli/system.h"
#include "cred/codec/hex.h"

namespace cred::cli {

namespace fs = std::filesystem;

namespace {

enum class Existing { kReplace, kKeep };

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

tl::unexpected<Failure> cannot_write(const fs::path& path, int error) {
  return system_failure("write", path, error);
}

tl::unexpected<Failure> already_there(const fs::path& path) {
  return refused(path.string() + " is there already and is never overwritten",
                 "choose another name, or move the old one away if you are sure");
}

std::string temporary_prefix(const fs::path& target) {
  return "." + target.filename().string() + ".";
}
constexpr std::string_view kTemporaryEnd = ".tmp";

class Temporary {
 public:
  static Outcome<Temporary> beside(const fs::path& target, Mode mode);
  ~Temporary() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  Temporary(Temporary&& other) noexcept
      : path_(std::exchange(other.path_, {})), file_(std::move(other.file_)) {}
  Temporary& operator=(Temporary&&) = delete;

  /// 0, or the errno.
  int fill(BytesView content);
  int move_to(const fs::path& target, Existing existing);

 private:
  Temporary(fs::path path, Descriptor file) : path_(std::move(path)), file_(std::move(file)) {}
  fs::path path_;
  Descriptor file_;
};

Outcome<Temporary> Temporary::beside(const fs::path& target, Mode mode) {
  for (;;) {
    std::array<std::uint8_t, 3> random{};
    if (::getrandom(random.data(), random.size(), 0) != static_cast<ssize_t>(random.size())) {
      return cannot_write(target, errno);
    }
    fs::path path =
        folder_of(target) / (temporary_prefix(target) + codec::to_hex(random) + std::string(kTemporaryEnd));
    const mode_t permissions = mode == Mode::kPrivate ? 0600 : 0644;
    Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, permissions));
    if (file) return Temporary(std::move(path), std::move(file));
    if (errno != EEXIST) return cannot_write(target, errno);
  }
}

int Temporary::fill(BytesView content) {
  if (const int error = write_fully(file_.number(), content)) return error;
  if (::fsync(file_.number()) != 0) return errno;
  return file_.close();
}

int Temporary::move_to(const fs::path& target, Existing existing) {
  if (existing == Existing::kReplace) {
    if (::rename(path_.c_str(), target.c_str()) != 0) return errno;
    path_.clear();
    return 0;
  }
  if (::renameat2(AT_FDCWD, path_.c_str(), AT_FDCWD, target.c_str(), RENAME_NOREPLACE) == 0) {
    path_.clear();
    return 0;
  }
  // Some file systems know no RENAME_NOREPLACE. A hard link refuses an existing name too; the temporary name
  // then goes.
  if (errno != EINVAL) return errno;
  return ::link(path_.c_str(), target.c_str()) == 0 ? 0 : errno;
}

Outcome<void> write_beside(const fs::path& path, BytesView content, Mode mode, Existing existing) {
  CLI_TRY(auto temporary, Temporary::beside(path, mode));
  if (const int error = temporary.fill(content)) return cannot_write(path, error);
  const int error = temporary.move_to(path, existing);
  if (error == EEXIST && existing == Existing::kKeep) return already_there(path);
  if (error != 0) return cannot_write(path, error);
  if (const int late = sync_folder(folder_of(path))) return cannot_write(path, late);
  return {};
}

// Devices and pipes have no name to be renamed to: renaming over /dev/null would replace the device.
Outcome<void> write_through(const fs::path& path, BytesView content) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file) return cannot_write(path, errno);
  if (const int error = write_fully(file.number(), content)) return cannot_write(path, error);
  if (const int error = file.close()) return cannot_write(path, error);
  return {};
}

}  // namespace

Outcome<void> write_file(const fs::path& path, BytesView content, Mode mode) {
  if (path == "-") {
    std::fflush(stdout);  // what was printed before comes first
    if (const int error = write_fully(STDOUT_FILENO, content)) return cannot_write("standard output", error);
    return {};
  }
  std::error_code error;
  const auto there = fs::status(path, error);
  if (fs::is_directory(there)) return cannot_write(path, EISDIR);
  if (!fs::exists(there)) return write_beside(path, content, mode, Existing::kReplace);
  if (!fs::is_regular_file(there)) return write_through(path, content);
  // A link keeps pointing where it points; the file behind it gets the new content.
  const fs::path target = fs::canonical(path, error);
  if (error) return cannot_write(path, error.value());
  return write_beside(target, content, mode, Existing::kReplace);
}

void remove_leftovers(const fs::path& target) {
  const auto prefix = temporary_prefix(target);
  std::error_code error;
  for (fs::directory_iterator entry(folder_of(target), error), end; !error && entry != end;
       entry.increment(error)) {
    const auto name = entry->path().filename().string();
    std::error_code ignored;  // it costs only room
    if (name.starts_with(prefix) && name.ends_with(kTemporaryEnd)) fs::remove(entry->path(), ignored);
  }
}

Outcome<void> write_new_file(const fs::path& path, BytesView content, Mode mode) {
  std::error_code error;
  if (fs::exists(fs::symlink_status(path, error))) return already_there(path);
  return write_beside(path, content, mode, Existing::kKeep);
}

}  // namespace cred::cli
