// SPDX-License-Identifier: Apache-2.0
#include "issuer/commands/record.h"

namespace cred::issuer {

cli::Outcome<Document> find_document(Registry& registry, const std::string& id) {
  CLI_TRY(auto document, registry.find(id));
  if (!document) return cli::refused("there is no permit " + id, "`cred-issuer list` shows all permits");
  return std::move(*document);
}

cli::Outcome<Record> read_record(Registry& registry, const Document& document) {
  CLI_TRY(auto events, registry.history(document.request_id));
  if (events.empty() || events.front().kind != kMint) {
    return cli::outside("the registry has no mint event for document " + document.slot.document);
  }
  CLI_TRY(auto request, recorded_request(current_print(events)->content));
  return Record{document, std::move(events), std::move(request)};
}

}  // namespace cred::issuer
