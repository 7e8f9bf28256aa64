// SPDX-License-Identifier: Apache-2.0
// The vectors of draft-ietf-oauth-status-list: six encodings of lists, and the two CWTs that carry and use
// one.
#include <catch2/catch.hpp>

#include "cred/cose/foreign.h"
#include "cred/crypto/digest.h"
#include "cred/crypto/public_key.h"
#include "cred/status/list.h"
#include "support/vectors.h"

namespace cred::test {

namespace {

using nlohmann::json;

/// The value of every entry: the short vectors list them all, the long ones those that are not zero.
std::vector<unsigned> statuses_of(const json& vector) {
  if (vector.contains("statuses")) return vector.at("statuses").get<std::vector<unsigned>>();
  std::vector<unsigned> statuses(vector.at("entries").get<std::size_t>());
  for (const auto& [index, value] : vector.at("statuses_listed").items())
    statuses.at(std::stoul(index)) = value;
  return statuses;
}

bool raw_matches(BytesView raw, const json& vector) {
  if (vector.contains("raw_hex")) return equal(raw, hex(vector.at("raw_hex")));
  return codec::to_hex(crypto::sha256(raw)) == vector.at("raw_sha256").get<std::string>();
}

bool entries_match(const status::ForeignList& list, const json& vector) {
  const auto statuses = statuses_of(vector);
  for (std::size_t index = 0; index < statuses.size(); ++index)
    if (status::entry(list.raw, list.bits, index) != statuses[index]) return false;
  return !status::entry(list.raw, list.bits, statuses.size());
}

bool encoding_matches(const json& vector) {
  const auto encoded = hex(vector.at("status_list_cbor_hex"));
  const auto list = status::ForeignList::parse(encoded);
  return list && list->bits == vector.at("bits").get<unsigned>() && raw_matches(list->raw, vector) &&
         entries_match(*list, vector);
}

crypto::PublicKey example_key(const json& tokens) {
  const auto& key = tokens.at("example_public_key");
  auto parsed = crypto::PublicKey::p256_uncompressed(hex(key.at("x_hex")), hex(key.at("y_hex")));
  REQUIRE(parsed);
  return *parsed;
}

/// The signature holds, and no longer when one bit of the payload changes.
bool verifies(const Bytes& token, const crypto::PublicKey& key) {
  const auto message = cose::ForeignSign1::parse(token);
  if (!message || !message->verify(key, {})) return false;
  auto spoiled = token;
  spoiled[static_cast<std::size_t>(message->payload.data() - token.data())] ^= 1;
  const auto other = cose::ForeignSign1::parse(spoiled);
  return !other || !other->verify(key, {});
}

/// The draft's list token: claim 65533 is the one bit list of its first example.
bool list_of_token_reads(const Bytes& token) {
  const auto message = cose::ForeignSign1::parse(token);
  if (!message) return false;
  const auto claims = cbor::decode(message->payload, cbor::Limits::foreign(message->payload.size()));
  if (!claims) return false;
  cbor::Children children(*claims);
  while (const auto key = children.next()) {
    const auto value = children.next();
    if (key->uint() != 65533) continue;
    const auto list = status::ForeignList::parse(value->encoded());
    return list && list->bits == 1 && list->raw == Bytes{0xb9, 0xa3};
  }
  return false;
}

}  // namespace

TEST_CASE("token status lists of the draft read as the draft says") {
  Vectors vectors("token-status-list");
  if (!vectors.found()) return;
  for (const auto& vector : vectors.json("status_list_encodings.json"))
    vectors.count(encoding_matches(vector), vector.at("name"));

  const auto tokens = vectors.json("example_tokens.json");
  const auto key = example_key(tokens);
  const auto list_token = hex(tokens.at("status_list_token_cwt").at("hex"));
  vectors.count(verifies(list_token, key) && list_of_token_reads(list_token), "status list token");
  vectors.count(verifies(hex(tokens.at("referenced_token_cwt").at("hex")), key), "referenced token");
  vectors.finish();
}

}  // namespace cred::test
