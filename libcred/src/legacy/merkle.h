// SPDX-License-Identifier: Apache-2.0
// The tree of RFC 9162 2.1.1 over the pages of a register. Splitting at the largest power of two below n, as
// the RFC does, is the same as pairing neighbours level by level and lifting the odd one out; so a tree is
// kept as its levels, one after another, leaves first, root last.
#pragma once

#include <cstdint>
#include <span>

#include "cred/base/bytes.h"
#include "cred/crypto/digest.h"

namespace cred::legacy {

/// SHA-256(00 || u32 page number || page).
crypto::Digest leaf_hash(std::uint32_t number, BytesView page);

/// Octets of the tree over `leaves` leaves.
std::size_t tree_size(std::uint32_t leaves);
Bytes build_tree(std::span<const crypto::Digest> leaves);
/// Of a tree of build_tree; SHA-256 of nothing when there are no leaves.
crypto::Digest root_of(BytesView tree);
/// The root that `leaf` at `index` leads to with what `tree` says of its neighbours. `tree` has the size of
/// `leaves` leaves; believed when the root is the signed one.
crypto::Digest root_through(BytesView tree, std::uint32_t leaves, std::uint32_t index, crypto::Digest leaf);

}  // namespace cred::legacy
