// SPDX-License-Identifier: Apache-2.0
// 96 lists of 2^20 entries, a hundred million permits: opening the store, one look-up, one import.
#include "bench/cases.h"
#include "bench/processes.h"
#include "bench/stores.h"
#include "cred/crypto/digest.h"

namespace cred::bench {

namespace {

constexpr std::size_t kLists = 96;

/// Entries all over all lists, the same in every run.
class Places {
 public:
  explicit Places(const test::Authority& authority) {
    for (std::size_t number = 1; number <= kLists; ++number) uris_.push_back(authority.list_uri(number));
  }
  struct Place {
    const std::string& uri;
    std::uint64_t index;
  };
  Place next() {
    state_ = state_ * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
    return {uris_[(state_ >> 55) % kLists], (state_ >> 30) % status::kEntries};
  }

 private:
  std::vector<std::string> uris_;
  std::uint64_t state_ = 42;
};

Contestant look_up(const verifier::Store& store, Places& places) {
  return {"libcred, block verified", [&](std::size_t count) {
            for (std::size_t i = 0; i < count; ++i) {
              const auto place = places.next();
              const auto list = store.lists()->find(place.uri);
              require(list && list->at(place.index), "a status is not found");
            }
          }};
}

Contestant hash_block() {
  return {"SHA-256 of 1 KiB", [block = Bytes(status::kBlock, 0x11)](std::size_t count) {
            for (std::size_t i = 0; i < count; ++i) keep(crypto::sha256(block));
          }};
}

Contestant opened(const std::string& name, const std::filesystem::path& folder) {
  return {name, [folder](std::size_t count) {
            for (std::size_t i = 0; i < count; ++i) keep(open_store(folder));
          }};
}

Row imported(const Surroundings& around, const std::filesystem::path& folder) {
  const auto used = run_program({around.verifier, "update", "--store", folder, "--at", to_text(test::kNow),
                                 folder.string() + ".bundle"});
  require(used.exit == 0, "cred-verifier update failed");
  return {.name = "status-update",
          .what = "cred-verifier update with 96 lists, peak " + std::to_string(used.peak_kib / 1024) +
                  " MiB, wall " + std::to_string(static_cast<int>(used.wall * 1e3)) + " ms",
          .ours = "cred-verifier",
          .reference = "",
          .unit = "ms",
          .our_value = used.processor * 1e3};
}

}  // namespace

std::vector<Row> status_cases(const Surroundings& around) {
  const test::Authority authority;
  const auto one = make_store(around.scratch / "one", publish_lists(authority, 1));
  const auto many = make_store(around.scratch / "many", publish_lists(authority, kLists));
  import_bundle(one);
  std::vector<Row> rows;
  auto import = imported(around, many);

  const auto store = open_store(many);
  Places places(authority);
  auto row = compare(
      {"status-lookup", "status in 96 lists of 2^20 (100 million)", look_up(store, places), hash_block(), {}},
      around.effort);
  row.kind = GoalKind::kValueAtMost;
  row.goal = 20;
  rows.push_back(row);
  rows.push_back(compare(
      {"status-open", "opening a store of 96 lists", opened("96 lists", many), opened("1 list", one), 1.10},
      around.effort));
  rows.push_back(std::move(import));
  return rows;
}

}  // namespace cred::bench
