// SPDX-License-Identifier: Apache-2.0
#include "cli/quiet_terminal.h"

#include <fcntl.h>

namespace cred::cli {

namespace {

volatile sig_atomic_t caught_signal = 0;

void catch_signal(int number) {
  caught_signal = number;
}

}  // namespace

QuietTerminal::QuietTerminal() : terminal_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
  if (!terminal_ || ::tcgetattr(terminal_.number(), &before_) != 0) {
    terminal_.close();
    return;
  }
  caught_signal = 0;
  struct sigaction catching{};
  catching.sa_handler = catch_signal;  // without SA_RESTART, so that the read returns
  for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &catching, &handlers_[i]);
  termios quiet = before_;
  quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  quiet.c_lflag |= ECHONL;  // the line still ends visibly
  ::tcsetattr(terminal_.number(), TCSAFLUSH, &quiet);
}

QuietTerminal::~QuietTerminal() {
  if (!terminal_) return;
  ::tcsetattr(terminal_.number(), TCSAFLUSH, &before_);
  for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &handlers_[i], nullptr);
  if (caught_signal != 0) ::raise(caught_signal);
}

bool QuietTerminal::interrupted() {
  return caught_signal != 0;
}

}  // namespace cred::cli
