// SPDX-License-Identifier: Apache-2.0
// Live codes in any other form than the one there is.
#include "attack.h"

namespace cred::test {
namespace {

Verdict with_payload(LiveWorld& world, const HeldPermit& held,
                     const std::function<void(cbor::Encoder&)>& write) {
  const auto header = header_of(held.showing({Group::kName}));
  return world.verify_live(assembled(*world.device, header, payload_of(write)));
}

const Attack kForm[] = {
    {"typ 293 outside",
     [](auto& world, auto& held, bool fine) {
       return with_header(world, header_of(held.showing({Group::kName}), -9, fine ? 294 : 293));
     },
     "MALFORMED typ"},
    {"the other algorithm in the header, the device's own signature",
     [](auto& world, auto& held, bool fine) {
       return with_header(world, header_of(held.showing({Group::kName}), fine ? -9 : -19));
     },
     "BAD_SIGNATURE holder-signature"},
    {"an empty header",
     [](auto& world, auto& held, bool fine) {
       return with_header(world, fine ? header_of(held.showing({Group::kName})) : Bytes());
     },
     "MALFORMED header"},
    {"tag 98",
     [](auto& world, auto& held, bool fine) {
       auto token = world.quick(held).token;
       if (!fine) token[0] = 0xd8, token.insert(token.begin() + 1, 98);
       return world.verify_live(token);
     },
     "MALFORMED cose"},
    {"a fifth member outside",
     [](auto& world, auto& held, bool fine) {
       auto token = world.quick(held).token;
       if (!fine) token[1] = 0x85, token.push_back(0);
       return world.verify_live(token);
     },
     "MALFORMED cose"},
    {"something in the outer unprotected header",
     [](auto& world, auto& held, bool fine) {
       auto token = world.quick(held).token;
       const auto payload = test::find_octets(
           token, payload_of([](auto& out) { out.map(2), statement(out, "employer", test::kNow); }));
       // The empty map stands before the head of the payload's byte string.
       const auto at = static_cast<std::ptrdiff_t>(payload) - 2;
       if (!fine)
         token[static_cast<std::size_t>(at)] = 0xa1, token.insert(token.begin() + at + 1, {0x04, 0x40});
       return world.verify_live(token);
     },
     "MALFORMED header"},
    {"alg -7",
     [](auto& world, auto& held, bool fine) {
       return with_header(world, header_of(held.showing({Group::kName}), fine ? -9 : -7));
     },
     "MALFORMED algorithm"},
    {"SM2, which this version does not have",
     [](auto& world, auto& held, bool fine) {
       return with_header(world, header_of(held.showing({Group::kName}), fine ? -9 : -70010));
     },
     "MALFORMED algorithm"},
    {"CWT claims in the header",
     [](auto& world, auto& held, bool fine) {
       return with_header(world, header_of(held.showing({Group::kName}), -9, 294, !fine));
     },
     "MALFORMED header"},
    {"no aud",
     [](auto& world, auto& held, bool fine) {
       return with_payload(world, held, [&](auto& out) {
         if (fine) return out.map(2), statement(out, "employer", test::kNow);
         out.map(1).integer(6).uint(to_unix(test::kNow));
       });
     },
     "MALFORMED claims"},
    {"no iat",
     [](auto& world, auto& held, bool fine) {
       return with_payload(world, held, [&](auto& out) {
         if (fine) return out.map(2), statement(out, "employer", test::kNow);
         out.map(1).integer(3).text("employer");
       });
     },
     "MALFORMED claims"},
    {"an exp of its own",
     [](auto& world, auto& held, bool fine) {
       return with_payload(world, held, [&](auto& out) {
         if (fine) return out.map(2), statement(out, "employer", test::kNow);
         out.map(3).integer(3).text("employer").integer(4).uint(to_unix(test::kNow) + 60);
         out.integer(6).uint(to_unix(test::kNow));
       });
     },
     "MALFORMED claims"},
    {"iss in the presentation",
     [](auto& world, auto& held, bool fine) {
       return with_payload(world, held, [&](auto& out) {
         if (fine) return out.map(2), statement(out, "employer", test::kNow);
         out.map(3).integer(1).text("CN-110000"), statement(out, "employer", test::kNow);
       });
     },
     "MALFORMED claims"},
    {"a nonce of 15 octets",
     [](auto& world, auto& held, bool fine) {
       return with_payload(world, held, [&](auto& out) {
         if (fine) return out.map(2), statement(out, "employer", test::kNow);
         out.map(3), statement(out, "employer", test::kNow), out.integer(39).bytes(Bytes(15));
       });
     },
     "MALFORMED claims"},
    {"redacted members in the presentation",
     [](auto& world, auto& held, bool fine) {
       return with_payload(world, held, [&](auto& out) {
         if (fine) return out.map(2), statement(out, "employer", test::kNow);
         out.map(3), statement(out, "employer", test::kNow), out.simple(59).array(0);
       });
     },
     "MALFORMED claims"},
    {"an audience that steers a terminal",
     [](auto& world, auto& held, bool fine) {
       return with_payload(world, held, [&](auto& out) {
         out.map(2), statement(out, fine ? "employer" : "employer\x1b[2J", test::kNow);
       });
     },
     "MALFORMED claims"},
    {"an iat before the credential was issued",
     [](auto& world, auto& held, bool fine) {
       return with_payload(world, held, [&](auto& out) {
         out.map(2), statement(out, "employer", fine ? test::kNow : held.claims().iat - s(1));
       });
     },
     "MALFORMED time-inconsistent"},
};

TEST_CASE("a presentation in any other form is refused for its own reason") {
  run(kForm);
}

TEST_CASE("what no wallet holds is a wrong typ inside a presentation, whoever signed it") {
  LiveWorld world;
  auto context = world.context();
  context.trust = nullptr;
  const auto shown = [&](BytesView inside) {
    const auto token = signed_by(*world.device, inside, {"employer", test::kNow, std::nullopt});
    return summary(verify_presentation(token, context));
  };
  CHECK(shown(world.mint_wallet()) == "UNKNOWN no-bundle");
  CHECK(shown(world.mint().token) == "MALFORMED typ");
}

}  // namespace
}  // namespace cred::test
