// SPDX-License-Identifier: Apache-2.0
#include "legacy/merkle.h"

#include <algorithm>
#include <array>

#include "legacy/octets.h"

namespace cred::legacy {

namespace {

constexpr std::size_t kHash = crypto::Digest().size();
constexpr std::array<std::uint8_t, 1> kLeafPrefix = {0};
constexpr std::array<std::uint8_t, 1> kNodePrefix = {1};

std::size_t above(std::size_t nodes) {
  return nodes / 2 + nodes % 2;
}

BytesView node_at(BytesView tree, std::size_t position) {
  return tree.subspan(position * kHash, kHash);
}

crypto::Digest node_hash(BytesView left, BytesView right) {
  return crypto::sha256({kNodePrefix, left, right});
}

}  // namespace

crypto::Digest leaf_hash(std::uint32_t number, BytesView page) {
  std::array<std::uint8_t, 4> octets;
  write_u32(octets, number);
  return crypto::sha256({kLeafPrefix, octets, page});
}

std::size_t tree_size(std::uint32_t leaves) {
  std::size_t nodes = leaves;
  for (std::size_t level = leaves; level > 1; level = above(level)) nodes += above(level);
  return nodes * kHash;
}

Bytes build_tree(std::span<const crypto::Digest> leaves) {
  Bytes tree;
  tree.reserve(tree_size(static_cast<std::uint32_t>(leaves.size())));
  for (const auto& leaf : leaves) append(tree, leaf);
  std::size_t begin = 0;
  for (std::size_t level = leaves.size(); level > 1; level = above(level)) {
    for (std::size_t i = 0; i < level; i += 2) {
      const auto left = node_at(tree, begin + i);
      if (i + 1 == level)
        append(tree, to_bytes(left));
      else
        append(tree, node_hash(left, node_at(tree, begin + i + 1)));
    }
    begin += level;
  }
  return tree;
}

crypto::Digest root_of(BytesView tree) {
  if (tree.empty()) return crypto::sha256({});
  crypto::Digest root;
  std::ranges::copy(tree.last(kHash), root.begin());
  return root;
}

crypto::Digest root_through(BytesView tree, std::uint32_t leaves, std::uint32_t index, crypto::Digest leaf) {
  std::size_t begin = 0;
  std::size_t at = index;
  for (std::size_t level = leaves; level > 1; level = above(level)) {
    const auto neighbour = at ^ 1;
    if (neighbour < level) {
      const auto other = node_at(tree, begin + neighbour);
      leaf = at < neighbour ? node_hash(leaf, other) : node_hash(other, leaf);
    }
    begin += level;
    at /= 2;
  }
  return leaf;
}

}  // namespace cred::legacy
