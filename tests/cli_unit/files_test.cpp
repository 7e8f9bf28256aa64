// SPDX-License-Identifier: Apache-2.0
#include "cli/files.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "cli_unit/redirect.h"
#include "support/temporary_folder.h"

namespace cred::cli {
namespace {

constexpr std::size_t kCeiling = 100'000;

TEST_CASE("a file is read up to its ceiling and refused one octet above") {
  const TemporaryFolder folder;
  const std::size_t size = GENERATE(0u, 1u, 65'536u, 65'537u, 100'000u);
  put(folder / "file", std::string(size, 'x'));
  CHECK(read_file(folder / "file", kCeiling).value().size() == size);

  put(folder / "file", std::string(kCeiling + 1, 'x'));
  const auto refused = read_file(folder / "file", kCeiling);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().exit == Exit::kRefused);
  CHECK(refused.error().error == (folder / "file").string() + " is larger than the 100000 octets read here");
}

TEST_CASE("a file that cannot be read says which and why") {
  const TemporaryFolder folder;
  put(folder / "file", "x");
  const auto missing = read_file(folder / "missing", kCeiling);
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().exit == Exit::kOutside);
  CHECK(missing.error().error ==
        "cannot read " + (folder / "missing").string() + ": No such file or directory");
  CHECK_FALSE(missing.error().hint.empty());
  CHECK(read_file(folder.path(), kCeiling).error().error.ends_with(": Is a directory"));
  CHECK(read_file(folder / "file" / "below", kCeiling).error().error.ends_with(": Not a directory"));
}

TEST_CASE("a mapped file that somebody cuts ends the program with words and exit 4, not with a signal") {
  const TemporaryFolder folder;
  put(folder / "bundle.cbor", std::string(20'000, 'x'));
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    const Redirect said(STDERR_FILENO, folder / "said", O_WRONLY | O_CREAT);
    const auto file = MappedFile::open(folder / "bundle.cbor");
    if (!file || ::truncate((folder / "bundle.cbor").c_str(), 0) != 0) ::_exit(100);
    const volatile std::uint8_t octet = file->bytes()[10'000];
    static_cast<void>(octet);
    ::_exit(101);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == static_cast<int>(Exit::kOutside));
  const auto said = read_file(folder / "said", kCeiling).value();
  CHECK(as_text(said).find("cut short") != std::string_view::npos);
}

TEST_CASE("\"-\" is standard input, read no further than the ceiling and into no more memory than that") {
  const TemporaryFolder folder;
  put(folder / "in", "FWS1:QED8WEX0\n");
  {
    const Redirect in(STDIN_FILENO, folder / "in", O_RDONLY);
    CHECK(as_text(read_file("-", kCeiling).value()) == "FWS1:QED8WEX0\n");
  }
  const Redirect endless(STDIN_FILENO, "/dev/zero", O_RDONLY);
  rusage before{}, after{};
  getrusage(RUSAGE_SELF, &before);
  const auto refused = read_file("-", kCeiling);
  getrusage(RUSAGE_SELF, &after);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().exit == Exit::kRefused);
  CHECK(refused.error().error == "standard input is larger than the 100000 octets read here");
  CHECK(after.ru_maxrss - before.ru_maxrss < 8 * 1024);  // KiB
}

TEST_CASE("a folder is made with its parents, and found again") {
  const TemporaryFolder folder;
  REQUIRE(make_folder(folder / "a" / "b" / "", Mode::kPrivate).has_value());
  struct stat status{};
  REQUIRE(::stat((folder / "a" / "b").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0700);
  CHECK(make_folder(folder / "a" / "b", Mode::kPrivate).has_value());
  CHECK(make_folder(folder / "a", Mode::kPublic).has_value());
}

TEST_CASE("a folder is refused where something else is, and impossible below a file") {
  const TemporaryFolder folder;
  put(folder / "file", "x");
  CHECK(make_folder(folder / "file", Mode::kPublic).error().exit == Exit::kRefused);
  const auto below = make_folder(folder / "file" / "below" / "deeper", Mode::kPublic);
  REQUIRE_FALSE(below.has_value());
  CHECK(below.error().exit == Exit::kOutside);
  CHECK(below.error().error.ends_with(": Not a directory"));
  CHECK(content_of(folder / "file") == "x");
}

TEST_CASE("a mapped file shows its octets, and moves") {
  const TemporaryFolder folder;
  put(folder / "file", "content");
  put(folder / "empty", "");
  auto mapped = MappedFile::open(folder / "file").value();
  CHECK(as_text(mapped.bytes()) == "content");
  const MappedFile moved = std::move(mapped);
  CHECK(as_text(moved.bytes()) == "content");
  CHECK(MappedFile::open(folder / "empty").value().bytes().empty());
  CHECK_FALSE(MappedFile::open(folder / "missing").has_value());
  CHECK_FALSE(MappedFile::open(folder.path()).has_value());
}

TEST_CASE("one command at a time writes to a store") {
  const TemporaryFolder store;
  {
    auto first = StoreLock::take(store.path());
    REQUIRE(first.has_value());
    const auto second = StoreLock::take(store.path());
    REQUIRE_FALSE(second.has_value());
    CHECK(second.error().exit == Exit::kOutside);
    CHECK(second.error().error == "another command is writing to the store " + store.path().string());
    CHECK(second.error().hint == "wait until it has ended, then repeat");
    const StoreLock moved = std::move(*first);
    CHECK_FALSE(StoreLock::take(store.path()).has_value());
  }
  CHECK(StoreLock::take(store.path()).has_value());
  CHECK_FALSE(StoreLock::take(store / "missing").has_value());
}

}  // namespace
}  // namespace cred::cli
