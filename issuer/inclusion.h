// SPDX-License-Identifier: Apache-2.0
// What other authorities signed and this one publishes: their status lists, registers and log heads. Each is
// checked as a verifier would, under our issuers object. What was included once stays so (included/ in the
// store), until a newer one of its name comes or its signer may sign no more: a partner's late file shall not
// turn its permits UNKNOWN.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/files.h"
#include "cred/trust/head.h"
#include "issuer/store.h"

namespace cred::issuer {

/// One member; `file` keeps the bytes mapped.
struct Included {
  trust::MemberKind kind;
  std::string name;
  std::shared_ptr<cli::MappedFile> file;
  std::size_t offset;
  std::size_t length;

  BytesView bytes() const { return file->bytes().subspan(offset, length); }
};

class Inclusion {
 public:
  /// What is included already.
  static cli::Outcome<Inclusion> open(const Store& store);

  /// Another authority's bundle, or one of its status lists. Refused when it is older than what is included.
  cli::Outcome<void> add(const std::string& file);
  const std::vector<Included>& all() const { return members_; }
  /// What was left out, and why.
  const std::vector<std::string>& notes() const { return notes_; }
  /// After the bundle was found good: on disk for the next publish.
  cli::Outcome<void> keep() const;

 private:
  explicit Inclusion(const Store& store) : store_(&store) {}
  cli::Outcome<void> add_bundle(const std::string& name, const std::shared_ptr<cli::MappedFile>& file);
  cli::Outcome<void> put(const std::string& from, Included member);

  const Store* store_;
  std::vector<Included> members_;
  std::vector<std::string> notes_;
};

}  // namespace cred::issuer
