// SPDX-License-Identifier: Apache-2.0
// The register of physical cards (docs/formats/register.md): a signed header, then pages of 84 encrypted
// records in the order of their tags. Made for mapping: opening costs the same for every size, and a look-up
// verifies the one page it rests on against the signed root hash, found or not found.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "cred/base/bytes.h"
#include "cred/base/region.h"
#include "cred/base/result.h"
#include "cred/base/time.h"
#include "cred/cose/sign1.h"
#include "cred/crypto/digest.h"
#include "cred/legacy/number.h"
#include "cred/legacy/record.h"

namespace cred::legacy {

inline constexpr std::size_t kBlock = 4096;  // octets of a page, and of the header's block
inline constexpr std::size_t kCardsPerPage = 84;
inline constexpr std::uint32_t kMaxCards = 1u << 24;           // in a register
inline constexpr std::uint32_t kMaxPages = (1u << 18) - 1;     // with the header 1 GiB, the limit of a member
inline constexpr std::size_t kMaxHeaderMessage = kBlock - 12;  // octets

using Edition = std::array<std::uint8_t, 16>;

/// What the register key signs.
struct Header {
  std::uint64_t version;
  Instant as_of;
  std::vector<Region> regions;  // ascending: the scope
  Salt salt;                    // stable for a year: derived keys are worth keeping
  Edition edition;              // new for every header: no record is ever encrypted twice alike
  std::uint32_t pages;
  std::uint32_t cards;
  crypto::Digest root;  // RFC 9162 tree over the pages

  /// typ register, our closed map. Reasons: cbor, not-deterministic, typ, claims.
  static Result<Header> parse(const cose::Verified& message);
};

/// The payload to sign under typ register.
Bytes encode(const Header& header);

/// The signed header in a register file, a view into it. Reason claims: no register file.
Result<BytesView> header_message(BytesView file);

/// Reads every page once, in order: ranges without gap, tags ascending, nothing in unused places, the number
/// of cards and the root hash as signed. Returns the tree for look-ups. Reason claims.
Result<Bytes> check_pages(const Header& header, BytesView file);

/// A register whose header was verified and whose pages are verified when they are touched.
class Register {
 public:
  /// Constant time. `file` and `tree` (of check_pages; believed no further than the root hash goes) must
  /// outlive the register. Reason claims: sizes that the header contradicts.
  static Result<Register> open(Header header, BytesView file, BytesView tree);

  const Header& header() const { return header_; }

  /// The cards of this number and birth date by sequence; none is an answer that rests on a verified page.
  /// Reasons: status-list-missing (the page does not match the signed root hash: the disk changed it, so
  /// nothing is known), claims (signed, but a value that no record has).
  Result<std::vector<Record>> find(const CardKey& key) const;

 private:
  Register(Header header, BytesView file, BytesView tree)
      : header_(std::move(header)), file_(file), tree_(tree) {}
  Header header_;
  BytesView file_;
  BytesView tree_;
};

}  // namespace cred::legacy
