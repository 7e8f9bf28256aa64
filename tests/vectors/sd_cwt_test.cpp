// SPDX-License-Identifier: Apache-2.0
// SD-CWT -08: the five complete messages of the draft with their 24 disclosures, and 63 presentations derived
// from them, each refused one for its own reason.
#include <map>

#include "cred/cbor/decode.h"
#include "cred/cose/key.h"
#include "cred/sdcwt/disclosure.h"
#include "cred/sdcwt/foreign.h"
#include "cred/sdcwt/token.h"
#include "support/vectors.h"

namespace cred::sdcwt {
namespace {

/// Case and reason, committed: another reason for the same refusal is a change to look at.
const std::map<std::string, std::string> kReasons = {
    {"kbt_signature_flipped", "holder-signature"},
    {"issuer_signature_flipped", "issuer-signature"},
    {"sd_claims_empty_array", "header"},
    {"unmatched_disclosure", "disclosure"},
    {"same_disclosure_twice", "disclosure"},
    {"orphan_nested_disclosure", "disclosure"},
    {"disclosure_changed_value", "disclosure"},
    {"duplicate_key_after_disclosure", "disclosure"},
    {"element_disclosure_in_map", "disclosure"},
    {"key_disclosure_in_array", "disclosure"},
    {"hash_over_content_only", "disclosure"},
    {"salt_15_bytes", "disclosure"},
    {"disclosure_trailing_byte", "disclosure"},
    {"redacted_iss", "claims"},  // without iss in clear there is none when the claims are looked at
    {"cnf_missing", "claims"},
    {"sub_missing", "claims"},
    {"to_be_redacted_tag_in_issued", "cbor"},
    {"to_be_redacted_element_in_issued", "cbor"},
    {"simple60_map_key", "cbor"},
    {"bytes_map_key", "cbor"},
    {"text_map_key_256_octets", "cbor"},
    {"exp_nan", "claims"},
    {"sd_cwt_typ_missing", "typ"},
    {"sd_cwt_typ_wrong", "typ"},
    {"sd_alg_unknown", "header"},
    {"kbt_typ_293", "typ"},
    {"kbt_typ_missing", "typ"},
    {"kcwt_missing", "header"},
    {"kcwt_in_unprotected", "header"},
    {"kbt_has_cwt_claims_header", "header"},
    {"kbt_has_iss", "claims"},
    {"kbt_has_sub", "claims"},
    {"kbt_aud_missing", "claims"},
    {"kbt_aud_other", "audience"},
    {"kbt_no_iat_no_cti", "claims"},
    {"kbt_exp_without_iat", "claims"},
    {"kbt_iat_before_sd_cwt_iat", "time-inconsistent"},
    {"kbt_exp_after_sd_cwt_exp", "time-inconsistent"},
    {"kbt_iat_not_before_exp", "time-inconsistent"},
    {"kbt_cnonce_other", "nonce"},
    {"sd_cwt_nbf_after_iat", "time-inconsistent"},
    {"sd_cwt_expired", "expired"},
    {"sd_cwt_not_yet_valid", "not-yet-valid"},
    {"sd_cwt_aud_other", "audience"},
    {"kbt_signed_by_other_key", "holder-signature"},
    {"kbt_payload_indefinite_map", "not-deterministic"},
    {"kbt_payload_duplicate_key", "cbor"},
    {"kbt_payload_duplicate_key_long_form", "cbor"},
    {"kbt_trailing_bytes", "cbor"},
    {"kbt_alg_mismatch", "holder-signature"},
    {"sd_cwt_alone", "typ"},
    {"kbt_payload_redacted_keys", "cbor"},
    {"cwt_claims_header_conflict", "claims"},
};

struct Issuer {
  Bytes x;
  Bytes y;
  explicit Issuer(const nlohmann::json& keys)
      : x(test::hex(keys["issuer"]["x_hex"])), y(test::hex(keys["issuer"]["y_hex"])) {}
  ForeignIssuer key() const { return {x, y}; }
};

Result<Bytes> read_case(const nlohmann::json& row, const Issuer& issuer) {
  const auto& context = row["context"];
  const std::string audience = context["audience"];
  const auto nonce = context.contains("expected_cnonce_hex") && !context["expected_cnonce_hex"].is_null()
                         ? std::optional(test::hex(context["expected_cnonce_hex"]))
                         : std::nullopt;
  ForeignContext with{issuer.key(), audience, std::nullopt, context["time"]};
  if (nonce) with.nonce = *nonce;
  return read_foreign_presentation(test::hex(row["kbt_hex"]), with);
}

TEST_CASE("SD-CWT -08: every example verifies and every attack on one is refused for its own reason") {
  test::Vectors vectors("sd-cwt");
  if (!vectors.found()) return;
  const auto draft = vectors.json("draft08_examples.json");
  const Issuer issuer(draft["keys"]);

  for (const auto& example : draft["examples"]) {
    const auto bytes = test::hex(example["cbor_hex"]);
    const auto claims = example["name"] == "kbt_minimal"
                            ? read_foreign_presentation(bytes, {issuer.key(), "https://verifier.example/app",
                                                                std::nullopt, 1'725'244'300})
                            : read_foreign_credential(bytes, issuer.key());
    INFO((claims ? "" : claims.error().detail));
    vectors.count(claims && *claims == test::hex(example["validated_claims_cbor_hex"]), example["name"]);
  }

  for (const auto& disclosure : draft["disclosures"]) {
    const auto content = test::hex(disclosure["salted_entry_hex"]);
    vectors.count(codec::to_hex(digest_of(content)) == disclosure["redacted_claim_hash_hex"],
                  disclosure["salted_entry_hex"]);
  }

  const auto derived = vectors.json("derived_kbt_cases.json");
  std::size_t refused = 0;
  for (const auto& row : derived["cases"]) {
    const std::string name = row["name"];
    const auto claims = read_case(row, issuer);
    if (row["expect"] == "accept") {
      INFO((claims ? "" : claims.error().detail));
      vectors.count(claims && *claims == test::hex(row["validated_claims_cbor_hex"]), name);
      continue;
    }
    ++refused;
    const std::string reason = claims ? "accepted" : std::string(word(claims.error().reason));
    INFO(reason);
    vectors.count(kReasons.contains(name) && reason == kReasons.at(name), name);
  }
  CHECK(refused == kReasons.size());
  vectors.finish();
}

TEST_CASE("our own readers take none of the foreign presentations") {
  test::Vectors vectors("sd-cwt");
  if (!vectors.found()) return;
  const auto file = vectors.json("derived_kbt_cases.json");
  for (const auto& row : file["cases"]) CHECK_FALSE(Presentation::parse(test::hex(row["kbt_hex"])));
}

}  // namespace
}  // namespace cred::sdcwt
