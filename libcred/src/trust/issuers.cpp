// SPDX-License-Identifier: Apache-2.0
//
// Parsing is form only; check_issuers holds the rules between the parts, so that whoever makes an issuers
// object runs the same checks before the offline keys sign it.
#include "cred/trust/issuers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "cred/cbor/decode.h"
#include "trust/content.h"
#include "trust/form.h"
#include "trust/policy_form.h"

namespace cred::trust {

namespace {

constexpr std::uint64_t kMaxCategory = 3;
constexpr std::array kPurposes = {Purpose::kPermits, Purpose::kStatus, Purpose::kRegister, Purpose::kLog};

std::vector<std::uint8_t> read_categories(const cbor::Item& item, cbor::MapReader& entry) {
  cbor::ArrayReader in(item, "categories", Reason::kTrustForm);
  std::vector<std::uint8_t> categories;
  while (in.more()) categories.push_back(static_cast<std::uint8_t>(in.next_uint(kMaxCategory)));
  if (const auto read = in.finish(); !read) entry.refuse(read.error().detail);
  return categories;
}

Result<std::vector<Region>> parse_regions(const cbor::Item& item) {
  cbor::ArrayReader in(item, "regions", Reason::kTrustForm);
  std::vector<Region> regions;
  while (in.more()) {
    const auto number = in.next_uint();
    if (in.failed()) break;
    CRED_TRY(const auto region, Region::from_number(number, Reason::kTrustForm));
    regions.push_back(region);
  }
  CRED_CHECK(in.finish());
  return regions;
}

struct Window {
  Instant from;
  Instant until;
};

Window read_window(const cbor::Item& item, cbor::MapReader& entry) {
  cbor::ArrayReader in(item, "signing window", Reason::kTrustForm);
  const Window window{to_instant(in.next_uint(kLastUnixSecond)), to_instant(in.next_uint(kLastUnixSecond))};
  if (const auto read = in.finish(); !read) entry.refuse(read.error().detail);
  return window;
}

Result<Entry> parse_entry(const cbor::Item& item) {
  cbor::MapReader in(item, "entry", Reason::kTrustForm);
  auto iss = required_line(in, 1);
  auto name_zh = required_line(in, 2);
  auto name_en = required_line(in, 3);
  const auto key_item = in.required(4);
  const auto purpose = in.required_uint(5, kPurposes.size());
  if (purpose == 0) in.refuse("purpose 0");
  auto categories = read_categories(in.required(6), in);
  const auto regions_item = in.required(7);
  const auto window = read_window(in.required(8), in);
  const auto max_lifetime = in.required_uint(9);
  std::string status_prefix(in.required_text(10));
  CRED_CHECK(in.finish());
  CRED_TRY(auto key, cose::parse_key(key_item, Reason::kTrustForm));
  CRED_TRY(auto regions, parse_regions(regions_item));
  return Entry{std::move(iss),   std::move(name_zh),    std::move(name_en),      std::move(key),
               Purpose(purpose), std::move(categories), std::move(regions),      window.from,
               window.until,     max_lifetime,          std::move(status_prefix)};
}

Result<Tombstone> parse_tombstone(const cbor::Item& item) {
  cbor::MapReader in(item, "tombstone", Reason::kTrustForm);
  Tombstone tombstone{
      cose::Thumbprint(required_digest(in, 1)), required_instant(in, 2), required_line(in, 3), {}};
  if (const auto hash = in.optional_bytes(4, crypto::Digest().size()))
    tombstone.spared_list = to_digest(*hash);
  CRED_CHECK(in.finish());
  return tombstone;
}

void encode_entry(cbor::Encoder& out, const Entry& entry) {
  out.map(10).uint(1).text(entry.iss).uint(2).text(entry.name_zh).uint(3).text(entry.name_en);
  cose::encode_key(out.uint(4), entry.key);
  out.uint(5).uint(static_cast<std::uint64_t>(entry.purpose));
  out.uint(6).array(entry.categories.size());
  for (const auto category : entry.categories) out.uint(category);
  out.uint(7).array(entry.regions.size());
  for (const auto region : entry.regions) out.uint(region.number());
  out.uint(8).array(2).uint(to_unix(entry.sign_from)).uint(to_unix(entry.sign_until));
  out.uint(9).uint(entry.max_lifetime).uint(10).text(entry.status_prefix);
}

void encode_tombstone(cbor::Encoder& out, const Tombstone& tombstone) {
  out.map(tombstone.spared_list ? 4 : 3).uint(1).bytes(tombstone.key.value());
  out.uint(2).uint(to_unix(tombstone.time)).uint(3).text(tombstone.reason);
  if (tombstone.spared_list) out.uint(4).bytes(*tombstone.spared_list);
}

template <class T>
bool has_repeats(std::vector<T> values) {
  std::ranges::sort(values);
  return std::ranges::adjacent_find(values) != values.end();
}

tl::unexpected<Error> refuse(const Entry& entry, std::string_view detail) {
  return fail(Reason::kTrustForm,
              "entry " + entry.iss + " " + std::string(name(entry.purpose)) + ": " + std::string(detail));
}

/// Members stand empty where the purpose has no use for them, and never where it has. A register may name the
/// regions it speaks for.
Result<void> check_members(const Entry& entry) {
  const bool permits = entry.purpose == Purpose::kPermits;
  const bool lists = permits || entry.purpose == Purpose::kStatus;
  if (entry.categories.empty() == permits) return refuse(entry, permits ? "no category" : "categories");
  if (permits && entry.regions.empty()) return refuse(entry, "no region");
  if (!permits && entry.purpose != Purpose::kRegister && !entry.regions.empty())
    return refuse(entry, "regions");
  if ((entry.max_lifetime == 0) == permits) return refuse(entry, permits ? "no lifetime" : "a lifetime");
  if (entry.status_prefix.empty() == lists)
    return refuse(entry, lists ? "no status prefix" : "a status prefix");
  return {};
}

Result<void> check_entry(const Entry& entry) {
  for (const auto* text : {&entry.iss, &entry.name_zh, &entry.name_en})
    if (!codec::check_text(*text)) return refuse(entry, "a text is not in form");
  if (entry.iss.find(':') != std::string::npos) return refuse(entry, "a colon in iss");
  if (has_repeats(entry.categories)) return refuse(entry, "a category twice");
  if (!std::ranges::all_of(entry.categories,
                           [](auto category) { return category >= 1 && category <= kMaxCategory; }))
    return refuse(entry, "a category that is not 1, 2 or 3");
  if (has_repeats(entry.regions)) return refuse(entry, "a region twice");
  if (entry.sign_from >= entry.sign_until) return refuse(entry, "an empty signing window");
  // A list's name is the prefix and at least one digit.
  if (!entry.status_prefix.empty() && !is_name(entry.status_prefix, kMaxName - 1))
    return refuse(entry, "a status prefix that no list can have");
  return check_members(entry);
}

Result<void> check_tombstones(std::vector<Tombstone> tombstones) {
  for (const auto& tombstone : tombstones)
    if (!codec::check_text(tombstone.reason))
      return fail(Reason::kTrustForm, "the reason of a tombstone is not in form");
  std::ranges::sort(tombstones, {}, &Tombstone::key);
  const auto twice = std::ranges::adjacent_find(tombstones, {}, &Tombstone::key);
  if (twice == tombstones.end()) return {};
  return fail(Reason::kTrustForm, "two tombstones for " + codec::to_hex(twice->key.value()));
}

}  // namespace

Result<IssuersContent> parse_issuers_content(BytesView payload) {
  CRED_TRY(const auto item, cbor::decode(payload, cbor::Limits::own(kMaxIssuers)));
  cbor::MapReader in(item, "issuers", Reason::kTrustForm);
  const auto preamble = read_preamble(in);
  cbor::ArrayReader entry_items(in.required(5), "entries", Reason::kTrustForm);
  cbor::ArrayReader tombstone_items(in.required(6), "tombstones", Reason::kTrustForm);
  const auto policy_item = in.required(7);
  CRED_CHECK(in.finish());

  std::vector<Entry> entries;
  while (entry_items.more()) {
    CRED_TRY(auto entry, parse_entry(entry_items.next()));
    entries.push_back(std::move(entry));
  }
  CRED_CHECK(entry_items.finish());
  std::vector<Tombstone> tombstones;
  while (tombstone_items.more()) {
    CRED_TRY(auto tombstone, parse_tombstone(tombstone_items.next()));
    tombstones.push_back(std::move(tombstone));
  }
  CRED_CHECK(tombstone_items.finish());
  CRED_TRY(const auto policy, parse_policy(policy_item));
  return IssuersContent{
      preamble.version,      preamble.issued, preamble.expires, preamble.environment, std::move(entries),
      std::move(tombstones), policy};
}

std::string_view name(Purpose purpose) {
  constexpr std::array<std::string_view, 4> kNames = {"permits", "status", "register", "log"};
  return kNames[static_cast<std::size_t>(purpose) - 1];
}

std::optional<Purpose> purpose_from(std::string_view word) {
  for (const auto purpose : kPurposes)
    if (name(purpose) == word) return purpose;
  return std::nullopt;
}

std::string_view name(VerifierRole role) {
  constexpr std::array<std::string_view, 4> kNames = {"guard", "employer", "checkpoint", "department"};
  return kNames[static_cast<std::size_t>(role)];
}

std::optional<VerifierRole> verifier_role_from(std::string_view word) {
  for (const auto role : kRoles)
    if (name(role) == word) return role;
  return std::nullopt;
}

const RolePolicy& Policy::of(VerifierRole role) const {
  switch (role) {
    case VerifierRole::kGuard:
      return guard;
    case VerifierRole::kEmployer:
      return employer;
    case VerifierRole::kCheckpoint:
      return checkpoint;
    case VerifierRole::kDepartment:
      return department;
  }
  return employer;
}

Policy default_policy() {
  constexpr std::uint64_t kDay = 86'400;
  const RolePolicy relaxed{7 * kDay, 30 * kDay, MinimumBinding::kBearer};
  const RolePolicy strict{kDay, 7 * kDay, MinimumBinding::kBearer};
  return {.cut_over = *Day::from_yyyymmdd(20241201),
          .dual = true,
          .guard = relaxed,
          .employer = relaxed,
          .checkpoint = strict,
          .department = strict,
          .clock_tolerance = 300};
}

Bytes encode(const IssuersContent& content) {
  cbor::Encoder out;
  out.map(7);
  encode_preamble(out, preamble_of(content));
  out.uint(5).array(content.entries.size());
  for (const auto& entry : content.entries) encode_entry(out, entry);
  out.uint(6).array(content.tombstones.size());
  for (const auto& tombstone : content.tombstones) encode_tombstone(out, tombstone);
  encode_policy(out.uint(7), content.policy);
  return out.take();
}

Result<void> check_issuers(const IssuersContent& content, const RootContent& root) {
  CRED_CHECK(check_preamble(preamble_of(content), "issuers"));
  for (const auto& entry : content.entries) CRED_CHECK(check_entry(entry));
  CRED_CHECK(check_tombstones(content.tombstones));
  CRED_CHECK(check_policy(content.policy));
  auto kids = kids_of_roles(root);
  for (const auto& entry : content.entries) kids.push_back(cose::key_id(entry.key));
  return check_distinct(std::move(kids));
}

Result<void> check_tombstones_kept(const IssuersContent& next, const Issuers& held) {
  std::vector<cose::Thumbprint> kept;
  for (const auto& tombstone : next.tombstones) kept.push_back(tombstone.key);
  std::ranges::sort(kept);
  for (const auto& tombstone : held.content().tombstones) {
    if (!std::ranges::binary_search(kept, tombstone.key)) {
      return fail(Reason::kTombstoneMissing, "the tombstone of " + codec::to_hex(tombstone.key.value()) +
                                                 " is held and not in issuers version " +
                                                 std::to_string(next.version));
    }
  }
  return {};
}

Issuers::Issuers(IssuersContent content, crypto::Digest identity, Bytes message)
    : content_(std::move(content)), identity_(identity), message_(std::move(message)) {
  std::ranges::sort(content_.tombstones, {}, &Tombstone::key);
  for (std::size_t i = 0; i < content_.entries.size(); ++i) {
    const auto& key = content_.entries[i].key;
    by_kid_.emplace_back(cose::key_id(key), i);
    std::ranges::copy(key.x(), xs_.emplace_back().begin());
  }
  std::ranges::sort(by_kid_);
  std::ranges::sort(xs_);
}

Result<Issuers> Issuers::open(BytesView message, const Root& root) {
  const auto& role = root.content().issuers;
  CRED_TRY(auto sign, cose::Sign::parse(message, cose::Typ::kIssuers, kMaxIssuers));
  CRED_TRY(const auto verified, std::move(sign).verify(role.keys, cose::Strangers::kRefuse));
  CRED_CHECK(check_threshold(verified, role, "issuers"));
  CRED_TRY(auto content, parse_issuers_content(verified.payload()));
  CRED_CHECK(check_environment(content.environment, root.content().environment, "issuers"));
  CRED_CHECK(check_issuers(content, root.content()));
  return Issuers(std::move(content), crypto::sha256(verified.payload()), to_bytes(message));
}

const Entry* Issuers::find(const cose::KeyId& kid) const {
  const auto at = std::ranges::lower_bound(by_kid_, kid, {}, &std::pair<cose::KeyId, std::size_t>::first);
  return at != by_kid_.end() && at->first == kid ? &content_.entries[at->second] : nullptr;
}

bool Issuers::holds(const crypto::PublicKey& key) const {
  // By x: for a kid the whole point of a P-256 key would have to be worked out.
  std::array<std::uint8_t, 32> x;
  std::ranges::copy(key.x(), x.begin());
  return std::ranges::binary_search(xs_, x);
}

const Tombstone* Issuers::tombstone_of(const cose::Thumbprint& key) const {
  const auto at = std::ranges::lower_bound(content_.tombstones, key, {}, &Tombstone::key);
  return at != content_.tombstones.end() && at->key == key ? &*at : nullptr;
}

}  // namespace cred::trust
