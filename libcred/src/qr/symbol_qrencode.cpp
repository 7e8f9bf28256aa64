// SPDX-License-Identifier: Apache-2.0
#include <qrencode.h>

#include <memory>
#include <string>

#include "cred/qr/symbol.h"

namespace cred::qr {

namespace {

using Input = std::unique_ptr<QRinput, decltype(&QRinput_free)>;
using Code = std::unique_ptr<QRcode, decltype(&QRcode_free)>;

constexpr std::string_view kAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

std::string limit_of(Level level) {
  return "version " + std::to_string(kMaxVersion) + (level == Level::kL ? "-L" : "-M") + " is the limit";
}

tl::unexpected<Error> too_large(std::string_view text, const std::string& needs, Level level) {
  return fail(Reason::kTooLargeForQr,
              std::to_string(text.size()) + " characters need " + needs + ", " + limit_of(level));
}

}  // namespace

Result<Symbol> Symbol::encode(std::string_view text, Level level) {
  if (text.empty()) return fail(Reason::kText, "no text to encode");
  if (const auto at = text.find_first_not_of(kAlphabet); at != std::string_view::npos) {
    return fail(Reason::kText,
                "character " + std::to_string(at) + " is outside the alphanumeric set of QR codes");
  }

  // One alphanumeric segment: QRcode_encodeString would split the text into modes, and a long run of digits
  // would then decide the version. Version 0 lets the library take the smallest that fits.
  const Input input(QRinput_new2(0, level == Level::kL ? QR_ECLEVEL_L : QR_ECLEVEL_M), QRinput_free);
  if (!input) return fail(Reason::kTooLargeForQr, "libqrencode refused to start");
  const auto* data = reinterpret_cast<const unsigned char*>(text.data());
  constexpr std::size_t kBeyondAnyVersion = 10'000;  // keeps the int below in range
  if (text.size() > kBeyondAnyVersion ||
      QRinput_append(input.get(), QR_MODE_AN, static_cast<int>(text.size()), data) != 0) {
    return too_large(text, "more than version 40", level);
  }
  const Code code(QRcode_encodeInput(input.get()), QRcode_free);
  if (!code) return too_large(text, "more than version 40", level);
  if (code->version > kMaxVersion) return too_large(text, "version " + std::to_string(code->version), level);

  const auto count = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  std::vector<bool> dark(count);
  for (std::size_t i = 0; i < count; ++i) dark[i] = (code->data[i] & 1) != 0;
  return Symbol(code->version, level, std::move(dark));
}

}  // namespace cred::qr
