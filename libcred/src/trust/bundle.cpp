// SPDX-License-Identifier: Apache-2.0
#include "cred/trust/bundle.h"

#include <algorithm>

#include "cred/codec/hex.h"

namespace cred::trust {

Result<Bundle> Bundle::open(Root root, BytesView issuers_message, BytesView head_message) {
  CRED_TRY(auto issuers, Issuers::open(issuers_message, root));
  CRED_TRY(auto head, Head::open(head_message, root, issuers));
  return Bundle(std::move(root), std::move(issuers), std::move(head));
}

Result<Attested> Bundle::attest(cose::Sign1 message) const {
  const auto kid = message.header().kid;
  const auto* entry = issuers_.find(kid);
  if (!entry) return fail(Reason::kUnknownKey, "no entry has the kid " + codec::to_hex(kid.value()));
  CRED_TRY(auto verified, std::move(message).verify(entry->key));
  return Attested(std::move(verified), *entry);
}

Instant Bundle::newest() const {
  return std::max({root_.content().issued, issuers_.content().issued, head_.content().issued});
}

}  // namespace cred::trust
