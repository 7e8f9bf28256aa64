// SPDX-License-Identifier: Apache-2.0
// The payload of a root, signed by the keys of the example authority.
// Parser: libcred/src/trust/root.cpp libcred/src/cose/key.cpp
// Parser: libcred/src/crypto/public_key.cpp libcred/src/crypto/p256_range.cpp
#include "cred/trust/root.h"

#include "fuzz/world.h"

namespace cred::fuzz {

namespace {

const trust::Root& held() {
  static const trust::Root root = *trust::Root::open_first(published().roots.front());
  return root;
}

trust::RootContent next() {
  auto content = authority().root();
  content.version = 2;
  return content;
}

}  // namespace

std::vector<Bytes> seeds() {
  auto rotated = next();
  rotated.epoch = 2;
  rotated.head.keys = {authority().log_key->public_key(), authority().permits_p256_key->public_key()};
  auto production = authority().root();
  production.environment = trust::Environment::kProduction;
  return {trust::encode(authority().root()), trust::encode(next()), trust::encode(rotated),
          trust::encode(production)};
}

bool accepts(BytesView input) {
  // A root is read before anybody vouched for it: only what has form is worth signatures.
  const cose::OneSignature nobody{crypto::Algorithm::kEd25519, cose::KeyId({}), {}};
  const auto unsigned_message = *cose::assemble_sign(cose::Typ::kRoot, input, {nobody});
  if (const auto peek = trust::peek_root(unsigned_message); !peek) return false;
  must(!trust::Root::open_first(unsigned_message), "no root is opened by a signature of zeros");

  const auto message = sign_any(cose::Typ::kRoot, input, test::pointers(authority().root_keys));
  const auto after = trust::Root::open_next(message, held());
  must(!after || after->content().version == 2, "a version rises by one");
  must(!after || after->content().environment == trust::Environment::kTest, "an environment stays");
  const auto root = trust::Root::open_first(message);
  must(root || !after, "a root meets its own threshold");
  if (!root) return false;
  must(trust::check_root(root->content()).has_value(), "what is read obeys the maker's rules");
  must(equal(trust::encode(root->content()), input), "a root encodes to the same octets");
  const auto& content = root->content();
  CRED_PLANT(content.epoch > content.version, content.root.threshold == content.root.keys.size());
  return true;
}

}  // namespace cred::fuzz
