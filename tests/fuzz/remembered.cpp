// SPDX-License-Identifier: Apache-2.0
// The live codes and challenges that a verifier remembers, as a bad disk could give them back.
// Parser: verifier/remembered.cpp
// Longest: 512
#include "verifier/remembered.h"

#include "cred/cbor/encode.h"
#include "fuzz/refused.h"
#include "fuzz/target.h"
#include "support/authority.h"

namespace cred::fuzz {

namespace {

using verifier::Remembered;

Remembered one_of_each() {
  Remembered remembered;
  remembered.accepted.remember({1}, test::kNow);
  remembered.challenges[{2}] = {test::kNow, false};
  remembered.challenges[{3}] = {test::kNow, true};
  return remembered;
}

/// No code and two challenges, whatever they are.
Bytes challenges(std::uint8_t first, std::uint8_t second, std::size_t size) {
  cbor::Encoder out;
  out.array(2).array(0).array(2);
  for (const auto octet : {first, second}) out.array(3).bytes(Bytes(size, octet)).uint(1).boolean(octet == 1);
  return out.take();
}

}  // namespace

std::vector<Bytes> seeds() {
  return {Remembered().encode(), one_of_each().encode(), challenges(1, 2, 16)};
}

std::vector<Refused> refused() {
  return {{"a challenge twice", challenges(1, 1, 16)},
          {"challenges out of order", challenges(2, 1, 16)},
          {"a nonce too short", challenges(1, 2, 15)}};
}

bool accepts(BytesView input) {
  auto remembered = Remembered::parse(input);
  if (!remembered) {
    must_be_plain(remembered.error().detail);
    return false;
  }
  must(equal(remembered->encode(), input), "what is remembered encodes to the same octets");
  CRED_PLANT(remembered->challenges.size() == 3, remembered->accepted.accepted().empty());
  const auto before = *remembered;
  remembered->forget(test::kNow);
  for (const auto& [code, time] : before.accepted.accepted())
    must(before.accepted.seen(code, test::kNow) == remembered->accepted.seen(code, test::kNow),
         "nothing is forgotten that counts");
  for (const auto& [nonce, challenge] : before.challenges)
    must(remembered->challenges.contains(nonce) || challenge.made < test::kNow - std::chrono::minutes(5) ||
             challenge.made > test::kNow + std::chrono::hours(24),
         "no challenge is forgotten that can be answered");
  must(Remembered::parse(remembered->encode()).has_value(), "what is kept is read again");
  return true;
}

}  // namespace cred::fuzz
