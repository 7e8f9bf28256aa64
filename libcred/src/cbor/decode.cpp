// SPDX-License-Identifier: Apache-2.0
//
// One loop over heads with a fixed stack of open containers: no recursion, and no memory but that stack.
#include "cred/cbor/decode.h"

#include <algorithm>
#include <array>
#include <string>

#include "cbor/head.h"
#include "cbor/same.h"
#include "cred/codec/unicode.h"

namespace cred::cbor {

namespace {

// Unsorted maps are searched for duplicates key by key; past this many octets searched (some 1,000 pairs in
// one map) the item is refused, so a hostile one costs milliseconds.
constexpr std::size_t kMaxSearched = std::size_t{16} << 20;

/// An open container. No member has a value of its own: seventeen of them are made for every decode(), and
/// most are never opened.
struct Frame {
  Type type;
  bool is_string;             // chunks of an indefinite string
  bool is_bignum;             // tag 2 or 3
  bool at_key;                // of a map: the item being read is a key
  std::uint64_t left;         // items still to come, or kUntilBreak
  std::size_t first_key;      // of a map: offsets of its first key …
  std::size_t key;            // … of the one being read or just read …
  std::size_t last_key;       // … and of the one before it, …
  std::size_t last_key_size;  // … of no octet: none yet
};

/// What is wrong where; becomes words only at the end.
struct Fault {
  Reason reason;
  std::string_view what;
  std::size_t offset;
};

class Walk {
 public:
  Walk(BytesView bytes, const Limits& limits)
      : bytes_(bytes), limits_(limits), max_depth_(std::min(limits.max_depth, kDeepest)) {}

  Result<void> whole() {
    if (bytes_.size() > limits_.max_bytes) {
      return fail(Reason::kCbor,
                  std::to_string(bytes_.size()) + " octets, at most " + std::to_string(limits_.max_bytes));
    }
    do {
      if (!one_head()) return fail(fault_.reason, describe(fault_));
    } while (depth_ > 0);
    if (at_ == bytes_.size()) return {};
    return fail(Reason::kCbor, describe({Reason::kCbor, "trailing octets", at_}));
  }

 private:
  static std::string describe(const Fault& fault) {
    return std::string(fault.what) + " at octet " + std::to_string(fault.offset);
  }

  bool refuse(Reason reason, std::string_view what, std::size_t offset) {
    fault_ = {reason, what, offset};
    return false;
  }

  bool one_head() {
    const std::size_t start = at_;
    const auto head = next_head(bytes_.subspan(start));
    if (head.state == HeadState::kIncomplete) return refuse(Reason::kCbor, "cut short", start);
    if (head.state == HeadState::kMalformed) return refuse(Reason::kCbor, "not well-formed", start);
    if (++items_ > limits_.max_items) return refuse(Reason::kCbor, "too many items", start);
    if (head.is_break) return close_open_ended(start);

    if (!check_place(head, start) || !check_form(head, start)) return false;
    begin_item(start);
    at_ += head.size;
    if (head.type == Type::kArray || head.type == Type::kMap || head.type == Type::kTag)
      return open(head, start);
    if (head.indefinite) return open_string(head.type);
    return item_done();
  }

  Frame& top() { return frames_[depth_ - 1]; }

  bool check_place(const Head& head, std::size_t start) {
    if (depth_ > 0 && top().is_string && (head.type != top().type || head.indefinite)) {
      return refuse(Reason::kCbor, "a chunk of another type", start);
    }
    // A count that cannot be there: refused before anything is built on it.
    const std::size_t rest = bytes_.size() - start - head.size;
    if ((head.type == Type::kArray && head.value > rest) ||
        (head.type == Type::kMap && head.value > rest / 2)) {
      return refuse(Reason::kCbor, "a count larger than the octets that follow", start);
    }
    return true;
  }

  bool check_form(const Head& head, std::size_t start) {
    if (limits_.own_types_only && !check_own_type(head, start)) return false;
    if (limits_.deterministic) {
      if (head.indefinite) return refuse(Reason::kNotDeterministic, "an indefinite length", start);
      if (!head.shortest) return refuse(Reason::kNotDeterministic, "not the shortest form", start);
      if (!is_needed_bignum(head)) return refuse(Reason::kNotDeterministic, "a bignum without need", start);
    }
    if (head.type == Type::kText && !codec::is_utf8(as_text(head.content))) {
      return refuse(Reason::kCbor, "a text that is not UTF-8", start);
    }
    return true;
  }

  bool check_own_type(const Head& head, std::size_t start) {
    if (head.type == Type::kFloat) return refuse(Reason::kCbor, "a float", start);
    if (head.type == Type::kTag && head.value != 18 && head.value != 98) {
      return refuse(Reason::kCbor, "a tag that is neither 18 nor 98", start);
    }
    if (head.type == Type::kSimple && head.value != kRedacted) {
      return refuse(Reason::kCbor, "a simple value that is neither a boolean nor 59", start);
    }
    return true;
  }

  /// CDE: tags 2 and 3 only for what does not fit 64 bits, without leading zeros.
  bool is_needed_bignum(const Head& head) {
    if (depth_ == 0 || !top().is_bignum) return true;
    return head.type == Type::kBytes && head.content.size() > 8 && head.content[0] != 0;
  }

  bool open(const Head& head, std::size_t start) {
    if (containers_ == max_depth_) return refuse(Reason::kCbor, "nested too deeply", start);
    const auto children = children_of(head);
    if (children == 0) return item_done();
    ++containers_;
    const bool is_bignum = head.type == Type::kTag && (head.value == 2 || head.value == 3);
    frames_[depth_++] = {head.type, false, is_bignum, false, children, at_, 0, 0, 0};
    return true;
  }

  bool open_string(Type type) {
    frames_[depth_++] = {type, true, false, false, kUntilBreak, 0, 0, 0, 0};
    return true;
  }

  void begin_item(std::size_t start) {
    if (depth_ == 0 || top().type != Type::kMap) return;
    top().at_key = !top().at_key;  // key, value, key, value …
    if (top().at_key) top().key = start;
  }

  bool close_open_ended(std::size_t start) {
    if (depth_ == 0 || top().left != kUntilBreak || (top().type == Type::kMap && top().at_key)) {
      return refuse(Reason::kCbor, "a break where none belongs", start);
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
  bool item_done() {
    while (depth_ > 0) {
      if (top().at_key && !check_key()) return false;
      if (top().left == kUntilBreak || --top().left > 0) return true;
      close();
    }
    return true;
  }

  bool check_key() {
    Frame& map = top();
    const auto key = bytes_.subspan(map.key, at_ - map.key);
    return limits_.deterministic ? check_order(map, key) : check_unique(map, key);
  }

  /// Sorted keys need no search: a duplicate stands beside its twin.
  bool check_order(Frame& map, BytesView key) {
    const int order = as_text(bytes_.subspan(map.last_key, map.last_key_size)).compare(as_text(key));
    if (order == 0) return refuse(Reason::kCbor, "a duplicate key", map.key);
    if (order > 0) return refuse(Reason::kNotDeterministic, "a key out of order", map.key);
    map.last_key = map.key;
    map.last_key_size = key.size();
    return true;
  }

  bool check_unique(const Frame& map, BytesView key) {
    searched_ += map.key - map.first_key;
    if (searched_ > kMaxSearched) return refuse(Reason::kCbor, "too many keys to compare", map.key);
    for (std::size_t at = map.first_key; at < map.key;) {
      const auto other = bytes_.subspan(at, item_size(bytes_.subspan(at)));
      if (same_value(other, key)) return refuse(Reason::kCbor, "a duplicate key", map.key);
      at += other.size();
      at += item_size(bytes_.subspan(at));
    }
    return true;
  }

  BytesView bytes_;
  const Limits& limits_;
  unsigned max_depth_;
  std::array<Frame, kMaxFrames> frames_;
  std::size_t depth_ = 0;    // open frames
  unsigned containers_ = 0;  // of them arrays, maps and tags
  std::size_t at_ = 0;
  std::size_t items_ = 0;
  std::size_t searched_ = 0;  // octets gone through for duplicate keys
  Fault fault_{};
};

}  // namespace

std::size_t open_ended_size(BytesView rest) {
  std::array<std::uint64_t, kMaxFrames> left;
  std::size_t depth = 0;
  std::size_t at = 0;
  do {
    const auto head = known_head(rest.subspan(at));
    at += head.size;
    if (const auto children = children_of(head); children > 0) {
      left[depth++] = children;
      continue;
    }
    if (head.is_break) --depth;
    while (depth > 0 && left[depth - 1] != kUntilBreak && --left[depth - 1] == 0) --depth;
  } while (depth > 0);
  return at;
}

Result<Item> decode(BytesView bytes, const Limits& limits) {
  CRED_CHECK(Walk(bytes, limits).whole());
  return Item(bytes);
}

Type Item::type() const {
  return known_head(encoded_).type;
}

std::optional<std::uint64_t> Item::uint() const {
  const auto head = known_head(encoded_);
  return head.type == Type::kUint ? std::optional(head.value) : std::nullopt;
}

std::optional<std::int64_t> Item::integer() const {
  const auto head = known_head(encoded_);
  const bool fits = head.value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (!fits || (head.type != Type::kUint && head.type != Type::kNegative)) return std::nullopt;
  const auto value = static_cast<std::int64_t>(head.value);
  return head.type == Type::kUint ? value : -1 - value;
}

std::optional<BytesView> Item::bytes() const {
  const auto head = known_head(encoded_);
  return head.type == Type::kBytes && !head.indefinite ? std::optional(head.content) : std::nullopt;
}

std::optional<std::string_view> Item::text() const {
  const auto head = known_head(encoded_);
  return head.type == Type::kText && !head.indefinite ? std::optional(as_text(head.content)) : std::nullopt;
}

std::optional<bool> Item::boolean() const {
  const auto head = known_head(encoded_);
  return head.type == Type::kBoolean ? std::optional(head.value == 1) : std::nullopt;
}

std::optional<std::uint8_t> Item::simple() const {
  const auto head = known_head(encoded_);
  return head.type == Type::kSimple ? std::optional(static_cast<std::uint8_t>(head.value)) : std::nullopt;
}

std::optional<std::uint64_t> Item::tag() const {
  const auto head = known_head(encoded_);
  return head.type == Type::kTag ? std::optional(head.value) : std::nullopt;
}

Item Item::tagged() const {
  return Item(encoded_.subspan(known_head(encoded_).size));
}

std::optional<std::size_t> Item::count() const {
  const auto head = known_head(encoded_);
  const bool counted = (head.type == Type::kArray || head.type == Type::kMap) && !head.indefinite;
  return counted ? std::optional<std::size_t>(head.value) : std::nullopt;
}

Children::Children(const Item& parent) {
  const auto head = known_head(parent.encoded());
  rest_ = parent.encoded().subspan(head.size);
  indefinite_ = head.indefinite;
  if (!indefinite_) left_ = static_cast<std::size_t>(children_of(head));
}

std::optional<Item> Children::next() {
  if (indefinite_ ? rest_.front() == 0xff : left_ == 0) return std::nullopt;
  // The last of a known number ends where its parent ends; often it is the largest, and is not walked
  // through.
  const bool last = !indefinite_ && left_ == 1;
  const auto item = last ? rest_ : rest_.first(item_size(rest_));
  rest_ = rest_.subspan(item.size());
  if (!indefinite_) --left_;
  return Item(item);
}

}  // namespace cred::cbor
