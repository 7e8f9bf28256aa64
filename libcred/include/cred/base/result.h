// SPDX-License-Identifier: Apache-2.0
// Result<T>: a value or the Error that explains its absence. What only a bug can cause is an assert instead.
#pragma once

#include <tl/expected.hpp>
#include <utility>

#include "cred/base/error.h"

namespace cred {

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Reason reason, std::string detail) {
  return tl::unexpected<Error>(Error{reason, std::move(detail)});
}

}  // namespace cred

#define CRED_CONCAT_(a, b) a##b
#define CRED_CONCAT(a, b) CRED_CONCAT_(a, b)

/// CRED_TRY(auto token, parse(bytes)): the value, or return the error from the enclosing function.
#define CRED_TRY(declaration, expression) CRED_TRY_(CRED_CONCAT(try_, __LINE__), declaration, expression)
#define CRED_TRY_(temporary, declaration, expression)                  \
  auto temporary = (expression);                                       \
  if (!temporary) return tl::unexpected(std::move(temporary).error()); \
  declaration = std::move(*temporary)

/// CRED_CHECK(check_validity(claims, now)): go on only if the condition holds.
#define CRED_CHECK(expression)                                                                    \
  do {                                                                                            \
    if (auto checked = (expression); !checked) return tl::unexpected(std::move(checked).error()); \
  } while (false)
