// SPDX-License-Identifier: Apache-2.0
// What is decided on a permission and replaces nothing: cancel, revoke, suspend, restore; and a loss, which
// ends no permission. On an electronic permit, or on the number of physical cards.
#include <algorithm>

#include "issuer/commands/commands.h"
#include "issuer/commands/record.h"
#include "issuer/legacy/answer.h"
#include "issuer/legacy/decision.h"

namespace cred::issuer {

namespace {

cli::Outcome<Day> check_options(const DecisionOptions& options) {
  const auto decided = Day::from_text(options.decided);
  if (!decided) return cli::usage("--decided: " + decided.error().detail, "give a day as 2026-01-15");
  const auto of_a_word = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  if (options.reason.size() > 64 || !std::all_of(options.reason.begin(), options.reason.end(), of_a_word))
    return cli::usage("--reason is one word of at most 64 letters, digits, hyphens and underscores");
  return *decided;
}

void tell(Day decided, Day today, const cli::Console& console) {
  if (today < decided) {
    console.note(fmt::format("recorded; it takes effect on {}, with the first publish from that day on",
                             decided.to_text()));
  }
  console.hint("verifiers learn of it only from the next publish and their next update: cred-issuer publish");
}

cli::Outcome<void> check_order(Day restored, Day suspended, const std::string& id) {
  if (restored >= suspended) return {};
  return cli::refused(fmt::format("{} was suspended on {}, and restored by this on {}, before that", id,
                                  suspended.to_text(), restored.to_text()),
                      "--decided is the day of the restoration");
}

cli::Outcome<Event> decided_event(const Record& record, std::string_view kind, Day decided, Instant now,
                                  const std::string& reason) {
  const auto& id = record.request.id;
  CLI_CHECK(check_decision(kind, record.events, id, decided));
  if (kind == kRestore) CLI_CHECK(check_order(decided, *suspension_of(record.events)->decided, id));
  auto event = event_of(kind, record.document, now);
  if (kind == kLost) event.document = current_wallet(record.events)->document;
  event.decided = decided;
  event.reason = reason;
  return event;
}

/// Of a permit and of those that are to follow it and have not begun: the permission is one. Without these,
/// what is decided on it would end when the next one begins.
cli::Outcome<std::vector<Record>> one_permission(Registry& registry, const Document& document,
                                                 std::string_view kind, Day decided) {
  std::vector<Record> records;
  CLI_TRY(auto record, read_record(registry, document));
  records.push_back(std::move(record));
  while (kind != kLost) {
    const auto* next = successor_of(records.back().events);
    if (next == nullptr || *next->decided <= decided) break;
    CLI_TRY(const auto following, find_document(registry, next->reason));
    CLI_TRY(auto pending, read_record(registry, following));
    records.push_back(std::move(pending));
  }
  return records;
}

cli::Outcome<void> decide_permit(Session& session, std::string_view kind, const Document& document,
                                 Day decided, const Common& common, const DecisionOptions& options) {
  auto& registry = session.store.registry();
  const auto now = session.clock.now;
  CLI_TRY(auto records, one_permission(registry, document, kind, decided));
  std::vector<Event> events;
  for (auto& record : records) {
    auto event = decided_event(record, kind, decided, now, options.reason);
    // The first was asked for; one that follows may be cancelled already.
    if (!event && events.empty()) return tl::unexpected(event.error());
    if (!event) continue;
    events.push_back(*event);
    record.events.push_back(std::move(*event));
  }
  CLI_CHECK(registry.append(events));
  for (const auto& record : records) {
    const auto& last = record.events.back();
    if (common.json)
      say("{}\n", history_json(record, session.clock));
    else
      say("{}  {}  {}\n", record.request.id, last.document, record.state(now));
  }
  return {};
}

/// A permit that has not begun leaves the one whose place it was to take as it is.
cli::Outcome<void> tell_of_predecessor(Registry& registry, std::string_view request_id, Day decided,
                                       const cli::Console& console) {
  CLI_TRY(const auto events, registry.decisions());
  for (const auto& event : events) {
    if (!names_successor(event.kind) || event.reason != request_id || *event.decided <= decided) continue;
    console.warn(fmt::format("{} still counts until {}: decide on it, and both are meant", event.request_id,
                             event.decided->to_text()));
  }
  return {};
}

/// The state of the latest card today says whether `kind` makes sense.
cli::Outcome<void> check_cards(std::string_view kind, const legacy::Record& latest,
                               const std::string& number) {
  using legacy::CardPermission;
  using legacy::CardState;
  const auto refuse = [&](std::string_view what) {
    return cli::refused(fmt::format("card {} is {} already", number, what),
                        "`cred-issuer legacy show NUMBER` shows its history");
  };
  if (latest.permission == CardPermission::kRevoked) return refuse("revoked");
  if (latest.permission == CardPermission::kCancelled && kind != kRevoke) return refuse("cancelled");
  if (kind == kLost && latest.state == CardState::kLost) return refuse("reported lost");
  const bool suspended = latest.permission == CardPermission::kSuspended;
  if (kind == kSuspend && suspended) return refuse("suspended");
  if (kind == kRestore && !suspended) return cli::refused("card " + number + " is not suspended");
  return {};
}

/// A loss is the latest card's; all else is the permission's, which the electronic permit of the number, if
/// there is one, proves too.
cli::Outcome<void> decide_cards(Session& session, std::string_view kind, const NumberRecord& known,
                                Day decided, const Common& common, const DecisionOptions& options) {
  auto& registry = session.store.registry();
  const auto& policy = session.store.issuers().content().policy;
  const auto now = session.clock.now;
  const auto& latest = known.cards.back();
  const auto today = known.record(latest, policy, Day::of(now));
  CLI_CHECK(check_cards(kind, today, known.number));
  if (kind == kRestore && today.state == legacy::CardState::kSuspended)
    CLI_CHECK(check_order(decided, today.event_date, known.number));

  const auto* permit = kind == kLost ? nullptr : known.electronic(Day::of(now));
  auto& cards = registry.cards();
  CLI_CHECK(cards.begin());
  CardDecision decision{now,
                        std::string(kind),
                        known.number,
                        kind == kLost ? latest.card : std::uint8_t{0},
                        decided,
                        {},
                        options.reason.empty() ? "" : fmt::format(R"({{"reason":"{}"}})", options.reason)};
  CLI_CHECK(cards.add(decision));
  if (permit != nullptr) {
    CLI_TRY(const auto document, find_document(registry, permit->request_id));
    CLI_CHECK(decide_permit(session, kind, document, decided, common, options));
  }
  CLI_CHECK(cards.commit());

  auto after = known;
  after.decisions.push_back(std::move(decision));
  const auto record = after.record(latest, policy, Day::of(now));
  const auto verdict = name(answer(record, now).code);
  if (common.json) {
    say(R"({{"number":{},"card":{},"verdict":{},{}}})"
        "\n",
        json_string(known.number), latest.card, json_string(verdict), clock_json(session.clock));
  } else {
    say("{}  card {}  {}\n", known.number, latest.card, verdict);
  }
  return {};
}

}  // namespace

cli::Outcome<void> decide(std::string_view kind, const Common& common, const DecisionOptions& options,
                          const cli::Console& console) {
  CLI_TRY(const auto decided, check_options(options));
  CLI_TRY(auto session, open(common, console));
  const auto today = Day::of(session.clock.now);
  auto& registry = session.store.registry();
  CLI_TRY(const auto document, registry.find(options.id));
  if (document) {
    CLI_CHECK(decide_permit(session, kind, *document, decided, common, options));
    if (kind != kLost) CLI_CHECK(tell_of_predecessor(registry, document->request_id, decided, console));
  } else {
    const auto number = legacy::normalised_number(options.id);
    CLI_TRY(const auto known, read_number(registry, number.value_or(std::string()), today));
    if (known.cards.empty()) {
      return cli::refused("there is no permit and no physical card " + options.id,
                          "`cred-issuer list` shows all permits, `cred-issuer legacy show NUMBER` a card");
    }
    CLI_CHECK(decide_cards(session, kind, known, decided, common, options));
  }
  tell(decided, today, console);
  return {};
}

}  // namespace cred::issuer
