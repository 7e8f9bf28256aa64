// SPDX-License-Identifier: Apache-2.0
#include "cred/cbor/diagnostic.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "cbor/head.h"
#include "cred/codec/hex.h"
#include "cred/codec/unicode.h"

namespace cred::cbor {

namespace {

constexpr std::size_t kMaxOpened = 24;  // levels; byte strings deeper down are shown as they are

class Writer {
 public:
  Writer(std::size_t max_bytes_shown, bool indented)
      : max_bytes_shown_(max_bytes_shown), indented_(indented) {}

  void write(const Item& item) {
    const auto head = known_head(item.encoded());
    switch (head.type) {
      case Type::kUint:
        out_ += std::to_string(head.value);
        return;
      case Type::kNegative:
        negative(head.value);
        return;
      case Type::kBytes:
        head.indefinite ? members(item, "(_ ", ")", false) : bytes(head.content);
        return;
      case Type::kText:
        head.indefinite ? members(item, "(_ ", ")", false) : text(as_text(head.content));
        return;
      case Type::kArray:
        members(item, head.indefinite ? "[_ " : "[", "]", false);
        return;
      case Type::kMap:
        members(item, head.indefinite ? "{_ " : "{", "}", true);
        return;
      case Type::kTag:
        out_ += std::to_string(head.value) + "(";
        write(item.tagged());
        out_ += ")";
        return;
      case Type::kBoolean:
        out_ += head.value == 1 ? "true" : "false";
        return;
      case Type::kSimple:
        simple(head.value);
        return;
      case Type::kFloat:
        real(float_value(item.encoded()));
        return;
    }
  }

  std::string take() { return std::move(out_); }

 private:
  void negative(std::uint64_t magnitude) {
    // -1 - magnitude; the largest one does not fit any integer type.
    out_ += magnitude == ~std::uint64_t{0} ? "-18446744073709551616" : "-" + std::to_string(magnitude + 1);
  }

  void simple(std::uint64_t value) {
    if (value == 22)
      out_ += "null";
    else if (value == 23)
      out_ += "undefined";
    else
      out_ += "simple(" + std::to_string(value) + ")";
  }

  void text(std::string_view value) {
    // A backslash of the text is doubled first, so that none passes for one of escaped().
    std::string quoted;
    for (const char c : value) {
      if (c == '"' || c == '\\') quoted += '\\';
      quoted += c;
    }
    out_ += "\"" + codec::escaped(quoted) + "\"";
  }

  void real(double value) {
    if (std::isnan(value)) {
      out_ += "NaN";
      return;
    }
    if (std::isinf(value)) {
      out_ += value < 0 ? "-Infinity" : "Infinity";
      return;
    }
    std::array<char, 32> digits;
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    const std::string_view text(digits.data(), end);
    out_ += text;
    if (text.find_first_of(".e") == std::string_view::npos) out_ += ".0";
  }

  void bytes(BytesView value) {
    if (indented_ && level_ < kMaxOpened && value.size() > 1 && opened(value)) return;
    out_ += "h'" + codec::to_hex(value.first(std::min(value.size(), max_bytes_shown_)));
    out_ += value.size() > max_bytes_shown_ ? "…' (" + std::to_string(value.size()) + " octets)" : "'";
  }

  /// A byte string that is itself CBOR (a header, a payload) reads better opened.
  bool opened(BytesView value) {
    const auto inner = decode(value, Limits::own(value.size()));
    if (!inner || (inner->type() != Type::kMap && inner->type() != Type::kArray)) return false;
    out_ += "<< ";
    write(*inner);
    out_ += " >>";
    return true;
  }

  void members(const Item& parent, std::string_view open, std::string_view close, bool pairs) {
    out_ += open;
    ++level_;
    Children children(parent);
    bool first = true;
    while (const auto child = children.next()) {
      if (!first) out_ += indented_ ? "," : ", ";
      first = false;
      new_line();
      write(*child);
      if (!pairs) continue;
      out_ += ": ";
      write(*children.next());
    }
    --level_;
    if (!first) new_line();
    out_ += close;
  }

  void new_line() {
    if (indented_) out_ += "\n" + std::string(level_ * 2, ' ');
  }

  std::size_t max_bytes_shown_;
  bool indented_;
  std::size_t level_ = 0;
  std::string out_;
};

std::string written(const Item& item, std::size_t max_bytes_shown, bool indented) {
  Writer writer(max_bytes_shown, indented);
  writer.write(item);
  return writer.take();
}

}  // namespace

std::string to_diagnostic(const Item& item, std::size_t max_bytes_shown) {
  return written(item, max_bytes_shown, false);
}

std::string to_diagnostic_indented(const Item& item, std::size_t max_bytes_shown) {
  return written(item, max_bytes_shown, true);
}

}  // namespace cred::cbor
