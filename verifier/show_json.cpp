// SPDX-License-Identifier: Apache-2.0
#include "verifier/show_json.h"

#include <nlohmann/json.hpp>

#include "cli/json_line.h"
#include "cred/codec/hex.h"

namespace cred::verifier {

namespace {

using Json = nlohmann::ordered_json;

Json entry_json(const trust::Entry& entry, const trust::Issuers& issuers) {
  Json regions = Json::array();
  for (const auto region : entry.regions) regions.push_back(region.to_text());
  Json categories = Json::array();
  for (const auto category : entry.categories)
    categories.push_back(std::string(1, static_cast<char>('A' + category - 1)));
  return {{"iss", entry.iss},
          {"name", {{"zh", entry.name_zh}, {"en", entry.name_en}}},
          {"purpose", trust::name(entry.purpose)},
          {"algorithm", crypto::name(entry.key.algorithm())},
          {"kid", codec::to_hex(cose::key_id(entry.key).value())},
          {"categories", categories},
          {"regions", regions},
          {"sign_from", to_text(entry.sign_from)},
          {"sign_until", to_text(entry.sign_until)},
          {"withdrawn", issuers.tombstone_of(cose::thumbprint(entry.key)) != nullptr}};
}

Json registers_json(const Registers& registers) {
  Json list = Json::array();
  for (const auto& held : registers.held) {
    const auto& header = held.cards.header();
    Json regions = Json::array();
    for (const auto region : header.regions) regions.push_back(region.to_text());
    list.push_back({{"iss", held.iss},
                    {"held", true},
                    {"regions", regions},
                    {"as_of", to_text(header.as_of)},
                    {"cards", header.cards}});
  }
  for (const auto& name : registers.not_held) list.push_back({{"iss", name}, {"held", false}});
  return list;
}

}  // namespace

std::string to_json(const Store& store, const Registers& registers, const cli::Clock& clock) {
  const auto& root = store.root().content();
  Json json{{"environment", trust::name(root.environment)},
            {"clock", clock.given ? "given" : "system"},
            {"at", to_text(clock.now)},
            {"root",
             {{"version", root.version},
              {"epoch", root.epoch},
              {"expires", to_text(root.expires)},
              {"fingerprint", codec::to_hex(store.root().identity())}}},
            {"bundle", nullptr}};
  const auto* bundle = store.bundle();
  if (bundle == nullptr) return json.dump();
  Json entries = Json::array();
  for (const auto& entry : bundle->issuers().content().entries)
    entries.push_back(entry_json(entry, bundle->issuers()));
  Json members = Json::array();
  for (const auto& member : bundle->head().content().members) {
    members.push_back({{"kind", trust::name(member.kind)},
                       {"name", member.name},
                       {"version", member.version},
                       {"octets", member.length}});
  }
  json["bundle"] = {{"head_version", bundle->head().content().version},
                    {"issuers_version", bundle->issuers().content().version},
                    {"issued", to_text(bundle->head().content().issued)},
                    {"expires", to_text(bundle->head().content().expires)},
                    {"clock_floor", to_text(store.clock_floor())},
                    {"entries", entries},
                    {"members", members},
                    {"registers", registers_json(registers)}};
  return cli::json_line(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace cred::verifier
