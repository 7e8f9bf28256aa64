// SPDX-License-Identifier: Apache-2.0
#include "cli/system.h"

#include <fcntl.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace cred::cli {

namespace {

std::string advice(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
      return "free some space there, or choose another place, and repeat; nothing was changed";
    case EFBIG:
      return "the file may not grow that large there (ulimit -f); nothing was changed";
    case EROFS:
      return "that disk can only be read; choose a place that can be written";
    case EACCES:
    case EPERM:
      return "this user may not do that there; check the owner and the permissions of the file and its "
             "folder";
    case ENOENT:
      return "check the spelling; a folder that is missing has to be made first";
    case ENOTDIR:
      return "a part of that path is a file, not a folder";
    case EISDIR:
      return "that is a folder; name a file";
    case ENAMETOOLONG:
      return "choose a shorter name";
    case EPIPE:
      return "the program that reads the output has stopped";
    default:
      return {};
  }
}

}  // namespace

int Descriptor::close() {
  if (number_ < 0) return 0;
  return ::close(std::exchange(number_, -1)) == 0 ? 0 : errno;
}

tl::unexpected<Failure> system_failure(std::string_view what, const std::filesystem::path& path, int error) {
  return outside(
      "cannot " + std::string(what) + " " + path.string() + ": " + std::generic_category().message(error),
      advice(error));
}

int sync_folder(const std::filesystem::path& folder) {
  const Descriptor open(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!open) return errno;
  // EINVAL: a file system without that notion.
  return ::fsync(open.number()) == 0 || errno == EINVAL ? 0 : errno;
}

int write_fully(int descriptor, BytesView content) {
  while (!content.empty()) {
    const ssize_t taken = ::write(descriptor, content.data(), content.size());
    if (taken < 0 && errno == EINTR) continue;
    if (taken < 0) return errno;
    content = content.subspan(static_cast<std::size_t>(taken));
  }
  return 0;
}

}  // namespace cred::cli
