// SPDX-License-Identifier: Apache-2.0
// A million physical cards, invented: building the register with derived keys at hand, opening a store that
// holds it, looking cards up, and what the derivations themselves cost.
#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "bench/cases.h"
#include "bench/stores.h"
#include "cred/legacy/builder.h"
#include "support/cards.h"

namespace cred::bench {

namespace {

constexpr std::uint32_t kCards = 1'000'000;
constexpr std::uint32_t kFew = 1'000;

/// A card and its key from its number, without Argon2id: a register cannot tell the difference.
struct Invented {
  legacy::CardKey key;
  std::uint32_t number;
};

legacy::CardKey key_of(std::uint32_t number) {
  std::array<std::uint8_t, 5> seed{};
  for (std::size_t i = 0; i < 4; ++i) seed[i] = static_cast<std::uint8_t>(number >> (8 * i));
  const auto tag = crypto::sha256(seed);
  seed[4] = 1;
  legacy::CardKey key;
  std::copy_n(tag.begin(), key.tag.size(), key.tag.begin());
  key.record_key = crypto::sha256(seed);
  return key;
}

legacy::Record record_of(std::uint32_t number) {
  auto record = test::card_record();
  record.category = static_cast<std::uint8_t>(1 + number % 3);
  if (number % 20 == 0) record.state = legacy::CardState::kSuperseded;
  if (number % 50 == 1) record.state = legacy::CardState::kCancelled;
  return record;
}

std::vector<Invented> invented(std::uint32_t count) {
  std::vector<Invented> cards;
  cards.reserve(count);
  for (std::uint32_t number = 0; number < count; ++number) cards.push_back({key_of(number), number});
  std::ranges::sort(cards, {}, [](const Invented& card) { return card.key.tag; });
  return cards;
}

/// The whole file, as publish makes it from keys that it kept.
Bytes build_file(const std::vector<Invented>& cards, std::uint64_t version, crypto::Signer& signer) {
  test::FixedRandom random(version);
  legacy::Header header{.version = version,
                        .as_of = test::kNow,
                        .regions = {*Region::from_number(110000, Reason::kRequest)},
                        .salt = {},
                        .edition = random.take<16>(),
                        .pages = 0,
                        .cards = 0,
                        .root = {}};
  Bytes file(legacy::kBlock);
  legacy::Builder builder(header.edition, [&](BytesView page) { append(file, page); });
  for (const auto& card : cards)
    require(builder.add(card.key, record_of(card.number)).has_value(), "a card is refused");
  const auto pages = builder.finish();
  require(pages.has_value(), "the register does not end");
  header.pages = pages->pages;
  header.cards = pages->cards;
  header.root = pages->root;
  const auto message = cose::sign1(cose::Typ::kRegister, legacy::encode(header), signer);
  std::ranges::copy(*legacy::header_block(*message), file.begin());
  return file;
}

test::SignedBundle publish_cards(const test::Authority& authority, std::uint32_t count) {
  auto release = authority.release(1);
  release.others.push_back({trust::MemberKind::kRegister, authority.iss, 1,
                            build_file(invented(count), 1, *authority.register_key)});
  return authority.sign(release);
}

/// Private memory of this process in MiB: mapped files are the system's.
double private_mib() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    double kib = 0;
    if (word == "RssAnon:" && status >> kib) return kib / 1024;
  }
  return 0;
}

Row value_row(std::string name, std::string what, std::string unit, double value, double goal) {
  return {.name = std::move(name),
          .what = std::move(what),
          .ours = "libcred",
          .reference = "",
          .unit = std::move(unit),
          .our_value = value,
          .kind = goal > 0 ? GoalKind::kValueAtMost : GoalKind::kNone,
          .goal = goal};
}

Contestant look_up(const HeldRegister& held) {
  return {"libcred, page verified", [&held, number = std::uint32_t{0}](std::size_t count) mutable {
            for (std::size_t i = 0; i < count; ++i) {
              number = (number + 7919) % (2 * kCards);  // every second one is in no register
              const auto found = held.cards.find(key_of(number));
              require(found && found->size() == (number < kCards ? 1 : 0), "a card is not answered");
            }
          }};
}

Contestant hash_page() {
  return {"SHA-256 of 4 KiB", [page = Bytes(legacy::kBlock, 0x11)](std::size_t count) {
            for (std::size_t i = 0; i < count; ++i) keep(crypto::sha256(page));
          }};
}

Contestant opened(const std::string& name, const std::filesystem::path& folder) {
  return {name, [folder](std::size_t count) {
            for (std::size_t i = 0; i < count; ++i) {
              auto store = open_store(folder);
              require(store.open_registers()->held.size() == 1, "the register is not held");
            }
          }};
}

void add_building(std::vector<Row>& rows) {
  const test::Authority authority;
  const auto cards = invented(kCards);
  const auto begin = thread_seconds();
  const auto file = build_file(cards, 2, *authority.register_key);
  rows.push_back(value_row("register-build", "1 million cards, derived keys at hand", "s",
                           thread_seconds() - begin, 30));
  rows.push_back(value_row("register-size", "octets a card, of record and tag (48)", "x",
                           static_cast<double>(file.size()) / (48.0 * kCards), 1.25));
}

void add_derivation(std::vector<Row>& rows) {
  constexpr int kDerivations = 200;
  const auto begin = thread_seconds();
  for (int i = 0; i < kDerivations; ++i)
    keep(*legacy::derive_card_key(std::to_string(110000202400000000 + i), *Day::from_yyyymmdd(19840719), {}));
  const auto each = (thread_seconds() - begin) / kDerivations;
  rows.push_back(
      value_row("card-key",
                "one derivation (Argon2id); 1 million: " + std::to_string(static_cast<int>(each * 1e6 / 60)) +
                    " min of one core, once a salt",
                "ms", each * 1e3, 0));
}

}  // namespace

std::vector<Row> register_cases(const Surroundings& around) {
  std::vector<Row> rows;
  add_building(rows);
  add_derivation(rows);
  const test::Authority authority;
  const auto few = make_store(around.scratch / "few-cards", publish_cards(authority, kFew));
  const auto many = make_store(around.scratch / "many-cards", publish_cards(authority, kCards));
  import_bundle(few);
  import_bundle(many);

  const auto before = private_mib();
  auto store = open_store(many);
  const auto registers = store.open_registers();
  require(registers && registers->held.size() == 1, "the register is not held");
  auto row = compare({"register-lookup",
                      "one card of 1 million, found or not, key at hand",
                      look_up(registers->held.front()),
                      hash_page(),
                      {}},
                     around.effort);
  row.kind = GoalKind::kValueAtMost;
  row.goal = 50;
  rows.push_back(row);
  rows.push_back(value_row("register-memory", "private memory with 1 million cards open and looked up", "MiB",
                           private_mib() - before, 16));
  rows.push_back(compare({"register-open", "opening a store with a register", opened("1 million cards", many),
                          opened("1,000 cards", few), 1.10},
                         around.effort));
  return rows;
}

}  // namespace cred::bench
