// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <set>

#include "cred/verdict.h"

namespace cred {
namespace {

constexpr int kCodes = static_cast<int>(VerdictCode::kExemptPermanentResident) + 1;

Verdict verdict_of_code(VerdictCode code) {
  Verdict verdict;
  verdict.code = code;
  verdict.now = Instant(std::chrono::seconds(1'800'000'000));
  verdict.bundle_as_of = verdict.now - std::chrono::days(3);
  verdict.permission = Permission::kInForce;
  verdict.facts = Facts{.document = {},
                        .iss = {},
                        .issuer_zh = {},
                        .issuer_en = {},
                        .name = {},
                        .name_native = {},
                        .category = {},
                        .region = {},
                        .valid_from = *Day::from_text("2025-02-10"),
                        .valid_until = *Day::from_text("2030-02-09"),
                        .employer_zh = {},
                        .employer_uscc = {}};
  return verdict;
}

TEST_CASE("every verdict has a title and a sentence in both languages, with nothing left to fill in") {
  std::set<std::string> titles;
  for (int i = 0; i < kCodes; ++i) {
    const auto code = static_cast<VerdictCode>(i);
    CAPTURE(name(code));
    const auto title = title_of(code);
    CHECK_FALSE(title.zh.empty());
    CHECK(titles.insert(title.en).second);
    const auto message = message_of(verdict_of_code(code));
    CHECK(message.zh.size() > 20);
    CHECK(message.en.size() > 40);
    CHECK(message.zh.find('{') == std::string::npos);
    CHECK(message.en.find('{') == std::string::npos);
  }
}

TEST_CASE("a damaged code is never called forged, and no sentence accuses") {
  for (int i = 0; i < kCodes; ++i) {
    const auto message = message_of(verdict_of_code(static_cast<VerdictCode>(i)));
    CHECK(message.en.find("forged") == std::string::npos);
    CHECK(message.en.find("fake") == std::string::npos);
  }
  CHECK(message_of(verdict_of_code(VerdictCode::kMalformed)).en.find("damaged or not ours") !=
        std::string::npos);
}

TEST_CASE("dates come from the permit and from the data") {
  CHECK(message_of(verdict_of_code(VerdictCode::kExpired)).zh.find("2030-02-09") != std::string::npos);
  CHECK(message_of(verdict_of_code(VerdictCode::kNotYetValid)).en.find("2025-02-10") != std::string::npos);
  auto stale = verdict_of_code(VerdictCode::kValidStale);
  stale.reason = Reason::kDataOld;
  CHECK(message_of(stale).en.find("3 days old") != std::string::npos);
  stale.bundle_as_of = stale.now - std::chrono::hours(25);
  CHECK(message_of(stale).en.find("25 hours old") != std::string::npos);
  CHECK(message_of(stale).zh.find("25小时") != std::string::npos);
}

TEST_CASE("a list from before the document is not quoted as its revocation") {
  auto revoked = verdict_of_code(VerdictCode::kRevoked);
  revoked.status_as_of = revoked.now - std::chrono::hours(2);
  revoked.permission = Permission::kRevoked;
  CHECK(message_of(revoked).en.find("was revoked") != std::string::npos);
  CHECK(title_of(revoked).en == "Revoked");
  revoked.permission = Permission::kUnknown;  // judgement.cpp: the list is from before the document
  CHECK(message_of(revoked).en.find("do not take the permit as revoked") != std::string::npos);
  CHECK(message_of(revoked).zh.find("不得认定许可已被撤销") != std::string::npos);
  CHECK(title_of(revoked).en == "List older than this document: update");
}

}  // namespace
}  // namespace cred
