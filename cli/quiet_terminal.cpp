// SPDX-License-Identifier: Apache-2.0
#include "cli/quiet_terminal.h"

#include <fcntl.h>
#include <termios.h>

namespace cred::cli {

namespace {

// What the signal handler needs; it can be handed nothing else.
int quiet_descriptor = -1;
termios loud{};

void give_echo_back() {
  ::tcsetattr(quiet_descriptor, TCSAFLUSH, &loud);
}

// Only calls that POSIX allows here. The signal comes again after the handler, by then with its default
// action.
void end_with_echo(int signal) {
  give_echo_back();
  ::raise(signal);
}

}  // namespace

QuietTerminal::QuietTerminal() : terminal_(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)) {
  if (!terminal_ || ::tcgetattr(terminal_.number(), &loud) != 0) {
    terminal_.close();
    return;
  }
  quiet_descriptor = terminal_.number();
  struct sigaction ending{};
  ending.sa_handler = end_with_echo;
  ending.sa_flags = static_cast<int>(SA_RESETHAND);
  for (std::size_t i = 0; i < kSignals.size(); ++i) {
    ::sigaction(kSignals[i], &ending, &before_[i]);
    if (before_[i].sa_handler == SIG_IGN) ::sigaction(kSignals[i], &before_[i], nullptr);  // nohup
  }
  termios quiet = loud;
  quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  quiet.c_lflag |= ECHONL;  // the line still ends visibly
  ::tcsetattr(terminal_.number(), TCSAFLUSH, &quiet);
}

QuietTerminal::~QuietTerminal() {
  if (!terminal_) return;
  give_echo_back();
  for (std::size_t i = 0; i < kSignals.size(); ++i) ::sigaction(kSignals[i], &before_[i], nullptr);
}

}  // namespace cred::cli
