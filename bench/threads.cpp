// SPDX-License-Identifier: Apache-2.0
// How much four threads do more than one, ours against the bare library's in the same round. Everybody shares
// one bundle, one archive and the keys in them; the reference has its contexts a thread.
#include <array>
#include <atomic>
#include <thread>

#include "bench/cases.h"
#include "bench/reference/reference.h"
#include "bench/sample.h"

namespace cred::bench {

namespace {

constexpr std::size_t kThreads = 4;

/// One thread's share: permits from `first` on.
using Work = std::function<void(std::size_t first, std::size_t count)>;

/// Operations a second of wall time on `threads` threads that begin together.
double rate(const Work& work, std::size_t threads, std::size_t count) {
  std::atomic<std::size_t> ready = 0;
  std::atomic<bool> go = false;
  std::vector<std::jthread> running;
  for (std::size_t t = 0; t < threads; ++t) {
    running.emplace_back([&, t] {
      ++ready;
      while (!go) std::this_thread::yield();
      work(t * kPermits / threads, count);
    });
  }
  while (ready < threads) std::this_thread::yield();
  const double begun = wall_seconds();
  go = true;
  running.clear();  // joins
  return static_cast<double>(threads * count) / (wall_seconds() - begun);
}

Work our_work(const Sample& sample) {
  return [&sample](std::size_t first, std::size_t count) {
    const auto context = sample.context();
    for (std::size_t i = 0; i < count; ++i)
      keep(verify(sample.permits()[(first + i) % kPermits].text, context));
  };
}

Work raw_ed25519(const Sample& sample) {
  return [&sample](std::size_t first, std::size_t count) {
    const auto key = sample.key()->public_key().x();
    for (std::size_t i = 0; i < count; ++i) {
      const auto& pieces = sample.permits()[(first + i) % kPermits].pieces;
      keep(reference::ed25519_verifies(key, pieces.message, pieces.signature));
    }
  };
}

Work raw_es256(const Sample& sample, const std::vector<Bytes>& der) {
  return [&](std::size_t first, std::size_t count) {
    const auto& key = sample.key()->public_key();
    const reference::Es256Verifier verifier(key.x(), key.y());
    for (std::size_t i = 0; i < count; ++i) {
      const auto which = (first + i) % kPermits;
      keep(verifier.verifies(sample.permits()[which].pieces.message, der[which]));
    }
  };
}

Row scaling(const std::string& name, const std::string& what, const Work& ours, const std::string& reference,
            const Work& raw, const Effort& effort) {
  // Slices long enough that starting threads and the system's time slices do not count.
  const auto count = std::max<std::size_t>(500, static_cast<std::size_t>(effort.slice * 5 / 50e-6));
  std::vector<double> our_scaling;
  std::vector<double> raw_scaling;
  std::vector<double> ratios;
  for (std::size_t round = 0; round < effort.rounds; ++round) {
    std::array<double, 4> rates{};
    for (std::size_t turn = 0; turn < rates.size(); ++turn) {
      const auto which = (turn + round) % rates.size();
      rates[which] = rate(which < 2 ? ours : raw, which % 2 == 0 ? 1 : kThreads, count);
    }
    our_scaling.push_back(rates[1] / rates[0]);
    raw_scaling.push_back(rates[3] / rates[2]);
    ratios.push_back(our_scaling.back() / raw_scaling.back());
  }
  return {.name = name,
          .what = what,
          .ours = "libcred",
          .reference = reference,
          .unit = "x",
          .our_value = spread_of(our_scaling).median,
          .reference_value = spread_of(raw_scaling).median,
          .ratio = spread_of(ratios),
          .kind = GoalKind::kRatioAtLeast,
          .goal = 0.95};
}

}  // namespace

std::vector<Row> thread_cases(const Surroundings& around) {
  const Sample ed25519(crypto::Algorithm::kEd25519);
  const Sample es256(crypto::Algorithm::kEsp256);
  std::vector<Bytes> der;
  for (const auto& permit : es256.permits()) der.push_back(reference::to_der(permit.pieces.signature));
  return {scaling("threads-ed25519", "4 threads against 1", our_work(ed25519), "libsodium",
                  raw_ed25519(ed25519), around.effort),
          scaling("threads-es256", "the same, ES256", our_work(es256), "OpenSSL, contexts a thread",
                  raw_es256(es256, der), around.effort)};
}

}  // namespace cred::bench
