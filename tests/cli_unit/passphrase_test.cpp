// SPDX-License-Identifier: Apache-2.0
#include "cli/passphrase.h"

#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>

#include "cli_unit/redirect.h"
#include "support/temporary_folder.h"

namespace cred::cli {
namespace {

std::string passphrase(std::string_view source) {
  return std::string(as_text(read_passphrase(source, "Passphrase", false).value().reveal()));
}

TEST_CASE("the first line of a file is the passphrase, without its line end") {
  const TemporaryFolder folder;
  const auto content =
      GENERATE("correct horse", "correct horse\n", "correct horse\r\n", "correct horse\nsecond\n");
  put(folder / "file", content);
  std::filesystem::permissions(folder / "file", std::filesystem::perms::owner_read);
  CHECK(passphrase((folder / "file").string()) == "correct horse");
}

TEST_CASE("others being able to read the file is a warning") {
  const TemporaryFolder folder;
  put(folder / "file", "secret\n");
  std::filesystem::permissions(folder / "file", std::filesystem::perms(0644));
  {
    const Redirect talk(STDERR_FILENO, folder / "talk", O_WRONLY | O_CREAT | O_TRUNC);
    CHECK(passphrase((folder / "file").string()) == "secret");
  }
  CHECK(content_of(folder / "talk").starts_with("warning: others may read the passphrase file "));

  std::filesystem::permissions(folder / "file", std::filesystem::perms(0600));
  {
    const Redirect talk(STDERR_FILENO, folder / "talk", O_WRONLY | O_CREAT | O_TRUNC);
    CHECK(passphrase((folder / "file").string()) == "secret");
  }
  CHECK(content_of(folder / "talk").empty());
}

TEST_CASE("a descriptor gives one line for every passphrase") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  REQUIRE(::write(ends[1], "first\nsecond\nlast", 17) == 17);
  ::close(ends[1]);
  const std::string source = "fd:" + std::to_string(ends[0]);
  CHECK(passphrase(source) == "first");
  CHECK(passphrase(source) == "second");
  CHECK(passphrase(source) == "last");
  const auto drained = read_passphrase(source, "Passphrase", false);
  REQUIRE_FALSE(drained.has_value());
  CHECK(drained.error().error == "the passphrase from " + source + " is empty");
  ::close(ends[0]);
}

TEST_CASE("an empty, an endless and a missing passphrase are refused") {
  const TemporaryFolder folder;
  put(folder / "empty", "\n");
  put(folder / "longest", std::string(1024, 'x') + "\n");
  put(folder / "longer", std::string(1025, 'x') + "\n");
  const auto failure = [](const std::string& source) {
    return read_passphrase(source, "Passphrase", false).error();
  };
  CHECK(failure(folder / "empty").exit == Exit::kRefused);
  CHECK(passphrase((folder / "longest").string()).size() == 1024);
  CHECK(failure(folder / "longer").exit == Exit::kRefused);
  CHECK(failure("/dev/zero").exit == Exit::kRefused);
  CHECK(failure(folder / "missing").exit == Exit::kOutside);
  for (const std::string source : {"fd:", "fd:x", "fd:-1", "fd:3x", "fd:99999999999"}) {
    CHECK(failure(source).exit == Exit::kUsage);
  }
  CHECK(failure("fd:987").exit == Exit::kOutside);
}

// A child with a terminal of its own is typed `lines`, each after a prompt. Its exit is 0 when it got "open
// sesame".
struct Session {
  std::string shown;
  int exit = 0;          // a signal as its negative number
  bool echoing = false;  // whether the terminal shows again what is typed, after the child has ended
};

Session type(const std::vector<std::string>& lines, bool twice) {
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    const auto secret = read_passphrase("", "Passphrase of head", twice);
    ::_exit(!secret                                      ? static_cast<int>(secret.error().exit)
            : as_text(secret->reveal()) == "open sesame" ? 0
                                                         : 99);
  }
  Session session;
  std::array<char, 256> buffer{};
  std::size_t typed = 0, answered = 0;
  for (ssize_t got; (got = ::read(terminal, buffer.data(), buffer.size())) > 0;) {
    session.shown.append(buffer.data(), static_cast<std::size_t>(got));
    const auto prompt = session.shown.find(": ", answered);
    if (prompt == std::string::npos || typed == lines.size()) continue;
    answered = prompt + 2;
    const std::string line = lines[typed++];
    REQUIRE(::write(terminal, line.data(), line.size()) == static_cast<ssize_t>(line.size()));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  termios after{};
  session.echoing = ::tcgetattr(terminal, &after) == 0 && (after.c_lflag & ECHO) != 0;
  ::close(terminal);
  session.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return session;
}

TEST_CASE("the terminal asks without echo") {
  const auto once = type({"open sesame\n"}, false);
  CHECK(once.exit == 0);
  CHECK(once.shown == "Passphrase of head: \r\n");
  CHECK(once.echoing);
}

TEST_CASE("a new passphrase is asked for twice and both must agree") {
  const auto agreed = type({"open sesame\n", "open sesame\n"}, true);
  CHECK(agreed.exit == 0);
  CHECK(agreed.shown == "Passphrase of head: \r\nPassphrase of head, again: \r\n");
  CHECK(type({"open sesame\n", "open sesami\n"}, true).exit == static_cast<int>(Exit::kRefused));
}

TEST_CASE("Ctrl-C at the prompt ends the program and gives the echo back") {
  const auto session = type({"open\x03"}, false);
  CHECK(session.exit == -SIGINT);
  CHECK(session.echoing);
}

TEST_CASE("without a terminal the failure names the option") {
  const pid_t child = ::fork();
  if (child == 0) {
    ::setsid();  // no controlling terminal from here on
    const auto secret = read_passphrase("", "Passphrase", false);
    const bool named = !secret && secret.error().hint == "give --passphrase-file FILE or fd:N";
    ::_exit(named ? static_cast<int>(secret.error().exit) : 99);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == static_cast<int>(Exit::kUsage));
}

}  // namespace
}  // namespace cred::cli
