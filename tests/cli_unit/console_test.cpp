// SPDX-License-Identifier: Apache-2.0
#include "cli/console.h"

#include <catch2/catch.hpp>

#include "cli_unit/redirect.h"
#include "support/temporary_folder.h"

namespace cred::cli {
namespace {

TEST_CASE(
    "a failure is one line of error, one of hint, and its exit code; nothing in it reaches the terminal "
    "raw") {
  const TemporaryFolder folder;
  {
    const Redirect talk(STDERR_FILENO, folder / "talk", O_WRONLY | O_CREAT);
    const Console console("cred-verifier");
    CHECK(console.report({Exit::kOutside,
                          "cannot read \x1b[2J\xe2\x80\xae"
                          "evil.png: gone",
                          "look again"}) == 4);
    CHECK(console.report({Exit::kRefused, "no", ""}) == 1);
    console.warn("old");
    console.note("done");
  }
  const auto talk = content_of(folder / "talk");
  CHECK(talk ==
        "cred-verifier: error: cannot read \\u{1b}[2J\\u{202e}evil.png: gone\n"
        "cred-verifier: hint: look again\n"
        "cred-verifier: error: no\n"
        "cred-verifier: warning: old\n"
        "cred-verifier: done\n");
}

TEST_CASE("a closed stderr is survived") {
  const Redirect talk(STDERR_FILENO, "/dev/full", O_WRONLY);
  CHECK(Console("cred-issuer").report({Exit::kUsage, "no", "hint"}) == 2);
}

TEST_CASE("there is no colour where there is no terminal") {
  const TemporaryFolder folder;
  const Redirect out(STDOUT_FILENO, folder / "out", O_WRONLY | O_CREAT);
  ::setenv("TERM", "xterm", 1);
  CHECK_FALSE(Console("cred-issuer").stdout_is_terminal());
  CHECK_FALSE(Console("cred-issuer").colour());
}

TEST_CASE("a page gets entities for markup and no control characters") {
  CHECK(html_escaped("<a href=\"x\" onclick='y'>&</a>") ==
        "&lt;a href=&quot;x&quot; onclick=&#39;y&#39;&gt;&amp;&lt;/a&gt;");
  CHECK(html_escaped("\x1b") == "\\u{1b}");
  CHECK(html_escaped("نورة 努尔 Núria") == "نورة 努尔 Núria");
}

TEST_CASE("a table is aligned by what the terminal shows, not by octets") {
  CHECK(table({"name", "region"}, {{"努尔", "110108"}, {"Núria", "131002"}, {"x", ""}}) ==
        "name   region\n"
        "-----  ------\n"
        "努尔   110108\n"
        "Núria  131002\n"
        "x\n");
}

TEST_CASE("a table escapes its cells and takes rows that are too short") {
  CHECK(table({"a", "b"}, {{"\x1b[31m", "x"}, {"y"}}) ==
        "a           b\n"
        "----------  -\n"
        "\\u{1b}[31m  x\n"
        "y\n");
  CHECK(table({"id", "bytes"}, {}) == "id  bytes\n--  -----\n");
}

TEST_CASE("progress is silent where stderr is no terminal") {
  const TemporaryFolder folder;
  {
    const Redirect talk(STDERR_FILENO, folder / "talk", O_WRONLY | O_CREAT);
    Progress progress("minting", 10);
    for (std::size_t i = 0; i <= 10; ++i) progress.step(i);
  }
  CHECK(content_of(folder / "talk").empty());
}

}  // namespace
}  // namespace cred::cli
