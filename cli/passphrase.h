// SPDX-License-Identifier: Apache-2.0
// Passphrases: from the terminal without echo, or --passphrase-file FILE or fd:N. Never from argv or the
// environment.
#pragma once

#include <string_view>

#include "cli/failure.h"
#include "cred/base/secret.h"

namespace cred::cli {

/// `source`: FILE (0600 or stricter advised: a warning otherwise), "fd:N", or empty for the terminal;
/// neither: usage failure. The first line counts, without its line end; what follows on a descriptor stays
/// unread. Empty is refused. `prompt` is what the terminal shows; `twice` asks again (new keys).
Outcome<SecretBytes> read_passphrase(std::string_view source, std::string_view prompt, bool twice);

}  // namespace cred::cli
