// SPDX-License-Identifier: Apache-2.0
#include "cred/base/error.h"

namespace cred {

std::string_view word(Reason reason) {
  static constexpr std::string_view kWords[] = {
#define CRED_REASON_WORD(name, word) word,
      CRED_REASONS(CRED_REASON_WORD)
#undef CRED_REASON_WORD
  };
  return kWords[static_cast<std::size_t>(reason)];
}

}  // namespace cred
