// SPDX-License-Identifier: Apache-2.0
// What both halves of the SQLite registry say SQL with: a connection, a statement, a transaction.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>

#include "cli/failure.h"
#include "cred/base/bytes.h"

namespace cred::issuer {

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

tl::unexpected<cli::Failure> failed(sqlite3* database);
cli::Outcome<void> run(sqlite3* database, const char* sql);

/// A prepared statement; columns and parameters are taken from left to right.
class Statement {
 public:
  Statement(sqlite3* database, const std::string& sql);

  Statement& operator<<(std::uint64_t value);
  Statement& operator<<(std::string_view text);
  Statement& operator<<(BytesView bytes);
  Statement& null();
  template <class T>
  Statement& or_null(const T& value) {
    return value.empty() ? null() : *this << value;
  }

  /// Whether there is a row.
  cli::Outcome<bool> step();
  /// For the next round of parameters.
  void again();

  std::uint64_t number() {
    return static_cast<std::uint64_t>(sqlite3_column_int64(statement_.get(), column_++));
  }
  Bytes bytes();
  std::string text() { return std::string(as_text(bytes())); }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  int bound_ = 0;
  int column_ = 0;
};

/// Undone unless committed. One that begins within another is part of that one.
class Transaction {
 public:
  explicit Transaction(sqlite3* database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  const cli::Outcome<void>& begun() const { return begun_; }
  cli::Outcome<void> commit();

 private:
  sqlite3* database_;
  bool within_;
  cli::Outcome<void> begun_;
};

}  // namespace cred::issuer
