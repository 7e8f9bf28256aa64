// SPDX-License-Identifier: Apache-2.0
#include "issuer/registry/sqlite_statement.h"

namespace cred::issuer {

tl::unexpected<cli::Failure> failed(sqlite3* database) {
  const int code = sqlite3_errcode(database) & 0xff;
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED) {
    return cli::outside("the registry is in use by another program", "wait until it has ended and try again");
  }
  return cli::outside(std::string("the registry failed: ") + sqlite3_errmsg(database),
                      "nothing of this command was recorded; check the disk and the folder's permissions");
}

cli::Outcome<void> run(sqlite3* database, const char* sql) {
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) return failed(database);
  return {};
}

Statement::Statement(sqlite3* database, const std::string& sql) : database_(database) {
  sqlite3_stmt* made = nullptr;
  sqlite3_prepare_v2(database, sql.c_str(), -1, &made, nullptr);
  statement_.reset(made);
}

Statement& Statement::operator<<(std::uint64_t value) {
  sqlite3_bind_int64(statement_.get(), ++bound_, static_cast<sqlite3_int64>(value));
  return *this;
}

Statement& Statement::operator<<(std::string_view text) {
  sqlite3_bind_text(statement_.get(), ++bound_, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
  return *this;
}

Statement& Statement::operator<<(BytesView bytes) {
  sqlite3_bind_blob(statement_.get(), ++bound_, bytes.data(), static_cast<int>(bytes.size()),
                    SQLITE_TRANSIENT);
  return *this;
}

Statement& Statement::null() {
  sqlite3_bind_null(statement_.get(), ++bound_);
  return *this;
}

cli::Outcome<bool> Statement::step() {
  column_ = 0;
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) return failed(database_);
  return false;
}

void Statement::again() {
  sqlite3_reset(statement_.get());
  bound_ = 0;
}

Bytes Statement::bytes() {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(statement_.get(), column_));
  const int size = sqlite3_column_bytes(statement_.get(), column_++);
  return {data, data + size};
}

Transaction::Transaction(sqlite3* database)
    : database_(database), within_(sqlite3_get_autocommit(database) == 0) {
  if (!within_) begun_ = run(database, "BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!within_ && sqlite3_get_autocommit(database_) == 0)
    sqlite3_exec(database_, "ROLLBACK", nullptr, nullptr, nullptr);
}

cli::Outcome<void> Transaction::commit() {
  if (within_) return {};
  return run(database_, "COMMIT");
}

}  // namespace cred::issuer
