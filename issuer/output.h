// SPDX-License-Identifier: Apache-2.0
// The files of a permit: <id>.png .svg .txt .cwt .html.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/failure.h"
#include "cred/qr/symbol.h"
#include "issuer/authority.h"
#include "issuer/issuance.h"

namespace cred::issuer {

struct Output {
  qr::Symbol symbol;
  std::vector<std::string> files;  // paths
};

cli::Outcome<qr::Symbol> symbol_of(const Released& permit);

/// Into `folder`, which is there. `.txt` is exactly the text of the code, `.cwt` the octets of the token.
cli::Outcome<Output> write_permit(const std::filesystem::path& folder, const Request& request,
                                  const Released& permit, const Authority& authority,
                                  trust::Environment environment);

/// The wallet document of a permit, for its holder alone.
inline std::filesystem::path wallet_file(const std::filesystem::path& folder, const std::string& id) {
  return folder / (id + ".wallet.cwt");
}

}  // namespace cred::issuer
