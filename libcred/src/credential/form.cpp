// SPDX-License-Identifier: Apache-2.0
#include "credential/form.h"

#include <algorithm>

#include "cred/cbor/reader.h"
#include "cred/codec/unicode.h"

namespace cred::credential {

namespace {

template <std::size_t N>
std::array<std::uint8_t, N> octets(BytesView bytes) {
  std::array<std::uint8_t, N> copy{};
  if (bytes.size() == N) std::copy(bytes.begin(), bytes.end(), copy.begin());
  return copy;
}

}  // namespace

Result<Day> parse_day(std::uint64_t number) {
  auto parsed = Day::from_yyyymmdd(number);
  if (!parsed) return fail(Reason::kClaims, parsed.error().detail);
  return parsed;
}

Result<void> check_member(std::string_view what, std::string_view text) {
  const auto checked = codec::check_text(text);
  if (!checked) return fail(Reason::kClaims, std::string(what) + ": " + checked.error().detail);
  return {};
}

Result<Name> parse_name(const cbor::Item& item) {
  cbor::MapReader in(item, "name", Reason::kClaims);
  const Name name{in.required_text(1), in.optional_text(2)};
  CRED_CHECK(in.finish());
  return name;
}

void encode_name(cbor::Encoder& out, const Name& name) {
  out.map(name.native ? 2 : 1).integer(1).text(name.passport);
  if (name.native) out.integer(2).text(*name.native);
}

Result<void> check_name(const Name& name) {
  CRED_CHECK(check_member("name", name.passport));
  if (name.native) CRED_CHECK(check_member("native name", *name.native));
  return {};
}

Result<PassportCheck> parse_passport(const cbor::Item& item) {
  cbor::MapReader in(item, "passport check", Reason::kClaims);
  const auto salt = in.required_bytes(1, sizeof(PassportCheck::Salt));
  const auto tag = in.required_bytes(2, sizeof(PassportCheck::Tag));
  const auto previous_tag = in.optional_bytes(3, sizeof(PassportCheck::Tag));
  const auto previous_day = in.optional_uint(4);
  if (previous_tag.has_value() != previous_day.has_value()) in.refuse("3 and 4 stand together or not at all");
  CRED_CHECK(in.finish());
  PassportCheck check{octets<16>(salt), octets<4>(tag), std::nullopt};
  if (!previous_tag) return check;
  CRED_TRY(const auto last_day, parse_day(*previous_day));
  check.previous = PassportCheck::Previous{octets<4>(*previous_tag), last_day};
  return check;
}

void encode_passport(cbor::Encoder& out, const PassportCheck& check) {
  out.map(check.previous ? 4 : 2).integer(1).bytes(check.salt).integer(2).bytes(check.tag);
  if (check.previous)
    out.integer(3).bytes(check.previous->tag).integer(4).uint(check.previous->last_day.yyyymmdd());
}

Result<void> check_days(Day valid_from, Day valid_until) {
  if (valid_from <= valid_until) return {};
  return fail(Reason::kClaims, "ends " + valid_until.to_text() + " before it begins " + valid_from.to_text());
}

}  // namespace cred::credential
