// SPDX-License-Identifier: Apache-2.0
// From a CSV to the octets of a register, with derived keys at hand: what must not change them, and that the
// authority's own answer is the samples' for every card.
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "cli/csv.h"
#include "issuer/foundation.h"
#include "issuer/legacy/answer.h"
#include "issuer/legacy/import.h"
#include "issuer/legacy/register.h"
#include "support/cards.h"
#include "support/fixed_random.h"
#include "support/source_dir.h"
#include "support/temporary_folder.h"

namespace cred::issuer {

namespace {

using Table = std::vector<std::vector<std::string>>;

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Table samples() {
  std::istringstream in(content_of(test::source_file("examples/legacy_permits.csv")));
  cli::CsvReader reader(in);
  Table table;
  while (auto record = reader.next()) table.push_back(std::move(record->fields));
  return table;
}

std::string to_csv(const Table& table) {
  std::string text;
  for (const auto& row : table) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      std::string cell = row[i];
      for (std::size_t at = 0; (at = cell.find('"', at)) != std::string::npos; at += 2)
        cell.insert(at, 1, '"');
      text += (i == 0 ? "\"" : ",\"") + cell + "\"";
    }
    text += "\n";
  }
  return text;
}

/// An authority's registry with the cards of one file.
class Cards {
 public:
  explicit Cards(const std::string& csv) {
    const auto file = (folder_.path() / "registry.sqlite");
    REQUIRE(create_registry(file));
    registry_ = *open_registry(file);
    std::ofstream(folder_.path() / "cards.csv", std::ios::binary) << csv;
    auto text = open_text(folder_.path() / "cards.csv", std::nullopt);
    REQUIRE(text);
    auto& cards = registry_->cards();
    REQUIRE(cards.begin());
    const auto summary =
        import_cards(cards, **text, "cards.csv",
                     {.rules = rules(), .now = now(), .take = [](const RowReport&) {}, .progress = [] {}});
    REQUIRE(summary);
    REQUIRE(summary->breaks == 0);
    REQUIRE(cards.commit());
  }

  static Instant now() { return *instant_from_text("2026-01-15T12:00:00+08:00"); }
  static RowRules rules() { return {authority().regions, trust::default_policy().cut_over}; }
  static const Authority& authority() {
    static const Authority kAuthority =
        *parse_authority(content_of(test::source_file("examples/authority.json")), "authority.json");
    return kAuthority;
  }

  /// The file, with keys that cost nothing: what is drawn is the same for every registry.
  Bytes built() {
    test::FixedRandom random("register");
    const auto salt = random.take<16>();
    auto& cards = registry_->cards();
    REQUIRE(cards.set_salt({salt, Day::of(now())}));
    std::vector<std::pair<CardHolder, legacy::CardKey>> keys;
    const auto holders = cards.without_key();
    REQUIRE(holders);
    for (const auto& holder : *holders)
      keys.emplace_back(holder, test::card_key(std::hash<std::string>{}(holder.number)));
    REQUIRE(cards.keep_keys(keys));
    const auto signer =
        *crypto::make_software_signer(crypto::generate_private_key(crypto::Algorithm::kEd25519, random));
    const auto entry = make_entry(authority(), trust::Purpose::kRegister, signer->public_key(),
                                  now() - std::chrono::days(1), now() + std::chrono::days(1));
    const auto policy = trust::default_policy();
    const auto file = build_register(*registry_, {*signer, entry, 1, now(), salt, policy}, random);
    REQUIRE(file);
    return *file;
  }

  VerdictCode verdict(const std::string& number, std::uint8_t sequence) {
    const auto known = read_number(*registry_, number, Day::of(now()));
    REQUIRE(known);
    for (const auto& card : known->cards) {
      if (card.card == sequence)
        return answer(known->record(card, trust::default_policy(), Day::of(now())), now()).code;
    }
    return VerdictCode::kUnknown;
  }

 private:
  TemporaryFolder folder_;
  std::unique_ptr<Registry> registry_;
};

}  // namespace

TEST_CASE("columns that are no card's, and the order of columns and rows, do not change the register") {
  const auto table = samples();
  const auto plain = Cards(to_csv(table)).built();
  REQUIRE(plain.size() == legacy::kBlock * 4);

  auto without = table;
  for (auto& row : without) row.resize(row.size() - 2);
  CHECK(Cards(to_csv(without)).built() == plain);

  auto shuffled = table;
  for (std::size_t i = 1; i < shuffled.size(); ++i) {
    shuffled[i][25] = table[table.size() - i][25];
    shuffled[i][26] = table[table.size() - i][26];
    std::ranges::reverse(shuffled[i]);
  }
  std::ranges::reverse(shuffled[0]);
  std::reverse(shuffled.begin() + 1, shuffled.end());
  CHECK(Cards(to_csv(shuffled)).built() == plain);

  auto another = table;
  another[4][20] = "2026-07-13";  // a card that ends a day later
  CHECK(Cards(to_csv(another)).built() != plain);
}

TEST_CASE("the authority answers of every card of the samples what they expect") {
  const auto table = samples();
  Cards cards(to_csv(table));
  for (std::size_t i = 1; i < table.size(); ++i) {
    const auto& row = table[i];
    CAPTURE(i + 1, row[0], row[25]);
    const auto number = legacy::normalised_number(row[0]);
    CHECK(name(cards.verdict(*number, static_cast<std::uint8_t>(std::stoi(row[1])))) == row[26]);
  }
}

}  // namespace cred::issuer
