// SPDX-License-Identifier: Apache-2.0
// The controlling terminal with its echo off, for as long as the object lives; a signal that ends the program
// meanwhile (Ctrl-C) gives the echo back first. One at a time.
#pragma once

#include <signal.h>

#include <array>

#include "cli/system.h"

namespace cred::cli {

class QuietTerminal {
 public:
  QuietTerminal();
  ~QuietTerminal();
  QuietTerminal(const QuietTerminal&) = delete;
  QuietTerminal& operator=(const QuietTerminal&) = delete;

  /// Whether there is a terminal at all.
  explicit operator bool() const { return static_cast<bool>(terminal_); }
  int number() const { return terminal_.number(); }

 private:
  static constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  Descriptor terminal_;
  std::array<struct sigaction, kSignals.size()> before_{};
};

}  // namespace cred::cli
