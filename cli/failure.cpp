// SPDX-License-Identifier: Apache-2.0
#include "cli/failure.h"

namespace cred::cli {

tl::unexpected<Failure> refused(const std::string& what, const Error& error, std::string hint) {
  return refused(what + ": " + error.detail + " (" + std::string(word(error.reason)) + ")", std::move(hint));
}

}  // namespace cred::cli
