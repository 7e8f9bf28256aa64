// SPDX-License-Identifier: Apache-2.0
#include "issuer/publication.h"

#include <algorithm>
#include <map>
#include <set>

#include "cred/codec/hex.h"
#include "cred/cose/sign.h"
#include "cred/cose/sign1.h"
#include "cred/status/builder.h"
#include "cred/trust/bundle_file.h"
#include "cred/update.h"
#include "issuer/ceremony.h"
#include "issuer/legacy/register.h"
#include "issuer/lifecycle.h"

namespace cred::issuer {

namespace {

tl::unexpected<cli::Failure> cannot(const std::string& what, const Error& error) {
  return cli::refused("cannot publish: " + what, error, "nothing was written");
}

/// What was decided since a request was minted, by request: it concerns all documents of the request.
cli::Outcome<std::map<std::string, std::vector<Event>>> decisions_by_request(Registry& registry) {
  CLI_TRY(auto decisions, registry.decisions());
  std::map<std::string, std::vector<Event>> by_request;
  for (auto& event : decisions) by_request[event.request_id].push_back(std::move(event));
  return by_request;
}

/// One builder for each list that was opened; only what was released is ever anything but INVALID.
cli::Outcome<std::vector<status::ListBuilder>> build_lists(Registry& registry, Day today) {
  CLI_TRY(const auto count, registry.counter(Counter::kLists));
  std::vector<status::ListBuilder> lists(count);
  CLI_TRY(auto decisions, decisions_by_request(registry));
  CLI_TRY(const auto printed, registry.documents());
  for (const auto& [slot, request] : printed)
    lists[slot.list].set(slot.index, print_status_on(decisions[request], slot.document, today));
  CLI_TRY(const auto wallets, registry.wallets());
  for (const auto& [slot, request] : wallets)
    lists[slot.list].set(slot.index, wallet_status_on(decisions[request], slot.document, today));
  return lists;
}

// Whoever publishes sees what a new verifier would say, before it leaves.
cli::Outcome<void> check_as_verifier(const Store& store, BytesView bundle, Instant now) {
  const auto file = trust::BundleFile::parse(bundle);
  if (!file) return cannot("the bundle does not read back", file.error());
  // The first root: the bundle must lead everybody on who holds any of them.
  const auto first = trust::Root::open_first(store.roots().front());
  if (!first) return cannot("the first root", first.error());
  const trust::Held held{&*first, nullptr, {}};
  const auto nothing_held = [](const crypto::Digest&) { return BytesView(); };
  const auto update = cred::update(held, *file, nothing_held, now, false);
  if (!update) return cannot("a verifier would refuse the bundle", update.error());
  return {};
}

/// The spared lists that tombstones name, and their members of `head`: one list may serve two keys.
cli::Outcome<std::vector<cli::MappedFile>> map_spared_lists(const Store& store, trust::HeadContent& head) {
  std::vector<cli::MappedFile> lists;
  std::set<crypto::Digest> mapped;
  for (const auto& tombstone : store.issuers().content().tombstones) {
    if (!tombstone.spared_list) continue;
    const auto path = spared_path(store, *tombstone.spared_list);
    CLI_TRY(auto list, cli::MappedFile::open(path));
    if (crypto::sha256(list.bytes()) != *tombstone.spared_list) {
      return cli::refused("cannot publish: " + path.string() + " is not the list its tombstone names",
                          "restore the file from a backup of this store");
    }
    head.members.push_back({trust::MemberKind::kSparedList, codec::to_hex(tombstone.key.value()),
                            head.version, list.bytes().size(), *tombstone.spared_list});
    if (mapped.insert(*tombstone.spared_list).second) lists.push_back(std::move(list));
  }
  return lists;
}

}  // namespace

cli::Outcome<Bytes> delta(BytesView bundle, BytesView older) {
  auto file = trust::BundleFile::parse(bundle);
  const auto held = trust::BundleFile::parse(older);
  if (!file || !held)
    return cli::refused("the bundle to make a delta from", file ? held.error() : file.error());
  std::set<crypto::Digest> brought;
  for (const auto member : held->members) brought.insert(crypto::sha256(member));
  std::erase_if(file->members, [&](BytesView member) { return brought.contains(crypto::sha256(member)); });
  return trust::encode(*file);
}

cli::Outcome<Publication> publish(Store& store, const Publishing& with, crypto::RandomSource& random) {
  auto& registry = store.registry();
  CLI_TRY(const auto held_version, registry.counter(Counter::kHead));
  const auto& root = store.root();
  const auto& issuers = store.issuers();
  trust::HeadContent head{
      .version = held_version + 1,
      .issued = with.now,
      .expires = std::min({with.now + with.valid_for, root.content().expires, issuers.content().expires}),
      .environment = store.environment(),
      .root_version = root.content().version,
      .issuers_version = issuers.content().version,
      .issuers_hash = issuers.identity(),
      .members = {}};
  if (head.expires <= with.now) {
    return cli::refused("cannot publish: root or issuers object expired " + china_time(head.expires));
  }

  CLI_TRY(const auto lists, build_lists(registry, Day::of(with.now)));
  std::vector<Bytes> tokens;
  for (std::size_t number = 0; number < lists.size(); ++number) {
    const auto uri = with.status_entry.status_prefix + std::to_string(number);
    auto token =
        cose::sign1(cose::Typ::kStatusList, lists[number].claims(uri, with.now, head.expires), with.status);
    if (!token) return cannot("status list " + uri, token.error());
    head.members.push_back(
        {trust::MemberKind::kStatusList, uri, head.version, token->size(), crypto::sha256(*token)});
    tokens.push_back(std::move(*token));
  }

  if (with.cards) {
    const RegisterSigning signing{with.cards->signer, with.cards->entry, head.version,
                                  with.now,           with.cards->salt,  issuers.content().policy};
    CLI_TRY(auto file, build_register(registry, signing, random));
    head.members.push_back({trust::MemberKind::kRegister, with.cards->entry.iss, head.version, file.size(),
                            crypto::sha256(file)});
    tokens.push_back(std::move(file));
  }

  CLI_TRY(const auto spared, map_spared_lists(store, head));
  std::vector<BytesView> members(tokens.begin(), tokens.end());
  for (const auto& list : spared) members.push_back(list.bytes());
  for (const auto& included : with.included) {
    const auto bytes = included.bytes();
    head.members.push_back({included.kind, included.name, head.version, bytes.size(), crypto::sha256(bytes)});
    members.push_back(bytes);
  }

  const auto signed_head = cose::sign(cose::Typ::kHead, trust::encode(head), with.head);
  if (!signed_head) return cannot("head", signed_head.error());
  Bytes bundle = trust::encode(trust::BundleFile{.roots = {store.roots().begin(), store.roots().end()},
                                                 .issuers = issuers.message(),
                                                 .head = *signed_head,
                                                 .members = std::move(members)});
  tokens.clear();  // a register of a million cards has 49 MB, and the bundle holds it now
  CLI_CHECK(check_as_verifier(store, bundle, with.now));

  CLI_CHECK(registry.set_counter(Counter::kHead, head.version));
  CLI_CHECK(registry.set_counter(Counter::kHeadExpires, to_unix(head.expires)));
  return Publication{head.version, head.expires, std::move(head.members), std::move(bundle)};
}

}  // namespace cred::issuer
