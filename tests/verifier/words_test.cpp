// SPDX-License-Identifier: Apache-2.0
#include "verifier/words.h"

#include <catch2/catch.hpp>

#include "cred/credential/groups.h"
#include "cred/verdict.h"

namespace cred::verifier {
namespace {

/// The words of an enumeration from its first member to `last`.
template <class Enum>
void check_words(Enum last) {
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto word = name(static_cast<Enum>(i));
    CAPTURE(word);
    CHECK(chinese(word) != word);
  }
}

TEST_CASE("every word of a verdict that a person reads has its Chinese") {
  check_words(Permission::kSuspended);
  check_words(Binding::kHolderProven);
  check_words(Mode::kLegacy);
  check_words(Freshness::kStale);
  check_words(Check::kFreshness);
  check_words(credential::NameMatch::kNo);
  check_words(credential::Event::kPassportChange);
  check_words(legacy::DocumentKind::kExpertPermit);
  check_words(legacy::CardState::kSuspended);
  check_words(legacy::CardEvent::kPassportChange);
  for (const auto kind : {credential::Kind::kOver90Days, credential::Kind::kUpTo90Days})
    CHECK(chinese(name(kind)) != name(kind));
  CHECK(chinese("a word of a later version") == "a word of a later version");
}

}  // namespace
}  // namespace cred::verifier
