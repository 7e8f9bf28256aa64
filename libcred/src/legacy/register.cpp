// SPDX-License-Identifier: Apache-2.0
//
// What the disk says of a register is believed only as far as hashes lead to the signed root: the search may
// read any page, the answer rests on one that was verified and whose range covers the tag.
#include "cred/legacy/register.h"

#include <algorithm>
#include <string>

#include "cred/cbor/encode.h"
#include "cred/cbor/reader.h"
#include "legacy/merkle.h"
#include "legacy/octets.h"
#include "legacy/page.h"

namespace cred::legacy {

namespace {

constexpr std::string_view kMagic{"FWPREG1\0", 8};
constexpr std::size_t kLengthAt = 8;
constexpr std::size_t kMessageAt = 12;
static_assert(kMaxHeaderMessage == kBlock - kMessageAt);

template <std::size_t N>
void take(std::array<std::uint8_t, N>& out, BytesView bytes) {
  if (bytes.size() == N) std::ranges::copy(bytes, out.begin());
}

Result<std::vector<Region>> parse_regions(const cbor::Item& item) {
  cbor::ArrayReader in(item, "register regions", Reason::kClaims);
  std::vector<Region> regions;
  while (in.more()) {
    const auto number = in.next_uint();
    if (in.failed()) break;
    CRED_TRY(const auto region, Region::from_number(number, Reason::kClaims));
    if (!regions.empty() && region <= regions.back()) in.refuse("regions not ascending");
    regions.push_back(region);
  }
  if (regions.empty()) in.refuse("no region");
  CRED_CHECK(in.finish());
  return regions;
}

Result<void> parse_sizes(const cbor::Item& item, Header& header) {
  cbor::ArrayReader in(item, "register sizes", Reason::kClaims);
  header.pages = static_cast<std::uint32_t>(in.next_uint(kMaxPages));
  header.cards = static_cast<std::uint32_t>(in.next_uint(kMaxCards));
  const bool fits = header.pages <= header.cards && header.cards <= header.pages * kCardsPerPage;
  if (!fits) in.refuse(std::to_string(header.cards) + " cards in " + std::to_string(header.pages) + " pages");
  return in.finish();
}

std::size_t file_size(const Header& header) {
  return (std::size_t{1} + header.pages) * kBlock;
}

Result<void> check_size(const Header& header, BytesView file) {
  if (file.size() == file_size(header)) return {};
  return fail(Reason::kClaims, "a register of " + std::to_string(file.size()) + " octets, its header says " +
                                   std::to_string(file_size(header)));
}

std::span<const std::uint8_t, kBlock> page_block(BytesView file, std::uint32_t number) {
  return file.subspan((std::size_t{1} + number) * kBlock).first<kBlock>();
}

/// The page whose range should cover `tag`, by what the file says.
std::uint32_t search(BytesView file, std::uint32_t pages, const Tag& tag) {
  std::uint32_t first = 0;
  for (std::uint32_t last = pages - 1; first < last;) {
    const auto middle = first + (last - first) / 2;
    const auto high = page_block(file, middle).subspan(layout::kHigh, sizeof(Tag));
    if (as_text(high) < as_text(tag))
      first = middle + 1;
    else
      last = middle;
  }
  return first;
}

tl::unexpected<Error> damaged(std::uint32_t page) {
  return fail(Reason::kStatusListMissing,
              "page " + std::to_string(page) + " of the register held is damaged");
}

Result<Record> open_record(RecordBytes bytes, const CardKey& key, const Edition& edition, std::uint32_t page,
                           std::size_t slot) {
  apply_cipher(bytes, key.record_key, edition, page, static_cast<std::uint32_t>(slot));
  return parse_record(bytes);
}

}  // namespace

Result<Header> Header::parse(const cose::Verified& message) {
  if (message.header().typ != cose::Typ::kRegister)
    return fail(Reason::kTyp,
                "typ " + std::string(cose::name(message.header().typ)) + " where a register belongs");
  CRED_TRY(const auto item, cbor::decode(message.payload(), cbor::Limits::own(kMaxHeaderMessage)));
  cbor::MapReader in(item, "register header", Reason::kClaims);
  Header header{};
  header.version = in.required_uint(1);
  header.as_of = Instant(std::chrono::seconds(in.required_uint(2, kLastUnixSecond)));
  const auto regions = in.required(3);
  take(header.salt, in.required_bytes(4, header.salt.size()));
  take(header.edition, in.required_bytes(5, header.edition.size()));
  const auto sizes = in.required(6);
  take(header.root, in.required_bytes(7, header.root.size()));
  if (header.version == 0) in.refuse("version 0");
  CRED_CHECK(in.finish());
  CRED_TRY(header.regions, parse_regions(regions));
  CRED_CHECK(parse_sizes(sizes, header));
  return header;
}

Bytes encode(const Header& header) {
  cbor::Encoder out;
  out.map(7).uint(1).uint(header.version).uint(2).uint(to_unix(header.as_of));
  out.uint(3).array(header.regions.size());
  for (const auto region : header.regions) out.uint(region.number());
  out.uint(4).bytes(header.salt).uint(5).bytes(header.edition);
  out.uint(6).array(2).uint(header.pages).uint(header.cards).uint(7).bytes(header.root);
  return out.take();
}

Result<BytesView> header_message(BytesView file) {
  if (file.size() < kBlock || file.size() % kBlock != 0 || as_text(file.first(kMagic.size())) != kMagic)
    return fail(Reason::kClaims, "no register file");
  const auto length = read_u32(file.subspan(kLengthAt));
  if (length > kMaxHeaderMessage)
    return fail(Reason::kClaims, "a register header of " + std::to_string(length) + " octets");
  const auto rest = file.subspan(kMessageAt + length, kMaxHeaderMessage - length);
  if (std::ranges::any_of(rest, [](auto octet) { return octet != 0; }))
    return fail(Reason::kClaims, "octets after the register header");
  return file.subspan(kMessageAt, length);
}

Result<Bytes> check_pages(const Header& header, BytesView file) {
  CRED_CHECK(check_size(header, file));
  std::vector<crypto::Digest> leaves;
  leaves.reserve(header.pages);
  std::size_t cards = 0;
  Tag next_low{};
  bool more_tags = true;  // until a range ended at ff…
  for (std::uint32_t number = 0; number < header.pages; ++number) {
    const auto block = page_block(file, number);
    CRED_TRY(const auto page, Page::parse(block, number));
    if (!more_tags || !equal(page.low(), next_low))
      return fail(Reason::kClaims,
                  "page " + std::to_string(number) + " does not begin where the one before ends");
    std::ranges::copy(page.high(), next_low.begin());
    more_tags = increment(next_low);
    cards += page.count();
    leaves.push_back(leaf_hash(number, block));
  }
  if (header.pages > 0 && more_tags) return fail(Reason::kClaims, "the pages do not cover every tag");
  if (cards != header.cards)
    return fail(Reason::kClaims,
                std::to_string(cards) + " cards, the header says " + std::to_string(header.cards));
  auto tree = build_tree(leaves);
  if (root_of(tree) != header.root) return fail(Reason::kClaims, "the pages are not those the header names");
  return tree;
}

Result<Register> Register::open(Header header, BytesView file, BytesView tree) {
  CRED_CHECK(check_size(header, file));
  if (tree.size() != tree_size(header.pages))
    return fail(Reason::kClaims, "a tree of " + std::to_string(tree.size()) + " octets for " +
                                     std::to_string(header.pages) + " pages");
  return Register(std::move(header), file, tree);
}

Result<std::vector<Record>> Register::find(const CardKey& key) const {
  std::vector<Record> records;
  if (header_.pages == 0) return records;  // the signed header says so
  const auto number = search(file_, header_.pages, key.tag);
  // What is verified is what is read: a copy, for the file is mapped and the disk may change under it.
  std::array<std::uint8_t, kBlock> block;
  std::ranges::copy(page_block(file_, number), block.begin());
  if (root_through(tree_, header_.pages, number, leaf_hash(number, block)) != header_.root)
    return damaged(number);
  CRED_TRY(const auto page, Page::parse(block, number));
  const auto tag = as_text(key.tag);
  if (tag < as_text(page.low()) || as_text(page.high()) < tag) return damaged(number);
  for (std::size_t slot = 0; slot < page.count(); ++slot) {
    if (as_text(page.tag(slot)) != tag) continue;
    CRED_TRY(auto record, open_record(page.record(slot), key, header_.edition, number, slot));
    if (!records.empty() && record.sequence <= records.back().sequence)
      return fail(Reason::kClaims, "two cards of one number and sequence");
    records.push_back(std::move(record));
  }
  return records;
}

}  // namespace cred::legacy
