// SPDX-License-Identifier: Apache-2.0
// What the cases work on: an example authority, a verifier that holds its publication, and 1,024 different
// permits of invented people, half of whose names are not in Latin letters. Nothing is verified twice in a
// row.
#pragma once

#include <string>
#include <vector>

#include "cred/mint.h"
#include "cred/verify.h"
#include "support/authority.h"
#include "support/trust_store.h"

namespace cred::bench {

inline constexpr std::size_t kPermits = 1024;

/// One permit's content, before it is signed. Keeps what the views of a draft look at.
struct Draft {
  std::string document_id;
  std::uint64_t index;
  std::string uri;
  std::string name;
  std::string native;
  std::string employer;
  std::string uscc;
  credential::PassportCheck passport;

  StaticDraft view() const;
};

/// The same drafts in every run.
std::vector<Draft> make_drafts(const std::string& uri);

/// The pieces of a token that a signature covers, for the raw references.
struct SignedPieces {
  Bytes message;    // the Sig_structure
  Bytes signature;  // 64 octets
};

SignedPieces pieces_of(BytesView token);

struct Permit {
  std::string text;
  Bytes token;
  SignedPieces pieces;
};

class Sample {
 public:
  explicit Sample(crypto::Algorithm algorithm);

  const test::Authority& authority() const { return authority_; }
  const test::SignerKey& key() const;
  trust::Entry entry() const { return authority_.entry(trust::Purpose::kPermits, key()); }
  const std::vector<Draft>& drafts() const { return drafts_; }
  const std::vector<Permit>& permits() const { return permits_; }
  const test::SignedBundle& published() const { return published_; }
  VerifyContext context() const;

 private:
  crypto::Algorithm algorithm_;
  test::Authority authority_;
  std::vector<Draft> drafts_;
  test::SignedBundle published_;
  test::TrustStore store_;
  std::optional<status::Archive> lists_;
  std::vector<Permit> permits_;
};

inline constexpr Instant kSigned = test::kNow - std::chrono::hours{24 * 30};

}  // namespace cred::bench
