// SPDX-License-Identifier: Apache-2.0
#include "holder/groups.h"

namespace cred::holder {

namespace {

using credential::Group;
using credential::WalletPermit;

std::string sex_text(credential::Sex sex) {
  switch (sex) {
    case credential::Sex::kFemale:
      return "F 女";
    case credential::Sex::kMale:
      return "M 男";
    default:
      return "X";
  }
}

Lines name_lines(const WalletPermit& permit) {
  Lines lines = {{"姓名（护照）name in the passport", std::string(permit.name.passport)}};
  if (permit.name.native) lines.emplace_back("姓名（本国文字）native name", *permit.name.native);
  return lines;
}

Lines identity_lines(const WalletPermit& permit) {
  const auto& identity = permit.identity;
  return {{"性别 sex", sex_text(identity.sex)},
          {"出生日期 born", identity.birth_date.to_text()},
          {"护照号码 passport", std::string(identity.passport_number)},
          {"签发国 issued by", std::string(identity.issuing_state)},
          {"护照有效期至 passport until", identity.passport_expiry.to_text()}};
}

Lines work_lines(const WalletPermit& permit) {
  const auto& work = permit.work;
  return {{"许可编号 permit number", std::string(work.permit_number)},
          {"决定日期 decided", work.decided.to_text()},
          {"国籍 nationality", std::string(work.nationality)},
          {"用人单位 employer", std::string(work.employer_zh)},
          {"统一社会信用代码 credit code", std::string(work.employer_uscc)},
          {"职务 position", std::string(work.position_zh)},
          {"工作地区 work region", work.region.to_text()},
          {"种类 kind", work.kind == credential::Kind::kOver90Days ? "90 日以上 over 90 days"
                                                                   : "90 日以下 up to 90 days"}};
}

Lines passport_lines(const WalletPermit& permit) {
  Lines lines = {{"护照比对 passport check", "只能比对，不能读出 can be compared, not read"}};
  if (permit.passport.previous)
    lines.emplace_back("旧护照可用至 previous passport counts until",
                       permit.passport.previous->last_day.to_text());
  return lines;
}

Lines record_lines(const WalletPermit& permit) {
  const auto& record = permit.record;
  Lines lines = {{"依据代码 basis code", std::to_string(record.basis)},
                 {"社会保障号码 social security number", std::string(record.social_security_number)},
                 {"社保地区 its region", record.social_security_region.to_text()},
                 {"事项 event", std::string(credential::name(record.event)) + ", " + record.date.to_text()}};
  if (record.predecessor) lines.emplace_back("前一证件 document before", *record.predecessor);
  return lines;
}

}  // namespace

std::string_view title(Group group) {
  switch (group) {
    case Group::kName:
      return "姓名 name";
    case Group::kIdentity:
      return "护照与出生日期 passport and birth date";
    case Group::kWork:
      return "工作 work";
    case Group::kPassport:
      return "护照比对 passport check";
    case Group::kRecord:
      break;
  }
  return "记录与社保号码 record and social security number";
}

std::string titles(credential::GroupSet groups) {
  std::string text = "类别、地区、期限 category, region, dates";
  for (const auto group : credential::kGroups) {
    if (groups.has(group)) text += "; " + std::string(title(group));
  }
  return text;
}

Lines lines_of_terms(const WalletPermit& permit) {
  const auto& terms = permit.terms;
  return {{"类别 category", std::string(credential::name(terms.category))},
          {"地区 region", terms.region.to_text()},
          {"有效期 valid", terms.valid_from.to_text() + " – " + terms.valid_until.to_text()}};
}

Lines lines_of(const WalletPermit& permit, Group group) {
  switch (group) {
    case Group::kName:
      return name_lines(permit);
    case Group::kIdentity:
      return identity_lines(permit);
    case Group::kWork:
      return work_lines(permit);
    case Group::kPassport:
      return passport_lines(permit);
    case Group::kRecord:
      break;
  }
  return record_lines(permit);
}

}  // namespace cred::holder
