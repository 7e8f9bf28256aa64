// SPDX-License-Identifier: Apache-2.0
#include "issuer/publication.h"

#include <algorithm>
#include <map>

#include "cred/cose/sign.h"
#include "cred/cose/sign1.h"
#include "cred/status/builder.h"
#include "cred/trust/bundle_file.h"
#include "cred/update.h"
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
  for (const auto& document : printed)
    lists[document.slot.list].set(document.slot.index, status_on(decisions[document.request_id], today));
  CLI_TRY(const auto wallets, registry.wallets());
  for (const auto& [slot, request] : wallets)
    lists[slot.list].set(slot.index, wallet_status_on(decisions[request], slot.document, today));
  return lists;
}

// Whoever publishes sees what a new verifier would say, before it leaves.
cli::Outcome<void> check_as_verifier(const Store& store, BytesView bundle, Instant now) {
  const auto file = trust::BundleFile::parse(bundle);
  if (!file) return cannot("the bundle does not read back", file.error());
  const trust::Held held{&store.root(), nullptr, {}};
  const auto nothing_held = [](const crypto::Digest&) { return BytesView(); };
  const auto update = cred::update(held, *file, nothing_held, now, false);
  if (!update) return cannot("a verifier would refuse the bundle", update.error());
  return {};
}

}  // namespace

cli::Outcome<Publication> publish(Store& store, const Publishing& with) {
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

  crypto::Signer* const head_signers[] = {&with.head};
  const auto signed_head = cose::sign(cose::Typ::kHead, trust::encode(head), head_signers);
  if (!signed_head) return cannot("head", signed_head.error());
  const Bytes bundle = trust::encode(trust::BundleFile{.roots = {root.message()},
                                                       .issuers = issuers.message(),
                                                       .head = *signed_head,
                                                       .members = {tokens.begin(), tokens.end()}});
  CLI_CHECK(check_as_verifier(store, bundle, with.now));

  CLI_CHECK(registry.set_counter(Counter::kHead, head.version));
  CLI_CHECK(registry.set_counter(Counter::kHeadExpires, to_unix(head.expires)));
  return Publication{head.version, head.expires, std::move(head.members), bundle};
}

}  // namespace cred::issuer
