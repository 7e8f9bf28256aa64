// SPDX-License-Identifier: Apache-2.0
// The program tools/step_deletion asks. It reads lines "NUMBER<tab>TEST" and runs that test in a child of its
// own, in which check NUMBER refuses nothing (-1: all refuse). It answers "green" and the numbers of the
// checks that refused something, or "red": an assertion that failed, a crash and a hang are the same. So a
// test costs no start of a program, and one with sanitizers takes long to start.
#include "step_deletion/step.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>
#include <cstdio>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace cred_step {

namespace {

constexpr rlim_t kSeconds = 60;  // of the processor, however busy the machine is

int deleted = -1;
std::vector<bool> reached(10'000);

/// The name as a pattern that matches it alone.
std::string escaped(const std::string& test) {
  std::string pattern;
  for (const char c : test) {
    if (std::string_view("\\,[]\"*~").find(c) != std::string_view::npos) pattern += '\\';
    pattern += c;
  }
  return pattern;
}

/// Whether there is such a test and it passes. Its own output goes nowhere.
bool passes(const std::string& test) {
  Catch::Session session;
  session.configData().testsOrTags = {escaped(test)};
  session.configData().warnings = Catch::WarnAbout::NoTests;
  session.configData().outputFilename = "/dev/null";
  session.configData().abortAfter = 1;
  return session.run() == 0;
}

[[noreturn]] void answer(const std::string& test, std::FILE* out) {
  const rlimit limit{kSeconds, kSeconds};
  setrlimit(RLIMIT_CPU, &limit);
  if (!passes(test)) _exit(1);
  std::fputs("green", out);
  for (std::size_t number = 0; number < reached.size(); ++number)
    if (reached[number]) std::fprintf(out, "\t%zu", number);
  std::fputs("\n", out);
  std::fflush(out);
  _exit(0);
}

}  // namespace

bool is_deleted(int number) {
  reached[static_cast<std::size_t>(number)] = true;
  return number == deleted;
}

int serve() {
  std::FILE* out = fdopen(dup(STDOUT_FILENO), "w");
  const int nowhere = open("/dev/null", O_WRONLY);
  dup2(nowhere, STDOUT_FILENO);
  dup2(nowhere, STDERR_FILENO);
  for (std::string line; std::getline(std::cin, line);) {
    const auto tab = line.find('\t');
    deleted = std::stoi(line.substr(0, tab));
    const auto child = fork();
    if (child == 0) answer(line.substr(tab + 1), out);
    int status = 0;
    waitpid(child, &status, 0);
    if (status != 0) std::fputs("red\n", out);
    std::fflush(out);
  }
  return 0;
}

}  // namespace cred_step

int main(int argc, char** argv) {
  return argc == 1 ? cred_step::serve() : Catch::Session().run(argc, argv);
}
