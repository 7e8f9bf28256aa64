// SPDX-License-Identifier: Apache-2.0
// One permit as the registry knows it: its printed document, what was asked for, and everything since.
#pragma once

#include <string>
#include <vector>

#include "issuer/issuance.h"
#include "issuer/lifecycle.h"

namespace cred::issuer {

struct Record {
  Document document;          // the printed one
  std::vector<Event> events;  // of the whole request; the first is its mint
  Request request;            // of the print that counts

  Released permit() const { return released(*current_print(events)); }
  std::string state(Instant now) const {
    return describe(events, request.valid_from, request.valid_until, Day::of(now));
  }
};

/// `id`: of the request, or of any document made for it.
cli::Outcome<Document> find_document(Registry& registry, const std::string& id);
cli::Outcome<Record> read_record(Registry& registry, const Document& document);

}  // namespace cred::issuer
