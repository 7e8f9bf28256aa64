// SPDX-License-Identifier: Apache-2.0
// Scans without end in one process, half of them hostile: what it holds at the end is what it held after the
// first tenth. Usage: soak COUNT. Prints the figures; exit 1 when memory grew or a verdict is wrong.
#include <malloc.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "cred/codec/base45.h"
#include "cred/mint.h"
#include "cred/qr/scan.h"
#include "cred/qr/symbol.h"
#include "cred/verify.h"
#include "support/authority.h"
#include "support/pictures.h"
#include "support/trust_store.h"

// Of the sanitizers' allocator, where there is one: octets that are allocated now.
extern "C" __attribute__((weak)) std::size_t __sanitizer_get_current_allocated_bytes();

namespace {

using namespace cred;

constexpr std::size_t kPermits = 64;
constexpr std::size_t kPictureEvery = 500;
constexpr long kMaxGrowth = 1024;  // KiB resident

[[noreturn]] void stop(const char* why) {
  std::fprintf(stderr, "soak: error: %s\n", why);
  std::exit(1);
}

class Chance {
 public:
  std::size_t below(std::size_t limit) {
    state_ = state_ * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
    return static_cast<std::size_t>(state_ >> 33) % limit;
  }

 private:
  std::uint64_t state_ = 2026;
};

struct Permit {
  std::string text;
  Bytes token;
  qr::GrayImage picture;
};

/// A verifier that holds an example authority's publication, and permits of it.
class Scene {
 public:
  Scene() : published_(authority_.sign(authority_.release(1))), store_(published_) {
    if (!store_.update(published_)) stop("the sample bundle was refused");
    lists_.emplace(*status::Archive::open(store_.archive()));
    for (std::size_t i = 0; i < kPermits; ++i) permits_.push_back(mint(i));
  }

  const std::vector<Permit>& permits() const { return permits_; }
  VerifyContext context() const {
    return {.trust = &store_.bundle(),
            .status = &*lists_,
            .clock_floor = store_.clock_floor(),
            .now = test::kNow,
            .employer = {},
            .passport = {}};
  }

 private:
  Permit mint(std::size_t number) {
    const auto& key = number % 2 == 0 ? authority_.permits_key : authority_.permits_p256_key;
    const auto uri = authority_.list_uri(1);
    const std::string name = "DOE, JANE " + std::to_string(number);
    const StaticDraft draft{"K3M9Q2XT7RW4VNP8",
                            {number, uri},
                            {credential::Category::kB,
                             *Region::from_number(110'108, Reason::kRequest),
                             *Day::from_yyyymmdd(20250210),
                             *Day::from_yyyymmdd(20300209),
                             {name, "示例"},
                             "北京示例大学",
                             "91110108XXDEM00154",
                             {{1}, {2}, std::nullopt}}};
    auto issued = mint_static(draft, authority_.entry(trust::Purpose::kPermits, key), *key,
                              test::kNow - std::chrono::hours{24});
    if (!issued) stop("a sample permit was not minted");
    auto picture = pictures::of(*qr::Symbol::encode(issued->text, qr::Level::kM), 4);
    return {std::move(issued->text), std::move(issued->token), std::move(picture)};
  }

  test::Authority authority_;
  test::SignedBundle published_;
  test::TrustStore store_;
  std::optional<status::Archive> lists_;
  std::vector<Permit> permits_;
};

std::string text_of(BytesView token) {
  return "FWS1:" + codec::to_base45(token);
}

/// A text that no authority has signed, of one of eight kinds.
std::string hostile(const Permit& permit, const Permit& other, Chance& chance) {
  Bytes token = permit.token;
  switch (chance.below(8)) {
    case 0:  // one bit
      token[chance.below(token.size())] ^= static_cast<std::uint8_t>(1u << chance.below(8));
      return text_of(token);
    case 1:  // cut short
      token.resize(chance.below(token.size()));
      return text_of(token);
    case 2:  // noise
      for (auto& octet : token) octet = static_cast<std::uint8_t>(chance.below(256));
      return text_of(token);
    case 3:  // the head of one, the tail of another
      token.resize(token.size() / 2);
      append(token, BytesView(other.token).subspan(other.token.size() / 2));
      return text_of(token) + "0";
    case 4:  // counts and depths that lie
      for (std::size_t i = 0; i < token.size(); ++i) token[i] = i % 5 == 0 ? 0x9a : 0x81;
      return text_of(token);
    case 5:  // too long to be a code
      return "FWS1:" + std::string(5000 + chance.below(5000), 'A');
    case 6:
      return "https://example.invalid/" + std::to_string(chance.below(1'000'000));
    default: {  // characters outside the alphabet
      std::string text = permit.text;
      text[5 + chance.below(text.size() - 5)] = static_cast<char>(128 + chance.below(128));
      return text;
    }
  }
}

struct Memory {
  std::size_t allocated;  // octets
  long resident;          // KiB
};

Memory memory_now() {
  long pages = 0;
  long resident = 0;
  std::ifstream("/proc/self/statm") >> pages >> resident;
  const auto allocated = __sanitizer_get_current_allocated_bytes != nullptr
                             ? __sanitizer_get_current_allocated_bytes()
                             : mallinfo2().uordblks;
  return {allocated, resident * sysconf(_SC_PAGESIZE) / 1024};
}

/// One scan; false when the verdict is not what it must be.
bool scan(const Scene& scene, const VerifyContext& context, std::size_t number, Chance& chance) {
  const auto& permit = scene.permits()[chance.below(kPermits)];
  if (number % 2 == 1) {
    const auto verdict = verify(hostile(permit, scene.permits()[chance.below(kPermits)], chance), context);
    return outcome_of(verdict.code) != Outcome::kAccepted && !verdict.facts;
  }
  if (number % kPictureEvery != 0) return verify(permit.text, context).code == VerdictCode::kValid;
  const auto texts = qr::scan(permit.picture);
  return texts.size() == 1 && verify(texts[0], context).code == VerdictCode::kValid;
}

std::size_t count_from(int argc, char** argv) {
  std::size_t count = 0;
  const std::string_view text = argc == 2 ? argv[1] : "";
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error == std::errc() && end == text.data() + text.size() && count >= 1000) return count;
  std::fputs("usage: soak COUNT (1000 or more)\n", stderr);
  std::exit(2);
}

}  // namespace

int main(int argc, char** argv) {
  const auto count = count_from(argc, argv);
  const Scene scene;
  const auto context = scene.context();
  Chance chance;
  Memory begun{};
  std::size_t wrong = 0;
  for (std::size_t number = 0; number < count; ++number) {
    if (number == count / 10) begun = memory_now();
    if (!scan(scene, context, number, chance)) ++wrong;
  }
  const auto ended = memory_now();
  const auto grown = static_cast<long long>(ended.allocated) - static_cast<long long>(begun.allocated);
  const long resident = ended.resident - begun.resident;
  std::printf("%zu scans, half hostile, 1 in %zu a picture: %zu wrong verdicts\n", count, kPictureEvery,
              wrong);
  std::printf("allocated after a tenth %zu octets, grown by %lld\n", begun.allocated, grown);
  std::printf("resident after a tenth %ld KiB, grown by %ld KiB (at most %ld)\n", begun.resident, resident,
              kMaxGrowth);
  // The sanitizers keep freed memory back, so there only what is allocated says anything.
  const bool sanitized = __sanitizer_get_current_allocated_bytes != nullptr;
  const bool steady = grown <= 4096 && (sanitized || resident <= kMaxGrowth);
  if (wrong > 0 || !steady) stop("it does not stay as it was");
  return 0;
}
