// SPDX-License-Identifier: Apache-2.0
// Whether two items are one value, however they are encoded: 06 and 1806, "ab" in one piece or in chunks, 1.0
// in two octets or in eight. Unsorted maps of foreign data are searched for duplicate keys with it.
#pragma once

#include <array>
#include <cmath>
#include <optional>

#include "cbor/head.h"

namespace cred::cbor {

/// The heads of a decoded item one by one. A definite array, map or tag ends in a break too, so that its
/// length need not be compared; a string in chunks is one head, its content still in chunks.
class Heads {
 public:
  explicit Heads(BytesView item) : rest_(item) {}

  bool more() const { return !rest_.empty() || depth_ > 0; }

  Head next() {
    if (depth_ > 0 && left_[depth_ - 1] == 0) {
      --depth_;
      return {.state = HeadState::kOk, .is_break = true, .content = {}};
    }
    auto head = known_head(rest_);
    const bool is_string = head.type == Type::kBytes || head.type == Type::kText;
    if (head.indefinite && is_string) {
      head.size = item_size(rest_);
      head.content = rest_.subspan(1, head.size - 2);
    }
    if (head.type == Type::kFloat) head.content = rest_.first(head.size);
    rest_ = rest_.subspan(head.size);
    if (head.is_break) {
      --depth_;
      return head;
    }
    if (depth_ > 0 && left_[depth_ - 1] != kUntilBreak) --left_[depth_ - 1];
    const bool opens = head.type == Type::kArray || head.type == Type::kMap || head.type == Type::kTag;
    if (opens) left_[depth_++] = children_of(head);
    return head;
  }

 private:
  BytesView rest_;
  std::array<std::uint64_t, kMaxFrames> left_;
  std::size_t depth_ = 0;
};

/// The octets of a string, in one piece or in chunks.
class Octets {
 public:
  explicit Octets(const Head& string) { (string.indefinite ? chunks_ : piece_) = string.content; }

  std::optional<std::uint8_t> next() {
    while (piece_.empty()) {
      if (chunks_.empty()) return std::nullopt;
      const auto chunk = known_head(chunks_);
      piece_ = chunk.content;
      chunks_ = chunks_.subspan(chunk.size);
    }
    const std::uint8_t octet = piece_.front();
    piece_ = piece_.subspan(1);
    return octet;
  }

 private:
  BytesView piece_;
  BytesView chunks_;
};

inline bool same_string(const Head& a, const Head& b) {
  if (!a.indefinite && !b.indefinite) return equal(a.content, b.content);
  Octets left(a);
  Octets right(b);
  for (;;) {
    const auto octet = left.next();
    if (octet != right.next()) return false;
    if (!octet) return true;
  }
}

/// -0.0 is not 0.0; one NaN is like another.
inline bool same_float(double a, double b) {
  return std::isnan(a) ? std::isnan(b) : a == b && std::signbit(a) == std::signbit(b);
}

inline bool same_head(const Head& a, const Head& b) {
  if (a.is_break || b.is_break) return a.is_break == b.is_break;
  if (a.type != b.type) return false;
  switch (a.type) {
    case Type::kBytes:
    case Type::kText:
      return same_string(a, b);
    case Type::kFloat:
      return same_float(float_value(a.content), float_value(b.content));
    case Type::kArray:
    case Type::kMap:
      return true;  // the breaks tell
    default:
      return a.value == b.value;
  }
}

/// Both passed decode(). Pairs of a map count in the order they are written; a bignum is never an integer.
inline bool same_value(BytesView a, BytesView b) {
  Heads left(a);
  Heads right(b);
  while (left.more() && right.more()) {
    if (!same_head(left.next(), right.next())) return false;
  }
  return left.more() == right.more();
}

}  // namespace cred::cbor
