// SPDX-License-Identifier: Apache-2.0
#include "verify/facts.h"

#include <string>

namespace cred::verification {

namespace {

std::optional<std::string> owned(const std::optional<std::string_view>& text) {
  return text ? std::optional<std::string>(*text) : std::nullopt;
}

std::vector<std::string> names_of(const credential::ShownGroups& shown) {
  std::vector<std::string> names;
  const auto add = [&](bool there, credential::Group group) {
    if (there) names.emplace_back(credential::name(group));
  };
  add(shown.name.has_value(), credential::Group::kName);
  add(shown.identity.has_value(), credential::Group::kIdentity);
  add(shown.work.has_value(), credential::Group::kWork);
  add(shown.passport.has_value(), credential::Group::kPassport);
  add(shown.record.has_value(), credential::Group::kRecord);
  return names;
}

std::string letter(credential::Sex sex) {
  if (sex == credential::Sex::kMale) return "M";
  return sex == credential::Sex::kFemale ? "F" : "X";
}

IdentityFacts copy_of(const credential::Identity& identity) {
  return {letter(identity.sex), identity.birth_date, std::string(identity.passport_number),
          std::string(identity.issuing_state), identity.passport_expiry};
}

WorkFacts copy_of(const credential::Work& work) {
  return {std::string(work.permit_number), work.decided,          std::string(work.nationality),
          std::string(work.position_zh),   work.region.to_text(), std::string(credential::name(work.kind))};
}

RecordFacts copy_of(const credential::Record& record) {
  return {record.basis,
          std::string(record.social_security_number),
          record.social_security_region.to_text(),
          owned(record.predecessor),
          std::string(credential::name(record.event)),
          record.date};
}

}  // namespace

Facts facts_of(const Genuine& token) {
  const auto& terms = token.terms;
  const auto& shown = token.shown;
  Facts facts{.document = std::string(token.claims.sub),
              .iss = std::string(token.claims.iss),
              .issuer_zh = token.issuer->name_zh,
              .issuer_en = token.issuer->name_en,
              .category = std::string(credential::name(terms.category)),
              .region = terms.region.to_text(),
              .valid_from = terms.valid_from,
              .valid_until = terms.valid_until};
  if (token.live) facts.groups = names_of(shown);
  if (shown.name) {
    facts.name = shown.name->passport;
    facts.name_native = owned(shown.name->native);
  }
  if (token.employer) {
    facts.employer_zh = token.employer->name_zh;
    facts.employer_uscc = token.employer->uscc;
  }
  if (shown.identity) facts.identity = copy_of(*shown.identity);
  if (shown.work) facts.work = copy_of(*shown.work);
  if (shown.record) facts.record = copy_of(*shown.record);
  return facts;
}

}  // namespace cred::verification
