// SPDX-License-Identifier: Apache-2.0
#include "verifier/verdict_json.h"

#include <nlohmann/json.hpp>
#include <optional>

#include "cli/json_line.h"
#include "cred/codec/crockford.h"

namespace cred::verifier {

namespace {

using Json = nlohmann::ordered_json;

template <class T>
Json text_or_null(const std::optional<T>& value) {
  return value ? Json(std::string(name(*value))) : Json(nullptr);
}

Json instant_or_null(const std::optional<Instant>& instant) {
  return instant ? Json(to_text(*instant)) : Json(nullptr);
}

Json holder(const Facts& facts) {
  Json json{{"name", facts.name ? Json(*facts.name) : Json(nullptr)},
            {"name_native", facts.name_native ? Json(*facts.name_native) : Json(nullptr)}};
  if (!facts.identity) return json;
  const auto& identity = *facts.identity;
  json["sex"] = identity.sex;
  json["birth_date"] = identity.birth_date.to_text();
  json["passport"] = {{"number", identity.passport_number},
                      {"state", identity.issuing_state},
                      {"valid_until", identity.passport_expiry.to_text()}};
  return json;
}

Json permit(const Facts& facts) {
  Json json{{"category", facts.category},
            {"region", facts.region},
            {"valid_from", facts.valid_from.to_text()},
            {"valid_until", facts.valid_until.to_text()}};
  if (!facts.work) return json;
  const auto& work = *facts.work;
  json["number"] = work.permit_number;
  json["decided"] = work.decided.to_text();
  json["kind"] = work.kind;
  json["nationality"] = work.nationality;
  json["position_zh"] = work.position_zh;
  json["work_region"] = work.region;
  return json;
}

Json record(const Facts& facts) {
  if (!facts.record) return nullptr;
  const auto& record = *facts.record;
  return {{"basis", record.basis},
          {"social_security",
           {{"number", record.social_security_number}, {"region", record.social_security_region}}},
          {"predecessor", record.predecessor ? Json(*record.predecessor) : Json(nullptr)},
          {"event", record.event},
          {"date", record.date.to_text()}};
}

Json employer(const Facts& facts) {
  if (!facts.employer_uscc) return nullptr;
  return {{"name_zh", facts.employer_zh.value_or("")}, {"uscc", *facts.employer_uscc}};
}

/// Of a physical card its register tells neither the region nor the first day.
Json permit(const legacy::Record& card) {
  Json category = nullptr;
  if (card.category != 0) category = std::string(1, static_cast<char>('A' + card.category - 1));
  return {{"category", category},
          {"region", nullptr},
          {"valid_from", nullptr},
          {"valid_until", card.permission_end ? Json(card.permission_end->to_text()) : Json(nullptr)}};
}

Json card_json(const legacy::Record& card) {
  return {{"kind", name(card.kind)},
          {"sequence", card.sequence},
          {"issued", card.issued.to_text()},
          {"state", name(card.state)},
          {"event", name(card.event)},
          {"event_date", card.event_date.to_text()},
          {"successor", card.successor ? Json(codec::to_document_id(*card.successor)) : Json(nullptr)}};
}

Json lists_json(const Verdict& verdict) {
  Json lists = Json::array();
  for (const auto& list : verdict.lists) {
    Json regions = Json::array();
    for (const auto region : list.regions) regions.push_back(region.to_text());
    lists.push_back({{"iss", list.iss}, {"regions", regions}, {"as_of", to_text(list.as_of)}});
  }
  return lists;
}

Json checks(const Verdict& verdict) {
  Json list = Json::array();
  for (std::size_t i = 0; i < kChecks; ++i) {
    const auto& entry = verdict.checks[i];
    Json check{{"check", name(static_cast<Check>(i))}, {"result", name(entry.result)}};
    if (entry.result == CheckResult::kFailed) {
      check["reason"] = entry.reason ? Json(word(*entry.reason)) : Json(nullptr);
      check["expected"] = entry.expected;
      check["found"] = entry.found;
    }
    list.push_back(std::move(check));
  }
  return list;
}

}  // namespace

std::string to_json(std::string_view input, const Verdict& verdict, const Setting& setting) {
  const auto& facts = verdict.facts;
  const auto message = message_of(verdict);
  Json json{{"input", input},
            {"verdict", name(verdict.code)},
            {"outcome", name(outcome_of(verdict.code))},
            {"reason", verdict.reason ? Json(word(*verdict.reason)) : Json(nullptr)},
            {"environment", name(setting.environment)},
            {"clock", setting.clock_given ? "given" : "system"},
            {"at", to_text(verdict.now)},
            {"binding", text_or_null(verdict.binding)},
            {"mode", text_or_null(verdict.mode)},
            {"freshness", name(verdict.freshness)},
            {"permission", name(verdict.permission)},
            {"document", facts ? Json(facts->document) : Json(nullptr)},
            {"holder", facts ? holder(*facts) : Json(nullptr)},
            {"permit", facts ? permit(*facts) : Json(nullptr)},
            {"checks", checks(verdict)},
            {"as_of",
             {{"bundle", instant_or_null(verdict.bundle_as_of)},
              {"status", instant_or_null(verdict.status_as_of)}}},
            {"message", {{"zh", message.zh}, {"en", message.en}}},
            {"employer", facts ? employer(*facts) : Json(nullptr)},
            {"issuer", facts ? Json{{"iss", facts->iss}, {"zh", facts->issuer_zh}, {"en", facts->issuer_en}}
                             : Json(nullptr)},
            {"detail", verdict.detail},
            {"disclosed", facts ? Json(facts->groups) : Json(nullptr)},
            {"record", facts ? record(*facts) : Json(nullptr)},
            {"name_match", text_or_null(verdict.name_match)}};
  if (verdict.card) json["permit"] = permit(*verdict.card);
  if (verdict.mode == Mode::kLegacy) {
    json["card"] = verdict.card ? card_json(*verdict.card) : Json(nullptr);
    json["lists"] = lists_json(verdict);
  }
  return cli::json_line(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace cred::verifier
