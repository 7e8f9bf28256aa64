// SPDX-License-Identifier: Apache-2.0
#include "cred/base/error.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

namespace cred {
namespace {

TEST_CASE("every reason has a word of its own in kebab-case") {
  std::set<std::string_view> seen;
#define CRED_CHECK_WORD(name, text)                                                      \
  CHECK(word(Reason::name) == (text));                                                   \
  CHECK(seen.insert(word(Reason::name)).second);                                         \
  CHECK(word(Reason::name).find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == \
        std::string_view::npos);
  CRED_REASONS(CRED_CHECK_WORD)
#undef CRED_CHECK_WORD
}

}  // namespace
}  // namespace cred
