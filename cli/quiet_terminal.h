// SPDX-License-Identifier: Apache-2.0
// The controlling terminal with its echo off, for as long as the object lives. Ctrl-C while it lives gives
// the echo back first and ends the program then. One at a time.
#pragma once

#include <signal.h>
#include <termios.h>

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
  /// Whether a signal asked to stop; a read that it broke off is not to be taken up again.
  static bool interrupted();

 private:
  static constexpr std::array kSignals = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
  Descriptor terminal_;
  termios before_{};
  std::array<struct sigaction, kSignals.size()> handlers_{};
};

}  // namespace cred::cli
