// SPDX-License-Identifier: Apache-2.0
//
// One loop over heads with a fixed stack of open containers: no recursion, and no memory but that stack.
#include "cred/cbor/decode.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include "cbor/head.h"
#include "cred/codec/unicode.h"

namespace cred::cbor {

namespace {

constexpr std::size_t kMaxFrames = 18;          // 16 levels, an indefinite string, the whole
constexpr std::size_t kMaxForeignPairs = 1024;  // unsorted maps are searched for duplicates pair by pair
constexpr std::uint64_t kUntilBreak = std::numeric_limits<std::uint64_t>::max();
constexpr std::uint8_t kRedactionKey = 59;

/// An open container.
struct Frame {
  Type type = Type::kArray;
  bool is_string = false;     // chunks of an indefinite string
  std::uint64_t left = 0;     // items still to come, or kUntilBreak
  std::size_t first_key = 0;  // offset of a map's first key
  std::size_t key = 0;        // offset of the key being read or just read
  BytesView last_key;
  std::size_t keys = 0;
  bool at_key = false;
  bool is_bignum = false;  // tag 2 or 3
};

tl::unexpected<Error> fault(Reason reason, std::string_view what, std::size_t offset) {
  return fail(reason, std::string(what) + " at octet " + std::to_string(offset));
}

bool same_key(BytesView a, BytesView b) {
  const auto x = read_head(a);
  const auto y = read_head(b);
  if (x.type != y.type) return false;
  switch (x.type) {
    case Type::kBytes:
    case Type::kText:
      if (!x.indefinite && !y.indefinite) return equal(x.content, y.content);
      break;
    case Type::kUint:
    case Type::kNegative:
    case Type::kSimple:
    case Type::kBoolean:
      return x.value == y.value;
    default:
      break;
  }
  return equal(a, b);  // containers, floats: octet by octet
}

class Walk {
 public:
  Walk(BytesView bytes, const Limits& limits) : bytes_(bytes), limits_(limits) {}

  Result<void> whole() {
    if (bytes_.size() > limits_.max_bytes) {
      return fail(Reason::kCbor,
                  std::to_string(bytes_.size()) + " octets, at most " + std::to_string(limits_.max_bytes));
    }
    do {
      CRED_CHECK(one_head());
    } while (depth_ > 0);
    if (at_ != bytes_.size()) return fault(Reason::kCbor, "trailing octets", at_);
    return {};
  }

 private:
  Result<void> one_head() {
    const std::size_t start = at_;
    const auto head = read_head(bytes_.subspan(at_));
    if (head.state == HeadState::kIncomplete) return fault(Reason::kCbor, "cut short", start);
    if (head.state == HeadState::kMalformed) return fault(Reason::kCbor, "not well-formed", start);
    if (++items_ > limits_.max_items) return fault(Reason::kCbor, "too many items", start);
    if (head.is_break) return close_open_ended(start);

    CRED_CHECK(check_head(head, start));
    if (depth_ > 0 && !top().is_string) begin_key(start);
    at_ += head.size;
    switch (head.type) {
      case Type::kArray:
        return open(Type::kArray, head.indefinite ? kUntilBreak : head.value, start);
      case Type::kMap:
        return open(Type::kMap, head.indefinite ? kUntilBreak : head.value * 2, start);
      case Type::kTag:
        return open(Type::kTag, 1, start);
      default:
        break;
    }
    if (head.indefinite) return open_string(head.type);
    return item_done();
  }

  Frame& top() { return frames_[depth_ - 1]; }

  Result<void> check_head(const Head& head, std::size_t start) {
    if (depth_ > 0 && top().is_string && (head.type != top().type || head.indefinite)) {
      return fault(Reason::kCbor, "a chunk of another type", start);
    }
    // A count that cannot be there: refused before anything is built on it.
    const std::size_t rest = bytes_.size() - start - std::min(head.size, bytes_.size() - start);
    if ((head.type == Type::kArray && head.value > rest) ||
        (head.type == Type::kMap && head.value > rest / 2)) {
      return fault(Reason::kCbor, "a count larger than the octets that follow", start);
    }
    if (limits_.own_types_only) CRED_CHECK(check_own_type(head, start));
    if (limits_.deterministic && (head.indefinite || !head.shortest)) {
      return fault(Reason::kNotDeterministic,
                   head.indefinite ? "an indefinite length" : "not the shortest form", start);
    }
    if (limits_.deterministic && !is_needed_bignum(head))
      return fault(Reason::kNotDeterministic, "a bignum that is none", start);
    if (head.type == Type::kText && !head.indefinite && !codec::is_utf8(as_text(head.content))) {
      return fault(Reason::kCbor, "a text that is not UTF-8", start);
    }
    return {};
  }

  Result<void> check_own_type(const Head& head, std::size_t start) const {
    if (head.type == Type::kFloat) return fault(Reason::kCbor, "a float", start);
    if (head.type == Type::kTag && head.value != 18 && head.value != 98) {
      return fault(Reason::kCbor, "tag " + std::to_string(head.value), start);
    }
    if (head.type == Type::kSimple && head.value != kRedactionKey) {
      return fault(Reason::kCbor, "simple value " + std::to_string(head.value), start);
    }
    return {};
  }

  /// RFC 8949 3.4.3 with CDE: tags 2 and 3 only for what does not fit 64 bits, without leading zeros.
  bool is_needed_bignum(const Head& head) {
    if (depth_ == 0 || !top().is_bignum) return true;
    return head.type == Type::kBytes && head.content.size() > 8 && head.content[0] != 0;
  }

  Result<void> open(Type type, std::uint64_t children, std::size_t start) {
    if (containers_ == limits_.max_depth) return fault(Reason::kCbor, "nested too deeply", start);
    if (children == 0) return item_done();
    ++containers_;
    frames_[depth_++] = Frame{.type = type, .left = children, .first_key = at_, .key = at_, .last_key = {}};
    top().is_bignum = bytes_[start] == 0xc2 || bytes_[start] == 0xc3;
    return {};
  }

  Result<void> open_string(Type type) {
    frames_[depth_++] = Frame{.type = type, .is_string = true, .left = kUntilBreak, .last_key = {}};
    return {};
  }

  void begin_key(std::size_t start) {
    if (top().type != Type::kMap) return;
    top().at_key = !top().at_key;  // key, value, key, value …
    if (top().at_key) top().key = start;
  }

  Result<void> close_open_ended(std::size_t start) {
    if (depth_ == 0 || top().left != kUntilBreak || (top().type == Type::kMap && top().at_key)) {
      return fault(Reason::kCbor, "a break where none belongs", start);
    }
    ++at_;
    close();
    return item_done();
  }

  void close() {
    if (!top().is_string) --containers_;
    --depth_;
  }

  /// An item ended at at_: so may the containers around it.
  Result<void> item_done() {
    while (depth_ > 0) {
      if (top().type == Type::kMap && top().at_key) CRED_CHECK(check_key());
      if (top().left == kUntilBreak || --top().left > 0) return {};
      close();
    }
    return {};
  }

  Result<void> check_key() {
    Frame& map = top();
    const auto key = bytes_.subspan(map.key, at_ - map.key);
    ++map.keys;
    if (limits_.deterministic) {
      const int order = as_text(map.last_key).compare(as_text(key));
      if (map.keys > 1 && order == 0) return fault(Reason::kCbor, "a duplicate key", map.key);
      if (map.keys > 1 && order > 0) return fault(Reason::kNotDeterministic, "keys out of order", map.key);
      map.last_key = key;
      return {};
    }
    if (map.keys > kMaxForeignPairs)
      return fault(Reason::kCbor, "a map too large to search for duplicates", map.key);
    for (std::size_t at = map.first_key; at < map.key;) {
      const std::size_t size = item_size(bytes_.subspan(at));
      if (same_key(bytes_.subspan(at, size), key)) return fault(Reason::kCbor, "a duplicate key", map.key);
      at += size;
      at += item_size(bytes_.subspan(at));
    }
    return {};
  }

  BytesView bytes_;
  const Limits& limits_;
  std::array<Frame, kMaxFrames> frames_;
  std::size_t depth_ = 0;    // open frames
  unsigned containers_ = 0;  // of them arrays, maps and tags
  std::size_t at_ = 0;
  std::size_t items_ = 0;
};

}  // namespace

std::size_t item_size(BytesView rest) {
  std::array<std::uint64_t, kMaxFrames> left;
  std::size_t depth = 0;
  std::size_t at = 0;
  do {
    const auto head = read_head(rest.subspan(at));
    at += head.size;
    std::uint64_t children = 0;
    if (head.type == Type::kArray) children = head.value;
    if (head.type == Type::kMap) children = head.value * 2;
    if (head.type == Type::kTag) children = 1;
    if (head.indefinite) children = kUntilBreak;
    if (head.is_break) --depth;
    if (children > 0) {
      left[depth++] = children;
      continue;
    }
    while (depth > 0 && left[depth - 1] != kUntilBreak && --left[depth - 1] == 0) --depth;
  } while (depth > 0);
  return at;
}

Result<Item> decode(BytesView bytes, const Limits& limits) {
  CRED_CHECK(Walk(bytes, limits).whole());
  return Item(bytes);
}

Type Item::type() const {
  return read_head(encoded_).type;
}

std::optional<std::uint64_t> Item::uint() const {
  const auto head = read_head(encoded_);
  return head.type == Type::kUint ? std::optional(head.value) : std::nullopt;
}

std::optional<std::int64_t> Item::integer() const {
  const auto head = read_head(encoded_);
  const bool fits = head.value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (!fits || (head.type != Type::kUint && head.type != Type::kNegative)) return std::nullopt;
  const auto value = static_cast<std::int64_t>(head.value);
  return head.type == Type::kUint ? value : -1 - value;
}

std::optional<BytesView> Item::bytes() const {
  const auto head = read_head(encoded_);
  return head.type == Type::kBytes && !head.indefinite ? std::optional(head.content) : std::nullopt;
}

std::optional<std::string_view> Item::text() const {
  const auto head = read_head(encoded_);
  return head.type == Type::kText && !head.indefinite ? std::optional(as_text(head.content)) : std::nullopt;
}

std::optional<bool> Item::boolean() const {
  const auto head = read_head(encoded_);
  return head.type == Type::kBoolean ? std::optional(head.value == 1) : std::nullopt;
}

std::optional<std::uint8_t> Item::simple() const {
  const auto head = read_head(encoded_);
  return head.type == Type::kSimple ? std::optional(static_cast<std::uint8_t>(head.value)) : std::nullopt;
}

std::optional<std::uint64_t> Item::tag() const {
  const auto head = read_head(encoded_);
  return head.type == Type::kTag ? std::optional(head.value) : std::nullopt;
}

Item Item::tagged() const {
  return Item(encoded_.subspan(read_head(encoded_).size));
}

std::optional<std::size_t> Item::count() const {
  const auto head = read_head(encoded_);
  const bool counted = (head.type == Type::kArray || head.type == Type::kMap) && !head.indefinite;
  return counted ? std::optional<std::size_t>(head.value) : std::nullopt;
}

Children::Children(const Item& parent) : left_(0) {
  const auto head = read_head(parent.encoded());
  rest_ = parent.encoded().subspan(head.size);
  indefinite_ = head.indefinite;
  if (head.type == Type::kArray) left_ = head.value;
  if (head.type == Type::kMap) left_ = head.value * 2;
  if (head.type == Type::kTag) left_ = 1;
}

std::optional<Item> Children::next() {
  if (indefinite_ ? rest_.front() == 0xff : left_ == 0) return std::nullopt;
  const auto item = rest_.first(item_size(rest_));
  rest_ = rest_.subspan(item.size());
  if (!indefinite_) --left_;
  return Item(item);
}

}  // namespace cred::cbor
