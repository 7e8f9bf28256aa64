// SPDX-License-Identifier: Apache-2.0
// Short texts on command lines and in JSON: times, days, regions, codes, groups, words. Each that is read
// has one form, and that form is read as the same.
// Parser: libcred/src/base/time.cpp libcred/src/base/region.cpp libcred/src/codec/hex.cpp
// Parser: libcred/src/codec/base64url.cpp libcred/src/codec/crockford.cpp
// Parser: libcred/src/credential/disclosure_profile.cpp libcred/src/credential/uscc.cpp
// Dictionary: text
// Longest: 64
#include "cred/base/region.h"
#include "cred/base/time.h"
#include "cred/codec/base64url.h"
#include "cred/codec/crockford.h"
#include "cred/codec/hex.h"
#include "cred/credential/disclosure_profile.h"
#include "cred/credential/groups.h"
#include "cred/credential/uscc.h"
#include "cred/trust/issuers.h"
#include "fuzz/refused.h"
#include "fuzz/target.h"

namespace cred::fuzz {

namespace {

bool reads_time(std::string_view text) {
  const auto instant = instant_from_text(text);
  must(!instant || instant_from_text(to_text(*instant)) == *instant, "an instant is written as it is read");
  // But for the last hours of the year 9999, which are of the year 10000 in China.
  must(!instant || (Day::of(*instant).start() <= *instant &&
                    (*instant < Day::of(*instant).end() || Day::of(*instant).yyyymmdd() == 99'991'231)),
       "an instant is within its day");
  const auto day = Day::from_text(text);
  must(!day || day->to_text() == text, "a day has one form");
  must(!day || Day::from_yyyymmdd(day->yyyymmdd()) == *day, "a day has one number");
  return instant || day;
}

bool reads_codes(std::string_view text) {
  const auto region = Region::from_text(text);
  must(!region || region->to_text() == text, "a region has one form");
  must(!region || region->covers(*region), "a region contains itself");
  must(!region || Region::from_number(region->number(), Reason::kText) == *region, "a region has one number");
  const auto octets = codec::from_hex(text);
  must(!octets || codec::from_hex(codec::to_hex(*octets)) == *octets, "hex is written as it is read");
  const auto base64 = codec::from_base64url(text);
  must(!base64 || codec::to_base64url(*base64) == text, "base64url has one form");
  const auto document = codec::from_document_id(text);
  must(document.has_value() == codec::is_document_id(text), "what is a document id is read");
  must(!document || codec::to_document_id(*document) == text, "a document id has one form");
  const auto uscc = credential::normalised_uscc(text);
  must(credential::normalised_uscc(uscc) == uscc, "a code's form is its own form");
  must(!credential::uscc_check_passes(uscc) || uscc.size() == 18, "a code that passes has 18 characters");
  return region || octets || base64 || document;
}

bool reads_words(std::string_view text) {
  const auto group = credential::group_from(text);
  must(!group || credential::group_from(credential::name(*group)) == group, "a group has one name");
  const auto groups = credential::groups_from_text(text);
  must(!group || (groups && groups->has(*group)), "one group is a list of groups");
  const auto* profile = credential::find_profile(text);
  must(profile == nullptr || groups == profile->groups, "a profile is what its name says");
  const auto role = trust::verifier_role_from(text);
  must(!role || trust::name(*role) == text, "a role has one word");
  const auto purpose = trust::purpose_from(text);
  must(!purpose || trust::name(*purpose) == text, "a purpose has one word");
  return groups || role || purpose;
}

}  // namespace

std::vector<Bytes> seeds() {
  std::vector<Bytes> all;
  for (const std::string_view text : {"2026-01-15T12:00:00+08:00",
                                      "2026-01-15T04:00:00Z",
                                      "2024-02-29",
                                      "9999-12-31T23:59:59Z",
                                      "110108",
                                      "131000",
                                      "000000",
                                      "d28443",
                                      "D284",
                                      "K3M9Q2XT7RW4VNP8",
                                      "00000000000000ZZ",
                                      "-_8",
                                      "AA",
                                      "AAAA",
                                      "name,work",
                                      "20,22",
                                      "employer",
                                      "department",
                                      "permits",
                                      "log",
                                      "passport-check"})
    all.push_back(to_bytes(as_bytes(text)));
  return all;
}

std::vector<Refused> refused() {
  std::vector<Refused> all;
  for (const std::string_view text :
       {"2026-02-29", "2026-01-15T24:00:00Z", "2026-01-15T12:00:00+24:00", "2026-01-15T12:00:00",
        "0999-01-01", "2026-13-01", "name,", "91110108MA01A2B3C5", "A", "A=="})
    all.push_back({text, to_bytes(as_bytes(text))});
  return all;
}

bool accepts(BytesView input) {
  const auto text = as_text(input);
  const bool time = reads_time(text);
  const bool code = reads_codes(text);
  const bool word = reads_words(text);
  CRED_PLANT(input.size() == 10 && time, input[9] == '7');
  return time || code || word;
}

}  // namespace cred::fuzz
