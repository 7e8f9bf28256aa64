// SPDX-License-Identifier: Apache-2.0
#include "holder/json.h"

#include <nlohmann/json.hpp>

#include "cli/json_line.h"
#include "cred/codec/hex.h"
#include "cred/cose/key.h"

namespace cred::holder {

namespace {

using Json = nlohmann::ordered_json;
using credential::WalletPermit;

std::string printed(const Json& json) {
  return cli::json_line(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

void add_clock(Json& json, const cli::Clock& clock) {
  json["clock"] = clock.given ? "given" : "system";
  json["at"] = to_text(clock.now);
}

Json text_or_null(const std::optional<std::string_view>& text) {
  return text ? Json(*text) : Json(nullptr);
}

Json names_of(credential::GroupSet groups) {
  Json names = Json::array();
  for (const auto group : credential::kGroups) {
    if (groups.has(group)) names.push_back(credential::name(group));
  }
  return names;
}

std::string letter(credential::Sex sex) {
  if (sex == credential::Sex::kMale) return "M";
  return sex == credential::Sex::kFemale ? "F" : "X";
}

Json holder_json(const WalletPermit& permit) {
  return {{"name", permit.name.passport}, {"name_native", text_or_null(permit.name.native)}};
}

Json terms_json(const WalletPermit& permit) {
  const auto& terms = permit.terms;
  return {{"number", permit.work.permit_number},
          {"category", credential::name(terms.category)},
          {"region", terms.region.to_text()},
          {"valid_from", terms.valid_from.to_text()},
          {"valid_until", terms.valid_until.to_text()}};
}

Json listed(const HeldPermit& permit, trust::Environment environment, const cli::Clock& clock) {
  return {{"document", permit.claims().sub},
          {"iss", permit.claims().iss},
          {"environment", trust::name(environment)},
          {"state", state_of(permit.permit().terms, Day::of(clock.now))},
          {"holder", holder_json(permit.permit())},
          {"permit", terms_json(permit.permit())}};
}

void add_identity(Json& holder, const credential::Identity& identity) {
  holder["sex"] = letter(identity.sex);
  holder["birth_date"] = identity.birth_date.to_text();
  holder["passport"] = {{"number", identity.passport_number},
                        {"state", identity.issuing_state},
                        {"valid_until", identity.passport_expiry.to_text()}};
}

void add_work(Json& permit, const credential::Work& work) {
  permit["decided"] = work.decided.to_text();
  permit["kind"] = credential::name(work.kind);
  permit["nationality"] = work.nationality;
  permit["position_zh"] = work.position_zh;
  permit["work_region"] = work.region.to_text();
}

Json record_json(const credential::Record& record) {
  return {{"basis", record.basis},
          {"social_security",
           {{"number", record.social_security_number}, {"region", record.social_security_region.to_text()}}},
          {"predecessor", text_or_null(record.predecessor)},
          {"event", credential::name(record.event)},
          {"date", record.date.to_text()}};
}

}  // namespace

std::string_view state_of(const credential::Terms& terms, Day today) {
  if (terms.valid_until < today) return "expired";
  return today < terms.valid_from ? "not-yet-valid" : "within-dates";
}

std::string wallet_json(std::string_view folder, crypto::Algorithm algorithm, const trust::Root& root) {
  return printed({{"store", folder},
                  {"algorithm", crypto::name(algorithm)},
                  {"environment", trust::name(root.content().environment)},
                  {"fingerprint", codec::to_hex(root.identity())}});
}

std::string enrolment_json(std::string_view iss, std::string_view card, const crypto::PublicKey& device,
                           std::string_view text, std::string_view file, const cli::Clock& clock) {
  Json json{{"iss", iss},
            {"card", card},
            {"algorithm", crypto::name(device.algorithm())},
            {"device", codec::to_hex(cose::thumbprint(device).value())},
            {"text", text},
            {"files", file.empty() ? Json::array() : Json::array({file})}};
  add_clock(json, clock);
  return printed(json);
}

std::string permit_json(const HeldPermit& permit, trust::Environment environment, const cli::Clock& clock) {
  auto json = listed(permit, environment, clock);
  add_clock(json, clock);
  return printed(json);
}

std::string whole_permit_json(const HeldPermit& permit, trust::Environment environment,
                              const cli::Clock& clock) {
  const auto& said = permit.permit();
  auto json = listed(permit, environment, clock);
  add_identity(json["holder"], said.identity);
  add_work(json["permit"], said.work);
  json["employer"] = {{"name_zh", said.work.employer_zh}, {"uscc", said.work.employer_uscc}};
  json["record"] = record_json(said.record);
  const auto& previous = said.passport.previous;
  json["old_passport_until"] = previous ? Json(previous->last_day.to_text()) : Json(nullptr);
  for (const auto& profile : credential::kDisclosureProfiles)
    json["profiles"][std::string(profile.name)] = names_of(profile.groups);
  add_clock(json, clock);
  return printed(json);
}

std::string code_json(const CodeMade& code, const cli::Clock& clock) {
  Json json{{"document", code.permit.claims().sub},
            {"audience", code.audience},
            {"mode", code.answer ? "challenge" : "quick"},
            {"disclosed", names_of(code.groups)},
            {"made", to_text(code.made)},
            {"bytes", code.code.token.size()},
            {"version", code.symbol.version()},
            {"modules", code.symbol.modules()},
            {"text", code.code.text},
            {"files", Json(std::vector<std::string>(code.files.begin(), code.files.end()))}};
  add_clock(json, clock);
  return printed(json);
}

}  // namespace cred::holder
