// SPDX-License-Identifier: Apache-2.0
#include "cred/verify.h"

#include "cli/clock.h"
#include "cli/files.h"
#include "cli/store.h"
#include "cred/codec/unicode.h"
#include "cred/qr/text.h"
#include "verifier/answers.h"
#include "verifier/commands/commands.h"
#include "verifier/inputs.h"
#include "verifier/replay.h"
#include "verifier/store.h"

namespace cred::verifier {

namespace {

constexpr std::size_t kMaxMrz = 4096;  // octets

/// What is compared and for whom, as the command line said it. Views into the options.
struct Question {
  Audience audience;
  std::optional<std::string_view> employer;
  std::optional<PassportToCompare> passport;
  std::optional<credential::Mrz> mrz;
  std::optional<sdcwt::Challenge> challenge;
};

/// Where --passport and --mrz lead to the same comparison, --mrz also has a name.
cli::Outcome<credential::Mrz> read_mrz(const VerifyOptions& options, Day today) {
  if (!options.passport.empty() || !options.birth_date.empty())
    return cli::usage("--mrz stands instead of --passport and --birth-date");
  CLI_TRY(const auto text, cli::read_file(options.mrz, kMaxMrz));
  auto mrz = credential::parse_mrz(as_text(text), today);
  if (!mrz)
    return cli::usage("--mrz " + options.mrz + ": " + mrz.error().detail,
                      "or compare what is printed: --passport NUMBER --birth-date YYYY-MM-DD");
  return std::move(*mrz);
}

/// The one challenge in a text file or a picture.
cli::Outcome<sdcwt::Challenge> read_challenge(const std::string& input) {
  PictureReader reader;
  std::optional<sdcwt::Challenge> challenge;
  CLI_CHECK(for_each_code(input, reader, [&](const Code& code) {
    const auto token = code.text.and_then(qr::from_text);
    if (!token || token->kind != qr::Kind::kChallenge || challenge) return;
    if (auto parsed = sdcwt::Challenge::parse(token->bytes)) challenge = std::move(*parsed);
  }));
  if (challenge) return std::move(*challenge);
  return cli::usage("--challenge " + input + " holds no challenge",
                    "give the file that `cred-verifier challenge -o FILE` wrote");
}

cli::Outcome<Question> question(const VerifyOptions& options, Instant now) {
  Question asked;
  CLI_TRY(asked.audience, audience_of(options.role, options.language));
  if (!options.employer.empty()) asked.employer = options.employer;
  if (!options.challenge.empty()) {
    CLI_TRY(asked.challenge, read_challenge(options.challenge));
  }
  if (!options.mrz.empty()) {
    CLI_TRY(asked.mrz, read_mrz(options, Day::of(now)));
    return asked;
  }
  if (options.passport.empty() != options.birth_date.empty()) {
    return cli::usage("--passport and --birth-date belong together",
                      "the birth date stands in the passport: --birth-date 1984-07-19");
  }
  if (options.passport.empty()) return asked;
  const auto birth = Day::from_text(options.birth_date);
  if (!birth) return cli::usage("--birth-date " + options.birth_date + ": " + birth.error().detail);
  if (codec::fold_number(options.passport).empty())
    return cli::usage("--passport has no letters A-Z and no digits");
  asked.passport = {options.passport, *birth};
  return asked;
}

/// A live code is checked, and remembered if accepted, while no other process can accept it.
cli::Outcome<Verdict> verify_live(std::string_view text, VerifyContext context, const Question& asked,
                                  const std::filesystem::path& store) {
  CLI_TRY(auto memory, LiveMemory::open(store));
  context.replay = &memory.replay();
  if (asked.challenge) {
    const auto made = memory.find(asked.challenge->nonce);
    context.challenge = {asked.challenge->audience, asked.challenge->nonce,
                         made ? std::optional(made->made) : std::nullopt, made && made->used};
  }
  auto verdict = cred::verify(text, context);
  if (!verdict.remember) return verdict;
  // A green whose code could be shown again would be worth less than it says: first kept, then told.
  memory.accept(*verdict.remember, asked.challenge ? std::optional(asked.challenge->nonce) : std::nullopt,
                context.now);
  CLI_CHECK(memory.save(context.now));
  return verdict;
}

cli::Outcome<Verdict> verdict_of_code(const Code& code, const VerifyContext& context, const Question& asked,
                                      const std::filesystem::path& store) {
  if (!code.text) return unreadable(code.text.error(), context.now);
  if (asked.challenge || code.text->starts_with(qr::prefix(qr::Kind::kPresentation)))
    return verify_live(*code.text, context, asked, store);
  return cred::verify(*code.text, context);
}

}  // namespace

cli::Outcome<cli::Exit> verify(const VerifyOptions& options, const cli::Console& console) {
  CLI_TRY(const auto clock, cli::clock(options.common.at));
  CLI_TRY(auto asked, question(options, clock.now));
  // Views into `asked`, which stays where it is from here on.
  if (asked.mrz) asked.passport = {asked.mrz->number, asked.mrz->birth_date};
  CLI_TRY(const auto folder, cli::store_path(cli::StoreKind::kVerifier, options.common.store));
  CLI_TRY(const auto store, Store::open(folder));
  const VerifyContext context{.trust = store.bundle(),
                              .status = store.lists(),
                              .clock_floor = store.clock_floor(),
                              .now = clock.now,
                              .role = asked.audience.role,
                              .employer = asked.employer,
                              .passport = asked.passport,
                              .mrz_name = asked.mrz ? std::optional(asked.mrz->name) : std::nullopt};
  const Setting setting{store.root().content().environment, clock.given};
  Answers answers(setting, {asked.audience.language, console.colour(), asked.audience.role},
                  options.common.json);
  const auto report = [&](const cli::Failure& failure) {
    answers.add(static_cast<cli::Exit>(console.report(failure)));
  };
  const auto take = [&](const Code& code) {
    if (const auto verdict = verdict_of_code(code, context, asked, folder))
      answers.add(code.name, *verdict);
    else
      report(verdict.error());
  };
  PictureReader reader;
  for (const auto& input : options.inputs) {
    // One input that cannot be opened does not keep the others from being checked.
    if (const auto read = for_each_code(input, reader, take); !read) report(read.error());
  }
  return answers.finish("codes");
}

}  // namespace cred::verifier
