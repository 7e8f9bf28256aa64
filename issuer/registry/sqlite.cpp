// SPDX-License-Identifier: Apache-2.0
// The registry in SQLite, the only file that knows it. One connection with an exclusive lock and a rollback
// journal: the WAL of SQLite before 3.51.3 can lose a commit. synchronous EXTRA also
// syncs the folder after the journal is gone, so a commit that was answered survives a power cut.
#include <algorithm>

#include "cli/files.h"
#include "cred/codec/crockford.h"
#include "cred/status/list.h"
#include "issuer/registry/registry.h"
#include "issuer/registry/sqlite_cards.h"
#include "issuer/registry/sqlite_statement.h"

namespace cred::issuer {

namespace {

constexpr std::uint64_t kSchema = 5;
// Beyond half of a list, random free indices take more and more attempts.
constexpr std::uint64_t kMostOfAList = status::kEntries / 2;

constexpr const char* kTables = R"sql(
BEGIN;
CREATE TABLE meta (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
INSERT INTO meta VALUES ('schema', 1), ('lists', 1), ('head', 0), ('head_expires', 0);
CREATE TABLE events (
  seq INTEGER PRIMARY KEY, time INTEGER NOT NULL, kind TEXT NOT NULL,
  document TEXT NOT NULL REFERENCES status_indices (document), request_id TEXT NOT NULL,
  decided INTEGER, reason TEXT, content TEXT, token BLOB) STRICT;
CREATE INDEX events_by_document ON events (document);
CREATE UNIQUE INDEX one_mint_a_document ON events (document) WHERE kind = 'mint';
CREATE UNIQUE INDEX one_mint_a_request ON events (request_id) WHERE kind = 'mint';
CREATE TABLE status_indices (
  list INTEGER NOT NULL, idx INTEGER NOT NULL, document TEXT NOT NULL UNIQUE, UNIQUE (list, idx)) STRICT;
CREATE TABLE passport_checks (person BLOB PRIMARY KEY, salt BLOB NOT NULL, tag BLOB NOT NULL) STRICT;
CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
  BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
  BEGIN SELECT RAISE(ABORT, 'events are only ever added'); END;
CREATE TRIGGER indices_are_not_changed BEFORE UPDATE ON status_indices
  BEGIN SELECT RAISE(ABORT, 'an index is given out once'); END;
CREATE TRIGGER indices_are_not_deleted BEFORE DELETE ON status_indices
  BEGIN SELECT RAISE(ABORT, 'an index is given out once'); END;
COMMIT;
)sql";

/// From schema 1 to 2: permits bound to phones. An older version would publish these as INVALID, so it must
/// not open what this one has opened.
constexpr const char* kSecondSchema = R"sql(
BEGIN;
CREATE TABLE devices (device BLOB PRIMARY KEY, person BLOB NOT NULL) STRICT;
CREATE INDEX events_by_request ON events (request_id);
CREATE UNIQUE INDEX one_bind_a_document ON events (document) WHERE kind = 'bind';
CREATE TRIGGER devices_are_not_changed BEFORE UPDATE ON devices
  BEGIN SELECT RAISE(ABORT, 'a device is bound to one person'); END;
CREATE TRIGGER devices_are_not_deleted BEFORE DELETE ON devices
  BEGIN SELECT RAISE(ABORT, 'a device is bound to one person'); END;
UPDATE meta SET value = 2 WHERE name = 'schema';
COMMIT;
)sql";

/// From schema 2 to 3: more than one print of a request. An older version would publish these as INVALID.
constexpr const char* kThirdSchema = R"sql(
BEGIN;
CREATE UNIQUE INDEX one_token_a_document ON events (document) WHERE token IS NOT NULL;
UPDATE meta SET value = 3 WHERE name = 'schema';
COMMIT;
)sql";

// Normalised: a permit number is of letters, digits and hyphens.
const std::string kPermitNumber = "upper(replace(json_extract(content, '$.permit.number'), '-', ''))";

/// From schema 4 to 5: the printed documents of a permit number. A table, for SQLite takes JSON into no index
/// where the schema is not trusted. An older version would not add to it.
const std::string kFifthSchema =
    "BEGIN;"
    "CREATE TABLE permit_numbers ("
    "  number TEXT NOT NULL, document TEXT NOT NULL, PRIMARY KEY (number, document)) STRICT, WITHOUT ROWID;"
    "INSERT INTO permit_numbers SELECT " +
    kPermitNumber +
    ", document FROM events WHERE token IS NOT NULL AND kind <> 'bind';"
    "UPDATE meta SET value = 5 WHERE name = 'schema';"
    "COMMIT;";

constexpr const char* kSettings =
    "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;"
    "PRAGMA foreign_keys = ON; PRAGMA recursive_triggers = ON; PRAGMA trusted_schema = OFF;";

const char* name(Counter which) {
  switch (which) {
    case Counter::kLists:
      return "lists";
    case Counter::kHead:
      return "head";
    case Counter::kHeadExpires:
      break;
  }
  return "head_expires";
}

Event read_event(Statement& row) {
  Event event;
  event.sequence = row.number();
  event.time = Instant(std::chrono::seconds(row.number()));
  event.kind = row.text();
  event.document = row.text();
  event.request_id = row.text();
  if (const auto decided = Day::from_yyyymmdd(row.number())) event.decided = *decided;
  event.reason = row.text();
  event.content = row.text();
  event.token = row.bytes();
  return event;
}

Document read_document(Statement& row) {
  Document document;
  document.slot.list = row.number();
  document.slot.index = row.number();
  document.slot.document = row.text();
  document.request_id = row.text();
  return document;
}

const std::string kDocuments =
    "SELECT list, idx, i.document, request_id FROM status_indices i "
    "JOIN events e ON e.document = i.document AND e.token IS NOT NULL AND e.kind ";
const std::string kPrinted = kDocuments + "<> 'bind' ";
const std::string kWallets = kDocuments + "= 'bind' ";
const std::string kNumbered = kPrinted + "JOIN permit_numbers n ON n.document = i.document ";

class SqliteRegistry final : public Registry {
 public:
  explicit SqliteRegistry(Database database)
      : owned_(std::move(database)), database_(owned_.get()), cards_(card_registry(database_)) {}

  cli::Outcome<std::vector<Slot>> reserve(std::size_t count, crypto::RandomSource& random) override {
    Transaction transaction(database_);
    CLI_CHECK(transaction.begun());
    std::vector<Slot> slots;
    std::uint64_t used = kMostOfAList;
    CLI_TRY(std::uint64_t list, counter(Counter::kLists));
    if (list > 0) {
      Statement counting(database_, "SELECT count(*) FROM status_indices WHERE list = ?");
      counting << --list;
      CLI_CHECK(counting.step());
      used = counting.number();
    }
    Statement insert(database_, "INSERT INTO status_indices VALUES (?, ?, ?) ON CONFLICT DO NOTHING");
    while (slots.size() < count) {
      if (used >= kMostOfAList) {
        CLI_CHECK(set_counter(Counter::kLists, ++list + 1));
        used = 0;
      }
      Slot slot{list, random.below(status::kEntries), codec::to_document_id(random.take<10>())};
      insert.again();
      insert << slot.list << slot.index << slot.document;
      CLI_CHECK(insert.step());
      if (sqlite3_changes(database_) == 0) continue;  // taken: another draw
      slots.push_back(std::move(slot));
      ++used;
    }
    CLI_CHECK(transaction.commit());
    return slots;
  }

  cli::Outcome<void> append(const std::vector<Event>& events) override {
    Transaction transaction(database_);
    CLI_CHECK(transaction.begun());
    Statement insert(database_,
                     "INSERT INTO events (time, kind, document, request_id, decided, reason, content, token) "
                     "VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    Statement number(database_, "INSERT INTO permit_numbers SELECT " + kPermitNumber +
                                    ", document FROM events WHERE seq = last_insert_rowid()");
    for (const auto& event : events) {
      insert.again();
      insert << to_unix(event.time) << event.kind << event.document << event.request_id;
      if (event.decided) insert << std::uint64_t{event.decided->yyyymmdd()};
      if (!event.decided) insert.null();
      insert.or_null(event.reason).or_null(event.content).or_null(event.token);
      CLI_CHECK(insert.step());
      if (event.token.empty() || event.kind == "bind") continue;
      number.again();
      CLI_CHECK(number.step());
    }
    return transaction.commit();
  }

  cli::Outcome<std::optional<Document>> find(std::string_view id) override {
    // A request id may look like a document id; who typed it meant the request.
    Statement query(
        database_,
        kPrinted +
            "WHERE request_id = ?1 OR request_id = (SELECT request_id FROM events WHERE document = ?1) "
            "ORDER BY request_id = ?1 DESC, seq DESC LIMIT 1");
    query << id;
    CLI_TRY(const bool found, query.step());
    if (!found) return std::optional<Document>();
    return std::optional<Document>(read_document(query));
  }

  cli::Outcome<std::vector<Document>> documents() override {
    Statement query(database_, kPrinted + "ORDER BY seq");
    return all(query, read_document);
  }

  cli::Outcome<std::vector<Document>> wallets() override {
    Statement query(database_, kWallets + "ORDER BY seq");
    return all(query, read_document);
  }

  cli::Outcome<std::vector<Event>> history(std::string_view request_id) override {
    Statement query(
        database_,
        "SELECT seq, time, kind, document, request_id, decided, reason, content, token FROM events "
        "WHERE request_id = ? ORDER BY seq");
    query << request_id;
    return all(query, read_event);
  }

  cli::Outcome<std::vector<Event>> decisions() override {
    Statement query(database_,
                    "SELECT seq, time, kind, document, request_id, decided, reason, NULL, NULL FROM events "
                    "WHERE kind <> 'mint' ORDER BY seq");
    return all(query, read_event);
  }

  cli::Outcome<std::optional<credential::PassportCheck>> find_passport_check(
      const crypto::Digest& person) override {
    Statement query(database_, "SELECT salt, tag FROM passport_checks WHERE person = ?");
    query << BytesView(person);
    CLI_TRY(const bool found, query.step());
    if (!found) return std::optional<credential::PassportCheck>();
    credential::PassportCheck check{};
    const Bytes salt = query.bytes();
    const Bytes tag = query.bytes();
    if (salt.size() != check.salt.size() || tag.size() != check.tag.size()) {
      return cli::outside("the registry holds a passport check of another size");
    }
    std::copy(salt.begin(), salt.end(), check.salt.begin());
    std::copy(tag.begin(), tag.end(), check.tag.begin());
    return std::optional(check);
  }

  cli::Outcome<void> keep_passport_check(const crypto::Digest& person,
                                         const credential::PassportCheck& check) override {
    Statement insert(database_, "INSERT INTO passport_checks VALUES (?, ?, ?)");
    insert << BytesView(person) << BytesView(check.salt) << BytesView(check.tag);
    return insert.step().map([](bool) {});
  }

  cli::Outcome<std::optional<crypto::Digest>> find_device(const crypto::Digest& device) override {
    Statement query(database_, "SELECT person FROM devices WHERE device = ?");
    query << BytesView(device);
    CLI_TRY(const bool found, query.step());
    if (!found) return std::optional<crypto::Digest>();
    const Bytes octets = query.bytes();
    crypto::Digest person{};
    if (octets.size() != person.size()) return cli::outside("the registry holds a device of nobody");
    std::copy(octets.begin(), octets.end(), person.begin());
    return std::optional(person);
  }

  cli::Outcome<void> keep_device(const crypto::Digest& device, const crypto::Digest& person) override {
    Statement insert(database_, "INSERT INTO devices VALUES (?, ?)");
    insert << BytesView(device) << BytesView(person);
    return insert.step().map([](bool) {});
  }

  CardRegistry& cards() override { return *cards_; }

  cli::Outcome<std::vector<Document>> permits_of(std::string_view permit_number) override {
    Statement query(database_, kNumbered + "WHERE n.number = ? ORDER BY seq");
    query << permit_number;
    return all(query, read_document);
  }

  cli::Outcome<std::vector<Document>> permits_of_cards() override {
    Statement query(database_, kNumbered + "WHERE n.number IN (SELECT number FROM card_events) ORDER BY seq");
    return all(query, read_document);
  }

  cli::Outcome<std::uint64_t> counter(Counter which) override {
    Statement query(database_, "SELECT value FROM meta WHERE name = ?");
    query << std::string_view(name(which));
    CLI_TRY(const bool found, query.step());
    if (!found) return cli::outside(std::string("the registry has no number called ") + name(which));
    return query.number();
  }

  cli::Outcome<void> set_counter(Counter which, std::uint64_t value) override {
    Statement update(database_, "UPDATE meta SET value = ? WHERE name = ?");
    update << value << std::string_view(name(which));
    return update.step().map([](bool) {});
  }

 private:
  template <class T>
  cli::Outcome<std::vector<T>> all(Statement& query, T (*read)(Statement&)) {
    std::vector<T> rows;
    for (;;) {
      CLI_TRY(const bool more, query.step());
      if (!more) return rows;
      rows.push_back(read(query));
    }
  }

  Database owned_;
  sqlite3* database_;
  std::unique_ptr<CardRegistry> cards_;
};

cli::Outcome<Database> open_database(const std::filesystem::path& file) {
  sqlite3* opened = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
  Database database(opened);
  if (code != SQLITE_OK) return failed(opened);
  CLI_CHECK(run(opened, kSettings));
  return database;
}

}  // namespace

cli::Outcome<void> create_registry(const std::filesystem::path& file) {
  // An empty file is an empty database; made by us it has the mode of a private one.
  CLI_CHECK(cli::write_new_file(file, {}, cli::Mode::kPrivate));
  CLI_TRY(const auto database, open_database(file));
  CLI_CHECK(run(database.get(), kTables));
  CLI_CHECK(run(database.get(), kSecondSchema));
  CLI_CHECK(run(database.get(), kThirdSchema));
  CLI_CHECK(run(database.get(), kFourthSchema));
  return run(database.get(), kFifthSchema.c_str());
}

cli::Outcome<std::unique_ptr<Registry>> open_registry(const std::filesystem::path& file) {
  CLI_TRY(auto database, open_database(file));
  Statement schema(database.get(), "SELECT value FROM meta WHERE name = 'schema'");
  CLI_TRY(const bool found, schema.step());
  const auto version = found ? schema.number() : 0;
  if (version < 1 || version > kSchema) {
    return cli::refused(file.string() + " is a registry of another version", "use the version that made it");
  }
  schema.again();
  if (version < 2) CLI_CHECK(run(database.get(), kSecondSchema));
  if (version < 3) CLI_CHECK(run(database.get(), kThirdSchema));
  if (version < 4) CLI_CHECK(run(database.get(), kFourthSchema));
  if (version < 5) CLI_CHECK(run(database.get(), kFifthSchema.c_str()));
  return std::make_unique<SqliteRegistry>(std::move(database));
}

}  // namespace cred::issuer
