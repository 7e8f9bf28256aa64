// SPDX-License-Identifier: Apache-2.0
#include "cred/credential/permit.h"

#include <algorithm>

#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/codec/unicode.h"

namespace cred::credential {

namespace {

constexpr int kCategory = 1;
constexpr int kRegion = 2;
constexpr int kValidFrom = 3;
constexpr int kValidUntil = 4;
constexpr int kName = 20;
constexpr int kWork = 22;
constexpr int kPassport = 25;

constexpr int kEmployerZh = 4;
constexpr int kUscc = 5;

template <std::size_t N>
std::array<std::uint8_t, N> octets(BytesView bytes) {
  std::array<std::uint8_t, N> copy{};
  if (bytes.size() == N) std::copy(bytes.begin(), bytes.end(), copy.begin());
  return copy;
}

Result<Day> day(std::uint64_t number) {
  auto parsed = Day::from_yyyymmdd(number);
  if (!parsed) return fail(Reason::kClaims, parsed.error().detail);
  return parsed;
}

Result<Name> parse_name(const cbor::Item& item) {
  cbor::MapReader in(item, "name", Reason::kClaims);
  const Name name{in.required_text(1), in.optional_text(2)};
  CRED_CHECK(in.finish());
  return name;
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
  CRED_TRY(const auto last_day, day(*previous_day));
  check.previous = PassportCheck::Previous{octets<4>(*previous_tag), last_day};
  return check;
}

Result<void> check_member(std::string_view what, std::string_view text) {
  const auto checked = codec::check_text(text);
  if (!checked) return fail(Reason::kClaims, std::string(what) + ": " + checked.error().detail);
  return {};
}

}  // namespace

std::string_view name(Category category) {
  static constexpr std::string_view kLetters = "ABC";
  return kLetters.substr(static_cast<std::size_t>(category) - 1, 1);
}

std::optional<Category> category_from(std::string_view letter) {
  for (const auto category : {Category::kA, Category::kB, Category::kC}) {
    if (letter == name(category)) return category;
  }
  return std::nullopt;
}

std::string passport_form(std::string_view surname, std::string_view given) {
  std::string form(surname);
  if (!surname.empty() && !given.empty()) form += ", ";
  form += given;
  return form;
}

Bytes encode(const StaticPermit& permit) {
  cbor::Encoder out;
  out.map(7).integer(kCategory).uint(static_cast<std::uint64_t>(permit.category));
  out.integer(kRegion).uint(permit.region.number());
  out.integer(kValidFrom)
      .uint(permit.valid_from.yyyymmdd())
      .integer(kValidUntil)
      .uint(permit.valid_until.yyyymmdd());
  out.integer(kName).map(permit.name.native ? 2 : 1).integer(1).text(permit.name.passport);
  if (permit.name.native) out.integer(2).text(*permit.name.native);
  out.integer(kWork)
      .map(2)
      .integer(kEmployerZh)
      .text(permit.employer_zh)
      .integer(kUscc)
      .text(permit.employer_uscc);
  const auto& check = permit.passport;
  out.integer(kPassport).map(check.previous ? 4 : 2).integer(1).bytes(check.salt).integer(2).bytes(check.tag);
  if (check.previous)
    out.integer(3).bytes(check.previous->tag).integer(4).uint(check.previous->last_day.yyyymmdd());
  return out.take();
}

Result<StaticPermit> parse_static(const cbor::Item& map) {
  cbor::MapReader in(map, "permit", Reason::kClaims);
  const auto category = in.required_uint(kCategory);
  const auto region_number = in.required_uint(kRegion);
  const auto from = in.required_uint(kValidFrom);
  const auto until = in.required_uint(kValidUntil);
  const auto name_item = in.required(kName);
  const auto work_item = in.required(kWork);
  const auto passport_item = in.required(kPassport);
  if (category < 1 || category > 3) in.refuse("category " + std::to_string(category));
  CRED_CHECK(in.finish());

  CRED_TRY(const auto region, Region::from_number(region_number, Reason::kClaims));
  CRED_TRY(const auto valid_from, day(from));
  CRED_TRY(const auto valid_until, day(until));
  CRED_TRY(const auto name, parse_name(name_item));
  cbor::MapReader work(work_item, "work", Reason::kClaims);
  const auto employer_zh = work.required_text(kEmployerZh);
  const auto uscc = work.required_text(kUscc);
  CRED_CHECK(work.finish());
  CRED_TRY(const auto passport, parse_passport(passport_item));

  const StaticPermit permit{
      static_cast<Category>(category), region, valid_from, valid_until, name, employer_zh, uscc, passport};
  CRED_CHECK(check_static(permit));
  return permit;
}

Result<void> check_static(const StaticPermit& permit) {
  if (permit.valid_until < permit.valid_from) {
    return fail(Reason::kClaims,
                "ends " + permit.valid_until.to_text() + " before it begins " + permit.valid_from.to_text());
  }
  CRED_CHECK(check_member("name", permit.name.passport));
  if (permit.name.native) CRED_CHECK(check_member("native name", *permit.name.native));
  CRED_CHECK(check_member("employer", permit.employer_zh));
  return check_member("USCC", permit.employer_uscc);
}

}  // namespace cred::credential
