// SPDX-License-Identifier: Apache-2.0
#include "cli/store.h"

#include <catch2/catch.hpp>

#include "cli/files.h"
#include "support/temporary_folder.h"

namespace cred::cli {
namespace {

TEST_CASE("the option names the store, else the environment, else the failure names both") {
  ::setenv("CRED_VERIFIER_STORE", "/from/environment", 1);
  ::unsetenv("CRED_ISSUER_STORE");
  CHECK(store_path(StoreKind::kVerifier, "/from/option").value() == "/from/option");
  CHECK(store_path(StoreKind::kVerifier, "").value() == "/from/environment");
  const auto none = store_path(StoreKind::kIssuer, "");
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().exit == Exit::kUsage);
  CHECK(none.error().hint == "give --store DIR, or set CRED_ISSUER_STORE");
  ::setenv("CRED_VERIFIER_STORE", "", 1);
  CHECK_FALSE(store_path(StoreKind::kVerifier, "").has_value());
}

Outcome<void> nothing() {
  return {};
}

TEST_CASE("a store that was made can be opened, as its own kind only") {
  const TemporaryFolder folder;
  REQUIRE(make_store(StoreKind::kIssuer, folder / "store", nothing).has_value());
  CHECK(content_of(folder / "store" / "kind") == "cred-issuer-store 1\n");
  CHECK(check_store(StoreKind::kIssuer, folder / "store").has_value());
  const auto wrong = check_store(StoreKind::kVerifier, folder / "store");
  REQUIRE_FALSE(wrong.has_value());
  CHECK(wrong.error().exit == Exit::kUsage);
  CHECK(wrong.error().error ==
        (folder / "store").string() + " is a cred-issuer-store, not a cred-verifier-store");
  CHECK(wrong.error().hint == "name a store that `cred-verifier init` has made");
}

TEST_CASE("opening never creates") {
  const TemporaryFolder folder;
  const auto missing = check_store(StoreKind::kHolder, folder / "store");
  REQUIRE_FALSE(missing.has_value());
  CHECK(missing.error().exit == Exit::kOutside);
  CHECK(folder.names().empty());
  CHECK_FALSE(check_store(StoreKind::kHolder, folder.path()).has_value());
  CHECK(folder.names().empty());
}

TEST_CASE("a store of another version, or a folder that is none, is refused") {
  const TemporaryFolder folder;
  put(folder / "kind", "cred-holder-store 2\n");
  CHECK(check_store(StoreKind::kHolder, folder.path()).error().error ==
        folder.path().string() + " was made by another version of cred-holder");
  put(folder / "kind", "something else\n");
  CHECK(check_store(StoreKind::kHolder, folder.path()).error().error ==
        folder.path().string() + " is not a cred-holder-store");
}

TEST_CASE("a store is made in a new or an empty folder only") {
  const TemporaryFolder folder;
  CHECK(make_store(StoreKind::kVerifier, folder.path(), nothing).has_value());
  const auto again = make_store(StoreKind::kVerifier, folder.path(), nothing);
  REQUIRE_FALSE(again.has_value());
  CHECK(again.error().exit == Exit::kRefused);
  CHECK_FALSE(make_store(StoreKind::kVerifier, folder / "kind", nothing).has_value());
  CHECK(content_of(folder / "kind") == "cred-verifier-store 1\n");
}

TEST_CASE("what fails while a store is made leaves nothing, and the next try finds the folder as it was") {
  const TemporaryFolder folder;
  const bool was_there = GENERATE(false, true);
  const auto store = was_there ? folder.path() : folder / "store";
  const auto failed = make_store(StoreKind::kHolder, store, [&]() -> Outcome<void> {
    CHECK_FALSE(make_store(StoreKind::kHolder, store, nothing).has_value());  // taken, and left alone
    CHECK(check_store(StoreKind::kHolder, store).has_value());
    CHECK(make_folder(store / "within", Mode::kPrivate));
    put(store / "within" / "wallet.cbor", "half");
    return outside("the disk is full");
  });
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().error == "the disk is full");
  CHECK(folder.names().empty());
  CHECK(make_store(StoreKind::kHolder, store, nothing).has_value());
  CHECK(check_store(StoreKind::kHolder, store).has_value());
}

}  // namespace
}  // namespace cred::cli
