// SPDX-License-Identifier: Apache-2.0
#include "sdcwt/foreign_claims.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "cred/cbor/encode.h"
#include "cred/crypto/digest.h"
#include "cred/crypto/foreign.h"

namespace cred::sdcwt::foreign {

namespace {

/// The order of octets. The comparison of vectors would do, but g++ 12 warns of it at -O3 for nothing.
struct Bytewise {
  bool operator()(BytesView a, BytesView b) const { return as_text(a) < as_text(b); }
};

/// By encoded key: the order of RFC 8949 4.2.1.
using Members = std::map<Bytes, Bytes, Bytewise>;

constexpr std::uint64_t kTagToBeRedacted = 58;
constexpr std::uint64_t kTagRedactedElement = 60;
constexpr std::uint64_t kTagToBeDecoy = 62;
constexpr std::size_t kMaxKey = 255;  // octets
constexpr std::size_t kMaxMessage = 1u << 16;
constexpr std::size_t kSalt = 16;
// iss, aud, exp, nbf, iat, cti, cnf, cnonce
constexpr std::int64_t kNeverRedacted[] = {1, 3, 4, 5, 6, 7, 8, 39};

Result<void> check_key(const cbor::Item& key, Redaction redaction) {
  const auto text = key.text();
  const bool named = key.integer() || (text && !text->empty() && text->size() <= kMaxKey);
  const bool redacted = redaction == Redaction::kAllowed && key.simple() == cbor::kRedacted;
  if (named || redacted) return {};
  return fail(Reason::kCbor, "a map key that is neither an integer nor a text of 1 to 255 octets");
}

Bytes digest_of(BytesView content, Hash hash) {
  cbor::Encoder whole;
  whole.bytes(content);
  if (hash == Hash::kSha384) {
    const auto digest = crypto::sha384(whole.view());
    return {digest.begin(), digest.end()};
  }
  const auto digest = crypto::sha256(whole.view());
  return {digest.begin(), digest.end()};
}

/// A disclosure by its digest: [salt], [salt, value] or [salt, value, key].
struct Entry {
  std::vector<cbor::Item> parts;
  bool used = false;
};

class Expansion {
 public:
  Expansion(Hash hash, Reader reader) : hash_(hash), reader_(reader) {}

  Result<void> add(BytesView content) {
    CRED_TRY(const auto item, decoded(content));
    Entry entry;
    cbor::Children parts(item);
    while (auto part = parts.next()) entry.parts.push_back(*part);
    const auto salt = entry.parts.empty() ? std::nullopt : entry.parts[0].bytes();
    if (entry.parts.size() > 3 || !salt || salt->size() != kSalt)
      return fail(Reason::kDisclosure, "not one to three elements with a salt of 16 octets");
    if (entry.parts.size() == 3) CRED_CHECK(as_disclosure(check_key(entry.parts[2], Redaction::kNone)));
    if (!entries_.emplace(digest_of(content, hash_), std::move(entry)).second)
      return fail(Reason::kDisclosure, "a disclosure that stands there twice");
    return {};
  }

  Result<Bytes> map(const cbor::Item& item, bool top) {
    Members members;
    cbor::Children children(item);
    while (const auto key = children.next()) {
      const auto value = *children.next();
      if (key->simple() == cbor::kRedacted) {
        CRED_CHECK(add_redacted(value, top, members));
        continue;
      }
      CRED_TRY(auto expanded, any(value));
      if (!members.emplace(plain(*key), std::move(expanded)).second)
        return fail(Reason::kDisclosure, "a key that is there already");
    }
    cbor::Encoder out;
    out.map(members.size());
    for (const auto& [key, value] : members) out.item(key).item(value);
    return out.take();
  }

  bool complete() const {
    return std::ranges::all_of(entries_, [](const auto& entry) { return entry.second.used; });
  }

 private:
  static Result<void> as_disclosure(Result<void> checked) {
    if (!checked) return fail(Reason::kDisclosure, checked.error().detail);
    return {};
  }

  static Result<cbor::Item> decoded(BytesView content) {
    auto item = cbor::decode(content, cbor::Limits::foreign(kMaxMessage));
    if (!item) return fail(Reason::kDisclosure, item.error().detail);
    if (item->type() != cbor::Type::kArray) return fail(Reason::kDisclosure, "a disclosure that is no array");
    CRED_CHECK(as_disclosure(check_form(*item, Redaction::kAllowed)));
    return *item;
  }

  /// A key or another leaf in its shortest form.
  static Bytes plain(const cbor::Item& item) {
    cbor::Encoder out;
    if (const auto number = item.integer())
      out.integer(*number);
    else if (const auto text = item.text())
      out.text(*text);
    else if (const auto bytes = item.bytes())
      out.bytes(*bytes);
    else
      out.item(item.encoded());
    return out.take();
  }

  /// The disclosure that answers a digest, used up; null when it was not shown.
  Result<Entry*> take(const cbor::Item& digest) {
    const auto octets = digest.bytes();
    if (!octets) return fail(Reason::kDisclosure, "a digest that is no byte string");
    const auto found = entries_.find(to_bytes(*octets));
    if (found == entries_.end()) return nullptr;
    if (found->second.used) return fail(Reason::kDisclosure, "one digest in two places");
    found->second.used = true;
    return &found->second;
  }

  /// None when there is nothing to show: the digest is dropped.
  Result<std::optional<std::vector<cbor::Item>>> shown(const cbor::Item& digest, std::size_t arity) {
    CRED_TRY(const auto* entry, take(digest));
    if (!entry) return std::nullopt;
    if (entry->parts.size() == 1 && reader_ == Reader::kHolder) return std::nullopt;  // a decoy
    if (entry->parts.size() != arity)
      return fail(Reason::kDisclosure, "a disclosure of another kind than its place");
    return entry->parts;
  }

  Result<void> add_redacted(const cbor::Item& digests, bool top, Members& members) {
    if (digests.type() != cbor::Type::kArray) return fail(Reason::kDisclosure, "simple(59) without an array");
    cbor::Children list(digests);
    while (const auto digest = list.next()) {
      CRED_TRY(const auto parts, shown(*digest, 3));
      if (!parts) continue;
      const auto& key = (*parts)[2];
      if (top && key.integer() && std::ranges::count(kNeverRedacted, *key.integer()) > 0)
        return fail(Reason::kDisclosure, "a claim that is never redacted");
      CRED_TRY(auto value, any((*parts)[1]));
      if (!members.emplace(plain(key), std::move(value)).second)
        return fail(Reason::kDisclosure, "a key that is there already");
    }
    return {};
  }

  Result<Bytes> array(const cbor::Item& item) {
    std::vector<Bytes> elements;
    cbor::Children children(item);
    while (const auto element = children.next()) {
      if (element->tag() != kTagRedactedElement) {
        CRED_TRY(auto expanded, any(*element));
        elements.push_back(std::move(expanded));
        continue;
      }
      CRED_TRY(const auto parts, shown(element->tagged(), 2));
      if (!parts) continue;
      CRED_TRY(auto expanded, any((*parts)[1]));
      elements.push_back(std::move(expanded));
    }
    cbor::Encoder out;
    out.array(elements.size());
    for (const auto& element : elements) out.item(element);
    return out.take();
  }

  Result<Bytes> any(const cbor::Item& item) {
    // Disclosures inside disclosures: each is used once, so this ends.
    if (item.type() == cbor::Type::kMap) return map(item, false);
    if (item.type() == cbor::Type::kArray) return array(item);
    return plain(item);
  }

  Hash hash_;
  Reader reader_;
  std::map<Bytes, Entry, Bytewise> entries_;
};

}  // namespace

Result<void> check_form(const cbor::Item& item, Redaction redaction) {
  const bool is_container = item.type() == cbor::Type::kArray || item.type() == cbor::Type::kMap;
  const bool is_string = item.type() == cbor::Type::kBytes || item.type() == cbor::Type::kText;
  if ((is_container && !item.count()) || (is_string && !item.bytes() && !item.text()))
    return fail(Reason::kNotDeterministic, "an indefinite length");
  if (item.tag() == kTagToBeRedacted || item.tag() == kTagToBeDecoy)
    return fail(Reason::kCbor, "a tag of claims that were not yet issued");
  // At most 16 levels: decode() has counted them.
  cbor::Children children(item);
  while (const auto child = children.next()) {
    if (item.type() != cbor::Type::kMap) {
      CRED_CHECK(check_form(*child, redaction));
      continue;
    }
    CRED_CHECK(check_key(*child, redaction));
    CRED_CHECK(check_form(*children.next(), redaction));
  }
  return {};
}

std::optional<cbor::Item> find(const cbor::Item& map, std::int64_t key) {
  cbor::Children children(map);
  while (const auto name = children.next()) {
    const auto value = children.next();
    if (name->integer() == key) return value;
  }
  return std::nullopt;
}

bool has_digests(const cbor::Item& map) {
  cbor::Children children(map);
  while (const auto name = children.next()) {
    const auto value = children.next();
    if (name->simple() == cbor::kRedacted && value->count().value_or(0) > 0) return true;
  }
  return false;
}

Result<Bytes> expand(const cbor::Item& claims, const std::optional<cbor::Item>& disclosures, Hash hash,
                     Reader reader) {
  Expansion expansion(hash, reader);
  if (disclosures) {
    cbor::Children list(*disclosures);
    while (const auto disclosure = list.next()) {
      const auto content = disclosure->bytes();
      if (!content) return fail(Reason::kDisclosure, "a disclosure that is no byte string");
      CRED_CHECK(expansion.add(*content));
    }
  }
  CRED_TRY(auto expanded, expansion.map(claims, true));
  if (!expansion.complete()) return fail(Reason::kDisclosure, "a disclosure that answers no digest");
  return expanded;
}

}  // namespace cred::sdcwt::foreign
