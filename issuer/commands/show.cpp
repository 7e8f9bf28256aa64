// SPDX-License-Identifier: Apache-2.0
#include "cli/files.h"
#include "cli/picture/render.h"
#include "issuer/commands/commands.h"
#include "issuer/commands/record.h"
#include "issuer/output.h"

namespace cred::issuer {

namespace {

/// What verifiers are told of the wallet document.
std::string wallet_state(const Record& record, const Event& wallet, Instant now) {
  const auto status = wallet_status_on(record.events, wallet.document, Day::of(now));
  return status == status::Status::kLost ? "phone lost" : record.state(now);
}

std::string event_text(const Event& event) {
  std::string text = fmt::format("{}  {}", to_text(event.time), event.kind);
  if (event.decided) text += ", decided " + event.decided->to_text();
  if (!event.reason.empty()) text += ", " + event.reason;
  return text;
}

std::string event_json(const Event& event) {
  std::string json =
      fmt::format(R"({{"time":{},"kind":{})", json_string(to_text(event.time)), json_string(event.kind));
  if (event.decided) json += fmt::format(R"(,"decided":{})", json_string(event.decided->to_text()));
  if (!event.reason.empty()) json += fmt::format(R"(,"reason":{})", json_string(event.reason));
  return json + "}";
}

/// Without the closing brace.
std::string record_json(const Record& record, Instant now) {
  const auto& request = record.request;
  const auto* wallet = current_wallet(record.events);
  return fmt::format(
      R"({{"id":{},"document":{},"state":{},"name":{},"name_native":{},"category":{},"region":{},"valid_from":{},"valid_until":{},)"
      R"("list":{},"index":{},"wallet":{})",
      json_string(request.id), json_string(record.document.slot.document), json_string(record.state(now)),
      json_string(request.name), request.native_name ? json_string(*request.native_name) : "null",
      json_string(credential::name(request.category)), json_string(request.region.to_text()),
      json_string(request.valid_from.to_text()), json_string(request.valid_until.to_text()),
      record.document.slot.list, record.document.slot.index, wallet ? json_string(wallet->document) : "null");
}

void print_record(const Record& record, const Authority& authority, Instant now,
                  const cli::Console& console) {
  const auto& request = record.request;
  const auto& slot = record.document.slot;
  std::string text = fmt::format("id        {}\ndocument  {}\nstate     {}\nname      {}\n", request.id,
                                 slot.document, record.state(now), request.name);
  if (request.native_name) text += fmt::format("native    {}\n", *request.native_name);
  text +=
      fmt::format("category  {}\nregion    {}\nvalid     {} to {}\nemployer  {} {}\nstatus    {} index {}\n",
                  credential::name(request.category), request.region.to_text(), request.valid_from.to_text(),
                  request.valid_until.to_text(), request.employer_zh, request.uscc,
                  authority.list_uri(slot.list), slot.index);
  if (const auto* wallet = current_wallet(record.events))
    text += fmt::format("phone     document {}, {}\n", wallet->document, wallet_state(record, *wallet, now));
  for (const auto& event : record.events) text += "event     " + event_text(event) + "\n";
  say("{}", text);
  if (!console.stdout_is_terminal()) return;
  if (const auto symbol = symbol_of(record.permit()))
    say("\n{}", cli::to_terminal(*symbol, console.colour()));
}

}  // namespace

std::string history_json(const Record& record, const cli::Clock& clock) {
  std::string events;
  for (const auto& event : record.events) events += (events.empty() ? "" : ",") + event_json(event);
  return fmt::format("{},\"events\":[{}],{}}}", record_json(record, clock.now), events, clock_json(clock));
}

cli::Outcome<void> show(const Common& common, const ShowOptions& options, const cli::Console& console) {
  CLI_TRY(auto session, open(common, console));
  auto& store = session.store;
  CLI_TRY(const auto document, find_document(store.registry(), options.id));
  CLI_TRY(const auto record, read_record(store.registry(), document));
  if (!options.out.empty()) {
    CLI_CHECK(cli::make_folder(options.out, cli::Mode::kPublic));
    CLI_CHECK(
        write_permit(options.out, record.request, record.permit(), store.authority(), store.environment()));
    if (const auto* wallet = current_wallet(record.events))
      CLI_CHECK(
          cli::write_file(wallet_file(options.out, record.request.id), wallet->token, cli::Mode::kPrivate));
  }
  if (common.json) {
    say("{}\n", history_json(record, session.clock));
  } else {
    print_record(record, store.authority(), session.clock.now, console);
  }
  return {};
}

cli::Outcome<void> list(const Common& common, const cli::Console& console) {
  CLI_TRY(auto session, open(common, console));
  auto& registry = session.store.registry();
  CLI_TRY(const auto documents, registry.documents());
  std::vector<std::vector<std::string>> rows;
  for (const auto& document : documents) {
    CLI_TRY(const auto record, read_record(registry, document));
    if (document.slot.document != current_print(record.events)->document) continue;
    const auto& request = record.request;
    if (common.json) {
      say("{},{}}}\n", record_json(record, session.clock.now), clock_json(session.clock));
      continue;
    }
    rows.push_back({request.id, document.slot.document, request.name, request.native_name.value_or(""),
                    std::string(credential::name(request.category)), request.region.to_text(),
                    request.valid_from.to_text(), request.valid_until.to_text(),
                    record.state(session.clock.now)});
  }
  if (common.json) return {};
  say("{}",
      cli::table({"id", "document", "name", "native name", "cat", "region", "from", "until", "state"}, rows));
  return {};
}

}  // namespace cred::issuer
