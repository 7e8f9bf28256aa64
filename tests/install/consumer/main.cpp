// SPDX-License-Identifier: Apache-2.0
// A permit minted, made a QR symbol, and verified, with nothing but the installed library.
#include <chrono>
#include <iostream>

#include "cred/mint.h"
#include "cred/qr/symbol.h"
#include "cred/verify.h"
#include "cred/version.h"
#include "example_authority.h"

int main() {
  using namespace cred;
  const auto now = must(instant_from_text("2026-01-15T12:00:00+08:00"));  // libcred never asks the clock
  const ExampleAuthority authority(now);

  // The authority: a draft becomes a signed permit, its text a QR symbol.
  const credential::StaticPermit permit{.category = credential::Category::kA,
                                        .region = must(Region::from_text("110108")),
                                        .valid_from = must(Day::from_text("2026-01-15")),
                                        .valid_until = must(Day::from_text("2030-02-09")),
                                        .name = {"EXAMPLE, NORAH", "示例"},
                                        .employer_zh = "北京示例科技有限公司",
                                        .employer_uscc = "91110108XXDEM00154",
                                        .passport = {.salt = {1}, .tag = {2}, .previous = {}}};
  const auto issued = must(mint_static({"K3M9Q2XT7RW4VNP8", {7, "CN-110000:1"}, permit},
                                       authority.permits_entry, *authority.permits_key, now));
  const auto symbol = must(qr::Symbol::encode(issued.text, qr::Level::kM));

  // The verifier: believes one root, takes over a bundle, judges a text.
  const auto root = must(trust::Root::open_first(authority.root));
  const auto held = must(update({&root, nullptr, {}}, authority.bundle(), nullptr, now, false));
  const auto archive_file = status::build_archive(held.lists);
  const auto archive = must(status::Archive::open(archive_file));
  const VerifyContext context{.trust = &held.accepted.bundle,
                              .status = &archive,
                              .clock_floor = held.clock_floor,
                              .now = now,
                              .employer = {},
                              .passport = {}};
  const auto verdict = verify(issued.text, context);
  std::cout << "cred " << kVersion << ": " << name(verdict.code) << ", a symbol of " << symbol.modules()
            << " modules: " << message_of(verdict).en << "\n";
  return outcome_of(verdict.code) == Outcome::kAccepted ? 0 : 1;
}
