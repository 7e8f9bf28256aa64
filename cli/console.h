// SPDX-License-Identifier: Apache-2.0
// Talk on stderr: "cred-verifier: error: …", "cred-verifier: hint: …"; data on stdout. Every untrusted text
// passes codec::escaped before a terminal and html_escaped before a page. Colour only on a terminal, never
// the only signal.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/failure.h"

namespace cred::cli {

class Console {
 public:
  /// `tool`: "cred-verifier".
  explicit Console(std::string_view tool);

  /// Escapes, prints, and returns the exit code as int for main().
  int report(const Failure& failure) const;
  void warn(std::string_view text) const;
  void hint(std::string_view text) const;
  void note(std::string_view text) const;

  bool stdout_is_terminal() const;
  /// Whether escape sequences are welcome on stdout: a terminal, TERM not dumb, NO_COLOR not set.
  bool colour() const;

 private:
  std::string tool_;
};

/// & < > " ' as entities, after codec::escaped for what has no business in a page.
std::string html_escaped(std::string_view text);

/// A table with columns aligned by display width; header row, then rows; cells are escaped here.
std::string table(const std::vector<std::string>& header, const std::vector<std::vector<std::string>>& rows);

/// One line of progress on stderr for work that takes longer than a second; silent when stderr is no
/// terminal.
class Progress {
 public:
  Progress(std::string_view what, std::size_t total);
  ~Progress();
  void step(std::size_t done);

 private:
  std::string what_;
  std::size_t total_;
  long long started_ms_ = 0;
  long long drawn_ms_ = 0;
  bool terminal_ = false;
  bool drawn_ = false;
};

}  // namespace cred::cli
