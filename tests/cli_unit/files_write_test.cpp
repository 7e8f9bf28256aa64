// SPDX-License-Identifier: Apache-2.0
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <catch2/catch.hpp>

#include "cli/files.h"
#include "cli_unit/redirect.h"
#include "support/temporary_folder.h"

namespace cred::cli {
namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

BytesView text(std::string_view content) {
  return as_bytes(content);
}

unsigned mode_of(const fs::path& path) {
  struct stat status{};
  REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777;
}

// The disk "fills up" at this many octets, as a full one would: in the middle of a write.
class FullDisk {
 public:
  explicit FullDisk(rlim_t octets) {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit = {octets, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST_CASE("a file is written with its mode and nothing else is left in the folder") {
  const TemporaryFolder folder;
  ::umask(022);
  REQUIRE(write_file(folder / "public", text("one")).has_value());
  REQUIRE(write_file(folder / "private", text("two"), Mode::kPrivate).has_value());
  CHECK(content_of(folder / "public") == "one");
  CHECK(mode_of(folder / "public") == 0644);
  CHECK(mode_of(folder / "private") == 0600);
  CHECK(folder.names() == Names{"private", "public"});
}

TEST_CASE("write_file replaces, write_new_file never does") {
  const TemporaryFolder folder;
  REQUIRE(write_new_file(folder / "key", text("old"), Mode::kPrivate).has_value());
  const auto again = write_new_file(folder / "key", text("new"), Mode::kPrivate);
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().exit == Exit::kRefused);
  CHECK(again.error().error == (folder / "key").string() + " is there already and is never overwritten");
  CHECK_FALSE(again.error().hint.empty());
  CHECK(content_of(folder / "key") == "old");
  REQUIRE(write_file(folder / "key", text("new"), Mode::kPrivate).has_value());
  CHECK(content_of(folder / "key") == "new");
  CHECK(folder.names() == Names{"key"});
}

TEST_CASE("write_new_file respects a link, even one that points nowhere") {
  const TemporaryFolder folder;
  fs::create_symlink(folder / "nowhere", folder / "key");
  CHECK_FALSE(write_new_file(folder / "key", text("new"), Mode::kPrivate).has_value());
  CHECK(folder.names() == Names{"key"});
}

TEST_CASE("write_file follows a link to the file behind it") {
  const TemporaryFolder folder;
  put(folder / "file", "old");
  fs::create_symlink("file", folder / "link");
  REQUIRE(write_file(folder / "link", text("new")).has_value());
  CHECK(fs::is_symlink(folder / "link"));
  CHECK(content_of(folder / "file") == "new");
}

TEST_CASE("a disk that fills up leaves the old content and no temporary file") {
  const TemporaryFolder folder;
  put(folder / "file", "old");
  const std::string large(10'000, 'x');
  const FullDisk full(4096);
  const auto failed = write_file(folder / "file", text(large));
  const auto failed_new = write_new_file(folder / "other", text(large), Mode::kPrivate);
  REQUIRE_FALSE(failed.has_value());
  REQUIRE_FALSE(failed_new.has_value());
  CHECK(failed.error().exit == Exit::kOutside);
  CHECK(failed.error().error == "cannot write " + (folder / "file").string() + ": File too large");
  CHECK(failed.error().hint.ends_with("nothing was changed"));
  CHECK(content_of(folder / "file") == "old");
  CHECK(folder.names() == Names{"file"});
}

TEST_CASE("a device is written to, not replaced") {
  REQUIRE(write_file("/dev/null", text("gone")).has_value());
  CHECK(fs::is_character_file("/dev/null"));
  const auto full = write_file("/dev/full", text("x"));
  REQUIRE_FALSE(full.has_value());
  CHECK(full.error().exit == Exit::kOutside);
  CHECK(full.error().error == "cannot write /dev/full: No space left on device");
  CHECK(full.error().hint.starts_with("free some space"));
  CHECK(fs::is_character_file("/dev/full"));
}

TEST_CASE("a place that cannot be written says which and why") {
  const TemporaryFolder folder;
  put(folder / "file", "x");
  for (const auto& path : {folder / "missing" / "file", folder / "file" / "below", folder.path(),
                           folder / std::string(300, 'n')}) {
    const auto failed = write_file(path, text("x"));
    REQUIRE_FALSE(failed.has_value());
    CHECK(failed.error().exit == Exit::kOutside);
    CHECK(failed.error().error.starts_with("cannot write " + path.string() + ": "));
    CHECK_FALSE(failed.error().hint.empty());
    CHECK_FALSE(write_new_file(path, text("x"), Mode::kPublic).has_value());
  }
  CHECK(folder.names() == Names{"file"});
}

TEST_CASE("\"-\" is standard output, after what was printed before") {
  const TemporaryFolder folder;
  {
    const Redirect out(STDOUT_FILENO, folder / "out", O_WRONLY | O_CREAT);
    std::fputs("first ", stdout);
    REQUIRE(write_file("-", text("second")).has_value());
  }
  CHECK(content_of(folder / "out") == "first second");
  CHECK_FALSE(fs::exists("-"));
}

TEST_CASE("standard output that takes nothing more is a failure, not a silence") {
  const Redirect out(STDOUT_FILENO, "/dev/full", O_WRONLY);
  const auto failed = write_file("-", text("x"));
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().error == "cannot write standard output: No space left on device");
}

}  // namespace
}  // namespace cred::cli
