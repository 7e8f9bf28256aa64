// SPDX-License-Identifier: Apache-2.0
// A bundle file on an old USB stick: its form, and the update of a verifier that holds the example root.
// Parser: libcred/src/trust/bundle_file.cpp
#include "cred/trust/bundle_file.h"

#include "cred/update.h"
#include "fuzz/world.h"

namespace cred::fuzz {

namespace {

const trust::Root& root() {
  static const trust::Root root = *trust::Root::open_first(published().roots.front());
  return root;
}

const trust::Bundle& bundle() {
  static const trust::Bundle bundle = *trust::Bundle::open(root(), published().issuers, published().head);
  return bundle;
}

/// What anybody may do to a file leaves at most what the authority signed.
void must_be_genuine(const trust::BundleFile& file, const trust::Bundle* held) {
  const std::vector<crypto::Digest> none;
  const auto find = [](const crypto::Digest&) { return BytesView(); };
  const auto updated = update({&root(), held, none}, file, find, test::kNow, false);
  if (!updated) return;
  const auto& now = updated->accepted.bundle;
  must(now.root().identity() == root().identity(), "the root is the one held");
  must(now.issuers().identity() == bundle().issuers().identity(), "the issuers are the signed ones");
  must(now.head().identity() == bundle().head().identity(), "the head is the signed one");
  must(updated->lists.size() == 1, "every list the head names is there");
}

}  // namespace

std::vector<Bytes> seeds() {
  const Bytes one = {1};
  const Bytes two = {1, 2};
  return {published().encoded(), trust::encode({{one}, one, two, {}}),
          trust::encode({{one, two}, {}, one, {two, one}})};
}

bool accepts(BytesView input) {
  if (const auto retired = trust::parse_retired(input))
    must(equal(trust::encode_retired(*retired), input), "members encode to the same octets");
  const auto file = trust::BundleFile::parse(input);
  if (!file) return false;
  must(equal(trust::encode(*file), input), "a bundle encodes to the same octets");
  must_be_genuine(*file, nullptr);
  must_be_genuine(*file, &bundle());
  CRED_PLANT(file->members.size() == 2 && file->members[0].size() == 2, file->members[0][0] == 0xd2);
  return true;
}

}  // namespace cred::fuzz
