// SPDX-License-Identifier: Apache-2.0
// Live codes that somebody changed, put together from others or signed with another key.
#include "attack.h"

namespace cred::test {
namespace {

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

TEST_CASE("what was tampered with is refused for its own reason") {
  run(kTampering);
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

}  // namespace
}  // namespace cred::test
