// SPDX-License-Identifier: Apache-2.0
// The key rotations of the public TUF conformance suite, by its names (docs/tuf-conformance.md). Numbers are
// keys; each step is a version of the root: its keys, its threshold, who signed it.
#include "unit/trust/attack.h"

namespace cred::test {

namespace {

struct Step {
  std::vector<int> keys;
  std::uint64_t threshold;
  std::vector<int> signers;
};

struct Rotation {
  const char* name;
  std::vector<Step> steps;
  const char* last;  // what becomes of the last step
};

struct Ten {
  FixedRandom random{"ten keys"};
  std::vector<SignerKey> keys = [this] {
    std::vector<SignerKey> made;
    for (int i = 0; i < 10; ++i) made.push_back(make_key(random));
    return made;
  }();

  trust::Role role(const Step& step) const {
    trust::Role role{step.threshold, {}};
    for (const int i : step.keys) role.keys.push_back(keys[static_cast<std::size_t>(i)]->public_key());
    return role;
  }
  std::vector<crypto::Signer*> signers(const Step& step) const {
    std::vector<crypto::Signer*> signers;
    for (const int i : step.signers) signers.push_back(keys[static_cast<std::size_t>(i)].get());
    return signers;
  }
};

// A signer that is no key of the role is refused here and ignored there: ours is the stricter rule.
const Rotation kRoots[] = {
    {"1-of-1-key-rotation", {{{1}, 1, {1}}, {{2}, 1, {2, 1}}, {{2}, 1, {2}}}, "accepted"},
    {"1-of-1-key-rotation-unused-signatures", {{{1}, 1, {3, 1, 4}}, {{2}, 1, {3, 2, 1, 4}}}, "unknown-key"},
    {"3-of-5-sign-with-different-keycombos",
     {{{0, 1, 2, 3, 4}, 3, {0, 2, 4}},
      {{0, 1, 2, 3, 4}, 3, {0, 4, 1}},
      {{0, 1, 2, 3, 4}, 3, {0, 1, 3}},
      {{0, 1, 2, 3, 4}, 3, {0, 1, 3}}},
     "accepted"},
    {"3-of-5-one-key-rotated",
     {{{0, 1, 2, 3, 4}, 3, {0, 2, 4}}, {{0, 1, 3, 4, 5}, 3, {0, 4, 1}}},
     "accepted"},
    {"3-of-5-one-key-rotated-with-intermediate-step",
     {{{0, 1, 2, 3, 4}, 3, {0, 2, 4}}, {{0, 1, 3, 4, 5}, 3, {0, 2, 4, 5}}, {{0, 1, 3, 4, 5}, 3, {0, 4, 5}}},
     "accepted"},
    {"3-of-5-all-keys-rotated-with-intermediate-step",
     {{{0, 1, 2, 3, 4}, 3, {0, 2, 4}},
      {{5, 6, 7, 8, 9}, 3, {0, 2, 4, 5, 6, 7}},
      {{5, 6, 7, 8, 9}, 3, {5, 6, 7}}},
     "accepted"},
    {"1-of-3-threshold-increase-to-2-of-3", {{{1, 2, 3}, 1, {1}}, {{1, 2, 3}, 2, {1, 2}}}, "accepted"},
    {"2-of-3-threshold-decrease-to-1-of-3",
     {{{1, 2, 3}, 2, {1, 2}}, {{1, 2, 3}, 1, {1, 2}}, {{1, 2, 3}, 1, {1}}},
     "accepted"},
    {"1-of-2-threshold-increase-to-2-of-2", {{{1}, 1, {1}}, {{1, 2}, 2, {1, 2}}}, "accepted"},
    {"1-of-1-key-rotation-fail-not-signed-with-old-key", {{{1}, 1, {1}}, {{2}, 1, {2, 3, 4}}}, "unknown-key"},
    {"1-of-1-key-rotation-fail-not-signed-with-new-key", {{{1}, 1, {1}}, {{2}, 1, {1, 3, 4}}}, "unknown-key"},
    {"3-of-5-one-key-rotate-fails-not-signed-with-3-new-keys",
     {{{0, 1, 2, 3, 4}, 3, {0, 2, 4}}, {{0, 1, 3, 4, 5}, 3, {0, 2, 4}}},
     "threshold"},
    {"3-of-5-one-key-rotate-fails-not-signed-with-3-old-keys",
     {{{0, 1, 2, 3, 4}, 3, {0, 2, 4}}, {{0, 1, 3, 4, 5}, 3, {0, 4, 5}}},
     "threshold"},
    {"1-of-3-threshold-bump-to-2-of-3-fails-new-threshold-not-reached",
     {{{1, 2, 3}, 1, {1}}, {{1, 2, 3}, 2, {2}}},
     "threshold"},
    {"2-of-3-threshold-decr-to-1-of-3-fails-old-threshold-not-eached",
     {{{1, 2, 3}, 2, {1, 2}}, {{1, 2, 3}, 1, {1}}},
     "threshold"},
    // The two failing 1-of-1 rotations again, without the strangers that we refuse anyway.
    {"ours: not signed with the old key", {{{1}, 1, {1}}, {{2}, 1, {2}}}, "threshold"},
    {"ours: not signed with the new key", {{{1}, 1, {1}}, {{2}, 1, {1}}}, "threshold"},
};

struct RoleRotation {
  const char* name;
  Step step;
  const char* result;
};

const RoleRotation kRoles[] = {
    {"1-of-1-key-rotation", {{2}, 1, {2}}, "accepted"},
    {"1-of-1-key-rotation-unused-signatures", {{1}, 1, {3, 1, 4}}, "unknown-key"},
    {"1-of-1-key-rotation-fail-not-signed-with-new-key", {{2}, 1, {1, 3, 4}}, "unknown-key"},
    {"3-of-5-one-key-signature-wrong-not-signed-with-3-expected-keys",
     {{0, 1, 3, 4, 5}, 3, {0, 2, 4}},
     "unknown-key"},
    {"2-of-5-one-key-signature-mising-threshold-not-reached", {{0, 1, 3, 4, 5}, 3, {0, 4}}, "threshold"},
    {"3-of-5-sign-first-combo", {{0, 1, 2, 3, 4}, 3, {0, 2, 4}}, "accepted"},
    {"3-of-5-sign-second-combo", {{0, 1, 2, 3, 4}, 3, {0, 4, 1}}, "accepted"},
    {"3-of-5-sign-third-combo", {{0, 1, 2, 3, 4}, 3, {0, 1, 3}}, "accepted"},
    {"3-of-5-sign-fourth-combo", {{0, 1, 2, 3, 4}, 3, {1, 2, 3}}, "accepted"},
    {"3-of-5-sign-fifth-combo", {{0, 1, 2, 3, 4}, 3, {2, 3, 4}}, "accepted"},
};

}  // namespace

TEST_CASE("root key rotations of the TUF suite, one version after another") {
  const Authority authority;
  const Ten ten;
  for (const auto& rotation : kRoots) {
    INFO(rotation.name);
    auto release = authority.release(1);
    std::optional<TrustStore> store;
    for (std::size_t i = 0; i < rotation.steps.size(); ++i) {
      const auto& step = rotation.steps[i];
      release.root.version = release.head.version = i + 1;
      release.root.root = ten.role(step);
      release.root_signers = ten.signers(step);
      const auto bundle = authority.sign(release);
      if (!store) store.emplace(bundle);
      const bool last = i + 1 == rotation.steps.size();
      CHECK(word_of(store->update(bundle)) == (last ? rotation.last : "accepted"));
    }
  }
}

TEST_CASE("key rotations of the other roles of the TUF suite, for issuers and for head") {
  const Authority authority;
  const Ten ten;
  for (const bool of_head : {false, true}) {
    for (const auto& rotation : kRoles) {
      INFO(rotation.name << (of_head ? " (head)" : " (issuers)"));
      TrustStore store(authority.sign(authority.release(1)));
      REQUIRE(store.update(authority.sign(authority.release(1))));
      auto release = authority.release(2);
      release.root.version = 2;
      release.root.epoch = 2;
      (of_head ? release.root.head : release.root.issuers) = ten.role(rotation.step);
      (of_head ? release.head_signers : release.issuers_signers) = ten.signers(rotation.step);
      CHECK(word_of(store.update(authority.sign(release))) == rotation.result);
    }
  }
}

}  // namespace cred::test
