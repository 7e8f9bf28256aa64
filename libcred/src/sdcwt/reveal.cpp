// SPDX-License-Identifier: Apache-2.0
#include "cred/sdcwt/reveal.h"

#include <algorithm>
#include <optional>
#include <string>

#include "cred/sdcwt/disclosure.h"

namespace cred::sdcwt {

namespace {

/// Takes one disclosure after the other; each uses its digest up.
class Matching {
 public:
  explicit Matching(const RedactedMap& map) : map_(map), used_(map.digests.size(), false) {}

  Result<void> add(BytesView content) {
    CRED_TRY(const auto disclosure, Disclosure::parse(content));
    CRED_CHECK(use(digest_of(content)));
    if (std::ranges::find(map_.keys, disclosure.key) == map_.keys.end())
      return fail(Reason::kDisclosure, "key " + std::to_string(disclosure.key) + " is never redacted");
    if (std::ranges::find(shown_, disclosure.key, &Shown::key) != shown_.end())
      return fail(Reason::kDisclosure, "key " + std::to_string(disclosure.key) + " is shown twice");
    shown_.push_back({disclosure.key, disclosure.value});
    return {};
  }

  bool complete() const { return std::ranges::find(used_, false) == used_.end(); }
  std::vector<Shown> take() { return std::move(shown_); }

 private:
  Result<void> use(const crypto::Digest& digest) {
    const auto found = std::ranges::find(map_.digests, digest);
    if (found == map_.digests.end()) return fail(Reason::kDisclosure, "a disclosure that answers no digest");
    const auto position = static_cast<std::size_t>(found - map_.digests.begin());
    if (used_[position]) return fail(Reason::kDisclosure, "a disclosure that stands there twice");
    used_[position] = true;
    return {};
  }

  const RedactedMap& map_;
  std::vector<bool> used_;
  std::vector<Shown> shown_;
};

Result<void> add_all(const std::optional<cbor::Item>& disclosures, Matching& matching) {
  if (!disclosures) return {};
  cbor::Children list(*disclosures);
  while (const auto disclosure = list.next()) {
    CRED_CHECK(matching.add(disclosure->bytes().value_or(BytesView())));
  }
  return {};
}

}  // namespace

Result<std::vector<Shown>> reveal(const Proven& presentation, const RedactedMap& map) {
  Matching matching(map);
  CRED_CHECK(add_all(presentation.disclosures(), matching));
  return matching.take();
}

Result<std::vector<Shown>> reveal_all(const cose::Verified& credential, const RedactedMap& map) {
  Matching matching(map);
  CRED_CHECK(add_all(credential.disclosures(), matching));
  if (!matching.complete()) return fail(Reason::kDisclosure, "a digest without its disclosure");
  return matching.take();
}

}  // namespace cred::sdcwt
