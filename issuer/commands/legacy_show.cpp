// SPDX-License-Identifier: Apache-2.0
// The authority's own questions: one number, and how the cards come to their end.
#include "cred/codec/crockford.h"
#include "issuer/commands/commands.h"
#include "issuer/legacy/answer.h"

namespace cred::issuer {

namespace {

std::string or_null(const std::optional<Day>& day) {
  return day ? json_string(day->to_text()) : "null";
}

/// A member of the row that was imported.
std::string member(const Json& row, std::string_view key) {
  const auto* value = row.find(key);
  return value == nullptr ? std::string() : value->text;
}

/// The electronic permit that the answer points to: its id here, or as the import names it.
std::string electronic_of(const NumberRecord& known, const HeldCard& card, const legacy::Record& record) {
  for (const auto& permit : known.electronics)
    if (record.successor == permit.document) return permit.request_id;
  return card.electronic;
}

std::string card_json(const NumberRecord& known, const HeldCard& card, const legacy::Record& record,
                      Instant now) {
  const auto row = parse_json(card.content).value_or(Json{});
  const auto electronic = electronic_of(known, card, record);
  return fmt::format(
      R"({{"sequence":{},"kind":{},"state":{},"verdict":{},"event":{},"event_date":{},"issued":{},"permission_end":{},)"
      R"("electronic":{},"successor":{},"surname":{},"given_names":{},"name_native":{},"employer":{}}})",
      card.card, json_string(legacy::name(record.kind)), json_string(legacy::name(record.state)),
      json_string(name(answer(record, now).code)), json_string(legacy::name(record.event)),
      json_string(record.event_date.to_text()), json_string(record.issued.to_text()),
      or_null(record.permission_end), electronic.empty() ? "null" : json_string(electronic),
      record.successor ? json_string(codec::to_document_id(*record.successor)) : "null",
      json_string(member(row, "surname")), json_string(member(row, "given_names")),
      json_string(member(row, "name_native")), json_string(member(row, "employer_name_zh")));
}

void print_card(const NumberRecord& known, const HeldCard& card, const legacy::Record& record, Instant now,
                const std::vector<std::pair<Instant, std::string>>& rows) {
  const auto row = parse_json(card.content).value_or(Json{});
  const auto electronic = electronic_of(known, card, record);
  std::string text =
      fmt::format("\ncard      {}, issued {}\nstate     {} ({})\n", card.card, record.issued.to_text(),
                  name(answer(record, now).code), legacy::name(record.state));
  text += fmt::format("name      {}\n",
                      credential::passport_form(member(row, "surname"), member(row, "given_names")));
  if (const auto native = member(row, "name_native"); !native.empty())
    text += fmt::format("native    {}\n", native);
  text += fmt::format(
      "employer  {} {}\nuntil     {}\nlast      {}, decided {}\n", member(row, "employer_name_zh"),
      member(row, "employer_uscc"),
      record.permission_end ? record.permission_end->to_text() : "only the electronic permit says",
      legacy::name(record.event), record.event_date.to_text());
  if (!electronic.empty()) text += fmt::format("permit    {}\n", electronic);
  for (const auto& [time, content] : rows) {
    const auto state = parse_json(content).value_or(Json{});
    text += fmt::format("event     {}  import, {} {}\n", to_text(time), member(state, "status"),
                        member(state, "status_date"));
  }
  for (const auto& decision : known.decisions) {
    if (decision.card == 0 || decision.card == card.card)
      text += fmt::format("event     {}  {}, decided {}\n", to_text(decision.time), decision.kind,
                          decision.decided.to_text());
  }
  say("{}", text);
}

void print_json(const NumberRecord& known, const Verdict& verdict, const trust::Policy& policy,
                const cli::Clock& clock) {
  std::string cards;
  for (const auto& card : known.cards)
    cards += (cards.empty() ? "" : ",") +
             card_json(known, card, known.record(card, policy, Day::of(clock.now)), clock.now);
  const auto message = message_of(verdict);
  say(R"({{"number":{},"verdict":{},"outcome":{},"permission":{},"cards":[{}],"message":{{"zh":{},"en":{}}},{}}})"
      "\n",
      json_string(known.number), json_string(name(verdict.code)), json_string(name(outcome_of(verdict.code))),
      json_string(name(verdict.permission)), cards, json_string(message.zh), json_string(message.en),
      clock_json(clock));
}

std::string month_text(unsigned month) {
  return fmt::format("{:04}-{:02}", month / 100, month % 100);
}

struct MonthRow {
  unsigned month;
  std::size_t ending;
  std::size_t left;  // at its end
};

/// Every month from now to the last card's, the ones without an end too.
std::vector<MonthRow> months_of(const Sunset& sunset, Day today) {
  std::vector<MonthRow> months;
  std::size_t left = sunset.in_force();
  for (unsigned month = today.yyyymmdd() / 100; left > 0;) {
    const auto found = sunset.ending.find(month);
    const auto ending = found == sunset.ending.end() ? 0 : found->second;
    left -= ending;
    months.push_back({month, ending, left});
    month += month % 100 == 12 ? 89U : 1U;
  }
  return months;
}

void print_sunset(const Sunset& sunset, Day today) {
  std::string text = fmt::format("cards     {}\nin force  {}, the last until {}\n", sunset.cards,
                                 sunset.in_force(), sunset.last ? sunset.last->to_text() : "-");
  for (const auto& [code, count] : sunset.verdicts)
    text += fmt::format("          {} {}\n", count, name(code));
  text += fmt::format("flagged   {}\n", sunset.flagged);
  for (const auto& [word, count] : sunset.flags) text += fmt::format("          {} {}\n", count, word);
  say("{}\n", text);
  std::vector<std::vector<std::string>> rows;
  for (const auto& [month, ending, left] : months_of(sunset, today))
    rows.push_back({month_text(month), std::to_string(ending), std::to_string(left)});
  say("{}", cli::table({"month", "ending", "left at its end"}, rows));
}

template <class Map, class Name>
std::string counts_json(const Map& counts, Name name_of) {
  std::string json;
  for (const auto& [key, count] : counts)
    json += fmt::format(R"({}{}:{})", json.empty() ? "" : ",", json_string(name_of(key)), count);
  return json;
}

}  // namespace

cli::Outcome<void> legacy_show(const Common& common, const LegacyOptions& options,
                               const cli::Console& console) {
  const auto number = legacy::normalised_number(options.number);
  if (!number) {
    return cli::usage("legacy show takes the number of a card: " + number.error().detail,
                      "it stands on the card's back: cred-issuer legacy show 110000202400216339");
  }
  CLI_TRY(auto session, open(common, console));
  auto& registry = session.store.registry();
  const auto& policy = session.store.issuers().content().policy;
  const auto now = session.clock.now;
  CLI_TRY(const auto known, read_number(registry, *number, Day::of(now)));
  // The latest card of the number answers.
  auto verdict = known.cards.empty() ? unknown(now)
                                     : answer(known.record(known.cards.back(), policy, Day::of(now)), now);
  const auto& authority = session.store.authority();
  verdict.lists.push_back(
      {authority.iss, authority.regions, now});  // the registry is the authority's own list
  if (common.json) {
    print_json(known, verdict, policy, session.clock);
    return {};
  }
  const auto message = message_of(verdict);
  say("number    {}\nverdict   {}\n          {}\n          {}\n", known.number, name(verdict.code),
      message.zh, message.en);
  for (auto card = known.cards.rbegin(); card != known.cards.rend(); ++card) {
    CLI_TRY(const auto rows, registry.cards().rows(*number, card->card));
    print_card(known, *card, known.record(*card, policy, Day::of(now)), now, rows);
  }
  return {};
}

cli::Outcome<void> legacy_sunset(const Common& common, const cli::Console& console) {
  CLI_TRY(auto session, open(common, console));
  auto& store = session.store;
  const auto& policy = store.issuers().content().policy;
  const auto today = Day::of(session.clock.now);
  CLI_TRY(const auto report,
          sunset(store.registry(), {store.authority().regions, policy.cut_over}, policy, session.clock.now));
  if (!common.json) {
    print_sunset(report, today);
    return {};
  }
  std::string months;
  for (const auto& [month, ending, left] : months_of(report, today))
    months += fmt::format(R"({}{{"month":"{}","ending":{},"left":{}}})", months.empty() ? "" : ",",
                          month_text(month), ending, left);
  say(R"({{"cards":{},"in_force":{},"last":{},"verdicts":{{{}}},"flagged":{},"flags":{{{}}},"months":[{}],{}}})"
      "\n",
      report.cards, report.in_force(), or_null(report.last),
      counts_json(report.verdicts, [](VerdictCode code) { return name(code); }), report.flagged,
      counts_json(report.flags, [](const std::string& word) { return std::string_view(word); }), months,
      clock_json(session.clock));
  return {};
}

}  // namespace cred::issuer
