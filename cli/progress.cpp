// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "cli/console.h"
#include "cred/codec/unicode.h"

namespace cred::cli {

namespace {

constexpr long long kQuietMs = 1000;  // shorter work needs no bar
constexpr long long kRedrawMs = 100;
constexpr std::size_t kBarWidth = 24;

long long elapsed_clock_ms() {
  const auto since = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::milliseconds>(since).count();
}

void draw(const std::string& line) {
  std::fputs(("\r\033[K" + line).c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace

Progress::Progress(std::string_view what, std::size_t total)
    : what_(codec::escaped(what)),
      total_(std::max<std::size_t>(total, 1)),
      started_ms_(elapsed_clock_ms()),
      terminal_(::isatty(STDERR_FILENO) == 1) {}

Progress::~Progress() {
  if (drawn_) draw("");
}

void Progress::step(std::size_t done) {
  if (!terminal_) return;
  const long long now = elapsed_clock_ms();
  if (now - started_ms_ < kQuietMs || now - drawn_ms_ < kRedrawMs) return;
  drawn_ms_ = now;
  drawn_ = true;
  const std::size_t filled = kBarWidth * std::min(done, total_) / total_;
  draw(fmt::format("{} [{:<{}}] {} of {}", what_, std::string(filled, '#'), kBarWidth, done, total_));
}

}  // namespace cred::cli
