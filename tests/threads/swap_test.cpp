// SPDX-License-Identifier: Apache-2.0
// How a long-running verifier takes over new trust data while others verify (docs/architecture.md, Threads):
// what it holds never changes once it is shared, and one pointer is exchanged.
#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "support/world.h"

namespace cred::test {
namespace {

constexpr std::size_t kThreads = 16;
constexpr std::size_t kSwaps = 1000;
constexpr std::size_t kEditions = 4;

/// Everything one verification looks at. Immutable, so it is shared without a lock.
class Holding {
 public:
  Holding(trust::Bundle bundle, BytesView archive, Instant floor)
      : bundle_(std::move(bundle)),
        archive_(to_bytes(archive)),
        lists_(*status::Archive::open(archive_)),
        floor_(floor) {}
  Holding(const Holding&) = delete;
  Holding& operator=(const Holding&) = delete;

  VerifyContext context() const {
    return {.trust = &bundle_,
            .status = &lists_,
            .clock_floor = floor_,
            .now = kNow,
            .employer = {},
            .passport = {}};
  }
  std::uint64_t edition() const { return bundle_.head().content().version; }

 private:
  trust::Bundle bundle_;
  Bytes archive_;
  status::Archive lists_;  // views into archive_
  Instant floor_;
};

/// The holding that counts now. Who took one keeps it alive until he is done, whatever comes after.
class Current {
 public:
  explicit Current(std::shared_ptr<const Holding> holding) : holding_(std::move(holding)) {}
  std::shared_ptr<const Holding> get() const {
    const std::scoped_lock lock(mutex_);
    return holding_;
  }
  void exchange(std::shared_ptr<const Holding> next) {
    const std::scoped_lock lock(mutex_);
    holding_.swap(next);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Holding> holding_;
};

/// What the permit's entry says in an edition: each one says something else.
constexpr status::Status kStatusOf[kEditions] = {status::Status::kValid, status::Status::kSuspended,
                                                 status::Status::kValid, status::Status::kRevoked};
constexpr VerdictCode kVerdictOf[kEditions] = {VerdictCode::kValid, VerdictCode::kSuspended,
                                               VerdictCode::kValid, VerdictCode::kRevoked};

/// What a store holds after each edition; copied for every swap, so that holdings come and go.
struct Edition {
  trust::Bundle bundle;
  Bytes archive;
  Instant floor;
};

std::vector<Edition> editions(const Authority& authority, std::uint64_t index) {
  auto release = authority.release(1);
  const auto published = authority.sign(release);
  TrustStore store(published);
  std::vector<Edition> all;
  for (std::uint64_t version = 1; version <= kEditions; ++version) {
    auto next =
        authority.release(version, kNow - std::chrono::minutes{static_cast<long>(kEditions - version)});
    auto list = authority.list();
    list.set(index, kStatusOf[version - 1]);
    next.lists[0].claims = list.claims(authority.list_uri(1), next.head.issued, std::nullopt);
    REQUIRE(store.update(authority.sign(next)));
    all.push_back({store.bundle(), to_bytes(store.archive()), store.clock_floor()});
  }
  return all;
}

std::shared_ptr<const Holding> holding_of(const Edition& edition) {
  return std::make_shared<const Holding>(edition.bundle, edition.archive, edition.floor);
}

TEST_CASE(
    "sixteen threads verify while the bundle is swapped a thousand times, each by one bundle and no "
    "mixture") {
  World world;
  const Draft draft;
  const std::array<std::string, 2> texts = {world.mint(draft, world.authority.permits_key).text,
                                            world.mint(draft, world.authority.permits_p256_key).text};
  const auto all = editions(world.authority, draft.index);
  Current current(holding_of(all[0]));
  std::atomic<std::size_t> swaps = 0;  // kSwaps: the last one
  std::atomic<std::size_t> verified = 0;
  std::atomic<std::size_t> wrong = 0;

  std::vector<std::jthread> threads;
  for (std::size_t t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      // One verification a swap it sees, then asleep until the next: some fall behind, and verify across
      // several.
      for (std::size_t seen = 0; seen < kSwaps; seen = swaps) {
        const auto holding = current.get();
        const auto verdict = verify(texts[(t + seen) % texts.size()], holding->context());
        if (verdict.code != kVerdictOf[holding->edition() - 1]) ++wrong;
        ++verified;
        swaps.wait(seen);
      }
    });
  }
  for (std::size_t swap = 1; swap <= kSwaps; ++swap) {
    current.exchange(holding_of(all[swap % kEditions]));
    swaps = swap;
    swaps.notify_all();
  }
  threads.clear();
  CHECK(verified >= kThreads);
  CHECK(wrong == 0);
}

}  // namespace
}  // namespace cred::test
