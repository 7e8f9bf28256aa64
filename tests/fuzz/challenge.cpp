// SPDX-License-Identifier: Apache-2.0
// What a verifier asks, as a wallet reads it.
// Parser: libcred/src/sdcwt/challenge.cpp
// Longest: 512
#include "cred/sdcwt/challenge.h"

#include "fuzz/target.h"

namespace cred::fuzz {

std::vector<Bytes> seeds() {
  return {sdcwt::encode({"Example Police", {1, 2, 3}, {20, 22}}), sdcwt::encode({"示例派出所", {}, {}}),
          sdcwt::encode({"A", {255}, {20, 21, 22, 25, 26}})};
}

bool accepts(BytesView input) {
  const auto challenge = sdcwt::Challenge::parse(input);
  if (!challenge) {
    must_be_plain(challenge.error().detail);
    return false;
  }
  must_be_plain(challenge->audience);
  must(!sdcwt::is_reserved_audience(challenge->audience), "no challenge carries a reserved audience");
  must(sdcwt::check_challenge(*challenge).has_value(), "what is read obeys the maker's rules");
  must(equal(sdcwt::encode(*challenge), input), "a challenge encodes to the same octets");
  CRED_PLANT(challenge->wanted.size() == 4, challenge->audience.size() == 24);
  return true;
}

}  // namespace cred::fuzz
