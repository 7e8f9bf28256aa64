// SPDX-License-Identifier: Apache-2.0
// Live codes: what is accepted, and every attack we know of beside it.
#include <catch2/catch.hpp>
#include <functional>

#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "cred/cose/sig_structure.h"
#include "cred/sdcwt/disclosure.h"
#include "cred/sdcwt/token.h"
#include "support/live.h"

namespace cred {
namespace {

using credential::Group;
using credential::GroupSet;
using test::LiveWorld;
using test::summary;
using test::WalletDraftOf;
using trust::VerifierRole;

std::chrono::seconds s(int seconds) {
  return std::chrono::seconds(seconds);
}

/// The disclosures of a wallet credential, as they stand in it.
std::vector<Bytes> disclosures_of(BytesView token) {
  const auto item = cbor::decode(token, cbor::Limits::own(cose::kMaxToken));
  REQUIRE(item);
  cbor::Children members(item->tagged());
  members.next();
  cbor::MapReader unprotected(*members.next(), "test", Reason::kHeader);
  cbor::Children list(unprotected.required(cose::header::kSdClaims));
  std::vector<Bytes> disclosures;
  while (const auto disclosure = list.next()) disclosures.push_back(to_bytes(*disclosure->bytes()));
  return disclosures;
}

Bytes with(BytesView token, const std::vector<Bytes>& disclosures) {
  const std::vector<BytesView> views(disclosures.begin(), disclosures.end());
  auto changed = cose::with_disclosures(token, views);
  REQUIRE(changed);
  return std::move(*changed);
}

/// What a dishonest wallet would sign: anything inside, any statement.
Bytes signed_by(crypto::Signer& device, BytesView credential, const sdcwt::Statement& statement) {
  auto token = sdcwt::sign_presentation(credential, statement, device);
  REQUIRE(token);
  return std::move(*token);
}

/// A presentation with any header and payload, signed by `device`.
Bytes assembled(crypto::Signer& device, BytesView header, BytesView payload) {
  const auto signature = device.sign(cose::SigStructure::sign1(header, payload));
  REQUIRE(signature);
  cbor::Encoder out;
  out.tag(18).array(4).bytes(header).map(0).bytes(payload).bytes(*signature);
  return out.take();
}

/// {1: alg, 13: credential, 16: typ}, with one more member if there is any.
Bytes header_of(BytesView credential, std::int64_t algorithm = -9, std::uint64_t typ = 294,
                bool with_cwt_claims = false) {
  cbor::Encoder out;
  out.map(with_cwt_claims ? 4 : 3).integer(1).integer(algorithm).integer(13).item(credential);
  if (with_cwt_claims) out.integer(15).map(0);
  out.integer(16).uint(typ);
  return out.take();
}

Bytes payload_of(const std::function<void(cbor::Encoder&)>& write) {
  cbor::Encoder out;
  write(out);
  return out.take();
}

void statement(cbor::Encoder& out, std::string_view audience, Instant iat) {
  out.integer(3).text(audience).integer(6).uint(to_unix(iat));
}

TEST_CASE("each profile shows its groups and nothing else, in both modes and for both kinds of device key") {
  for (const auto algorithm : {crypto::Algorithm::kEd25519, crypto::Algorithm::kEsp256}) {
    LiveWorld world;
    world.device = test::make_key(world.random, algorithm);
    const auto held = world.hold();
    for (const auto& profile : credential::kDisclosureProfiles) {
      CAPTURE(profile.name);
      auto context = world.context();
      context.role = *trust::verifier_role_from(profile.name);
      const auto quick = verify(world.quick(held, context.role).text, context);
      CHECK(summary(quick) == "VALID");
      CHECK(quick.mode == Mode::kQuick);

      const auto challenge = world.challenge();
      context.challenge = world.awaited(challenge);
      const auto answer = verify(world.answer(held, challenge, profile.groups).text, context);
      CHECK(summary(answer) == "VALID");
      CHECK(answer.mode == Mode::kChallenge);

      for (const auto& verdict : {quick, answer}) {
        CHECK(verdict.binding == Binding::kHolderProven);
        REQUIRE(verdict.facts);
        std::vector<std::string> shown;
        for (const auto group : credential::kGroups)
          if (profile.groups.has(group)) shown.emplace_back(credential::name(group));
        CHECK(verdict.facts->groups == shown);
        CHECK(verdict.facts->name.has_value() == profile.groups.has(Group::kName));
        CHECK(verdict.facts->identity.has_value() == profile.groups.has(Group::kIdentity));
        CHECK(verdict.facts->work.has_value() == profile.groups.has(Group::kWork));
        CHECK(verdict.facts->employer_uscc.has_value() == profile.groups.has(Group::kWork));
        CHECK(verdict.facts->record.has_value() == profile.groups.has(Group::kRecord));
        CHECK(verdict.check(Check::kHolder).result == CheckResult::kPassed);
        CHECK(verdict.check(Check::kDisclosure).result == CheckResult::kPassed);
        CHECK(verdict.remember);
      }
    }
  }
}

/// One attack: `accepted` is its honest twin.
struct Attack {
  const char* what;
  std::function<Verdict(LiveWorld&, const HeldPermit&, bool accepted)> run;
  const char* expected;
};

Verdict quick_at(LiveWorld& world, const HeldPermit& held, std::chrono::seconds later) {
  return verify(world.quick(held).text, world.context(test::kNow + later));
}

/// An answer made for `asked`, checked against `awaited`.
Verdict answered(LiveWorld& world, const HeldPermit& held, const sdcwt::Challenge& asked,
                 const AwaitedAnswer& awaited, Instant now = test::kNow, Instant clock = test::kNow) {
  auto context = world.context(now);
  context.challenge = awaited;
  return verify(world.answer(held, asked, {Group::kName}, clock).text, context);
}

Verdict shown_as(LiveWorld& world, BytesView credential) {
  return world.verify_live(signed_by(*world.device, credential, {"employer", test::kNow, std::nullopt}));
}

Verdict with_payload(LiveWorld& world, const HeldPermit& held,
                     const std::function<void(cbor::Encoder&)>& write) {
  const auto header = header_of(held.showing({Group::kName}));
  return world.verify_live(assembled(*world.device, header, payload_of(write)));
}

Verdict with_header(LiveWorld& world, BytesView header) {
  const auto payload = payload_of([](auto& out) { out.map(2), statement(out, "employer", test::kNow); });
  return world.verify_live(assembled(*world.device, header, payload));
}

const Attack kFreshness[] = {
    {"a quick code 61 s later",
     [](auto& world, auto& held, bool fine) { return quick_at(world, held, s(fine ? 60 : 61)); },
     "NOT_PROVEN presentation-old"},
    {"a quick code 31 s ahead",
     [](auto& world, auto& held, bool fine) { return quick_at(world, held, s(fine ? -30 : -31)); },
     "NOT_PROVEN presentation-old"},
    {"the phone's clock ten minutes behind, quick",
     [](auto& world, auto& held, bool fine) {
       return verify(world.quick(held, VerifierRole::kEmployer, test::kNow - s(fine ? 0 : 600)).text,
                     world.context());
     },
     "NOT_PROVEN presentation-old"},
    {"the phone's clock ten minutes ahead, quick",
     [](auto& world, auto& held, bool fine) {
       return verify(world.quick(held, VerifierRole::kEmployer, test::kNow + s(fine ? 0 : 600)).text,
                     world.context());
     },
     "NOT_PROVEN presentation-old"},
    {"the phone's clock a day and a second behind, answering",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       return answered(world, held, asked, world.awaited(asked), test::kNow,
                       test::kNow - s(fine ? 86'400 : 86'401));
     },
     "NOT_PROVEN presentation-old"},
    {"the phone's clock a day and a second ahead, answering",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       return answered(world, held, asked, world.awaited(asked), test::kNow,
                       test::kNow + s(fine ? 86'400 : 86'401));
     },
     "NOT_PROVEN presentation-old"},
    {"the same code twice",
     [](auto& world, auto& held, bool fine) {
       const auto code = world.quick(held);
       sdcwt::ReplayMemory memory;
       auto context = world.context();
       context.replay = &memory;
       const auto first = verify(code.text, context);
       if (!fine) memory.remember(*first.remember, context.now);
       context.now += s(5);
       return verify(code.text, context);
     },
     "NOT_PROVEN replay"},
    {"a code for another role",
     [](auto& world, auto& held, bool fine) {
       return verify(world.quick(held, fine ? VerifierRole::kEmployer : VerifierRole::kGuard).text,
                     world.context());
     },
     "NOT_PROVEN audience"},
    {"an answer to another verifier's challenge",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       const auto ours = world.challenge("Another Police");
       return answered(world, held, fine ? ours : asked, world.awaited(ours));
     },
     "NOT_PROVEN audience"},
    {"an answer with another audience and our nonce",
     [](auto& world, auto& held, bool fine) {
       const auto ours = world.challenge();
       auto asked = ours;
       if (!fine) asked.audience = "Example Pohce";
       return answered(world, held, asked, world.awaited(ours));
     },
     "NOT_PROVEN audience"},
    {"an answer with another nonce",
     [](auto& world, auto& held, bool fine) {
       const auto ours = world.challenge();
       auto asked = ours;
       if (!fine) asked.nonce[15] ^= 1;
       return answered(world, held, asked, world.awaited(ours));
     },
     "NOT_PROVEN nonce"},
    {"a challenge used twice",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       auto awaited = world.awaited(asked);
       awaited.used = !fine;
       return answered(world, held, asked, awaited);
     },
     "NOT_PROVEN nonce"},
    {"a challenge this store did not make",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       auto awaited = world.awaited(asked);
       if (!fine) awaited.made.reset();
       return answered(world, held, asked, awaited);
     },
     "NOT_PROVEN nonce"},
    {"a challenge after 301 s",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       return answered(world, held, asked, world.awaited(asked), test::kNow + s(fine ? 300 : 301));
     },
     "NOT_PROVEN nonce"},
    {"a quick code where an answer is awaited",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       auto context = world.context();
       if (!fine) context.challenge = world.awaited(asked);
       return verify(world.quick(held).text, context);
     },
     "NOT_PROVEN nonce"},
    {"a print where an answer is awaited",
     [](auto& world, auto&, bool fine) {
       const auto asked = world.challenge();
       auto context = world.context();
       if (!fine) context.challenge = world.awaited(asked);
       return verify(world.mint().text, context);
     },
     "NOT_PROVEN nonce"},
    {"an answer where a quick code belongs",
     [](auto& world, auto& held, bool fine) {
       const auto asked = world.challenge();
       auto context = world.context();
       if (fine) context.challenge = world.awaited(asked);
       return verify(world.answer(held, asked).text, context);
     },
     "NOT_PROVEN nonce"},
};

const Attack kComparisons[] = {
    {"the work group hidden from --employer",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.employer = "91110108XXDEM00154";
       const GroupSet groups = fine ? GroupSet{Group::kName, Group::kWork} : GroupSet{Group::kName};
       return verify(world.quick(held, VerifierRole::kEmployer, groups).text, context);
     },
     "NOT_PROVEN not-shown"},
    {"both passport groups hidden from --passport",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.passport = {"Z000101", test::day("1984-07-19")};
       const GroupSet groups = fine ? GroupSet{Group::kPassport} : GroupSet{Group::kName};
       return verify(world.quick(held, VerifierRole::kEmployer, groups).text, context);
     },
     "NOT_PROVEN not-shown"},
    {"another passport, against the check",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.passport = {fine ? "z 000101" : "Z000102", test::day("1984-07-19")};
       return verify(world.quick(held).text, context);
     },
     "HOLDER_MISMATCH passport"},
    {"another passport, read",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.role = VerifierRole::kCheckpoint;
       context.passport = {fine ? "z-000101" : "Z000102", test::day("1984-07-19")};
       return verify(world.quick(held, VerifierRole::kCheckpoint).text, context);
     },
     "HOLDER_MISMATCH passport"},
    {"another birth date, read",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.role = VerifierRole::kCheckpoint;
       context.passport = {"Z000101", test::day(fine ? "1984-07-19" : "1984-07-18")};
       return verify(world.quick(held, VerifierRole::kCheckpoint).text, context);
     },
     "HOLDER_MISMATCH birth-date"},
    {"the name hidden from --mrz",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.passport = {"Z000101", test::day("1984-07-19")};
       context.mrz_name = credential::MrzName{"AL<RASHED<<NORAH<ABDULLAH"};
       const GroupSet groups = fine ? GroupSet{Group::kName, Group::kPassport} : GroupSet{Group::kPassport};
       return verify(world.quick(held, VerifierRole::kEmployer, groups).text, context);
     },
     "NOT_PROVEN not-shown"},
    {"another name in the passport",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.passport = {"Z000101", test::day("1984-07-19")};
       context.mrz_name = credential::MrzName{fine ? "AL<RASHED<<NORAH<ABDULLAH" : "TESFAYE<<SELAM"};
       return verify(world.quick(held).text, context);
     },
     "HOLDER_MISMATCH name"},
    {"another employer",
     [](auto& world, auto& held, bool fine) {
       auto context = world.context();
       context.employer = fine ? "91110108 xxdem 00154" : "91120116XXDEM00234";
       return verify(world.quick(held).text, context);
     },
     "EMPLOYER_MISMATCH employer-mismatch"},
};

const Attack kTampering[] = {
    {"a disclosure taken out after the device signed",
     [](auto& world, auto& held, bool fine) {
       auto token = world.quick(held).token;
       const auto inside = held.showing(credential::find_profile("employer")->groups);
       auto all = disclosures_of(inside);
       if (!fine) all.pop_back();
       auto changed = with(inside, all);
       const auto at = test::find_octets(token, inside);
       token.erase(token.begin() + static_cast<std::ptrdiff_t>(at),
                   token.begin() + static_cast<std::ptrdiff_t>(at + inside.size()));
       token.insert(token.begin() + static_cast<std::ptrdiff_t>(at), changed.begin(), changed.end());
       // The byte string around the header is now shorter.
       const auto size = inside.size() - changed.size();
       const auto low = static_cast<unsigned>(token[4]) + 256u * token[3] - static_cast<unsigned>(size);
       token[3] = static_cast<std::uint8_t>(low / 256);
       token[4] = static_cast<std::uint8_t>(low % 256);
       return world.verify_live(token);
     },
     "BAD_SIGNATURE holder-signature"},
    {"a disclosure of another permit added",
     [](auto& world, auto& held, bool fine) {
       const auto inside = held.showing({Group::kName});
       auto all = disclosures_of(inside);
       WalletDraftOf other;
       other.document_id = "X7M9Q2XT7RW4VNP8";
       const auto stolen = disclosures_of(world.mint_wallet(other));
       if (!fine) all.push_back(stolen[1]);
       return shown_as(world, with(inside, all));
     },
     "MALFORMED disclosure"},
    {"a disclosure swapped for another permit's",
     [](auto& world, auto& held, bool fine) {
       const auto inside = held.showing({Group::kName});
       const auto stolen = disclosures_of(world.mint_wallet());
       return shown_as(world, with(inside, {fine ? disclosures_of(inside)[0] : stolen[0]}));
     },
     "MALFORMED disclosure"},
    {"a disclosure repeated",
     [](auto& world, auto& held, bool fine) {
       const auto inside = held.showing({Group::kName});
       auto all = disclosures_of(inside);
       if (!fine) all.push_back(all[0]);
       return shown_as(world, with(inside, all));
     },
     "MALFORMED disclosure"},
    {"a disclosure whose value was changed",
     [](auto& world, auto& held, bool fine) {
       const auto inside = held.showing({Group::kName});
       auto all = disclosures_of(inside);
       if (!fine) all[0][30] ^= 1;
       return shown_as(world, with(inside, all));
     },
     "MALFORMED disclosure"},
    {"an orphan that no digest answers",
     [](auto& world, auto& held, bool fine) {
       const auto inside = held.showing({Group::kName});
       auto all = disclosures_of(inside);
       if (!fine) all.push_back(sdcwt::encode_disclosure({1}, payload_of([](auto& out) { out.map(0); }), 21));
       return shown_as(world, with(inside, all));
     },
     "MALFORMED disclosure"},
    {"a disclosure of exp",
     [](auto& world, auto& held, bool fine) {
       const auto inside = held.showing({Group::kName});
       auto all = disclosures_of(inside);
       const auto late = payload_of([](auto& out) { out.uint(4'000'000'000); });
       if (!fine) all.push_back(sdcwt::encode_disclosure({1}, late, 4));
       return shown_as(world, with(inside, all));
     },
     "MALFORMED disclosure"},
    {"an empty array of disclosures",
     [](auto& world, auto& held, bool fine) {
       const auto bare = held.showing({});
       if (fine) return shown_as(world, bare);
       auto inside = bare;
       // The empty unprotected map becomes {17: []}.
       const auto at = test::find_octets(inside, {0xa0, 0x59});
       inside[at] = 0xa1;
       inside.insert(inside.begin() + static_cast<std::ptrdiff_t>(at) + 1, {0x11, 0x80});
       return shown_as(world, inside);
     },
     "MALFORMED header"},
    {"signed by another key",
     [](auto& world, auto& held, bool fine) {
       const auto thief = test::make_key(world.random, crypto::Algorithm::kEsp256);
       return world.verify_live(signed_by(fine ? *world.device : *thief, held.showing({Group::kName}),
                                          {"employer", test::kNow, std::nullopt}));
     },
     "BAD_SIGNATURE holder-signature"},
    {"signed by a key of another kind",
     [](auto& world, auto& held, bool fine) {
       const auto thief = test::make_key(world.random);
       return world.verify_live(signed_by(fine ? *world.device : *thief, held.showing({Group::kName}),
                                          {"employer", test::kNow, std::nullopt}));
     },
     "BAD_SIGNATURE holder-signature"},
    {"cnf replaced",
     [](auto& world, auto& held, bool fine) {
       const auto thief = test::make_key(world.random, crypto::Algorithm::kEsp256);
       auto inside = held.showing({Group::kName});
       const auto at = test::find_octets(inside, to_bytes(world.device->public_key().x()));
       if (fine) return shown_as(world, inside);
       std::ranges::copy(thief->public_key().x(), inside.begin() + static_cast<std::ptrdiff_t>(at));
       return world.verify_live(signed_by(*thief, inside, {"employer", test::kNow, std::nullopt}));
     },
     "BAD_SIGNATURE issuer-signature"},
    {"cnf is an authority's key",
     [](auto& world, auto&, bool fine) {
       auto& authority_key = *world.authority.permits_p256_key;
       auto& bound = fine ? *world.device : authority_key;
       const auto token = world.mint_wallet({}, bound);
       return world.verify_live(
           signed_by(bound, with(token, {disclosures_of(token)[0]}), {"employer", test::kNow, std::nullopt}));
     },
     "MALFORMED claims"},
    {"the issuer's signature changed, the device's good",
     [](auto& world, auto& held, bool fine) {
       auto inside = held.showing({Group::kName});
       if (!fine) inside.back() ^= 1;
       return shown_as(world, inside);
     },
     "BAD_SIGNATURE issuer-signature"},
    {"a static permit inside",
     [](auto& world, auto& held, bool fine) {
       return shown_as(world, fine ? held.showing({Group::kName}) : world.mint().token);
     },
     "MALFORMED typ"},
    {"a wallet credential shown bare",
     [](auto& world, auto& held, bool fine) {
       const Bytes bare = held.showing({Group::kName});
       return fine ? shown_as(world, bare)
                   : verify(qr::to_text(qr::Kind::kPresentation, bare), world.context());
     },
     "MALFORMED typ"},
    {"a wallet credential shown as a print",
     [](auto& world, auto& held, bool fine) {
       const Bytes bare = held.showing({Group::kName});
       return fine ? shown_as(world, bare)
                   : verify(qr::to_text(qr::Kind::kStaticPermit, bare), world.context());
     },
     "MALFORMED typ"},
    {"a presentation shown as a print",
     [](auto& world, auto& held, bool fine) {
       const auto code = world.quick(held).token;
       return verify(qr::to_text(fine ? qr::Kind::kPresentation : qr::Kind::kStaticPermit, code),
                     world.context());
     },
     "MALFORMED header"},
    {"the credential wrapped in a byte string",
     [](auto& world, auto& held, bool fine) {
       const auto inside = held.showing({Group::kName});
       const auto wrapped = payload_of([&](auto& out) { out.bytes(inside); });
       return with_header(world, header_of(fine ? inside : wrapped));
     },
     "MALFORMED cose"},
    {"a presentation inside a presentation",
     [](auto& world, auto& held, bool fine) {
       const auto inside = held.showing({Group::kName});
       return with_header(world, header_of(fine ? inside : world.quick(held).token));
     },
     "MALFORMED header"},
};

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

void run(std::span<const Attack> attacks) {
  for (const auto& attack : attacks) {
    LiveWorld world;
    const auto held = world.hold();
    CAPTURE(attack.what);
    const auto twin = attack.run(world, held, true);
    INFO(twin.detail);
    CHECK(summary(twin) == "VALID");
    const auto verdict = attack.run(world, held, false);
    INFO(verdict.detail);
    CHECK(summary(verdict) == attack.expected);
    CHECK(outcome_of(verdict.code) != Outcome::kAccepted);
    CHECK_FALSE(verdict.remember);
    // Nothing is shown before holder and disclosure passed; a genuine permit's facts are.
    const bool genuine = verdict.code == VerdictCode::kNotProven ||
                         verdict.code == VerdictCode::kHolderMismatch ||
                         verdict.code == VerdictCode::kEmployerMismatch;
    CHECK(verdict.facts.has_value() == genuine);
    if (genuine && verdict.check(Check::kHolder).result == CheckResult::kFailed)
      CHECK(verdict.binding == Binding::kBearer);
  }
}

TEST_CASE("what is not fresh, not for us or not for the first time is not proven") {
  run(kFreshness);
}
TEST_CASE("what is to be compared and is hidden or differs is never green") {
  run(kComparisons);
}
TEST_CASE("what was tampered with is refused for its own reason") {
  run(kTampering);
}
TEST_CASE("a presentation in any other form is refused for its own reason") {
  run(kForm);
}

TEST_CASE("every single bit of a presentation counts") {
  LiveWorld world;
  const auto held = world.hold();
  auto token = world.quick(held, VerifierRole::kEmployer, GroupSet{Group::kName}).token;
  const auto context = world.context();
  REQUIRE(summary(verify_presentation(token, context)) == "VALID");
  std::size_t accepted = 0;
  for (std::size_t bit = 0; bit < token.size() * 8; ++bit) {
    token[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
    accepted += outcome_of(verify_presentation(token, context).code) == Outcome::kAccepted ? 1U : 0U;
    token[bit / 8] ^= static_cast<std::uint8_t>(1u << bit % 8);
  }
  CHECK(accepted == 0);
  for (std::size_t size = 0; size < token.size(); ++size)
    CHECK(verify_presentation(BytesView(token).first(size), context).code == VerdictCode::kMalformed);
}

TEST_CASE("the role's minimum binding decides what a print is worth") {
  using enum trust::MinimumBinding;
  test::Authority authority;
  for (const auto minimum : {kBearer, kCardMatched, kHolderProven}) {
    auto release = authority.release(1);
    release.issuers.policy.employer.minimum_binding = minimum;
    LiveWorld world(release);
    const auto held = world.hold();
    test::Draft draft;
    draft.passport = WalletDraftOf().passport_check();
    const auto print = world.mint(draft).text;
    auto context = world.context();
    CHECK(summary(verify(world.quick(held).text, context)) == "VALID");
    CHECK(summary(verify(print, context)) == (minimum == kBearer ? "VALID" : "NOT_PROVEN binding-too-low"));
    context.passport = {"Z000101", test::day("1984-07-19")};
    CHECK(summary(verify(print, context)) ==
          (minimum == kHolderProven ? "NOT_PROVEN binding-too-low" : "VALID"));
  }
}

TEST_CASE("a graver finding about the permit wins over a stale code") {
  LiveWorld world;
  const auto held = world.hold();
  const auto code = world.quick(held, VerifierRole::kEmployer, test::at("2030-02-09T12:00:00+08:00"));
  const auto verdict = verify(code.text, world.context(test::at("2030-02-10T12:00:00+08:00")));
  CHECK(summary(verdict) == "EXPIRED expired");
  CHECK(verdict.check(Check::kHolder).reason == Reason::kPresentationOld);
}

TEST_CASE("an iat at or after the credential's end is no fault of form") {
  LiveWorld world;
  const auto held = world.hold();
  const auto late = test::at("2030-02-10T00:00:00+08:00");
  const auto code = world.quick(held, VerifierRole::kEmployer, late);
  CHECK(summary(verify(code.text, world.context(late))) == "EXPIRED expired");
}

TEST_CASE("a wallet whose clock lags behind the credential takes the credential's time") {
  LiveWorld world;
  WalletDraftOf draft;
  draft.now = test::kNow;
  const auto held = world.hold(draft);
  const auto code = world.quick(held, VerifierRole::kEmployer, test::kNow - std::chrono::hours(3));
  CHECK(summary(verify(code.text, world.context())) == "VALID");
}

TEST_CASE("a device presents only what is bound to it") {
  LiveWorld world;
  const auto held = world.hold();
  const auto other = test::make_key(world.random, crypto::Algorithm::kEsp256);
  CHECK(present_quick(held, VerifierRole::kGuard, {Group::kName}, *other, test::kNow).error().reason ==
        Reason::kKey);
  auto reserved = world.challenge("guard");
  CHECK(present_answer(held, reserved, {Group::kName}, *world.device, test::kNow).error().reason ==
        Reason::kText);
}

TEST_CASE("a near name is listed, and neither turns a check red nor raises the binding") {
  LiveWorld world;
  test::Draft draft;
  draft.passport = WalletDraftOf().passport_check();
  const auto print = world.mint(draft).text;
  auto context = world.context();
  context.passport = {"Z000101", test::day("1984-07-19")};
  context.mrz_name = credential::MrzName{"AL<RASHED<<NORAH"};
  const auto near = verify(print, context);
  CHECK(summary(near) == "VALID");
  CHECK(near.name_match == credential::NameMatch::kNear);
  CHECK(near.binding == Binding::kBearer);
  CHECK(near.check(Check::kPassport).found == "AL<RASHED<<NORAH");
  context.mrz_name = credential::MrzName{"AL<RASHED<<NORAH<ABDULLAH"};
  const auto match = verify(print, context);
  CHECK(match.name_match == credential::NameMatch::kMatch);
  CHECK(match.binding == Binding::kCardMatched);
}

TEST_CASE("claims that nobody hides are found nowhere in a code that does not show them") {
  LiveWorld world;
  const WalletDraftOf draft;
  const auto held = world.hold(draft);
  const auto contains = [](const Bytes& token, std::string_view text) {
    return as_text(token).find(text) != std::string_view::npos;
  };
  const auto all =
      world.quick(held, VerifierRole::kDepartment,
                  {Group::kName, Group::kIdentity, Group::kWork, Group::kPassport, Group::kRecord});
  const auto guard = world.quick(held, VerifierRole::kGuard);
  const std::string secrets[] = {draft.social_security, draft.passport_number, draft.permit_number,
                                 draft.employer, draft.position};
  for (const auto& secret : secrets) {
    CHECK(contains(all.token, secret));
    CHECK_FALSE(contains(guard.token, secret));
    if (secret != draft.employer) CHECK_FALSE(contains(world.mint().token, secret));
    const auto digest = crypto::sha256(as_bytes(secret));
    CHECK_FALSE(contains(all.token, as_text(BytesView(digest).first(8))));
    CHECK_FALSE(contains(guard.token, as_text(BytesView(digest).first(8))));
  }
}

}  // namespace
}  // namespace cred
