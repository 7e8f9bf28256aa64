// SPDX-License-Identifier: Apache-2.0
// Changes a text field by field (CSV, JSON, the zone of a passport), and leaves the marks between fields
// alone: octets changed at random seldom leave JSON or a row of 27 columns behind.
#include <algorithm>
#include <string_view>

#include "cred/codec/unicode.h"
#include "cred/qr/text.h"
#include "fuzz/mutate.h"

namespace cred::fuzz {

namespace {

struct Field {
  std::size_t begin;
  std::size_t end;
};

bool is_mark(std::uint8_t octet) {
  return std::string_view(",\"\r\n:{}[]<;").find(static_cast<char>(octet)) != std::string_view::npos;
}

/// The field around some octet.
Field any(BytesView text, Random& random) {
  Field field{random() % (text.size() + 1), 0};
  while (field.begin > 0 && !is_mark(text[field.begin - 1])) --field.begin;
  for (field.end = field.begin; field.end < text.size() && !is_mark(text[field.end]);) ++field.end;
  return field;
}

BytesView octets_of(BytesView text, const Field& field) {
  return text.subspan(field.begin, field.end - field.begin);
}

void replace(Bytes& text, const Field& field, BytesView by) {
  Bytes whole = to_bytes(BytesView(text).first(field.begin));
  append(whole, by);
  append(whole, BytesView(text).subspan(field.end));
  text = std::move(whole);
}

/// Some fields with the marks behind them: gone, or there twice.
void change_fields(Bytes& text, Random& random) {
  auto from = any(text, random).begin;
  auto to = any(text, random).begin;
  if (from > to) std::swap(from, to);
  const auto some = to_bytes(BytesView(text).subspan(from, to - from));
  if (random() % 2 == 0)
    replace(text, {from, to}, {});
  else
    replace(text, {to, to}, some);
}

void change(Bytes& text, Random& random) {
  if (random() % 4 == 0) return change_fields(text, random);
  const auto field = any(text, random);
  const auto other = to_bytes(octets_of(text, any(text, random)));
  auto changed = to_bytes(octets_of(text, field));
  change_text(changed, other, random);
  replace(text, field, changed);
}

}  // namespace

std::optional<Bytes> changed_text(BytesView input, Random& random) {
  if (!codec::is_utf8(as_text(input))) return std::nullopt;
  auto text = to_bytes(input);
  for (auto changes = changes_in_one(random); changes > 0; --changes) change(text, random);
  return text;
}

std::optional<Bytes> changed_code(BytesView input, Random& random) {
  const auto token = qr::from_text(as_text(input));
  if (!token) return std::nullopt;
  auto inside = random() % 2 == 0 ? changed_cbor(token->bytes, random) : std::nullopt;
  if (!inside) change_octets(inside.emplace(token->bytes), {}, random);
  return to_bytes(as_bytes(qr::to_text(token->kind, *inside)));
}

}  // namespace cred::fuzz
