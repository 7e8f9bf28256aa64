// SPDX-License-Identifier: Apache-2.0
#include "issuer/issuance.h"

#include <fmt/format.h>

#include "cred/codec/unicode.h"
#include "cred/credential/passport_check.h"
#include "cred/crypto/software_signer.h"
#include "cred/mint.h"
#include "cred/qr/text.h"
#include "cred/status/list.h"
#include "issuer/lifecycle.h"

namespace cred::issuer {

namespace {

credential::StaticPermit permit_of(const Request& request, const credential::PassportCheck& check) {
  credential::Name name{.passport = request.name, .native = std::nullopt};
  if (request.native_name) name.native = *request.native_name;
  return {.category = request.category,
          .region = request.region,
          .valid_from = request.valid_from,
          .valid_until = request.valid_until,
          .name = name,
          .employer_zh = request.employer_zh,
          .employer_uscc = request.uscc,
          .passport = check};
}

/// Where in the request a reason of mint_static points.
std::string_view path_of(Reason reason) {
  switch (reason) {
    case Reason::kWrongRegion:
      return "/permit/region";
    case Reason::kWrongCategory:
      return "/permit/category";
    case Reason::kLifetimeTooLong:
    case Reason::kTimeInconsistent:
      return "/permit/valid_until";
    default:
      return "";
  }
}

// One person with one passport: the same salt and tag in every document, so the registry knows them by a
// hash.
crypto::Digest person_of(const Request& request) {
  const auto number = codec::fold_number(request.passport_number);
  const auto birth = std::to_string(request.birth_date.yyyymmdd());
  return crypto::sha256(as_bytes("passport check of " + number + " born " + birth));
}

std::string list_uri(const trust::Entry& entry, std::uint64_t list) {
  return entry.status_prefix + std::to_string(list);
}

/// As large as the real one: what it says is drawn or derived later.
credential::PassportCheck stand_in(const Request& request) {
  credential::PassportCheck check{};
  if (request.previous_passport) check.previous = {{}, request.previous_passport->last_day};
  return check;
}

}  // namespace

Problems rehearse(std::span<const Request> requests, const trust::Entry& entry, Instant now,
                  crypto::RandomSource& random) {
  auto signer = crypto::make_software_signer(crypto::generate_private_key(entry.key.algorithm(), random));
  if (!signer) return {{1, "", "no throw-away key: " + signer.error().detail}};
  auto rehearsed = entry;
  rehearsed.key = (*signer)->public_key();

  const std::string document(16, '0');
  // As long as any reference can be: the size must fit whatever index is drawn.
  const std::string uri =
      entry.status_prefix + std::string(cwt::kMaxStatusUri - entry.status_prefix.size(), '9');
  Problems problems;
  for (const auto& request : requests) {
    const StaticDraft draft{document, {status::kEntries - 1, uri}, permit_of(request, stand_in(request))};
    if (const auto issued = mint_static(draft, rehearsed, **signer, now); !issued) {
      const auto& error = issued.error();
      problems.push_back({request.line, std::string(path_of(error.reason)),
                          fmt::format("{} ({})", error.detail, word(error.reason))});
    }
  }
  return problems;
}

Released released(const Event& minted) {
  return {minted.document, minted.token, qr::to_text(qr::Kind::kStaticPermit, minted.token)};
}

cli::Outcome<credential::PassportCheck> passport_check(Registry& registry, const Request& request,
                                                       const Minting& with) {
  const auto tag_of =
      [&](const std::string& number,
          const credential::PassportCheck::Salt& salt) -> cli::Outcome<credential::PassportCheck::Tag> {
    const auto tag = credential::passport_tag(number, request.birth_date, salt);
    if (!tag) return cli::refused("the passport check of " + request.id, tag.error());
    return *tag;
  };
  const auto person = person_of(request);
  CLI_TRY(auto known, registry.find_passport_check(person));
  if (!known) {
    known.emplace();
    known->salt = with.random.take<16>();
    CLI_TRY(known->tag, tag_of(request.passport_number, known->salt));
    CLI_CHECK(registry.keep_passport_check(person, *known));
  }
  const auto& previous = request.previous_passport;
  if (previous && Day::of(with.now) <= previous->last_day) {
    CLI_TRY(const auto tag, tag_of(previous->number, known->salt));
    known->previous = {tag, previous->last_day};
  }
  return *known;
}

cli::Outcome<Known> find_known(Registry& registry, std::span<const Request> requests) {
  Known known;
  for (const auto& request : requests) {
    known.released.emplace_back();
    CLI_TRY(const auto document, registry.find(request.id));
    if (!document || document->request_id != request.id) continue;
    CLI_TRY(const auto events, registry.history(request.id));
    if (events.front().content == request.content) {
      known.released.back() = released(*current_print(events));
    } else {
      known.problems.push_back({request.line, "/id",
                                fmt::format("{} was minted with other content, as document {}", request.id,
                                            document->slot.document)});
    }
  }
  return known;
}

cli::Outcome<Event> mint_print(std::string_view kind, Registry& registry, const Request& request,
                               const Slot& slot, const Minting& with) {
  CLI_TRY(const auto check, passport_check(registry, request, with));
  const std::string uri = list_uri(with.entry, slot.list);
  const StaticDraft draft{slot.document, {slot.index, uri}, permit_of(request, check)};
  auto issued = mint_static(draft, with.entry, with.signer, with.now);
  if (!issued) return cli::refused("minting " + request.id, issued.error());
  auto event = event_of(kind, {slot, request.id}, with.now);
  event.decided = request.decided;
  event.content = request.content;
  event.token = std::move(issued->token);
  return event;
}

cli::Outcome<std::vector<Released>> mint(Registry& registry, std::span<const Request* const> requests,
                                         const Minting& with) {
  CLI_TRY(const auto slots, registry.reserve(requests.size(), with.random));
  std::vector<Released> permits;
  std::vector<Event> events;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    CLI_TRY(auto event, mint_print(kMint, registry, *requests[i], slots[i], with));
    permits.push_back(released(event));
    events.push_back(std::move(event));
    with.progress(i + 1);
  }
  CLI_CHECK(registry.append(events));
  return permits;
}

}  // namespace cred::issuer
