// SPDX-License-Identifier: Apache-2.0
// A disk that lies, a stick pulled out too early: every file of a store, an octet wrong, cut short or gone.
// The store refuses to open, or a verdict becomes undetermined. Nothing becomes green that was not.
#include <catch2/catch.hpp>
#include <filesystem>
#include <iostream>
#include <map>

#include "support/temporary_folder.h"
#include "support/world.h"
#include "verifier/store.h"

namespace cred::verifier {
namespace {

namespace fs = std::filesystem;
using std::chrono::days;
using std::chrono::hours;
using test::kNow;

constexpr std::uint64_t kGood = 7;
constexpr std::uint64_t kRevoked = 8;  // in the newer of two generations

/// A store of two updates, and permits whose verdicts tell whether it is what it was.
class DamagedStore {
 public:
  DamagedStore() {
    // The newest thing of each generation is its list: the clock floor stands in no other signed object.
    const auto first = generation(1, kNow - days(2));
    auto release = generation(2, kNow);
    auto list = authority_.list();
    list.set(kRevoked, status::Status::kRevoked);
    release.lists[0].claims = list.claims(release.lists[0].name, kNow + hours(1), std::nullopt);
    // A list that left the head: its version must be remembered.
    auto before = first;
    before.lists.push_back(authority_.list_release(2, 9, kNow - days(2)));
    const auto bundle = authority_.sign(before);
    REQUIRE(Store::create(path(), *trust::Root::open_first(bundle.roots.front())));
    for (const auto& published : {bundle, authority_.sign(release)}) {
      auto store = Store::open(path());
      REQUIRE(store);
      REQUIRE(store->update(published.encoded(), kNow, false));
    }
    test::World minting;
    for (const auto index : {kGood, kRevoked}) {
      test::Draft draft;
      draft.index = index;
      tokens_.push_back(minting.mint(draft).token);
    }
    before_ = *verdicts();
    REQUIRE(before_ == "VALID, REVOKED, CLOCK_SUSPECT");
  }

  fs::path path() const { return folder_.path() / "store"; }

  std::vector<fs::path> files() const {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(path()))
      if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
  }

  /// What the store answers now: the good permit, the revoked one, the good one by a clock before the data.
  /// None when it does not open.
  std::optional<std::string> verdicts() const {
    const auto store = Store::open(path());
    if (!store) {
      REQUIRE(!store.error().error.empty());
      return std::nullopt;
    }
    const auto verdict = [&](const Bytes& token, Instant now) {
      return std::string(name(verify_static(token, {.trust = store->bundle(),
                                                    .status = store->lists(),
                                                    .clock_floor = store->clock_floor(),
                                                    .now = now,
                                                    .employer = {},
                                                    .passport = {}})
                                  .code));
    };
    const auto later = kNow + hours(1);
    return verdict(tokens_[0], later) + ", " + verdict(tokens_[1], later) + ", " + verdict(tokens_[0], kNow);
  }

  /// What came of one damage, for the count; fails the test where a green is new.
  void count(const std::string& what, std::map<std::string, std::size_t>& outcomes) const {
    const auto now = verdicts();
    ++outcomes[now.value_or("does not open")];
    if (!now || *now == before_) return;
    INFO(what << ": " << *now);
    CHECK(now->find(", VALID") == std::string::npos);
    // Nor does damage accuse the honest: what is no longer known is undetermined.
    CHECK((now->starts_with("VALID") || now->starts_with("UNKNOWN") || now->starts_with("CLOCK")));
  }

 private:
  test::Release generation(std::uint64_t version, Instant issued) {
    auto release = authority_.release(version, issued);
    release.lists[0] = authority_.list_release(1, version, issued + hours(1));
    return release;
  }

  test::Authority authority_;
  TemporaryFolder folder_;
  std::vector<Bytes> tokens_;
  std::string before_;
};

TEST_CASE("no damage to a file of the store makes green what was not") {
  const DamagedStore store;
  std::map<std::string, std::size_t> outcomes;
  for (const auto& file : store.files()) {
    const auto whole = content_of(file);
    const auto name = fs::relative(file, store.path()).string();
    // Every octet of what is short and nobody signed; of the rest one in 13, and of the lists here and there.
    const std::size_t step = whole.size() < 128 ? 1 : whole.size() < 65'536 ? 13 : 4093;
    for (std::size_t at = 0; at < whole.size(); at += step) {
      auto flipped = whole;
      flipped[at] = static_cast<char>(flipped[at] ^ (1 << at % 8));
      put(file, flipped);
      store.count(name + ", a bit of octet " + std::to_string(at), outcomes);
    }
    for (const std::size_t size : {std::size_t{0}, whole.size() / 2, whole.size() - 1}) {
      if (whole.empty()) continue;
      put(file, whole.substr(0, size));
      store.count(name + ", cut to " + std::to_string(size), outcomes);
    }
    put(file, whole + '0');
    store.count(name + ", an octet longer", outcomes);
    fs::remove(file);
    store.count(name + ", gone", outcomes);
    put(file, whole);
  }
  std::cout << "damage to a verifier's store:\n";
  for (const auto& [what, count] : outcomes) std::cout << "  " << what << " " << count << "\n";
}

}  // namespace
}  // namespace cred::verifier
