// SPDX-License-Identifier: Apache-2.0
#include "cli/store.h"

#include <cstdlib>
#include <string>

#include "cli/files.h"

namespace cred::cli {

namespace fs = std::filesystem;

namespace {

struct Naming {
  const char* variable;
  std::string_view tool;
  Mode mode;  // of the folder: the issuer's and the holder's hold keys
};

Naming naming(StoreKind kind) {
  switch (kind) {
    case StoreKind::kIssuer:
      return {"CRED_ISSUER_STORE", "cred-issuer", Mode::kPrivate};
    case StoreKind::kHolder:
      return {"CRED_HOLDER_STORE", "cred-holder", Mode::kPrivate};
    case StoreKind::kVerifier:
      break;
  }
  return {"CRED_VERIFIER_STORE", "cred-verifier", Mode::kPublic};
}

std::string label(StoreKind kind) {
  return std::string(naming(kind).tool) + "-store";
}
std::string kind_line(StoreKind kind) {
  return label(kind) + " 1\n";
}
fs::path kind_file(const fs::path& store) {
  return store / "kind";
}

tl::unexpected<Failure> not_this_store(StoreKind kind, const fs::path& store, std::string_view content) {
  const std::string hint = "name a store that `" + std::string(naming(kind).tool) + " init` has made";
  if (content.starts_with(label(kind) + " ")) {
    return usage(store.string() + " was made by another version of " + std::string(naming(kind).tool),
                 "use the version that made it, or make a new store");
  }
  for (const auto other : {StoreKind::kIssuer, StoreKind::kHolder, StoreKind::kVerifier}) {
    if (!content.starts_with(label(other) + " ")) continue;
    return usage(store.string() + " is a " + label(other) + ", not a " + label(kind), hint);
  }
  return usage(store.string() + " is not a " + label(kind), hint);
}

}  // namespace

Outcome<fs::path> store_path(StoreKind kind, std::string_view option) {
  if (!option.empty()) return fs::path(option);
  const char* variable = naming(kind).variable;
  if (const char* value = std::getenv(variable); value != nullptr && *value != '\0') return fs::path(value);
  return usage("no store named", std::string("give --store DIR, or set ") + variable);
}

Outcome<void> check_store(StoreKind kind, const fs::path& store) {
  std::error_code error;
  if (!fs::is_directory(store, error)) {
    return outside("there is no store at " + store.string(),
                   "check the spelling, or make one with `" + std::string(naming(kind).tool) + " init`");
  }
  if (!fs::exists(kind_file(store), error) && !error) return not_this_store(kind, store, {});
  constexpr std::size_t kLongestLine = 64;
  CLI_TRY(const Bytes content, read_file(kind_file(store), kLongestLine));
  if (as_text(content) != kind_line(kind)) return not_this_store(kind, store, as_text(content));
  return {};
}

Outcome<void> make_store(StoreKind kind, const fs::path& store, const std::function<Outcome<void>()>& fill) {
  std::error_code error;
  const bool was_there = fs::exists(store, error);
  if (fs::is_directory(store, error) && !fs::is_empty(store, error) && !error) {
    return refused(store.string() + " is there already and is not empty",
                   "choose a new folder for the store");
  }
  CLI_CHECK(make_folder(store, naming(kind).mode));
  // Never overwritten: of two that make a store in one folder, one gets no further, and removes nothing.
  CLI_CHECK(write_new_file(kind_file(store), as_bytes(kind_line(kind)), Mode::kPublic));
  auto made = fill();
  if (!made) {
    for (const auto& entry : fs::directory_iterator(store, error)) fs::remove_all(entry.path(), error);
    if (!was_there) fs::remove(store, error);
  }
  return made;
}

}  // namespace cred::cli
