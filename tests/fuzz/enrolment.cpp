// SPDX-License-Identifier: Apache-2.0
// What a device asks to be bound, signed by the device's key whatever it says.
// Parser: libcred/src/enrolment.cpp
// Longest: 512
#include "cred/enrolment.h"

#include "fuzz/live.h"

namespace cred::fuzz {

namespace {

constexpr sdcwt::Nonce kNonce{1, 2, 3};

Bytes payload(std::string_view iss, std::string_view serial) {
  cbor::Encoder out;
  out.map(4).integer(1).text(iss).integer(2).bytes(kNonce).integer(3);
  cose::encode_key(out, device().public_key());
  return out.integer(4).text(serial).take();
}

}  // namespace

std::vector<Bytes> seeds() {
  return {payload("CN-110000", "SSC-EXAMPLE-1"), payload("CN-110000", "示例卡")};
}

bool accepts(BytesView input) {
  const auto token = sign1_any(cose::Typ::kEnrolment, input, device());
  const auto opened = Enrolment::open(token, "CN-110000", kNonce);
  if (!opened) {
    must_be_plain(opened.error().detail);
    return false;
  }
  must_be_plain(opened->card_serial());
  must(opened->device() == device().public_key(), "only the key that signed is enrolled");
  must(equal(payload("CN-110000", opened->card_serial()), input), "one enrolment, one encoding");
  const auto again = request_enrolment("CN-110000", kNonce, opened->card_serial(), device());
  must(again && again->token == token, "a device asks in the same octets");
  const auto other = sign1_any(cose::Typ::kPresentation, input, device());
  must(!Enrolment::open(other, "CN-110000", kNonce), "nothing else is an enrolment");
  CRED_PLANT(opened->card_serial().size() == 1, opened->card_serial().front() < 'A');
  return true;
}

}  // namespace cred::fuzz
