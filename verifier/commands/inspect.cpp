// SPDX-License-Identifier: Apache-2.0
#include "cred/inspect.h"

#include <fmt/core.h>

#include <filesystem>

#include "cli/files.h"
#include "verifier/commands/commands.h"
#include "verifier/inputs.h"

namespace cred::verifier {

namespace {

constexpr std::size_t kMaxInspected = 64u << 20;  // octets

cli::Outcome<void> show(const std::string& name, BytesView token) {
  // A text file ends with a line feed that is no part of the code.
  while (!token.empty() && token.back() == '\n' && token.front() == 'F')
    token = token.first(token.size() - 1);
  const auto lines = cred::inspect(token);
  if (!lines) return cli::refused(name, lines.error());
  for (const auto& line : *lines) fmt::print("unverified | {}\n", line);
  return {};
}

cli::Outcome<void> show_picture(const std::string& name, PictureFormat format, BytesView file,
                                PictureReader& reader) {
  CLI_TRY(const auto codes, reader.read(format, file));
  if (!codes) return cli::refused(name, codes.error());
  for (const auto& code : *codes) CLI_CHECK(show(name, as_bytes(code)));
  return {};
}

cli::Outcome<void> inspect_one(const std::string& input, PictureReader& reader) {
  std::error_code error;
  if (input != "-" && input.starts_with("FW") && !std::filesystem::exists(input, error))
    return show("text", as_bytes(input));
  CLI_TRY(const auto bytes, cli::read_file(input, kMaxInspected));
  if (const auto format = picture_format(bytes)) return show_picture(input, *format, bytes, reader);
  return show(input, bytes);
}

}  // namespace

cli::Outcome<cli::Exit> inspect(const std::vector<std::string>& inputs, const cli::Console& console) {
  auto exit = cli::Exit::kAccepted;
  PictureReader reader;
  for (const auto& input : inputs) {
    if (const auto shown = inspect_one(input, reader); !shown)
      exit = cli::worst(exit, static_cast<cli::Exit>(console.report(shown.error())));
  }
  return exit;
}

}  // namespace cred::verifier
