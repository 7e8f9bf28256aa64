// SPDX-License-Identifier: Apache-2.0
// extend, change, transfer, reissue: a new permit takes the place of an electronic one, of a physical card,
// or of both. A decision on cards from before the cut-over makes none: the record changes and the card stays.
#include "cli/files.h"
#include "issuer/commands/commands.h"
#include "issuer/commands/record.h"
#include "issuer/issuance.h"
#include "issuer/legacy/answer.h"
#include "issuer/legacy/decision.h"
#include "issuer/output.h"
#include "issuer/request_file.h"

namespace cred::issuer {

namespace {

/// What the new permit follows.
struct Predecessor {
  std::optional<Record> permit;
  NumberRecord known;
  std::optional<legacy::Record> card;  // the latest one, today
};

cli::Outcome<Request> read_one(const std::string& file) {
  CLI_TRY(const Bytes content, cli::read_file(file, kMaxRequestFile));
  auto read = read_requests(as_text(content));
  if (!read.problems.empty()) {
    return cli::refused(file + ": " + message_of(read.problems.front()),
                        "docs/formats/permit-request.md says what belongs where");
  }
  if (read.requests.size() != 1)
    return cli::refused(fmt::format("{} holds {} requests, one belongs here", file, read.requests.size()));
  return std::move(read.requests.front());
}

cli::Outcome<Predecessor> find_predecessor(Store& store, const std::string& id, Day today) {
  auto& registry = store.registry();
  Predecessor before;
  CLI_TRY(auto document, registry.find(id));
  std::string number = legacy::normalised_number(id).value_or(std::string());
  if (document) {
    CLI_TRY(before.permit, read_record(registry, *document));
    number = legacy::normalised_number(before.permit->request.permit_number).value_or(std::string());
  }
  CLI_TRY(before.known, read_number(registry, number, today));
  const auto* latest = before.known.electronic(today);
  if (!document && latest != nullptr) {
    CLI_TRY(const auto print, find_document(registry, latest->request_id));
    CLI_TRY(before.permit, read_record(registry, print));
  }
  if (!before.known.cards.empty())
    before.card = before.known.record(before.known.cards.back(), store.issuers().content().policy, today);
  if (before.permit || before.card) return before;
  return cli::refused("there is no permit and no physical card " + id,
                      "`cred-issuer list` shows all permits, `cred-issuer legacy show NUMBER` a card");
}

/// Whether it was `id` that a permit minted before took the place of, and by this kind of decision.
cli::Outcome<void> check_same_place(const Predecessor& before, std::string_view kind, const Request& request,
                                    const std::string& id) {
  const auto* successor = before.permit ? successor_of(before.permit->events) : nullptr;
  if (successor != nullptr && successor->kind == kind && successor->reason == request.id) return {};
  const auto asked = legacy::normalised_number(id).value_or(std::string());
  const auto number = legacy::normalised_number(request.permit_number).value_or(std::string());
  const bool by_number = !asked.empty() && asked == before.known.number && number == before.known.number;
  if (by_number) return {};
  return cli::refused(fmt::format("{} was minted before, and not as the {} of {}", request.id, kind, id),
                      fmt::format("`cred-issuer show {}` shows its history", request.id));
}

/// What no decision can do, whoever made it.
cli::Outcome<void> check_permission(const Predecessor& before, std::string_view kind, const Request& request,
                                    const std::string& id) {
  if (before.permit) {
    const auto& events = before.permit->events;
    CLI_CHECK(check_decision(kind, events, id, request.decided));
    if (before.permit->request.birth_date != request.birth_date)
      return cli::refused(request.id + ": another birth date than that of " + id, "one person, one number");
    if (before.permit->request.valid_until < request.decided) {
      return cli::refused(
          fmt::format("{} ended on {}, before the decision of {}", id,
                      before.permit->request.valid_until.to_text(), request.decided.to_text()),
          "a permission that has ended is granted anew: cred-issuer mint");
    }
  }
  if (before.card && !before.permit) {
    if (before.known.cards.back().birth_date != request.birth_date)
      return cli::refused(request.id + ": another birth date than that of card " + id,
                          "one person, one number");
    if (before.card->permission != legacy::CardPermission::kInForce ||
        (before.card->permission_end && *before.card->permission_end < request.decided)) {
      return cli::refused("the permission of card " + id + " had ended by " + request.decided.to_text(),
                          "a permission that has ended is granted anew: cred-issuer mint");
    }
  }
  const auto number = legacy::normalised_number(request.permit_number);
  if (number && *number == before.known.number) return {};
  return cli::refused(fmt::format("{}: permit number {}, and {} has {}", request.id, request.permit_number,
                                  id, before.known.number),
                      "one person, one number");
}

/// An extension ends later, a transfer and a reissue end when the permission ends.
cli::Outcome<void> check_terms(const Predecessor& before, std::string_view kind, const Request& request) {
  const auto end =
      before.permit ? std::optional(before.permit->request.valid_until) : before.card->permission_end;
  if (!end || kind == kChange) return {};
  if (kind == kExtend && request.valid_until <= *end) {
    return cli::refused(fmt::format("{}: an extension until {}, and the permission runs until {} already",
                                    request.id, request.valid_until.to_text(), end->to_text()),
                        "another employer, name or category is a change");
  }
  if (kind != kExtend && request.valid_until != *end) {
    return cli::refused(fmt::format("{}: a {} keeps the end, {}, not {}", request.id, kind, end->to_text(),
                                    request.valid_until.to_text()),
                        "another end is an extension or a change");
  }
  return {};
}

Event succession(std::string_view kind, const Record& before, const Request& request, Instant now) {
  auto event = event_of(kind, before.document, now);
  // Until the new one begins the holder has no other.
  event.decided = std::max(request.decided, request.valid_from);
  event.reason = request.id;
  return event;
}

CardDecision card_decision(std::string_view kind, const Predecessor& before, const Request& request,
                           Instant now) {
  return {now, std::string(kind), before.known.number, 0, request.decided, request.id, {}};
}

/// Mint, succession and card decision together, or nothing.
cli::Outcome<Released> replace(Store& store, std::string_view kind, const Predecessor& before,
                               const Request& request, const Minting& with) {
  auto& registry = store.registry();
  CLI_TRY(const auto slots, registry.reserve(1, with.random));
  CLI_TRY(auto minted, mint_print(kMint, registry, request, slots.front(), with));
  auto permit = released(minted);
  std::vector<Event> events{std::move(minted)};
  if (before.permit) events.push_back(succession(kind, *before.permit, request, with.now));
  CLI_CHECK(registry.cards().begin());
  CLI_CHECK(registry.append(events));
  if (before.card) CLI_CHECK(registry.cards().add(card_decision(kind, before, request, with.now)));
  CLI_CHECK(registry.cards().commit());
  return permit;
}

/// Before the cut-over the record behind the card was changed and the card stayed as it was.
cli::Outcome<void> update_card(Session& session, std::string_view kind, const Predecessor& before,
                               const Request& request, bool json) {
  if (kind == kReissue) {
    return cli::refused(fmt::format("{}: a reissue decided {}, before there were electronic permits",
                                    request.id, request.decided.to_text()));
  }
  auto decision = card_decision(kind, before, request, session.clock.now);
  decision.electronic.clear();
  decision.content =
      decision::content_of(static_cast<std::uint8_t>(request.category), request.uscc, request.valid_until);
  CLI_CHECK(session.store.registry().cards().add(decision));
  const auto& card = before.known.cards.back();
  if (json) {
    say(R"({{"number":{},"card":{},"decided":{},"valid_until":{},{}}})"
        "\n",
        json_string(before.known.number), card.card, json_string(request.decided.to_text()),
        json_string(request.valid_until.to_text()), clock_json(session.clock));
  } else {
    say("{}  card {}  until {}: decided {}, before the cut-over; the card stays good\n", before.known.number,
        card.card, request.valid_until.to_text(), request.decided.to_text());
  }
  return {};
}

cli::Outcome<void> write(const Session& session, const Request& request, const Released& permit,
                         const SucceedOptions& options, bool json) {
  auto output =
      write_permit(options.out, request, permit, session.store.authority(), session.store.environment());
  if (!output) {
    output.error().hint = "it is minted and recorded: run the same command again to write the missing files";
    return tl::unexpected(std::move(output.error()));
  }
  std::string files;
  for (const auto& file : output->files) files += (files.empty() ? "" : ",") + json_string(file);
  if (json) {
    say(R"({{"id":{},"document":{},"bytes":{},"version":{},"modules":{},"files":[{}],{}}})"
        "\n",
        json_string(request.id), json_string(permit.document), permit.token.size(), output->symbol.version(),
        output->symbol.modules(), files, clock_json(session.clock));
  } else {
    say("{}  {}  {}\n", request.id, permit.document, output->files.front());
  }
  return {};
}

cli::Outcome<Released> mint_successor(Session& session, std::string_view kind, const Predecessor& before,
                                      const Request& request, const Common& common,
                                      const SucceedOptions& options) {
  auto& store = session.store;
  CLI_TRY(const auto key, read_key(store.keys(), options.key));
  CLI_TRY(const auto* entry, store.entry_for(key, trust::Purpose::kPermits, session.clock.now));
  crypto::SystemRandom random;
  const auto problems = rehearse({&request, 1}, *entry, session.clock.now, random);
  if (!problems.empty()) return cli::refused(options.file + ": " + message_of(problems.front()));
  CLI_TRY(const auto signer, unlocked(key, common));
  CLI_CHECK(cli::make_folder(options.out, cli::Mode::kPublic));
  CLI_CHECK(cli::check_writable(options.out));
  return replace(store, kind, before, request,
                 {*entry, *signer, random, session.clock.now, [](std::size_t) {}});
}

}  // namespace

cli::Outcome<void> succeed(std::string_view kind, const Common& common, const SucceedOptions& options,
                           const cli::Console& console) {
  CLI_TRY(auto session, open(common, console));
  auto& store = session.store;
  CLI_TRY(const auto request, read_one(options.file));
  CLI_TRY(const auto known, find_known(store.registry(), {&request, 1}));
  if (!known.problems.empty()) return cli::refused(options.file + ": " + message_of(known.problems.front()));
  CLI_TRY(const auto before, find_predecessor(store, options.id, Day::of(session.clock.now)));
  if (known.released.front()) {
    CLI_CHECK(check_same_place(before, kind, request, options.id));
    CLI_CHECK(cli::make_folder(options.out, cli::Mode::kPublic));
    CLI_CHECK(write(session, request, *known.released.front(), options, common.json));
    console.note(request.id + " was minted before and is unchanged");
    return {};
  }

  CLI_CHECK(check_permission(before, kind, request, options.id));
  CLI_CHECK(check_terms(before, kind, request));
  if (!before.permit && request.decided < store.issuers().content().policy.cut_over) {
    CLI_CHECK(update_card(session, kind, before, request, common.json));
  } else {
    CLI_TRY(const auto permit, mint_successor(session, kind, before, request, common, options));
    CLI_CHECK(write(session, request, permit, options, common.json));
    if (session.clock.now < request.valid_from.start())
      console.note("what it replaces counts until " + request.valid_from.to_text() + ", when it begins");
  }
  console.hint("verifiers learn of it only from the next publish and their next update: cred-issuer publish");
  return {};
}

}  // namespace cred::issuer
