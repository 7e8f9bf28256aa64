// SPDX-License-Identifier: Apache-2.0
// The gate for CBOR from outside: decode() walks one whole item under named limits, without recursion and
// without taking memory, and only then hands out an Item. Everything behind an Item is therefore known to be
// well formed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"

namespace cred::cbor {

inline constexpr std::uint8_t kRedacted = 59;  // SD-CWT: the simple value whose member holds digests
inline constexpr unsigned kMaxDepth = 8;  // ours: array, map and tag each add one (docs/formats/common.md)

/// What a reader accepts. There is no default: every call site says which rules it means.
struct Limits {
  std::size_t max_bytes;
  std::size_t max_items;  // data items in all, so a wide item costs bounded time
  unsigned max_depth;     // nesting of arrays, maps and tags; 16 is the most there is
  bool deterministic;     // RFC 8949 4.2.1: shortest heads, definite lengths, sorted keys
  bool own_types_only;  // no floats, null, undefined, bignums; tags 18 and 98; simple values: booleans and 59

  /// Our own formats: RFC 8949 4.2.1 and the types docs/formats/common.md names.
  static constexpr Limits own(std::size_t max_bytes) { return {max_bytes, 1u << 22, kMaxDepth, true, true}; }
  /// Deterministic, every type: what CDE calls conforming.
  static constexpr Limits deterministic_foreign(std::size_t max_bytes) {
    return {max_bytes, 1u << 20, 16, true, false};
  }
  /// Well formed and valid (UTF-8, no duplicate keys however they are encoded), any encoding: other people's
  /// data, in tests and inspect. A map of more than a thousand keys may be refused, since unsorted keys cost
  /// a search each.
  static constexpr Limits foreign(std::size_t max_bytes) { return {max_bytes, 1u << 20, 16, false, false}; }
};

enum class Type : std::uint8_t {
  kUint,
  kNegative,
  kBytes,
  kText,
  kArray,
  kMap,
  kTag,
  kBoolean,
  kSimple,
  kFloat
};

/// One data item inside bytes that passed decode(): a view, valid as long as those bytes are.
class Item {
 public:
  Type type() const;
  /// The octets of the whole item, head included.
  BytesView encoded() const { return encoded_; }

  std::optional<std::uint64_t> uint() const;
  std::optional<std::int64_t> integer() const;   // either sign, within int64
  std::optional<BytesView> bytes() const;        // definite length only
  std::optional<std::string_view> text() const;  // definite length only
  std::optional<bool> boolean() const;
  std::optional<std::uint8_t> simple() const;  // any simple value that is no boolean (null is 22)
  std::optional<std::uint64_t> tag() const;
  /// The item a tag encloses; only after tag() answered.
  Item tagged() const;
  /// Number of elements of an array, of pairs of a map; none for other types and indefinite lengths.
  std::optional<std::size_t> count() const;

 private:
  friend Result<Item> decode(BytesView, const Limits&);
  friend class Children;
  explicit Item(BytesView encoded) : encoded_(encoded) {}
  BytesView encoded_;
};

/// Exactly one item filling `bytes`. Reasons: cbor (not well-formed, duplicate key, forbidden type or tag,
/// UTF-8, depth, trailing octets, too large), not-deterministic (non-shortest head, indefinite length,
/// unsorted keys); the detail names the octet offset. The first fault in octet order decides.
Result<Item> decode(BytesView bytes, const Limits& limits);

/// Walks the items directly inside an array, a map (key, value, key, value…) or a tag of any decoded item.
class Children {
 public:
  explicit Children(const Item& parent);
  std::optional<Item> next();

 private:
  BytesView rest_;
  std::size_t left_ = 0;  // items still to come when the length is definite
  bool indefinite_ = false;
};

}  // namespace cred::cbor
