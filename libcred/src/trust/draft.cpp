// SPDX-License-Identifier: Apache-2.0
#include "cred/trust/draft.h"

#include <algorithm>

#include "cred/cbor/decode.h"
#include "cred/codec/hex.h"
#include "cred/trust/spared_list.h"
#include "trust/content.h"
#include "trust/form.h"

namespace cred::trust {

namespace {

constexpr std::uint64_t kFormat = 1;

cose::Typ typ_of(DraftPart part) {
  return part == DraftPart::kRoot ? cose::Typ::kRoot : cose::Typ::kIssuers;
}
std::size_t max_of(DraftPart part) {
  return part == DraftPart::kRoot ? kMaxRoot : kMaxIssuers;
}

bool holds(std::span<const crypto::PublicKey> keys, const cose::KeyId& kid) {
  return std::ranges::any_of(keys, [&](const auto& key) { return cose::key_id(key) == kid; });
}

struct ReadPart {
  Bytes payload;
  std::vector<cose::OneSignature> signatures;
};

Result<cose::OneSignature> parse_signature(const cbor::Item& item) {
  cbor::ArrayReader in(item, "signature of a draft", Reason::kTrustForm);
  const auto algorithm_item = in.next();
  std::array<std::uint8_t, 8> kid{};
  const auto kid_octets = in.next_bytes(kid.size());
  crypto::Signature signature{};
  const auto octets = in.next_bytes(signature.size());
  CRED_CHECK(in.finish());
  CRED_TRY(const auto algorithm, cose::parse_algorithm(algorithm_item));
  std::ranges::copy(kid_octets, kid.begin());
  std::ranges::copy(octets, signature.begin());
  return cose::OneSignature{algorithm, cose::KeyId(kid), signature};
}

Result<ReadPart> parse_part(const cbor::Item& item) {
  cbor::ArrayReader in(item, "part of a draft", Reason::kTrustForm);
  ReadPart part{to_bytes(in.next_bytes()), {}};
  const auto list = in.next();
  CRED_CHECK(in.finish());
  cbor::ArrayReader signatures(list, "signatures of a draft", Reason::kTrustForm);
  while (signatures.more()) {
    CRED_TRY(auto one, parse_signature(signatures.next()));
    part.signatures.push_back(one);
  }
  CRED_CHECK(signatures.finish());
  return part;
}

void encode_part(cbor::Encoder& out, BytesView payload, const std::vector<cose::OneSignature>& signatures) {
  out.array(2).bytes(payload).array(signatures.size());
  for (const auto& one : signatures)
    out.array(3).integer(crypto::to_cose(one.algorithm)).bytes(one.kid.value()).bytes(one.signature);
}

/// Every signature verifies and is by one of `keys`.
Result<cose::VerifiedSign> verified(DraftPart part, const Bytes& message,
                                    std::span<const crypto::PublicKey> keys) {
  CRED_TRY(auto sign, cose::Sign::parse(message, typ_of(part), max_of(part)));
  return std::move(sign).verify(keys, cose::Strangers::kRefuse);
}

}  // namespace

std::string_view name(DraftPart part) {
  return part == DraftPart::kRoot ? "root" : "issuers";
}

const std::vector<cose::OneSignature>* Draft::signatures_of(DraftPart part) const {
  if (part == DraftPart::kRoot) return root_part_ ? &root_part_->signatures : nullptr;
  return issuers_part_ ? &issuers_part_->signatures : nullptr;
}
std::vector<cose::OneSignature>* Draft::signatures_of(DraftPart part) {
  return const_cast<std::vector<cose::OneSignature>*>(std::as_const(*this).signatures_of(part));
}
BytesView Draft::payload_of(DraftPart part) const {
  return part == DraftPart::kRoot ? BytesView(root_part_->payload) : BytesView(issuers_part_->payload);
}
std::size_t Draft::signatures(DraftPart part) const {
  const auto* signatures = signatures_of(part);
  return signatures ? signatures->size() : 0;
}

/// Who may sign the part: keys of now and of next, for it is the thresholds of both that count.
std::vector<crypto::PublicKey> Draft::signers_of(DraftPart part) const {
  const bool of_root = part == DraftPart::kRoot;
  const auto& held = root_.content();
  auto keys = of_root ? held.root.keys : held.issuers.keys;
  if (!root_part_) return keys;
  const auto& next = of_root ? root_part_->content.root.keys : root_part_->content.issuers.keys;
  for (const auto& key : next)
    if (!holds(keys, cose::key_id(key))) keys.push_back(key);
  return keys;
}

Result<void> Draft::propose(RootContent next) {
  CRED_CHECK(check_next_root(next, root_.content()));
  auto payload = trust::encode(next);
  root_part_ = Part<RootContent>{std::move(next), std::move(payload), {}};
  return {};
}

Result<void> Draft::check_issuers_part(const IssuersContent& next) const {
  const auto& held = issuers_.content();
  CRED_CHECK(check_environment(next.environment, root_.content().environment, "issuers"));
  if (next.version != held.version + 1) {
    return fail(Reason::kVersionGap,
                "issuers version " + std::to_string(next.version) + " after " + std::to_string(held.version));
  }
  // What stands in the next root may not stand among the entries either, and the other way round.
  CRED_CHECK(check_issuers(next, root_part_ ? root_part_->content : root_.content()));
  return check_tombstones_kept(next, issuers_);
}

Result<void> Draft::propose(IssuersContent next) {
  CRED_CHECK(check_issuers_part(next));
  auto payload = trust::encode(next);
  issuers_part_ = Part<IssuersContent>{std::move(next), std::move(payload), {}};
  return {};
}

Result<void> Draft::add_spared_list(Bytes list) {
  CRED_CHECK(check_spared_list(list));
  const auto hash = crypto::sha256(list);
  const auto named = [&](const Tombstone& tombstone) { return tombstone.spared_list == hash; };
  if (!issuers_part_ || std::ranges::none_of(issuers_part_->content.tombstones, named))
    return fail(Reason::kMemberUnlisted, "no tombstone names the spared list " + codec::to_hex(hash));
  spared_lists_.push_back(std::move(list));
  return {};
}

void Draft::drop(DraftPart part) {
  if (part == DraftPart::kRoot) {
    root_part_.reset();
    return;
  }
  issuers_part_.reset();
  spared_lists_.clear();
}

Result<void> Draft::sign(DraftPart part, crypto::Signer& signer) {
  auto* signatures = signatures_of(part);
  if (!signatures)
    return fail(Reason::kTrustForm, "the draft does not change the " + std::string(name(part)));
  const auto kid = cose::key_id(signer.public_key());
  const auto keys = signers_of(part);
  if (std::ranges::find(keys, signer.public_key()) == keys.end()) {
    return fail(Reason::kUnknownKey,
                "this key is none of the " + std::string(name(part)) + " keys, neither now nor next");
  }
  if (std::ranges::count(*signatures, kid, &cose::OneSignature::kid) > 0)
    return fail(Reason::kDuplicateKey, "this key has signed the draft already");
  CRED_TRY(auto one, cose::sign_part(typ_of(part), payload_of(part), signer));
  signatures->push_back(one);
  return {};
}

Result<void> Draft::merge(const Draft& copy) {
  for (const auto part : {DraftPart::kRoot, DraftPart::kIssuers}) {
    const auto* theirs = copy.signatures_of(part);
    if (!theirs) continue;
    auto* ours = signatures_of(part);
    if (!ours || !equal(payload_of(part), copy.payload_of(part))) {
      return fail(Reason::kEquivocation, "the copy changes the " + std::string(name(part)) +
                                             " in another way than the draft of the store");
    }
    for (const auto& one : *theirs)
      if (std::ranges::count(*ours, one.kid, &cose::OneSignature::kid) == 0) ours->push_back(one);
  }
  return {};
}

/// How many keys of the role signed; the signatures were verified when they came in.
Result<std::size_t> Draft::count(DraftPart part, const Role& role) const {
  const auto* signatures = signatures_of(part);
  if (!signatures || signatures->empty()) return std::size_t{0};
  CRED_TRY(const auto message, cose::assemble_sign(typ_of(part), payload_of(part), *signatures));
  CRED_TRY(const auto sign, verified(part, message, signers_of(part)));
  return sign.count_of(role.keys);
}

std::vector<Quorum> Draft::quorums(DraftPart part) const {
  if (!signatures_of(part)) return {};
  const auto quorum = [&](std::string role_name, const Role& role) {
    return Quorum{std::move(role_name), count(part, role).value_or(0), role.threshold};
  };
  const auto& held = root_.content();
  if (part == DraftPart::kIssuers) {
    const auto& role = root_part_ ? root_part_->content.issuers : held.issuers;
    return {quorum(root_part_ ? "issuers keys of the next root" : "issuers keys", role)};
  }
  return {quorum("root keys held", held.root),
          quorum("root keys of the next root", root_part_->content.root)};
}

std::optional<Root> Draft::finished_root() const {
  if (!root_part_) return std::nullopt;
  const auto message = cose::assemble_sign(cose::Typ::kRoot, root_part_->payload, root_part_->signatures);
  if (!message) return std::nullopt;
  auto root = Root::open_next(*message, root_);
  if (!root) return std::nullopt;
  return std::move(*root);
}

/// With the signatures of that root's issuers role only: others would be strangers there.
std::optional<Issuers> Draft::finished_issuers(const Root& under) const {
  if (!issuers_part_) return std::nullopt;
  const auto& keys = under.content().issuers.keys;
  auto signatures = issuers_part_->signatures;
  std::erase_if(signatures, [&](const auto& one) { return !holds(keys, one.kid); });
  const auto message =
      cose::assemble_sign(cose::Typ::kIssuers, issuers_part_->payload, std::move(signatures));
  if (!message) return std::nullopt;
  auto issuers = Issuers::open(*message, under);
  if (!issuers) return std::nullopt;
  return std::move(*issuers);
}

bool Draft::root_needs_issuers() const {
  if (!root_part_) return false;
  const auto& next = root_part_->content.issuers;
  const auto sign = cose::Sign::parse(issuers_.message(), cose::Typ::kIssuers, kMaxIssuers);
  if (!sign || sign->signers().size() < next.threshold) return true;
  return !std::ranges::all_of(sign->signers(),
                              [&](const auto& signer) { return holds(next.keys, signer.kid); });
}

std::optional<Settled> Draft::settle() const {
  if (const auto root = finished_root()) {
    if (const auto issuers = finished_issuers(*root)) return Settled{root, issuers, Draft(*root, *issuers)};
    if (const auto kept = Issuers::open(issuers_.message(), *root)) {
      Settled settled{root, std::nullopt, Draft(*root, *kept)};
      settled.rest.issuers_part_ = issuers_part_;
      settled.rest.spared_lists_ = spared_lists_;
      return settled;
    }
  }
  // Issuers meant for the next root are not used up before it: it would wait for others then.
  if (root_needs_issuers()) return std::nullopt;
  if (const auto issuers = finished_issuers(root_)) {
    Settled settled{std::nullopt, issuers, Draft(root_, *issuers)};
    settled.rest.root_part_ = root_part_;
    return settled;
  }
  return std::nullopt;
}

Result<Draft> Draft::parse(BytesView file) {
  CRED_TRY(const auto item, cbor::decode(file, cbor::Limits::own(kMaxDraft)));
  cbor::MapReader in(item, "draft", Reason::kTrustForm);
  const auto format = in.required_uint(1);
  if (format != kFormat) in.refuse("format " + std::to_string(format) + ", known is 1");
  const auto root_message = in.required_bytes(2);
  const auto issuers_message = in.required_bytes(3);
  const auto root_item = in.optional(4);
  const auto issuers_item = in.optional(5);
  const auto spared_item = in.optional(6);
  CRED_CHECK(in.finish());

  CRED_TRY(auto root, Root::open_first(root_message));
  CRED_TRY(auto issuers, Issuers::open(issuers_message, root));
  Draft draft(std::move(root), std::move(issuers));
  if (root_item) {
    CRED_TRY(auto part, parse_part(*root_item));
    CRED_TRY(auto content, parse_root_content(part.payload));
    CRED_CHECK(check_next_root(content, draft.root_.content()));
    draft.root_part_ = {std::move(content), std::move(part.payload), std::move(part.signatures)};
  }
  if (issuers_item) {
    CRED_TRY(auto part, parse_part(*issuers_item));
    CRED_TRY(auto content, parse_issuers_content(part.payload));
    CRED_CHECK(draft.check_issuers_part(content));
    draft.issuers_part_ = {std::move(content), std::move(part.payload), std::move(part.signatures)};
  }
  if (spared_item) {
    cbor::ArrayReader lists(*spared_item, "spared lists of a draft", Reason::kTrustForm);
    if (lists.size() == 0) lists.refuse("no list in it: the member is left out then");
    while (lists.more()) CRED_CHECK(draft.add_spared_list(to_bytes(lists.next_bytes())));
    CRED_CHECK(lists.finish());
  }
  for (const auto part : {DraftPart::kRoot, DraftPart::kIssuers})
    CRED_CHECK(draft.count(part, draft.root_.content().root));
  return draft;
}

Bytes Draft::encode() const {
  cbor::Encoder out;
  out.map(3 + std::size_t{root_part_.has_value()} + std::size_t{issuers_part_.has_value()} +
          std::size_t{!spared_lists_.empty()});
  out.uint(1).uint(kFormat).uint(2).bytes(root_.message()).uint(3).bytes(issuers_.message());
  if (root_part_) encode_part(out.uint(4), root_part_->payload, root_part_->signatures);
  if (issuers_part_) encode_part(out.uint(5), issuers_part_->payload, issuers_part_->signatures);
  if (!spared_lists_.empty()) {
    out.uint(6).array(spared_lists_.size());
    for (const auto& list : spared_lists_) out.bytes(list);
  }
  return out.take();
}

}  // namespace cred::trust
