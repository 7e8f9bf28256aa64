// SPDX-License-Identifier: Apache-2.0
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>

#include "support/temporary_folder.h"
#include "verifier/replay.h"

namespace cred::verifier {
namespace {

const Instant kNow(std::chrono::seconds(1'800'000'000));
constexpr crypto::Digest kCode{1, 2, 3};
constexpr sdcwt::Nonce kNonce{4, 5, 6};

TEST_CASE("what was accepted and what was asked is there for the next process") {
  TemporaryFolder store;
  {
    auto memory = LiveMemory::open(store.path());
    REQUIRE(memory);
    memory->add_challenge(kNonce, kNow);
    REQUIRE(memory->save(kNow));
  }
  {
    auto memory = LiveMemory::open(store.path());
    REQUIRE(memory);
    REQUIRE(memory->find(kNonce));
    CHECK(memory->find(kNonce)->made == kNow);
    CHECK_FALSE(memory->find(kNonce)->used);
    memory->accept(kCode, kNonce, kNow);
    REQUIRE(memory->save(kNow));
  }
  const auto memory = LiveMemory::open(store.path());
  REQUIRE(memory);
  CHECK(memory->replay().seen(kCode, kNow) == kNow);
  CHECK(memory->find(kNonce)->used);
  CHECK_FALSE(memory->find({9}));
}

TEST_CASE("old codes and old challenges are forgotten, young ones are not") {
  TemporaryFolder store;
  auto memory = LiveMemory::open(store.path());
  REQUIRE(memory);
  memory->add_challenge(kNonce, kNow);
  memory->accept(kCode, std::nullopt, kNow);
  REQUIRE(memory->save(kNow + std::chrono::seconds(119)));
  CHECK(memory->replay().accepted().size() == 1);
  REQUIRE(memory->save(kNow + std::chrono::seconds(300)));
  CHECK(memory->replay().accepted().empty());
  CHECK(memory->find(kNonce));
  REQUIRE(memory->save(kNow + std::chrono::seconds(301)));
  CHECK_FALSE(memory->find(kNonce));
}

TEST_CASE("a damaged memory is no empty memory") {
  TemporaryFolder store;
  {
    REQUIRE(LiveMemory::open(store.path())->save(kNow));
  }
  const auto file = store.path() / "live" / "memory.cbor";
  REQUIRE(content_of(file).size() == 3);
  for (const std::string& content :
       {std::string(), std::string("\x82\x80", 2), std::string("\x82\x80\x80\x00", 4),
        std::string("\x82\x81\x82\x40\x00\x80", 6)}) {
    put(file, content);
    const auto memory = LiveMemory::open(store.path());
    REQUIRE_FALSE(memory);
    CHECK(memory.error().exit == cli::Exit::kOutside);
    CHECK(memory.error().error.find("damaged") != std::string::npos);
  }
}

TEST_CASE("two processes never both accept one code") {
  TemporaryFolder store;
  constexpr int kProcesses = 8;
  pid_t children[kProcesses];
  for (auto& child : children) {
    child = fork();
    if (child != 0) continue;
    auto memory = LiveMemory::open(store.path());
    const bool first = memory && !memory->replay().seen(kCode, kNow);
    if (first) {
      memory->accept(kCode, std::nullopt, kNow);
      if (!memory->save(kNow)) _exit(2);
    }
    _exit(first ? 1 : 0);
  }
  int accepted = 0;
  for (const auto child : children) {
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    REQUIRE(WIFEXITED(status));
    REQUIRE(WEXITSTATUS(status) < 2);
    accepted += WEXITSTATUS(status);
  }
  CHECK(accepted == 1);
}

}  // namespace
}  // namespace cred::verifier
