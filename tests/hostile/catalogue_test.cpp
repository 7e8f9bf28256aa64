// SPDX-License-Identifier: Apache-2.0
// One breach a row, signed by the right key wherever a signature can be had: what is refused is refused for
// its own reason, not because the signature no longer fits. The original of every row is accepted first.
#include <catch2/catch.hpp>
#include <functional>

#include "hostile/parts.h"
#include "hostile/samples.h"

namespace cred::hostile {
namespace {

using Spoil = std::function<void(Parts&)>;
struct Row {
  const char* what;
  Spoil spoil;
  const char* expected;
};

// In the header: a3 01 32 04 48 kid 10 18 3d. In the claims: a6 01 69 iss, 02 70 sub, 04 1a exp, 06 1a iat,
// 19 ffff status, 3a 00011170 permit. In the permit: a7 01 01, 02 1a 0001ae1c, 03 1a from, 04 1a until, 14
// name, 16 work, 18 19 passport.
const Row kRows[] = {
    {"tag 17", [](Parts& p) { p.before = hex("d184"); }, "MALFORMED cbor"},
    {"tag 61 in front", [](Parts& p) { p.before = hex("d83dd284"); }, "MALFORMED cbor"},
    {"tag 98", [](Parts& p) { p.before = hex("d86284"); }, "MALFORMED cose"},
    {"tag 18 twice", [](Parts& p) { p.before = hex("d2d284"); }, "MALFORMED cose"},
    {"no tag", [](Parts& p) { p.before = hex("84"); }, "MALFORMED cose"},
    {"tag 18 in long form", [](Parts& p) { p.before = hex("d81284"); }, "MALFORMED not-deterministic"},
    {"array in long form", [](Parts& p) { p.before = hex("d29804"); }, "MALFORMED not-deterministic"},
    {"array of open length", [](Parts& p) { p.before = hex("d29f"), p.after = hex("ff"); },
     "MALFORMED not-deterministic"},
    {"five elements", [](Parts& p) { p.before = hex("d285"), p.after = hex("00"); }, "MALFORMED cose"},
    {"three elements and more", [](Parts& p) { p.before = hex("d283"); }, "MALFORMED cbor"},
    {"array that declares 2^64-1", [](Parts& p) { p.before = hex("d29bffffffffffffffff"); },
     "MALFORMED cbor"},
    {"null behind", [](Parts& p) { p.after = hex("f6"); }, "MALFORMED cbor"},

    {"alg in the unprotected header", [](Parts& p) { p.unprotected = hex("a10132"); }, "MALFORMED header"},
    {"kid in the unprotected header", [](Parts& p) { p.unprotected = hex("a1044101"); }, "MALFORMED header"},
    {"unprotected is an array", [](Parts& p) { p.unprotected = hex("80"); }, "MALFORMED cose"},
    {"empty protected header", [](Parts& p) { p.protected_header.clear(); }, "MALFORMED header"},
    {"unknown header label",
     [](Parts& p) { p.protected_header[0] = 0xa4, append(p.protected_header, hex("186300")); },
     "MALFORMED header"},
    {"crit", [](Parts& p) { replace(p.protected_header, "a3013204", "a401320281186304"); },
     "MALFORMED header"},
    {"header key twice", [](Parts& p) { replace(p.protected_header, "a30132", "a401320132"); },
     "MALFORMED cbor"},
    {"alg -8 (EdDSA)", [](Parts& p) { replace(p.protected_header, "a30132", "a30127"); },
     "MALFORMED algorithm"},
    {"alg SM2", [](Parts& p) { replace(p.protected_header, "a30132", "a3013a00011179"); },
     "MALFORMED algorithm"},
    {"alg HMAC", [](Parts& p) { replace(p.protected_header, "a30132", "a30105"); }, "MALFORMED algorithm"},
    {"alg as text", [](Parts& p) { replace(p.protected_header, "a30132", "a3016745643235353139"); },
     "MALFORMED algorithm"},
    {"alg of the other kind of key", [](Parts& p) { replace(p.protected_header, "a30132", "a30128"); },
     "MALFORMED algorithm"},
    {"typ 293", [](Parts& p) { replace(p.protected_header, "10183d", "10190125"); }, "MALFORMED typ"},
    {"typ 294", [](Parts& p) { replace(p.protected_header, "10183d", "10190126"); }, "MALFORMED typ"},
    {"typ unknown", [](Parts& p) { replace(p.protected_header, "10183d", "10183e"); }, "MALFORMED typ"},
    {"typ as text 61", [](Parts& p) { replace(p.protected_header, "10183d", "10623631"); }, "MALFORMED typ"},
    {"typ long form", [](Parts& p) { replace(p.protected_header, "10183d", "1019003d"); },
     "MALFORMED not-deterministic"},
    {"no typ", [](Parts& p) { replace(p.protected_header, "10183d", ""), p.protected_header[0] = 0xa2; },
     "MALFORMED header"},
    {"kid of 7 octets",
     [](Parts& p) { p.protected_header[4] = 0x47, p.protected_header.erase(p.protected_header.begin() + 5); },
     "MALFORMED header"},
    {"kid of another key", [](Parts& p) { p.protected_header[5] ^= 1; }, "UNTRUSTED_ISSUER unknown-key"},

    {"signature of 63 octets", [](Parts& p) { p.sign = false, p.signature.resize(63); },
     "BAD_SIGNATURE issuer-signature"},
    {"signature of 65 octets", [](Parts& p) { p.sign = false, p.signature.resize(65); },
     "BAD_SIGNATURE issuer-signature"},
    {"no signature", [](Parts& p) { p.sign = false, p.signature.clear(); }, "BAD_SIGNATURE issuer-signature"},
    {"signature of zeros", [](Parts& p) { p.sign = false; }, "BAD_SIGNATURE issuer-signature"},

    {"claim twice",
     [](Parts& p) {
       p.payload[0] = 0xa7,
       p.payload.insert(p.payload.begin() + 1, p.payload.begin() + 1, p.payload.begin() + 12);
     },
     "MALFORMED cbor"},
    {"unknown claim", [](Parts& p) { p.payload[0] = 0xa7, append(p.payload, hex("3a0001117100")); },
     "MALFORMED claims"},
    {"cnf in a static permit",
     [](Parts& p) { replace(p.payload, "19ffff", "08a019ffff"), p.payload[0] = 0xa7; }, "MALFORMED claims"},
    {"nbf", [](Parts& p) { replace(p.payload, "061a", "0500061a"), p.payload[0] = 0xa7; },
     "MALFORMED claims"},
    {"iat as a float",
     [](Parts& p) { replace(p.payload, "061a", "06fb41d0000000000000"), p.payload.resize(p.payload.size()); },
     "MALFORMED cbor"},
    {"exp as text", [](Parts& p) { replace(p.payload, "041a", "0464"); }, "MALFORMED claims"},
    {"exp one second late", [](Parts& p) { p.payload[test::find_octets(p.payload, hex("041a")) + 5] ^= 1; },
     "MALFORMED time-inconsistent"},
    {"payload map in long form", [](Parts& p) { replace(p.payload, "a60169", "b8060169"); },
     "MALFORMED not-deterministic"},
    {"payload of open length", [](Parts& p) { p.payload[0] = 0xbf, p.payload.push_back(0xff); },
     "MALFORMED not-deterministic"},
    {"payload keys out of order", [](Parts& p) { replace(p.payload, "a60169", "a60a69"); },
     "MALFORMED not-deterministic"},
    {"octets behind the payload", [](Parts& p) { p.payload.push_back(0); }, "MALFORMED cbor"},
    {"payload is an array", [](Parts& p) { p.payload = hex("80"); }, "MALFORMED claims"},
    {"empty payload", [](Parts& p) { p.payload.clear(); }, "MALFORMED cbor"},
    {"nine levels deep", [](Parts& p) { p.payload = hex("81818181818181818100"); }, "MALFORMED cbor"},
    {"a thousand levels deep", [](Parts& p) { p.payload = Bytes(1000, 0x81); }, "MALFORMED cbor"},
    {"text that declares 2^63", [](Parts& p) { replace(p.payload, "0169", "017b8000000000000000"); },
     "MALFORMED cbor"},
    {"invalid UTF-8 in iss", [](Parts& p) { p.payload[4] = 0xff; }, "MALFORMED cbor"},
    {"escape in iss", [](Parts& p) { p.payload[4] = 0x1b; }, "MALFORMED claims"},
    {"another iss", [](Parts& p) { p.payload[4] = 'D'; }, "UNTRUSTED_ISSUER wrong-issuer-name"},
    {"lower case in sub", [](Parts& p) { replace(p.payload, "02704b", "02706b"); }, "MALFORMED claims"},
    {"sub of 15 characters", [](Parts& p) { replace(p.payload, "02704b", "026f"); }, "MALFORMED claims"},
    {"status as an array", [](Parts& p) { replace(p.payload, "19ffffa1", "19ffff81"); }, "MALFORMED cbor"},
    {"idx negative",
     [](Parts& p) {
       replace(p.payload,
               "63696478"
               "07",
               "6369647826");
     },
     "MALFORMED claims"},
    {"idx as bytes", [](Parts& p) { replace(p.payload, "6369647807", "636964784107"); }, "MALFORMED claims"},
    {"idx outside the list", [](Parts& p) { replace(p.payload, "6369647807", "636964781a00100000"); },
     "MALFORMED status-index"},
    {"idx of 2^64-1", [](Parts& p) { replace(p.payload, "6369647807", "636964781bffffffffffffffff"); },
     "MALFORMED claims"},
    {"a third member of the status",
     [](Parts& p) {
       replace(p.payload,
               "a263696478"
               "07",
               "a3616100"
               "6369647807");
     },
     "MALFORMED claims"},
    {"uri of another authority", [](Parts& p) { replace(p.payload, "6b434e", "6b444e"); },
     "UNTRUSTED_ISSUER wrong-status-prefix"},

    {"category 0", [](Parts& p) { replace(p.payload, "a70101021a", "a70100021a"); }, "MALFORMED claims"},
    {"category 4", [](Parts& p) { replace(p.payload, "a70101021a", "a70104021a"); }, "MALFORMED claims"},
    {"region as text", [](Parts& p) { replace(p.payload, "021a0001ae1c", "0266313130313038"); },
     "MALFORMED claims"},
    {"region of five digits", [](Parts& p) { replace(p.payload, "021a0001ae1c", "02193039"); },
     "MALFORMED claims"},
    {"region elsewhere", [](Parts& p) { replace(p.payload, "021a0001ae1c", "021a0004bb45"); },
     "UNTRUSTED_ISSUER wrong-region"},
    {"30 February", [](Parts& p) { replace(p.payload, "031a0134fe62", "031a0134fe76"); }, "MALFORMED claims"},
    {"ends before it begins", [](Parts& p) { replace(p.payload, "031a0134fe62", "031a0135e855"); },
     "MALFORMED claims"},
    {"escape in the status uri",
     [](Parts& p) { replace(p.payload, "6b434e2d3131303030303a31", "6b434e2d3131303030303a1b"); },
     "MALFORMED claims"},
    {"a second member beside status_list", [](Parts& p) { replace(p.payload, "19ffffa1", "19ffffa20000"); },
     "MALFORMED claims"},
    {"a third member of work", [](Parts& p) { replace(p.payload, "16a204", "16a3000004"); },
     "MALFORMED claims"},
    {"an employer code of no length",
     [](Parts& p) {
       const auto at =
           p.payload.begin() + static_cast<std::ptrdiff_t>(test::find_octets(p.payload, hex("0572")));
       at[1] = 0x60;
       p.payload.erase(at + 2, at + 20);
     },
     "MALFORMED claims"},
    {"group missing",
     [](Parts& p) {
       replace(p.payload, "a70101021a", "a60101021a"),
           p.payload.resize(test::find_octets(p.payload, hex("1819a2")));
     },
     "MALFORMED claims"},
    {"group of a wallet credential",
     [](Parts& p) { replace(p.payload, "a70101021a", "a80101021a"), append(p.payload, hex("181aa0")); },
     "MALFORMED claims"},
    {"redaction key",
     [](Parts& p) { replace(p.payload, "a70101021a", "a80101021a"), append(p.payload, hex("f83b80")); },
     "MALFORMED claims"},
    {"tag of five octets", [](Parts& p) { replace(p.payload, "0244", "024500"); }, "MALFORMED claims"},
};

TEST_CASE("every breach of the static permit is refused for its own reason") {
  test::World world;
  const auto context = world.context();
  const auto good = original(world);
  REQUIRE(test::summary(verify_static(assembled(good, *world.authority.permits_key), context)) == "VALID");

  Histogram histogram;
  for (const auto& row : kRows) {
    auto parts = good;
    row.spoil(parts);
    const auto verdict = verify_static(assembled(parts, *world.authority.permits_key), context);
    histogram.count(verdict);
    INFO(row.what << ": " << verdict.detail);
    CHECK(test::summary(verdict) == row.expected);
    CHECK_FALSE(verdict.facts);
  }
  histogram.print("breaches of the static permit");
}

}  // namespace
}  // namespace cred::hostile
