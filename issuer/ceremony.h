// SPDX-License-Identifier: Apache-2.0
// The draft of a store: one file, trust/next.draft, that holds what root and issuers shall be next and the
// signatures so far. It is carried to the offline keys and back; with enough signatures it becomes current.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "cred/trust/draft.h"
#include "issuer/store.h"

namespace cred::issuer {

std::filesystem::path draft_path(const Store& store);

cli::Outcome<trust::Draft> read_draft_file(const std::filesystem::path& file);
cli::Outcome<void> write_draft_file(const std::filesystem::path& file, const trust::Draft& draft);

/// None: nothing is being changed. A draft that was made on other trust objects than those held is refused.
cli::Outcome<std::optional<trust::Draft>> read_draft(const Store& store);
/// The same, or a new one; refused when this part has signatures that a change would lose.
cli::Outcome<trust::Draft> editable_draft(const Store& store, trust::DraftPart part);
/// Refused when it is made on something else than what the store holds now.
cli::Outcome<void> check_fits(const Store& store, const trust::Draft& draft);

/// Written; what is ready in it becomes current first. Says in one line each what happened.
cli::Outcome<cli::Lines> keep_draft(Store& store, trust::Draft draft);

/// Everything a signer must see: the root held and its fingerprint, what changes line by line, and how many
/// signatures are there and needed.
std::string summary(const trust::Draft& draft);

/// trust/spared/HASH of a store.
std::filesystem::path spared_path(const Store& store, const crypto::Digest& hash);

}  // namespace cred::issuer
