// SPDX-License-Identifier: Apache-2.0
// The lists a verifier holds, in one file made for mapping: an index sorted by uri,
// SHA-256 of each 1 KiB block, the raw arrays. Opening costs the same for one list and
// for a hundred; a look-up verifies only the blocks it touches. A local format: made by
// the store at import, after every signature was checked, and never exchanged. Spared
// lists of revoked keys stand beside the status lists, under a name that no uri has.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/crypto/digest.h"
#include "cred/status/list.h"

namespace cred::status {

inline constexpr std::size_t kBlock = 1024;  // octets under one hash (docs/adr/0006)
inline constexpr std::size_t kPage = 4096;   // octets; arrays begin on one, so that a look-up faults one in

/// One list as it goes in: its array in `raw`, or where it can be had while the archive is written. The views
/// must live until then.
struct ArchiveEntry {
  std::string uri;  // at most 64 octets
  Instant iat;
  std::optional<Instant> exp;
  Bytes raw;
  std::optional<ListClaims> packed = std::nullopt;  // instead: unpacked whenever it is needed
  std::optional<BytesView> held = std::nullopt;     // instead: as it is
};

/// Piece by piece, so that one list is in memory at a time however many there are. False: `sink` said so.
bool write_archive(std::vector<ArchiveEntry> entries, const std::function<bool(BytesView)>& sink);
Bytes build_archive(std::vector<ArchiveEntry> entries);

/// The name in the archive of the spared list with this hash.
std::string spared_list_name(const crypto::Digest& hash);

/// A list held: views into the mapped archive.
class HeldList {
 public:
  Instant iat() const { return iat_; }
  std::optional<Instant> exp() const { return exp_; }
  std::uint64_t entries() const { return raw_.size() * 8 / kBits; }
  /// The value at `index` after its block was checked. Reasons: status-index (out of range),
  /// status-list-missing (the block does not match its hash: the disk changed it, so nothing is known).
  Result<std::uint8_t> at(std::uint64_t index) const;
  /// Of a spared list: whether one of its entries (16 octets, ascending) begins `digest`. Reason
  /// status-list-missing (a block the search touched is damaged).
  Result<bool> spares(const crypto::Digest& digest) const;

 private:
  friend class Archive;
  HeldList(Instant iat, std::optional<Instant> exp, BytesView raw, BytesView hashes)
      : iat_(iat), exp_(exp), raw_(raw), hashes_(hashes) {}
  /// Block `number`, if it still is what was imported.
  std::optional<BytesView> block(std::size_t number) const;
  Instant iat_;
  std::optional<Instant> exp_;
  BytesView raw_;
  BytesView hashes_;
};

class Archive {
 public:
  /// Constant time. Reason trust-form. `mapped` must outlive the archive.
  static Result<Archive> open(BytesView mapped);
  std::size_t size() const { return count_; }
  std::optional<HeldList> find(std::string_view uri) const;

 private:
  Archive(BytesView mapped, std::size_t count) : mapped_(mapped), count_(count) {}
  BytesView mapped_;
  std::size_t count_;
};

}  // namespace cred::status
