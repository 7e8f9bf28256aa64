// SPDX-License-Identifier: Apache-2.0
// A bundle file on an old USB stick: its form, and the update of a verifier that holds the example root
// alone, a first publish, or a second one with one list more.
// Parser: libcred/src/trust/bundle_file.cpp libcred/src/update.cpp
#include "cred/trust/bundle_file.h"

#include <algorithm>

#include "cred/codec/deflate.h"
#include "cred/cwt/claims.h"
#include "cred/status/list.h"
#include "cred/trust/spared_list.h"
#include "fuzz/refused.h"
#include "fuzz/world.h"
#include "support/trust_store.h"

namespace cred::fuzz {

namespace {

using test::Release;
constexpr auto kHour = std::chrono::hours(1);

/// What an authority publishes after its first bundle, and what a thief of its keys would.
struct Publish {
  const char* what;
  void (*make)(Release& release);
};

/// Sixteen valid entries: a whole list takes milliseconds to inflate.
Bytes list_claims(std::string_view name, Instant iat = test::kNow) {
  cbor::Encoder out;
  out.map(3).integer(cwt::label::kSub).text(name).integer(cwt::label::kIat).uint(to_unix(iat));
  out.integer(cwt::label::kStatusList).map(2).text("lst").bytes(codec::deflate(Bytes(8)));
  return out.text("bits").uint(status::kBits).take();
}

test::ListRelease list(std::uint64_t number, std::uint64_t version, Instant iat = test::kNow) {
  const auto name = authority().list_uri(number);
  return {name, version, list_claims(name, iat), authority().status_key.get()};
}

void with_spared_list(Release& release, Bytes list) {
  release.issuers.tombstones = {{cose::thumbprint(authority().permits_p256_key->public_key()), test::kNow,
                                 "stolen", crypto::sha256(list)}};
  release.others = {{trust::MemberKind::kSparedList, "spared", 1, std::move(list)}};
}

constexpr Publish kPublishes[] = {
    {"the next one", [](Release&) {}},
    {"the next root", [](Release& release) { release.root.version = 2; }},
    {"another root of the version held", [](Release& release) { release.root.expires -= kHour; }},
    {"other issuers of the version held",
     [](Release& release) {
       release.issuers.version = 1;
       release.issuers.policy.dual = false;
     }},
    {"another head of the version held",
     [](Release& release) {
       release.head.version = 1;
       release.head.expires -= kHour;
     }},
    {"a head of the day after tomorrow", [](Release& release) { release.head.issued += 48 * kHour; }},
    {"one list more", [](Release& release) { release.lists.push_back(list(2, 1)); }},
    {"no list", [](Release& release) { release.lists.clear(); }},
    {"the third head", [](Release& release) { release.head.version = 3; }},
    {"another list of the version held",
     [](Release& release) { release.lists = {list(1, 1, test::kNow + kHour)}; }},
    {"a list of another key",
     [](Release& release) { release.lists[0].signer = authority().permits_key.get(); }},
    {"a list of another typ", [](Release& release) { release.lists[0].typ = cose::Typ::kRegister; }},
    {"a list of another name", [](Release& release) { release.lists[0].name = authority().list_uri(7); }},
    {"a list without a number",
     [](Release& release) {
       release.lists[0].name = "CN-110000:x";
       release.lists[0].claims = list_claims("CN-110000:x");
     }},
    {"a list for permits of another issuer",
     [](Release& release) { release.issuers.entries[0].iss = "CN-120000"; }},
    {"a length that is not the list's",
     [](Release& release) {
       release.alter_head = [](trust::HeadContent& head) { ++head.members[0].length; };
     }},
    {"a list that the head does not name",
     [](Release& release) { release.alter_head = [](trust::HeadContent& head) { head.members.clear(); }; }},
    {"a spared list",
     [](Release& release) {
       with_spared_list(release, trust::encode_spared_list({crypto::sha256(as_bytes("a"))}));
     }},
    {"half a spared list", [](Release& release) { with_spared_list(release, Bytes(8)); }},
};

test::SignedBundle publish(const Publish& which, std::uint64_t version) {
  auto release = authority().release(version);
  release.lists = {list(1, version)};
  which.make(release);
  return authority().sign(release);
}

const std::vector<test::SignedBundle>& publishes() {
  static const std::vector<test::SignedBundle> all = [] {
    std::vector<test::SignedBundle> made = {publish({"the first", [](Release&) {}}, 1)};
    for (const auto& each : kPublishes) made.push_back(publish(each, 2));
    made.push_back(published());  // with a whole list
    return made;
  }();
  return all;
}

const test::SignedBundle& published_as(std::string_view what) {
  const auto at = std::ranges::find(kPublishes, what, &Publish::what) - std::begin(kPublishes);
  return publishes()[static_cast<std::size_t>(at) + 1];
}

/// Of all that the authority signed, ever: SHA-256 of the payloads.
std::vector<crypto::Digest> identities(cose::Typ typ, Bytes test::SignedBundle::* part) {
  std::vector<crypto::Digest> all;
  for (const auto& bundle : publishes()) {
    const auto message = cose::Sign::parse(bundle.*part, typ, trust::kMaxIssuers);
    all.push_back(crypto::sha256(message->self_asserted_payload()));
  }
  return all;
}

/// With what one verifier holds after another publish.
std::vector<test::TrustStore>& stores() {
  static std::vector<test::TrustStore> all = [] {
    std::vector<test::TrustStore> made(2, test::TrustStore(publishes().front()));
    must(made[0].update(publishes().front()).has_value(), "the example bundle is accepted");
    must(made[1].update(published_as("one list more")).has_value(), "a second bundle is accepted");
    return made;
  }();
  return all;
}

/// What anybody may do to a file leaves at most what the authority signed.
void must_be_genuine(const Update& updated) {
  const auto& now = updated.accepted.bundle;
  static const auto issuers = identities(cose::Typ::kIssuers, &test::SignedBundle::issuers);
  static const auto heads = identities(cose::Typ::kHead, &test::SignedBundle::head);
  must(std::ranges::count(issuers, now.issuers().identity()) > 0, "the issuers are signed ones");
  must(std::ranges::count(heads, now.head().identity()) > 0, "the head is a signed one");
  const auto lists =
      std::ranges::count(now.head().content().members, trust::MemberKind::kStatusList, &trust::Member::kind);
  const auto held = std::ranges::count_if(
      updated.lists, [](const auto& list) { return !list.uri.starts_with("spared list "); });
  must(lists == held, "every list the head names is there");
}

void must_not_go_back(const trust::Bundle& before, const trust::Bundle& now) {
  must(now.root().content().version >= before.root().content().version, "the root does not go back");
  must(now.issuers().content().version >= before.issuers().content().version, "issuers do not go back");
  must(now.head().content().version >= before.head().content().version, "the head does not go back");
}

void must_stay_safe(const trust::BundleFile& file) {
  static const trust::Root root = *trust::Root::open_first(publishes().front().roots.front());
  const auto find_none = [](const crypto::Digest&) { return BytesView(); };
  if (const auto first = update({&root, nullptr, {}}, file, find_none, test::kNow, false))
    must_be_genuine(*first);
  for (auto& store : stores()) {
    std::vector<crypto::Digest> hashes;
    for (const auto& [hash, bytes] : store.members()) hashes.push_back(hash);
    const auto find = [&](const crypto::Digest& hash) -> BytesView { return store.members().at(hash); };
    const auto updated =
        update({&store.root(), &store.bundle(), hashes, store.retired()}, file, find, test::kNow, false);
    if (!updated) {
      must_be_plain(updated.error().detail);
      continue;
    }
    must_be_genuine(*updated);
    must_not_go_back(store.bundle(), updated->accepted.bundle);
  }
}

}  // namespace

std::vector<Bytes> seeds() {
  const Bytes one = {1};
  const Bytes two = {1, 2};
  std::vector<Bytes> all = {trust::encode({{one}, one, two, {}}),
                            trust::encode({{one, two}, {}, one, {two, one}})};
  for (const auto& bundle : publishes()) all.push_back(bundle.encoded());
  auto twice = publishes().front();
  twice.members.push_back(twice.members[0]);
  all.push_back(twice.encoded());
  auto missing = published_as("one list more");
  missing.members.pop_back();
  all.push_back(missing.encoded());
  return all;
}

std::vector<Refused> refused() {
  const Bytes one = {1};
  return {
      {"no root", trust::encode({{}, one, one, {}})},
      {"a root too many", trust::encode({std::vector<BytesView>(trust::kMaxRoots + 1, one), one, one, {}})}};
}

bool accepts(BytesView input) {
  if (const auto retired = trust::parse_retired(input))
    must(equal(trust::encode_retired(*retired), input), "members encode to the same octets");
  const auto file = trust::BundleFile::parse(input);
  if (!file) return false;
  must(equal(trust::encode(*file), input), "a bundle encodes to the same octets");
  must_stay_safe(*file);
  CRED_PLANT(file->members.size() == 3, file->members[1].empty());
  return true;
}

}  // namespace cred::fuzz
