// SPDX-License-Identifier: Apache-2.0
#include "bench/sample.h"

#include <array>

#include "bench/harness.h"
#include "cred/cbor/decode.h"
#include "cred/codec/crockford.h"
#include "cred/cose/sig_structure.h"

namespace cred::bench {

namespace {

struct Person {
  const char* name;
  const char* native;  // "": none
};

constexpr Person kPeople[] = {
    {"AL-RASHED, NORAH ABDULLAH", "نورة عبدالله الراشد"},
    {"AEGISDOTTIR, THORDIS", "Þórdís Ægisdóttir"},
    {"SULISTYAWATI", ""},
    {"OKONKWO, CHUKWUEMEKA DANIEL", ""},
    {"NGUYEN, THI MINH KHAI", "Nguyễn Thị Minh Khai"},
    {"PETROVA, ANASTASIYA IGOREVNA", "Анастасия Игоревна Петрова"},
    {"TANAKA, HARUKA", "田中 遥香"},
    {"KIM, SEOYEON", "김서연"},
};
constexpr const char* kEmployers[] = {"北京示例量子科技有限公司", "北京示例大学",
                                      "天津示例海洋工程装备制造有限公司", "河北示例生物医药研究院"};

/// Spreads the permits over the whole list, so that the blocks they touch are seldom in a near cache.
std::uint64_t index_of(std::size_t number) {
  return number * 2'654'435'761u % status::kEntries;
}

Bytes octets_of(const cbor::Item& item) {
  return to_bytes(*item.bytes());
}

status::ListBuilder all_valid(const std::vector<Draft>& drafts) {
  status::ListBuilder builder;
  for (const auto& draft : drafts) builder.set(draft.index, status::Status::kValid);
  return builder;
}

test::SignedBundle publish(const test::Authority& authority, const std::vector<Draft>& drafts) {
  auto release = authority.release(1);
  release.lists[0].claims =
      all_valid(drafts).claims(authority.list_uri(1), release.head.issued, std::nullopt);
  return authority.sign(release);
}

Permit mint(const Draft& draft, const trust::Entry& entry, crypto::Signer& key) {
  auto issued = mint_static(draft.view(), entry, key, kSigned);
  require(issued.has_value(), "a sample permit was not minted");
  auto pieces = pieces_of(issued->token);
  return {std::move(issued->text), std::move(issued->token), std::move(pieces)};
}

}  // namespace

SignedPieces pieces_of(BytesView token) {
  const auto item = cbor::decode(token, cbor::Limits::own(cose::kMaxToken));
  require(item.has_value(), "a sample token is no CBOR");
  const auto body = item->tagged();
  cbor::Children parts(body);
  const auto header = octets_of(*parts.next());
  parts.next();
  const auto payload = octets_of(*parts.next());
  const auto signature = octets_of(*parts.next());
  return {to_bytes(cose::SigStructure::sign1(header, payload).bytes()), signature};
}

StaticDraft Draft::view() const {
  credential::Name shown{name, std::nullopt};
  if (!native.empty()) shown.native = native;
  return {document_id,
          {index, uri},
          {credential::Category::kB, *Region::from_number(110'108, Reason::kRequest),
           *Day::from_yyyymmdd(20250210), *Day::from_yyyymmdd(20300209), shown, employer, uscc, passport}};
}

std::vector<Draft> make_drafts(const std::string& uri) {
  test::FixedRandom random("bench drafts");
  std::vector<Draft> drafts;
  for (std::size_t i = 0; i < kPermits; ++i) {
    std::array<std::uint8_t, 10> id{};
    random.fill(id);
    credential::PassportCheck check{};
    random.fill(check.salt);
    random.fill(check.tag);
    const auto& person = kPeople[i % std::size(kPeople)];
    drafts.push_back({.document_id = codec::to_document_id(id),
                      .index = index_of(i),
                      .uri = uri,
                      .name = person.name,
                      .native = person.native,
                      .employer = kEmployers[i / 8 % std::size(kEmployers)],
                      .uscc = "91110108XXDEM00154",
                      .passport = check});
  }
  return drafts;
}

Sample::Sample(crypto::Algorithm algorithm)
    : algorithm_(algorithm),
      drafts_(make_drafts(authority_.list_uri(1))),
      published_(publish(authority_, drafts_)),
      store_(published_) {
  require(store_.update(published_).has_value(), "the sample bundle was refused");
  lists_.emplace(*status::Archive::open(store_.archive()));
  for (const auto& draft : drafts_) permits_.push_back(mint(draft, entry(), *key()));
  for (const auto& permit : permits_)
    require(verify(permit.text, context()).code == VerdictCode::kValid, "a sample permit is not VALID");
}

const test::SignerKey& Sample::key() const {
  return algorithm_ == crypto::Algorithm::kEd25519 ? authority_.permits_key : authority_.permits_p256_key;
}

VerifyContext Sample::context() const {
  return {.trust = &store_.bundle(),
          .status = &*lists_,
          .clock_floor = store_.clock_floor(),
          .now = test::kNow,
          .employer = {},
          .passport = {}};
}

}  // namespace cred::bench
