// SPDX-License-Identifier: Apache-2.0
#include "cli/console.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "cred/codec/unicode.h"

namespace cred::cli {

namespace {

// fputs, not fmt::print: the latter throws when stderr is closed or its disk is full.
void say(const std::string& line) {
  std::fputs(line.c_str(), stderr);
}

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width - codec::display_width(text), ' ');
}

using Row = std::vector<std::string>;

// Spaces after the last cell would wrap in a narrow terminal.
std::string line_of(const Row& row, const std::vector<std::size_t>& widths) {
  std::string line;
  for (std::size_t i = 0; i < row.size(); ++i) line += (i == 0 ? "" : "  ") + padded(row[i], widths[i]);
  line.resize(line.find_last_not_of(' ') + 1);
  return line + "\n";
}

}  // namespace

Console::Console(std::string_view tool) : tool_(tool) {}

int Console::report(const Failure& failure) const {
  say(fmt::format("{}: error: {}\n", tool_, codec::escaped(failure.error)));
  if (!failure.hint.empty()) hint(failure.hint);
  return static_cast<int>(failure.exit);
}

void Console::warn(std::string_view text) const {
  say(fmt::format("{}: warning: {}\n", tool_, codec::escaped(text)));
}
void Console::hint(std::string_view text) const {
  say(fmt::format("{}: hint: {}\n", tool_, codec::escaped(text)));
}
void Console::note(std::string_view text) const {
  say(fmt::format("{}: {}\n", tool_, codec::escaped(text)));
}

bool Console::stdout_is_terminal() const {
  return ::isatty(STDOUT_FILENO) == 1;
}

bool Console::colour() const {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string_view(value == nullptr ? "" : value);
  };
  const auto terminal = variable("TERM");
  return stdout_is_terminal() && !terminal.empty() && terminal != "dumb" && variable("NO_COLOR").empty();
}

std::string html_escaped(std::string_view text) {
  std::string page;
  for (const char c : codec::escaped(text)) {
    switch (c) {
      case '&':
        page += "&amp;";
        break;
      case '<':
        page += "&lt;";
        break;
      case '>':
        page += "&gt;";
        break;
      case '"':
        page += "&quot;";
        break;
      case '\'':
        page += "&#39;";
        break;
      default:
        page += c;
    }
  }
  return page;
}

std::string table(const Row& header, const std::vector<Row>& rows) {
  std::vector<Row> cells = {header};
  cells.insert(cells.end(), rows.begin(), rows.end());
  std::vector<std::size_t> widths(header.size());
  for (auto& row : cells) {
    row.resize(header.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = codec::escaped(row[i]);
      widths[i] = std::max(widths[i], codec::display_width(row[i]));
    }
  }
  Row underline;
  for (const std::size_t width : widths) underline.push_back(std::string(width, '-'));
  cells.insert(cells.begin() + 1, underline);

  std::string text;
  for (const auto& row : cells) text += line_of(row, widths);
  return text;
}

}  // namespace cred::cli
