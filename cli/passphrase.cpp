// SPDX-License-Identifier: Apache-2.0
#include "cli/passphrase.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <string>

#include "cli/quiet_terminal.h"
#include "cli/system.h"
#include "cred/codec/unicode.h"

namespace cred::cli {

namespace {

constexpr std::size_t kMaxPassphrase = 1024;  // octets

// Octet by octet, straight into locked memory: nothing is left in a buffer, and a pipe keeps what follows the
// line.
Outcome<SecretBytes> read_line(int descriptor, const std::string& name) {
  SecretBytes line(kMaxPassphrase + 1);
  std::size_t length = 0;
  while (length < line.size()) {
    auto* octet = line.reveal_mutable().data() + length;
    const ssize_t got = ::read(descriptor, octet, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_failure("read the passphrase from", name, errno);
    if (got == 0 || *octet == '\n') break;
    ++length;
  }
  if (length > kMaxPassphrase) return refused("the passphrase from " + name + " is longer than 1024 octets");
  if (length > 0 && line.reveal()[length - 1] == '\r') --length;  // a file written on Windows
  if (length == 0) return refused("the passphrase from " + name + " is empty");
  return SecretBytes::copy_of(line.reveal().first(length));
}

Outcome<SecretBytes> read_descriptor(std::string_view digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size() || number < 0) {
    return usage("--passphrase-file fd:" + std::string(digits) + ": no number of an open file", "as in fd:3");
  }
  return read_line(number, "fd:" + std::string(digits));
}

Outcome<SecretBytes> read_from_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return system_failure("read the passphrase from", path, errno);
  struct stat status{};
  const bool shared =
      ::fstat(file.number(), &status) == 0 && S_ISREG(status.st_mode) && (status.st_mode & 077) != 0;
  if (shared) {
    const std::string text =
        "warning: others may read the passphrase file " + codec::escaped(path) + " (chmod 600)\n";
    std::fputs(text.c_str(), stderr);
  }
  return read_line(file.number(), path);
}

Outcome<SecretBytes> ask(const QuietTerminal& terminal, std::string_view prompt) {
  write_fully(terminal.number(), as_bytes(codec::escaped(prompt) + ": "));
  return read_line(terminal.number(), "the terminal");
}

Outcome<SecretBytes> ask_terminal(std::string_view prompt, bool twice) {
  const QuietTerminal terminal;
  if (!terminal) {
    return usage("no passphrase, and no terminal to ask for one", "give --passphrase-file FILE or fd:N");
  }
  CLI_TRY(auto first, ask(terminal, prompt));
  if (!twice) return first;
  CLI_TRY(const auto second, ask(terminal, std::string(prompt) + ", again"));
  if (!equal(first.reveal(), second.reveal()))
    return refused("the two passphrases differ", "type the same one twice");
  return first;
}

}  // namespace

Outcome<SecretBytes> read_passphrase(std::string_view source, std::string_view prompt, bool twice) {
  if (source.empty()) return ask_terminal(prompt, twice);
  if (source.starts_with("fd:")) return read_descriptor(source.substr(3));
  return read_from_file(std::string(source));
}

}  // namespace cred::cli
