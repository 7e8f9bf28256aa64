// SPDX-License-Identifier: Apache-2.0
#include "cred/credential/groups.h"

#include <algorithm>
#include <functional>
#include <string>

#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/codec/crockford.h"
#include "credential/form.h"

namespace cred::credential {

namespace {

struct GroupRow {
  Group group;
  std::string_view name;
};

constexpr GroupRow kRows[] = {
    {Group::kName, "name"},     {Group::kIdentity, "identity"},
    {Group::kWork, "work"},     {Group::kPassport, "passport-check"},
    {Group::kRecord, "record"},
};

bool is_sex(std::uint64_t number) {
  return number <= 2 || number == 9;
}

Result<Region> parse_region(std::uint64_t number) {
  return Region::from_number(number, Reason::kClaims);
}

Result<Identity> parse_identity(const cbor::Item& item) {
  cbor::MapReader in(item, "identity", Reason::kClaims);
  const auto sex = in.required_uint(1);
  const auto birth = in.required_uint(2);
  const auto number = in.required_text(3);
  const auto state = in.required_text(4);
  const auto expiry = in.required_uint(5);
  if (!is_sex(sex)) in.refuse("sex " + std::to_string(sex));
  CRED_CHECK(in.finish());
  CRED_TRY(const auto birth_date, parse_day(birth));
  CRED_TRY(const auto passport_expiry, parse_day(expiry));
  return Identity{static_cast<Sex>(sex), birth_date, number, state, passport_expiry};
}

Result<Work> parse_work(const cbor::Item& item) {
  cbor::MapReader in(item, "work", Reason::kClaims);
  const auto permit_number = in.required_text(1);
  const auto decision = in.required_uint(2);
  const auto nationality = in.required_text(3);
  const auto employer_zh = in.required_text(4);
  const auto uscc = in.required_text(5);
  const auto position = in.required_text(6);
  const auto region_number = in.required_uint(7);
  const auto kind = in.required_uint(8);
  if (kind < 1 || kind > 2) in.refuse("kind " + std::to_string(kind));
  CRED_CHECK(in.finish());
  CRED_TRY(const auto decided, parse_day(decision));
  CRED_TRY(const auto region, parse_region(region_number));
  return Work{permit_number, decided,  nationality, employer_zh,
              uscc,          position, region,      static_cast<Kind>(kind)};
}

Result<Record> parse_record(const cbor::Item& item) {
  cbor::MapReader in(item, "record", Reason::kClaims);
  const auto basis = in.required_uint(1);
  const auto number = in.required_text(2);
  const auto region_number = in.required_uint(3);
  const auto predecessor = in.optional_text(4);
  const auto event = in.required_uint(5);
  const auto date_number = in.required_uint(6);
  if (event > kLastEvent) in.refuse("event " + std::to_string(event));
  CRED_CHECK(in.finish());
  CRED_TRY(const auto region, parse_region(region_number));
  CRED_TRY(const auto date, parse_day(date_number));
  return Record{basis, number, region, predecessor, static_cast<Event>(event), date};
}

Result<void> check(const Identity& identity) {
  CRED_CHECK(check_member("passport number", identity.passport_number));
  return check_member("issuing state", identity.issuing_state);
}

Result<void> check(const Work& work) {
  CRED_CHECK(check_member("permit number", work.permit_number));
  CRED_CHECK(check_member("nationality", work.nationality));
  CRED_CHECK(check_member("employer", work.employer_zh));
  CRED_CHECK(check_member("USCC", work.employer_uscc));
  return check_member("position", work.position_zh);
}

Result<void> check(const Record& record) {
  if (record.predecessor && !codec::is_document_id(*record.predecessor))
    return fail(Reason::kClaims, "the predecessor is no document id");
  return check_member("social security number", record.social_security_number);
}

Result<void> check(const PassportCheck&) {
  return {};
}

void encode(cbor::Encoder& out, const Identity& identity) {
  out.map(5).integer(1).uint(static_cast<std::uint64_t>(identity.sex));
  out.integer(2).uint(identity.birth_date.yyyymmdd());
  out.integer(3).text(identity.passport_number).integer(4).text(identity.issuing_state);
  out.integer(5).uint(identity.passport_expiry.yyyymmdd());
}

void encode(cbor::Encoder& out, const Work& work) {
  out.map(8).integer(1).text(work.permit_number).integer(2).uint(work.decided.yyyymmdd());
  out.integer(3).text(work.nationality).integer(4).text(work.employer_zh);
  out.integer(5).text(work.employer_uscc).integer(6).text(work.position_zh);
  out.integer(7).uint(work.region.number()).integer(8).uint(static_cast<std::uint64_t>(work.kind));
}

void encode(cbor::Encoder& out, const Record& record) {
  out.map(record.predecessor ? 6 : 5).integer(1).uint(record.basis);
  out.integer(2).text(record.social_security_number);
  out.integer(3).uint(record.social_security_region.number());
  if (record.predecessor) out.integer(4).text(*record.predecessor);
  out.integer(5).uint(static_cast<std::uint64_t>(record.event));
  out.integer(6).uint(record.date.yyyymmdd());
}

/// One group read and checked, into its place.
template <class T>
Result<void> place(std::optional<T>& place, Result<T> parsed, Result<void> (*check)(const T&)) {
  if (place) return fail(Reason::kClaims, "a group that stands there twice");
  if (!parsed) return tl::unexpected(std::move(parsed).error());
  CRED_CHECK(check(*parsed));
  place = *std::move(parsed);
  return {};
}

}  // namespace

std::string_view name(Group group) {
  for (const auto& row : kRows) {
    if (row.group == group) return row.name;
  }
  return {};
}

std::string_view name(Kind kind) {
  return kind == Kind::kOver90Days ? "over_90_days" : "up_to_90_days";
}

std::string_view name(Event event) {
  static constexpr std::array<std::string_view, kLastEvent + 1> kNames = {
      "issued",       "extension",  "change", "transfer",   "reissue-on-request", "reissue-after-loss",
      "cancellation", "revocation", "loss",   "suspension", "passport-change"};
  return kNames[static_cast<std::size_t>(event)];
}

std::optional<Group> group_from(std::uint64_t number) {
  for (const auto& row : kRows) {
    if (credential::number(row.group) == number) return row.group;
  }
  return std::nullopt;
}

std::optional<Group> group_from(std::string_view text) {
  for (const auto& row : kRows) {
    if (row.name == text || std::to_string(number(row.group)) == text) return row.group;
  }
  return std::nullopt;
}

Bytes encode(const RedactedPermit& permit) {
  const auto& terms = permit.terms;
  cbor::Encoder out;
  out.map(5).integer(1).uint(static_cast<std::uint64_t>(terms.category));
  out.integer(2).uint(terms.region.number());
  out.integer(3).uint(terms.valid_from.yyyymmdd()).integer(4).uint(terms.valid_until.yyyymmdd());
  out.simple(cbor::kRedacted).array(permit.digests.size());
  for (const auto& digest : permit.digests) out.bytes(digest);
  return out.take();
}

Bytes encode(const WalletPermit& permit, Group group) {
  cbor::Encoder out;
  switch (group) {
    case Group::kName:
      encode_name(out, permit.name);
      break;
    case Group::kIdentity:
      encode(out, permit.identity);
      break;
    case Group::kWork:
      encode(out, permit.work);
      break;
    case Group::kPassport:
      encode_passport(out, permit.passport);
      break;
    case Group::kRecord:
      encode(out, permit.record);
      break;
  }
  return out.take();
}

Result<RedactedPermit> parse_redacted(const cbor::Item& map) {
  cbor::MapReader in(map, "permit", Reason::kClaims);
  const auto category = in.required_uint(1);
  const auto region_number = in.required_uint(2);
  const auto from = in.required_uint(3);
  const auto until = in.required_uint(4);
  cbor::ArrayReader list(in.required(cbor::Key::redacted()), "digests", Reason::kClaims);
  if (category < 1 || category > 3) in.refuse("category " + std::to_string(category));
  CRED_CHECK(in.finish());

  std::array<crypto::Digest, kGroups.size()> digests{};
  for (auto& digest : digests) {
    const auto octets = list.next_bytes(digest.size());
    if (list.failed()) break;
    std::copy(octets.begin(), octets.end(), digest.begin());
  }
  CRED_CHECK(list.finish());
  if (std::adjacent_find(digests.begin(), digests.end(), std::greater_equal<>()) != digests.end())
    return fail(Reason::kClaims, "digests: not ascending, or one of them twice");

  CRED_TRY(const auto region, parse_region(region_number));
  CRED_TRY(const auto valid_from, parse_day(from));
  CRED_TRY(const auto valid_until, parse_day(until));
  CRED_CHECK(check_days(valid_from, valid_until));
  return RedactedPermit{{static_cast<Category>(category), region, valid_from, valid_until}, digests};
}

Result<void> parse_group(Group group, const cbor::Item& map, ShownGroups& into) {
  switch (group) {
    case Group::kName:
      return place(into.name, parse_name(map), check_name);
    case Group::kIdentity:
      return place<Identity>(into.identity, parse_identity(map), check);
    case Group::kWork:
      return place<Work>(into.work, parse_work(map), check);
    case Group::kPassport:
      return place<PassportCheck>(into.passport, parse_passport(map), check);
    case Group::kRecord:
      return place<Record>(into.record, parse_record(map), check);
  }
  return fail(Reason::kClaims, "no group of ours");
}

std::optional<WalletPermit> whole(const Terms& terms, const ShownGroups& groups) {
  if (!groups.name || !groups.identity || !groups.work || !groups.passport || !groups.record)
    return std::nullopt;
  return WalletPermit{terms, *groups.name, *groups.identity, *groups.work, *groups.passport, *groups.record};
}

Result<void> check_wallet(const WalletPermit& permit) {
  CRED_CHECK(check_days(permit.terms.valid_from, permit.terms.valid_until));
  CRED_CHECK(check_name(permit.name));
  CRED_CHECK(check(permit.identity));
  CRED_CHECK(check(permit.work));
  return check(permit.record);
}

}  // namespace cred::credential
