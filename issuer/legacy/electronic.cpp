// SPDX-License-Identifier: Apache-2.0
#include "issuer/legacy/electronic.h"

#include "cred/codec/crockford.h"
#include "issuer/lifecycle.h"
#include "issuer/request.h"

namespace cred::issuer {

namespace {

/// Calls `use` with the normalised number and the permit of each of these documents, the last print of a
/// request only.
template <class Use>
cli::Outcome<void> each(Registry& registry, const std::vector<Document>& documents, Day today, Use use) {
  for (const auto& document : documents) {
    CLI_TRY(const auto events, registry.history(document.request_id));
    const auto* print = current_print(events);
    if (print == nullptr || print->document != document.slot.document) continue;
    CLI_TRY(const auto request, recorded_request(print->content));
    const auto bits = codec::from_document_id(print->document);
    const auto number = legacy::normalised_number(request.permit_number);
    if (!bits || !number)
      return cli::outside("the registry holds a permit that this version cannot read: " + request.id);
    use(*number, Electronic{request.id, *bits, request.birth_date, request.decided, request.valid_from,
                            request.valid_until, static_cast<std::uint8_t>(request.category),
                            legacy::employer_check(request.uscc), status_on(events, today)});
  }
  return {};
}

}  // namespace

cli::Outcome<Electronics> electronics(Registry& registry, Day today) {
  CLI_TRY(const auto documents, registry.permits_of_cards());
  Electronics all;
  CLI_CHECK(each(registry, documents, today, [&](const std::string& number, Electronic permit) {
    all[number].push_back(std::move(permit));
  }));
  return all;
}

cli::Outcome<std::vector<Electronic>> electronics_of(Registry& registry, std::string_view number, Day today) {
  CLI_TRY(const auto documents, registry.permits_of(number));
  std::vector<Electronic> all;
  CLI_CHECK(each(registry, documents, today,
                 [&](const std::string&, Electronic permit) { all.push_back(std::move(permit)); }));
  return all;
}

}  // namespace cred::issuer
