// SPDX-License-Identifier: Apache-2.0
// A register file. One that begins like a file is taken as it is: then nothing but what the authority signed
// is believed. Anything else is what a thief of the register key would make, [header, pages]: the root hash
// is put right and the header signed, so that the rules behind both are reached.
// Parser: libcred/src/legacy/register.cpp libcred/src/legacy/merkle.cpp libcred/src/registers.cpp
// Longest: 16384
#include "cred/legacy/register.h"

#include "cred/registers.h"
#include "fuzz/world.h"
#include "legacy/merkle.h"
#include "support/cards.h"
#include "support/trust_store.h"

namespace cred::fuzz {

namespace {

using namespace legacy;

const trust::Bundle& bundle() {
  static const trust::Root root = *trust::Root::open_first(published().roots.front());
  static const trust::Bundle bundle = *trust::Bundle::open(root, published().issuers, published().head);
  return bundle;
}

test::BuiltRegister built(std::size_t cards) {
  return test::build_register(test::some_cards(cards), test::kNow);
}

const Bytes& genuine() {
  static const Bytes file = built(2).file(*authority().register_key);
  return file;
}

trust::Member member(std::uint64_t version) {
  return {trust::MemberKind::kRegister, authority().iss, version, 0, {}};
}

Bytes made_up(const test::BuiltRegister& parts) {
  auto pages = parts.pages;
  while (!pages.empty() && pages.back() == 0) pages.pop_back();
  cbor::Encoder out;
  return out.array(2).bytes(legacy::encode(parts.header)).bytes(pages).take();
}

Result<Header> header_of(BytesView payload) {
  auto& key = *authority().register_key;
  const auto message = sign1_any(cose::Typ::kRegister, payload, key);
  CRED_TRY(auto parsed, cose::Sign1::parse(message));
  CRED_TRY(const auto verified, std::move(parsed).verify(key.public_key()));
  return Header::parse(verified);
}

bool is_genuine(BytesView file) {
  const auto attested = attest_register(bundle(), member(1), file);
  const auto block = BytesView(genuine()).first(kBlock);
  must(!attested || equal(file.first(kBlock), block), "only a header that was signed is attested");
  if (!attested) return false;
  const auto tree = check_pages(attested->header, file);
  must(tree.has_value() == equal(file, genuine()), "pages that were changed anywhere are refused");
  return tree.has_value();
}

/// Every tag of the file is looked up: found where it is, and not at all once the disk changed the page.
void must_be_found(const Header& header, const Bytes& file, const Bytes& tree) {
  const auto held = *Register::open(header, file, tree);
  auto changed_file = file;
  auto changed_tree = tree;
  changed_tree.front() ^= 1;
  for (std::size_t page = 1; page <= header.pages; ++page) {
    const auto block = BytesView(file).subspan(page * kBlock, kBlock);
    CardKey key{};
    std::ranges::copy(block.subspan(64, sizeof(Tag)), key.tag.begin());
    const auto found = held.find(key);
    must(found || found.error().reason == Reason::kClaims, "what verifies is found, or out of form");
    must(!found || !found->empty(), "a tag that stands there is found");
    changed_file[page * kBlock + 2000] ^= 0x10;
    const auto lost = Register::open(header, changed_file, tree)->find(key);
    must(!lost && lost.error().reason == Reason::kStatusListMissing, "a page that was changed says nothing");
    const auto astray = Register::open(header, file, changed_tree)->find(key);
    must(astray || astray.error().reason != Reason::kCbor, "a changed tree is no crash");
  }
}

}  // namespace

std::vector<Bytes> seeds() {
  auto wide = built(1);
  wide.header.regions.push_back(*Region::from_text("130000"));
  auto foreign = built(2);
  foreign.header.regions = {*Region::from_text("440000")};
  return {genuine(), made_up(built(0)), made_up(wide), made_up(foreign), made_up(built(90))};
}

bool accepts(BytesView input) {
  if (header_message(input)) return is_genuine(input);
  const auto parts = cbor::decode(input, cbor::Limits::own(input.size()));
  if (!parts || parts->type() != cbor::Type::kArray || parts->count() != 2) return false;
  cbor::Children list(*parts);
  const auto payload = list.next()->bytes().value_or(BytesView());
  auto header = header_of(payload);
  if (!header) {
    must_be_plain(header.error().detail);
    return false;
  }
  must(equal(legacy::encode(*header), payload), "a header encodes to the same octets");
  auto pages = to_bytes(list.next()->bytes().value_or(BytesView()));
  pages.resize((pages.size() + kBlock - 1) / kBlock * kBlock);
  std::vector<crypto::Digest> leaves;
  for (std::uint32_t number = 0; number < pages.size() / kBlock; ++number)
    leaves.push_back(leaf_hash(number, BytesView(pages).subspan(number * kBlock, kBlock)));
  header->root = root_of(build_tree(leaves));

  const auto message = sign1_any(cose::Typ::kRegister, legacy::encode(*header), *authority().register_key);
  auto file = header_block(message);
  if (!file) return false;
  append(*file, pages);
  const auto attested = attest_register(bundle(), member(header->version), *file);
  for (const auto region : header->regions) {
    const auto number = region.number();
    must(!attested || number / 10'000 == 11 || number / 10'000 == 12 || number / 10'000 == 13,
         "a key speaks for its own regions only");
  }
  must(!attest_register(bundle(), member(header->version + 1), *file), "a register has the head's version");
  const auto tree = check_pages(*header, *file);
  if (!tree) {
    must_be_plain(tree.error().detail);
    return false;
  }
  if (header->pages > 0) must_be_found(*header, *file, *tree);
  if (attested)
    must(HeldRegister::open(bundle(), member(header->version), *file, *tree).has_value(), "opens");
  CRED_PLANT(header->version > 0xffff, header->cards == 1 && header->regions.size() == 1);
  return true;
}

}  // namespace cred::fuzz
