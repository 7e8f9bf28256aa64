// SPDX-License-Identifier: Apache-2.0
// What the authority remembers for ever (docs/formats/registry.md). Events are only ever added; what a
// document's state is, follows from its events. An index that was given out is never given out again,
// whatever became of its permit.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/failure.h"
#include "cred/base/bytes.h"
#include "cred/base/time.h"
#include "cred/credential/permit.h"
#include "cred/crypto/digest.h"
#include "cred/crypto/random.h"
#include "issuer/registry/cards.h"

namespace cred::issuer {

/// Reserved for one permit that may or may not come to be.
struct Slot {
  std::uint64_t list;
  std::uint64_t index;
  std::string document;
};

/// "mint", "cancel", "revoke", "nonce", "bind", "passport", "lost" (lifecycle.h): later versions add words,
/// not tables.
struct Event {
  std::uint64_t sequence = 0;  // given by the registry
  Instant time;
  std::string kind;
  std::string document;
  std::string request_id;
  std::optional<Day> decided;
  std::string reason;   // a word, or empty
  std::string content;  // mint, passport: the request; nonce: its digits; bind: device and card
  Bytes token;          // mint, passport, bind: the document made
};

/// A document that was released.
struct Document {
  Slot slot;
  std::string request_id;
};

/// Numbers the registry keeps beside the events.
enum class Counter {
  kLists /* opened so far */,
  kHead /* version of the last head */,
  kHeadExpires /* unix */
};

class Registry {
 public:
  virtual ~Registry() = default;

  /// `count` fresh documents and indices, on disk before this returns.
  virtual cli::Outcome<std::vector<Slot>> reserve(std::size_t count, crypto::RandomSource& random) = 0;
  /// All of them or none, on disk before this returns. Sequence numbers are given here.
  virtual cli::Outcome<void> append(const std::vector<Event>& events) = 0;

  /// The print of a request that counts, by the request's id or that of any document made for it.
  virtual cli::Outcome<std::optional<Document>> find(std::string_view request_or_document_id) = 0;
  /// Everything about one request, in the order in which it was added: the first is its mint.
  virtual cli::Outcome<std::vector<Event>> history(std::string_view request_id) = 0;
  /// Every printed document that was released, in the order of minting.
  virtual cli::Outcome<std::vector<Document>> documents() = 0;
  /// Every wallet document that was released.
  virtual cli::Outcome<std::vector<Document>> wallets() = 0;
  /// Every event but mint, without content and token.
  virtual cli::Outcome<std::vector<Event>> decisions() = 0;

  /// The printed documents of a permit number (normalised), in the order of minting.
  virtual cli::Outcome<std::vector<Document>> permits_of(std::string_view permit_number) = 0;
  /// The same, of every number that has a physical card.
  virtual cli::Outcome<std::vector<Document>> permits_of_cards() = 0;
  /// What is known of physical cards, in the same file.
  virtual CardRegistry& cards() = 0;

  /// Salt and tag made once for a person and passport; `person` is a hash (issuance.cpp).
  virtual cli::Outcome<std::optional<credential::PassportCheck>> find_passport_check(
      const crypto::Digest& person) = 0;
  virtual cli::Outcome<void> keep_passport_check(const crypto::Digest& person,
                                                 const credential::PassportCheck& check) = 0;

  /// Whose a device's key is, for ever: `device` is its thumbprint, `person` a hash (binding.cpp).
  virtual cli::Outcome<std::optional<crypto::Digest>> find_device(const crypto::Digest& device) = 0;
  virtual cli::Outcome<void> keep_device(const crypto::Digest& device, const crypto::Digest& person) = 0;

  virtual cli::Outcome<std::uint64_t> counter(Counter which) = 0;
  virtual cli::Outcome<void> set_counter(Counter which, std::uint64_t value) = 0;
};

/// A new one; an existing file is refused.
cli::Outcome<void> create_registry(const std::filesystem::path& file);
/// Never creates.
cli::Outcome<std::unique_ptr<Registry>> open_registry(const std::filesystem::path& file);

}  // namespace cred::issuer
