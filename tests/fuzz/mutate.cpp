// SPDX-License-Identifier: Apache-2.0
// Changes CBOR as CBOR: one item becomes another, and all around it is encoded again: heads, lengths, the
// order of keys, also inside byte strings that hold CBOR. Octets changed at random seldom get past a reader
// of deterministic CBOR. One time in three, and whenever the input is no CBOR, libFuzzer does what it always
// does.
#include <algorithm>
#include <random>
#include <utility>
#include <vector>

#include "cred/cbor/decode.h"
#include "cred/cbor/encode.h"

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace cred::fuzz {

namespace {

using cbor::Type;
using Random = std::minstd_rand;

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

void collect(Node& node, std::vector<Node*>& into) {
  into.push_back(&node);
  for (auto& child : node.children) collect(child, into);
}

void change_octets(Bytes& octets, Random& random) {
  const auto before = octets.size();
  octets.resize(before + 1 + random() % 16);
  octets.resize(LLVMFuzzerMutate(octets.data(), before, octets.size()));
}

void change_number(std::uint64_t& number, Random& random) {
  static constexpr std::uint64_t kEdges[] = {0,      1,      23,         24,         255,  256,
                                             65'535, 65'536, 1ull << 32, ~0ull >> 1, ~0ull};
  switch (random() % 5) {
    case 0:
      number += random() % 2 == 0 ? 1 : ~0ull;
      return;
    case 1:
      number = kEdges[random() % std::size(kEdges)];
      return;
    case 2:
      number ^= 1ull << random() % 64;
      return;
    case 3:
      number = random() % 256;
      return;
    default:
      // As octets, so that what libFuzzer saw in comparisons gets in.
      LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(&number), sizeof(number), sizeof(number));
  }
}

void change_members(Node& node, Node other, Random& random) {
  const std::size_t step = node.type == Type::kMap ? 2 : 1;
  auto& list = node.children;
  const auto place = [&] {
    return list.begin() + static_cast<std::ptrdiff_t>(random() % (list.size() / step) * step);
  };
  if (list.empty() || random() % 3 == 0) {
    if (step == 2) list.push_back(Node{Type::kUint, random() % 16});
    list.push_back(std::move(other));
  } else if (random() % 2 == 0) {
    const auto at = place();
    list.erase(at, at + static_cast<std::ptrdiff_t>(step));
  } else if (step == 1) {
    std::iter_swap(place(), place());
  } else {
    change_number(place()->number, random);  // another key
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
      return change_octets(node.octets, random);
    case Type::kText:
      return change_octets(node.octets, random);
    case Type::kArray:
    case Type::kMap:
      return change_members(node, std::move(other), random);
    default:
      node = Node{Type::kBoolean, random() % 2};
  }
}

}  // namespace

}  // namespace cred::fuzz

extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t max_size,
                                               unsigned seed) {
  using namespace cred::fuzz;
  Random random(seed);
  const auto item = cred::cbor::decode({data, size}, limits());
  if (!item || random() % 3 == 0) return LLVMFuzzerMutate(data, size, max_size);
  auto root = read(*item, 0);
  std::vector<Node*> nodes;
  collect(root, nodes);
  auto& node = *nodes[random() % nodes.size()];
  change(node, *nodes[random() % nodes.size()], random);
  const auto changed = encoded(root);
  if (changed.size() > max_size) return LLVMFuzzerMutate(data, size, max_size);
  std::ranges::copy(changed, data);
  return changed.size();
}
