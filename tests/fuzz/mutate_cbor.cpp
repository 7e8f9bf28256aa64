// SPDX-License-Identifier: Apache-2.0
// Changes CBOR as CBOR: one item becomes another, and all around it is encoded again: heads, lengths, the
// order of keys, also inside byte strings that hold CBOR. Octets changed at random seldom get past a reader
// of deterministic CBOR.
#include <algorithm>
#include <utility>
#include <vector>

#include "cred/cbor/decode.h"
#include "cred/cbor/encode.h"
#include "fuzz/mutate.h"

namespace cred::fuzz {

namespace {

using cbor::Type;

constexpr unsigned kMaxDepth = 32;  // of items in items and of CBOR in byte strings

struct Node {
  Type type;
  std::uint64_t number = 0;         // uint, tag; negative: -1 - it
  Bytes octets = {};                // of a string; any other leaf as it is encoded
  std::vector<Node> children = {};  // array, map (key, value, …), tag, byte string that holds CBOR
};

cbor::Limits limits() {
  return cbor::Limits::foreign(64 << 10);
}

Node read(const cbor::Item& item, unsigned depth) {
  Node node{item.type()};
  if (const auto uint = item.uint()) {
    node.number = *uint;
  } else if (const auto integer = item.integer()) {
    node.number = static_cast<std::uint64_t>(-1 - *integer);
  } else if (const auto text = item.text()) {
    node.octets = to_bytes(as_bytes(*text));
  } else if (const auto bytes = item.bytes()) {
    node.octets = to_bytes(*bytes);
    const auto inner = cbor::decode(*bytes, limits());
    const bool holds = inner && depth < kMaxDepth &&
                       (inner->type() == Type::kArray || inner->type() == Type::kMap || inner->tag());
    if (holds) node.children.push_back(read(*inner, depth + 1));
  } else if (item.count() || item.tag()) {
    node.number = item.tag().value_or(0);
    cbor::Children list(item);
    while (const auto child = list.next()) node.children.push_back(read(*child, depth + 1));
  } else {
    node.octets = to_bytes(item.encoded());
  }
  return node;
}

Bytes encoded(const Node& node);

void write_map(const Node& node, cbor::Encoder& out) {
  std::vector<std::pair<Bytes, Bytes>> pairs;
  for (std::size_t i = 0; i + 1 < node.children.size(); i += 2)
    pairs.emplace_back(encoded(node.children[i]), encoded(node.children[i + 1]));
  std::ranges::sort(pairs);
  out.map(pairs.size());
  for (const auto& [key, value] : pairs) out.item(key).item(value);
}

Bytes encoded(const Node& node) {
  cbor::Encoder out;
  if (!node.octets.empty() && node.type != Type::kBytes && node.type != Type::kText)
    return node.octets;  // a leaf of another kind, or of no definite length
  switch (node.type) {
    case Type::kUint:
      return out.uint(node.number).take();
    case Type::kNegative:
      return out.integer(-1 - static_cast<std::int64_t>(node.number & (~0ull >> 1))).take();
    case Type::kBytes:
      return out.bytes(node.children.empty() ? node.octets : encoded(node.children[0])).take();
    case Type::kText:
      return out.text(as_text(node.octets)).take();
    case Type::kMap:
      write_map(node, out);
      return out.take();
    case Type::kTag:
      return out.tag(node.number).item(encoded(node.children[0])).take();
    case Type::kArray:
      out.array(node.children.size());
      for (const auto& child : node.children) out.item(encoded(child));
      return out.take();
    default:
      return out.boolean(node.number != 0).take();
  }
}

/// All but the keys of maps: another key is a change of its map.
void collect(Node& node, std::vector<Node*>& into) {
  into.push_back(&node);
  const std::size_t step = node.type == Type::kMap ? 2 : 1;
  for (auto i = step - 1; i < node.children.size(); i += step) collect(node.children[i], into);
}

void change_members(Node& node, Node other, Random& random) {
  const std::size_t step = node.type == Type::kMap ? 2 : 1;
  auto& list = node.children;
  const auto place = [&] {
    return list.begin() + static_cast<std::ptrdiff_t>(random() % (list.size() / step) * step);
  };
  if (!list.empty() && random() % 16 == 0) return list.clear();
  switch (list.empty() ? 0 : random() % 4) {
    case 0:
      if (step == 2) list.push_back(Node{Type::kUint, random() % 16});
      list.push_back(std::move(other));
      return;
    case 1: {
      const auto at = place();
      list.erase(at, at + static_cast<std::ptrdiff_t>(step));
      return;
    }
    case 2:
      if (step == 2) return change_number(place()->number, random);  // another key
      list.push_back(*place());
      return;
    default:
      std::iter_swap(place() + static_cast<std::ptrdiff_t>(step - 1),
                     place() + static_cast<std::ptrdiff_t>(step - 1));
  }
}

/// `other`: some item of the same input, to be put in its place.
void change(Node& node, Node other, Random& random) {
  if (random() % 8 == 0) {
    node = std::move(other);
    return;
  }
  switch (node.type) {
    case Type::kUint:
    case Type::kNegative:
    case Type::kTag:
      return change_number(node.number, random);
    case Type::kBytes:
      node.children.clear();
      return change_octets(node.octets, other.octets, random);
    case Type::kText:
      return change_text(node.octets, other.octets, random);
    case Type::kArray:
    case Type::kMap:
      return change_members(node, std::move(other), random);
    default:
      node = Node{Type::kBoolean, random() % 2};
  }
}

/// Half of the time by a walk down from the root, on which a member of the payload is no rarer than the
/// octets of a key.
Node& any(Node& root, Random& random) {
  if (random() % 2 == 0) {
    auto* node = &root;
    while (!node->children.empty() && random() % 8 != 0) {
      const std::size_t step = node->type == Type::kMap ? 2 : 1;
      node = &node->children[random() % (node->children.size() / step) * step + step - 1];
    }
    return *node;
  }
  std::vector<Node*> nodes;
  collect(root, nodes);
  return *nodes[random() % nodes.size()];
}

/// An item of the kind of `node`, if one is soon found.
const Node& alike(Node& root, const Node& node, Random& random) {
  std::vector<Node*> nodes;
  collect(root, nodes);
  for (int tries = 0; tries < 8; ++tries)
    if (const auto* found = nodes[random() % nodes.size()]; found->type == node.type) return *found;
  return *nodes[random() % nodes.size()];
}

}  // namespace

std::optional<Bytes> changed_cbor(BytesView input, Random& random) {
  const auto item = cbor::decode(input, limits());
  if (!item) return std::nullopt;
  auto root = read(*item, 0);
  for (auto changes = changes_in_one(random); changes > 0; --changes) {
    auto other = any(root, random);
    change(any(root, random), std::move(other), random);
  }
  return encoded(root);
}

std::optional<Bytes> crossed_cbor(BytesView input, BytesView other, Random& random) {
  const auto item = cbor::decode(input, limits());
  const auto other_item = cbor::decode(other, limits());
  if (!item || !other_item) return std::nullopt;
  auto root = read(*item, 0);
  auto other_root = read(*other_item, 0);
  auto& node = any(root, random);
  node = alike(other_root, node, random);
  return encoded(root);
}

}  // namespace cred::fuzz
