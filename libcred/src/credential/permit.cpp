// SPDX-License-Identifier: Apache-2.0
#include "cred/credential/permit.h"

#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "credential/form.h"

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
  out.integer(kName);
  encode_name(out, permit.name);
  out.integer(kWork)
      .map(2)
      .integer(kEmployerZh)
      .text(permit.employer_zh)
      .integer(kUscc)
      .text(permit.employer_uscc);
  out.integer(kPassport);
  encode_passport(out, permit.passport);
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
  CRED_TRY(const auto valid_from, parse_day(from));
  CRED_TRY(const auto valid_until, parse_day(until));
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
  CRED_CHECK(check_days(permit.valid_from, permit.valid_until));
  CRED_CHECK(check_name(permit.name));
  CRED_CHECK(check_member("employer", permit.employer_zh));
  return check_member("USCC", permit.employer_uscc);
}

}  // namespace cred::credential
