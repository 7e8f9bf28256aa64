// SPDX-License-Identifier: Apache-2.0
#include "issuer/legacy/register.h"

#include <algorithm>
#include <future>
#include <thread>

#include "cred/cose/sign1.h"
#include "cred/legacy/builder.h"
#include "issuer/legacy/card_state.h"

namespace cred::issuer {

namespace {

constexpr std::size_t kBatch = 64;  // keys, a second or two of two cores: kept, and told, that often

using Derived = std::vector<std::pair<CardHolder, legacy::CardKey>>;

Result<Derived> derive(std::span<const CardHolder> holders, const legacy::Salt& salt) {
  Derived derived;
  for (const auto& holder : holders) {
    CRED_TRY(const auto key, legacy::derive_card_key(holder.number, holder.birth_date, salt));
    derived.emplace_back(holder, key);
  }
  return derived;
}

/// A part for each core.
Result<Derived> derive_on_all_cores(std::span<const CardHolder> holders, const legacy::Salt& salt) {
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  const auto part = (holders.size() + cores - 1) / cores;
  std::vector<std::future<Result<Derived>>> parts;
  for (; !holders.empty(); holders = holders.subspan(std::min(part, holders.size()))) {
    const auto mine = holders.first(std::min(part, holders.size()));
    parts.push_back(std::async(std::launch::async, [mine, &salt] { return derive(mine, salt); }));
  }
  Derived all;
  std::optional<Error> failed;
  for (auto& running : parts) {
    auto derived = running.get();
    if (derived)
      std::ranges::move(*derived, std::back_inserter(all));
    else
      failed = derived.error();
  }
  if (failed) return tl::unexpected(*failed);
  return all;
}

}  // namespace

cli::Outcome<RegisterSalt> derive_keys(CardRegistry& cards, Day today, bool new_salt,
                                       crypto::RandomSource& random, const Progressed& progress) {
  CLI_TRY(auto salt, cards.salt());
  if (!salt || new_salt) {
    salt = RegisterSalt{random.take<sizeof(legacy::Salt)>(), today};
    CLI_CHECK(cards.set_salt(*salt));
  }
  CLI_TRY(const auto missing, cards.without_key());
  for (std::size_t done = 0; done < missing.size(); done += kBatch) {
    progress(done, missing.size());
    const auto batch = std::span(missing).subspan(done, std::min(kBatch, missing.size() - done));
    const auto derived = derive_on_all_cores(batch, salt->salt);
    if (!derived) return cli::outside("a card's key: " + derived.error().detail);
    CLI_CHECK(cards.keep_keys(*derived));
  }
  return *salt;
}

cli::Outcome<Bytes> build_register(Registry& registry, const RegisterSigning& with,
                                   crypto::RandomSource& random) {
  auto& cards = registry.cards();
  const auto today = Day::of(with.now);
  CLI_TRY(const auto decisions, decisions_by_number(cards));
  CLI_TRY(const auto electronic, electronics(registry, today));

  legacy::Header header{.version = with.version,
                        .as_of = with.now,
                        .regions = with.entry.regions,
                        .salt = with.salt,
                        .edition = random.take<sizeof(legacy::Edition)>(),
                        .pages = 0,
                        .cards = 0,
                        .root = {}};
  std::ranges::sort(header.regions);
  Bytes file(legacy::kBlock);
  legacy::Builder builder(header.edition, [&](BytesView page) { append(file, page); });
  CLI_CHECK(cards.each_keyed([&](const HeldCard& card) -> cli::Outcome<void> {
    const auto record = record_on(
        card, {known_of(decisions, card.number), known_of(electronic, card.number), with.policy, today});
    if (const auto added = builder.add(*card.key, record); !added)
      return cli::refused("card " + card.number, added.error());
    return {};
  }));
  const auto pages = builder.finish();
  if (!pages) return cli::refused("the register", pages.error());
  header.pages = pages->pages;
  header.cards = pages->cards;
  header.root = pages->root;

  const auto message = cose::sign1(cose::Typ::kRegister, legacy::encode(header), with.signer);
  if (!message) return cli::refused("the register", message.error());
  const auto block = legacy::header_block(*message);
  if (!block) return cli::refused("the register", block.error());
  std::ranges::copy(*block, file.begin());
  return file;
}

}  // namespace cred::issuer
