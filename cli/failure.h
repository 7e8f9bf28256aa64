// SPDX-License-Identifier: Apache-2.0
// What a command answers: Outcome<T> is a value, or a Failure with the exit code, the error and a hint what
// to do.
#pragma once

#include <string>
#include <tl/expected.hpp>

#include "cli/exit.h"
#include "cred/base/error.h"

namespace cred::cli {

struct Failure {
  Exit exit;
  std::string error;  // lower case, one sentence, without a full stop; names the file, row or option
  std::string hint;   // what to do; may be empty
};

template <class T>
using Outcome = tl::expected<T, Failure>;

inline tl::unexpected<Failure> usage(std::string error, std::string hint = {}) {
  return tl::unexpected(Failure{Exit::kUsage, std::move(error), std::move(hint)});
}
inline tl::unexpected<Failure> refused(std::string error, std::string hint = {}) {
  return tl::unexpected(Failure{Exit::kRefused, std::move(error), std::move(hint)});
}
inline tl::unexpected<Failure> outside(std::string error, std::string hint = {}) {
  return tl::unexpected(Failure{Exit::kOutside, std::move(error), std::move(hint)});
}
/// "what: detail (reason)" as a refusal.
tl::unexpected<Failure> refused(const std::string& what, const Error& error, std::string hint = {});

}  // namespace cred::cli

/// The value, or return the Failure from the enclosing function. CRED_TRY does for Result what these do for
/// Outcome.
#define CLI_TRY(declaration, expression) CLI_TRY_(CLI_CONCAT(outcome_, __LINE__), declaration, expression)
#define CLI_CONCAT_(a, b) a##b
#define CLI_CONCAT(a, b) CLI_CONCAT_(a, b)
#define CLI_TRY_(temporary, declaration, expression)                   \
  auto temporary = (expression);                                       \
  if (!temporary) return tl::unexpected(std::move(temporary).error()); \
  declaration = std::move(*temporary)
#define CLI_CHECK(expression)                                                                     \
  do {                                                                                            \
    if (auto checked = (expression); !checked) return tl::unexpected(std::move(checked).error()); \
  } while (false)
