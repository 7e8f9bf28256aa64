// SPDX-License-Identifier: Apache-2.0
#include "issuer/registry/sqlite_cards.h"

#include <algorithm>

namespace cred::issuer {

const char* const kFourthSchema = R"sql(
BEGIN;
CREATE TABLE card_events (
  seq INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL, number TEXT NOT NULL,
  card INTEGER NOT NULL, decided INTEGER NOT NULL, electronic TEXT, content TEXT, birth_date INTEGER,
  record BLOB) STRICT;
CREATE INDEX card_events_by_card ON card_events (kind, number, card, seq);
CREATE INDEX card_events_by_number ON card_events (number);
CREATE INDEX card_decisions ON card_events (seq) WHERE kind <> 'import';
CREATE TABLE card_keys (
  number TEXT NOT NULL, birth_date INTEGER NOT NULL, tag BLOB NOT NULL, record_key BLOB NOT NULL,
  PRIMARY KEY (number, birth_date)) STRICT, WITHOUT ROWID;
CREATE TABLE register_salt (salt BLOB NOT NULL, since INTEGER NOT NULL) STRICT;
CREATE TRIGGER card_events_are_not_changed BEFORE UPDATE ON card_events
  BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
CREATE TRIGGER card_events_are_not_deleted BEFORE DELETE ON card_events
  BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
UPDATE meta SET value = 4 WHERE name = 'schema';
COMMIT;
)sql";

namespace {

/// The last row imported of every card: SQLite takes the other columns from the row of the maximum. Those
/// that nobody asks for would be copied all the same.
std::string last_rows(const std::string& columns) {
  return "(SELECT number, card, birth_date" + columns +
         ", max(seq) FROM card_events WHERE kind = 'import' GROUP BY number, card) c ";
}
const std::string kColumns = "SELECT c.number, c.card, c.birth_date, c.record, c.electronic";

template <std::size_t Size>
bool copy(BytesView from, std::array<std::uint8_t, Size>& to) {
  if (from.size() != Size) return false;
  std::ranges::copy(from, to.begin());
  return true;
}

tl::unexpected<cli::Failure> unreadable(const std::string& what) {
  return cli::outside("the registry holds " + what + " that this version cannot read");
}

cli::Outcome<HeldCard> read_card(Statement& row, bool keyed) {
  auto number = row.text();
  const auto card = static_cast<std::uint8_t>(row.number());
  const auto birth_date = Day::from_yyyymmdd(row.number());
  legacy::RecordBytes octets{};
  const bool fits = copy(row.bytes(), octets);
  const auto record = legacy::parse_record(octets);
  if (!birth_date || !fits || !record) return unreadable("a card (" + number + ")");
  HeldCard held{std::move(number), card, *birth_date, *record, row.text(), std::nullopt, {}};
  if (!keyed) {
    held.content = row.text();
    return held;
  }
  legacy::CardKey key{};
  if (!copy(row.bytes(), key.tag) || !copy(row.bytes(), key.record_key)) return unreadable("a card's key");
  held.key = key;
  return held;
}

cli::Outcome<CardDecision> read_decision(Statement& row) {
  const Instant time{std::chrono::seconds(row.number())};
  auto kind = row.text();
  auto number = row.text();
  const auto card = static_cast<std::uint8_t>(row.number());
  const auto decided = Day::from_yyyymmdd(row.number());
  if (!decided) return unreadable("a decision on a card");
  auto electronic = row.text();
  auto content = row.text();
  return CardDecision{time,     std::move(kind),       std::move(number), card,
                      *decided, std::move(electronic), std::move(content)};
}

cli::Outcome<std::pair<Instant, std::string>> read_row(Statement& row) {
  const Instant time{std::chrono::seconds(row.number())};
  return std::pair(time, row.text());
}

cli::Outcome<CardHolder> read_holder(Statement& row) {
  auto number = row.text();
  const auto birth_date = Day::from_yyyymmdd(row.number());
  if (!birth_date) return unreadable("a card (" + number + ")");
  return CardHolder{std::move(number), *birth_date};
}

class SqliteCards final : public CardRegistry {
 public:
  explicit SqliteCards(sqlite3* database) : database_(database) {}

  cli::Outcome<void> begin() override { return run(database_, "BEGIN IMMEDIATE"); }
  cli::Outcome<void> commit() override {
    finding_.reset();
    adding_.reset();
    return run(database_, "COMMIT");
  }
  cli::Outcome<void> give_up() override {
    finding_.reset();
    adding_.reset();
    return run(database_, "ROLLBACK");
  }

  cli::Outcome<std::optional<KnownCard>> find(std::string_view number, std::uint8_t card) override {
    auto& query =
        prepared(finding_,
                 "SELECT seq, decided, content FROM card_events WHERE kind = 'import' AND number = ? AND "
                 "card = ? ORDER BY seq DESC LIMIT 1");
    query << number << std::uint64_t{card};
    CLI_TRY(const bool found, query.step());
    if (!found) return std::optional<KnownCard>();
    const auto event = query.number();
    const auto decided = Day::from_yyyymmdd(query.number());
    if (!decided) return unreadable("a card (" + std::string(number) + ")");
    return std::optional(KnownCard{event, *decided, query.text()});
  }

  cli::Outcome<std::uint64_t> add(const CardRow& row, Instant now) override {
    auto& insert = prepared(adding_,
                            "INSERT INTO card_events (time, kind, number, card, decided, electronic, "
                            "content, birth_date, record) VALUES (?, 'import', ?, ?, ?, ?, ?, ?, ?)");
    insert << to_unix(now) << row.number << std::uint64_t{row.card}
           << std::uint64_t{row.record.event_date.yyyymmdd()};
    insert.or_null(row.electronic);
    insert << row.content << std::uint64_t{row.birth_date.yyyymmdd()} << BytesView(encode(row.record));
    CLI_CHECK(insert.step());
    return static_cast<std::uint64_t>(sqlite3_last_insert_rowid(database_));
  }

  cli::Outcome<void> add(const CardDecision& decision) override {
    Statement insert(database_,
                     "INSERT INTO card_events (time, kind, number, card, decided, electronic, content) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?)");
    insert << to_unix(decision.time) << decision.kind << decision.number << std::uint64_t{decision.card}
           << std::uint64_t{decision.decided.yyyymmdd()};
    insert.or_null(decision.electronic).or_null(decision.content);
    return insert.step().map([](bool) {});
  }

  cli::Outcome<std::vector<CardDecision>> decisions(std::string_view number) override {
    Statement query(database_,
                    "SELECT time, kind, number, card, decided, electronic, content FROM card_events "
                    "WHERE kind <> 'import' AND (?1 = '' OR number = ?1) ORDER BY seq");
    query << number;
    return all(query, &read_decision);
  }

  cli::Outcome<std::vector<HeldCard>> cards(std::string_view number) override {
    Statement query(database_,
                    "SELECT number, card, birth_date, record, electronic, content, max(seq) FROM card_events "
                    "WHERE kind = 'import' AND number = ? GROUP BY number, card ORDER BY card");
    query << number;
    std::vector<HeldCard> cards;
    CLI_CHECK(each(query, false, [&](const HeldCard& card) -> cli::Outcome<void> {
      cards.push_back(card);
      return {};
    }));
    return cards;
  }

  cli::Outcome<void> each_card(const std::function<cli::Outcome<void>(const HeldCard&)>& use) override {
    Statement query(database_, kColumns + ", c.content FROM " + last_rows(", record, electronic, content") +
                                   "ORDER BY c.number, c.card");
    return each(query, false, use);
  }

  cli::Outcome<void> each_keyed(const std::function<cli::Outcome<void>(const HeldCard&)>& use) override {
    Statement query(database_, kColumns + ", k.tag, k.record_key FROM " + last_rows(", record, electronic") +
                                   "JOIN card_keys k ON k.number = c.number AND k.birth_date = c.birth_date "
                                   "ORDER BY k.tag, c.card");
    return each(query, true, use);
  }

  cli::Outcome<std::vector<std::pair<Instant, std::string>>> rows(std::string_view number,
                                                                  std::uint8_t card) override {
    Statement query(database_,
                    "SELECT time, content FROM card_events WHERE kind = 'import' AND number = ? AND card = ? "
                    "ORDER BY seq");
    query << number << std::uint64_t{card};
    return all(query, &read_row);
  }

  cli::Outcome<bool> empty() override {
    Statement query(database_, "SELECT 1 FROM card_events LIMIT 1");
    CLI_TRY(const bool found, query.step());
    return !found;
  }

  cli::Outcome<std::vector<CardHolder>> without_key() override {
    Statement query(database_, "SELECT DISTINCT c.number, c.birth_date FROM " + last_rows("") +
                                   "LEFT JOIN card_keys k ON k.number = c.number AND k.birth_date = "
                                   "c.birth_date WHERE k.tag IS NULL");
    return all(query, &read_holder);
  }

  cli::Outcome<void> keep_keys(const std::vector<std::pair<CardHolder, legacy::CardKey>>& keys) override {
    Transaction transaction(database_);
    CLI_CHECK(transaction.begun());
    Statement insert(database_, "INSERT OR REPLACE INTO card_keys VALUES (?, ?, ?, ?)");
    for (const auto& [holder, key] : keys) {
      insert.again();
      insert << holder.number << std::uint64_t{holder.birth_date.yyyymmdd()} << BytesView(key.tag)
             << BytesView(key.record_key);
      CLI_CHECK(insert.step());
    }
    return transaction.commit();
  }

  cli::Outcome<std::optional<RegisterSalt>> salt() override {
    Statement query(database_, "SELECT salt, since FROM register_salt");
    CLI_TRY(const bool found, query.step());
    if (!found) return std::optional<RegisterSalt>();
    legacy::Salt salt{};
    const bool fits = copy(query.bytes(), salt);
    const auto since = Day::from_yyyymmdd(query.number());
    if (!fits || !since) return unreadable("a salt");
    return std::optional(RegisterSalt{salt, *since});
  }

  cli::Outcome<void> set_salt(const RegisterSalt& salt) override {
    Transaction transaction(database_);
    CLI_CHECK(transaction.begun());
    CLI_CHECK(run(database_, "DELETE FROM card_keys; DELETE FROM register_salt"));
    Statement insert(database_, "INSERT INTO register_salt VALUES (?, ?)");
    insert << BytesView(salt.salt) << std::uint64_t{salt.since.yyyymmdd()};
    CLI_CHECK(insert.step());
    return transaction.commit();
  }

 private:
  // An import says the same two statements a million times.
  Statement& prepared(std::optional<Statement>& kept, const char* sql) {
    if (!kept) kept.emplace(database_, sql);
    kept->again();
    return *kept;
  }

  template <class T>
  cli::Outcome<std::vector<T>> all(Statement& query, cli::Outcome<T> (*read)(Statement&)) {
    std::vector<T> rows;
    for (;;) {
      CLI_TRY(const bool more, query.step());
      if (!more) return rows;
      CLI_TRY(auto row, read(query));
      rows.push_back(std::move(row));
    }
  }

  cli::Outcome<void> each(Statement& query, bool keyed,
                          const std::function<cli::Outcome<void>(const HeldCard&)>& use) {
    for (;;) {
      CLI_TRY(const bool more, query.step());
      if (!more) return {};
      CLI_TRY(const auto card, read_card(query, keyed));
      CLI_CHECK(use(card));
    }
  }

  sqlite3* database_;
  std::optional<Statement> finding_;
  std::optional<Statement> adding_;
};

}  // namespace

std::unique_ptr<CardRegistry> card_registry(sqlite3* database) {
  return std::make_unique<SqliteCards>(database);
}

}  // namespace cred::issuer
