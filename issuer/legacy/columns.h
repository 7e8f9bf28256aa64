// SPDX-License-Identifier: Apache-2.0
// The columns of a file of physical cards (docs/formats/legacy-cards.md), in any order. What else a file has
// is passed over, and said.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace cred::issuer {

enum class Column : std::size_t {
  kPermitNo,
  kCardSeq,
  kDocType,
  kCategory,
  kSurname,
  kGivenNames,
  kNameNative,
  kSex,
  kBirthDate,
  kNationality,
  kPassportNo,
  kPassportValidUntil,
  kEmployerNameZh,
  kEmployerUscc,
  kPositionZh,
  kPositionEn,
  kRegionCode,
  kIssuingAuthorityZh,
  kFirstIssueDate,
  kValidFrom,
  kValidUntil,
  kStatus,
  kStatusDate,
  kStatusReason,
  kElectronicRef,
};

inline constexpr std::array<std::string_view, 25> kColumnNames = {
    "permit_no",        "card_seq",      "doc_type",    "category",    "surname",     "given_names",
    "name_native",      "sex",           "birth_date",  "nationality", "passport_no", "passport_valid_until",
    "employer_name_zh", "employer_uscc", "position_zh", "position_en", "region_code", "issuing_authority_zh",
    "first_issue_date", "valid_from",    "valid_until", "status",      "status_date", "status_reason",
    "electronic_ref"};

inline std::string_view name(Column column) {
  return kColumnNames[static_cast<std::size_t>(column)];
}

}  // namespace cred::issuer
