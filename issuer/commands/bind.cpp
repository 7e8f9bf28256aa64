// SPDX-License-Identifier: Apache-2.0
#include "issuer/binding.h"

#include "cli/files.h"
#include "cred/codec/hex.h"
#include "cred/qr/text.h"
#include "issuer/commands/commands.h"
#include "issuer/commands/record.h"
#include "issuer/output.h"

namespace cred::issuer {

namespace {

constexpr std::size_t kMaxEnrolment = 8192;  // octets of the text

cli::Outcome<Bytes> read_enrolment(const std::string& file) {
  CLI_TRY(const auto content, cli::read_file(file, kMaxEnrolment));
  auto token = qr::from_text(as_text(content));
  if (!token) return cli::refused(file, token.error(), "it is what `cred-holder enrol` writes");
  if (token->kind != qr::Kind::kEnrolment)
    return cli::refused(file + " is no enrolment", "it is what `cred-holder enrol` writes: FWE1:…");
  return std::move(token->bytes);
}

cli::Outcome<void> make_nonce(Session& session, const Record& record, const BindOptions& options, bool json,
                              const cli::Console& console) {
  crypto::SystemRandom random;
  const auto nonce = random.take<sizeof(sdcwt::Nonce)>();
  CLI_CHECK(session.store.registry().append({nonce_event(record.document, nonce, session.clock.now)}));
  const auto digits = grouped(codec::to_hex(nonce));
  const auto until = to_text(session.clock.now + kNonceLife);
  if (!options.output.empty()) {
    CLI_CHECK(cli::write_file(options.output, as_bytes(digits + "\n")));
  } else if (!json) {
    say("{}\n", digits);
  }
  if (json) {
    say(R"({{"id":{},"nonce":{},"until":{},{}}})"
        "\n",
        json_string(record.request.id), json_string(codec::to_hex(nonce)), json_string(until),
        clock_json(session.clock));
  }
  console.note("for " + record.request.name + ", whom you have identified; it counts once, until " +
               china_time(session.clock.now + kNonceLife) + " in China");
  console.hint("on the phone: cred-holder enrol --iss " + session.store.authority().iss + " --nonce …");
  return {};
}

cli::Outcome<void> bind_phone(Session& session, const Record& record, const BindOptions& options,
                              const Common& common, const cli::Console& console) {
  auto& store = session.store;
  CLI_TRY(const auto key, read_key(store.keys(), options.key));
  CLI_TRY(const auto* entry, store.entry_for(key, trust::Purpose::kPermits, session.clock.now));
  CLI_TRY(const auto proof, read_enrolment(options.enrolment));
  CLI_TRY(const auto enrolment, open_enrolment(proof, store.authority(), record.events, session.clock.now));
  CLI_CHECK(check_device(store, enrolment, record.request));

  CLI_TRY(const auto signer, unlocked(key, common));
  CLI_CHECK(cli::make_folder(options.out, cli::Mode::kPublic));
  CLI_CHECK(cli::check_writable(options.out));
  crypto::SystemRandom random;
  const Minting with{*entry, *signer, random, session.clock.now, [](std::size_t) {}};
  CLI_TRY(const auto bound, bind_device(store, record.request, record.events, enrolment, with));

  const auto file = wallet_file(options.out, record.request.id);
  auto written = cli::write_file(file, bound.token, cli::Mode::kPrivate);
  if (!written) {
    written.error().hint = "the permit is bound and recorded: cred-issuer show ID --out DIR writes it again";
    return written;
  }
  if (common.json) {
    say(R"({{"id":{},"document":{},"bytes":{},"files":[{}],{}}})"
        "\n",
        json_string(record.request.id), json_string(bound.document), bound.token.size(),
        json_string(file.string()), clock_json(session.clock));
  } else {
    say("{}  {}  {}\n", record.request.id, bound.document, file.string());
  }
  if (const auto* before = current_wallet(record.events)) {
    console.note("document " + before->document + " on the phone before is superseded from the next publish");
  }
  console.hint("it counts from the next publish and the verifiers' next update: cred-issuer publish");
  return {};
}

/// Which of the three uses; exactly one.
cli::Outcome<void> check_options(const BindOptions& options) {
  if (options.nonce + !options.enrolment.empty() + !options.passport.empty() != 1) {
    return cli::usage("bind takes one of --nonce, --enrolment FILE, --passport NUMBER",
                      "a phone: --nonce first, then --enrolment; a new passport: --passport");
  }
  if (!options.nonce && options.out.empty()) return cli::usage("--out DIR is missing");
  if (options.passport.empty() != options.passport_until.empty())
    return cli::usage("--passport and --passport-until belong together");
  if (options.passport.empty() && !(options.passport_state.empty() && options.old_until.empty()))
    return cli::usage("--passport-state and --old-until belong to --passport");
  return {};
}

}  // namespace

cli::Outcome<void> bind(const Common& common, const BindOptions& options, const cli::Console& console) {
  CLI_CHECK(check_options(options));
  CLI_TRY(auto session, open(common, console));
  auto& registry = session.store.registry();
  CLI_TRY(const auto document, find_document(registry, options.id));
  CLI_TRY(const auto record, read_record(registry, document));
  CLI_CHECK(check_bindable(record.request, record.events, session.clock.now));
  if (!options.passport.empty()) return bind_passport(session, record, options, common, console);
  if (options.nonce) return make_nonce(session, record, options, common.json, console);
  return bind_phone(session, record, options, common, console);
}

}  // namespace cred::issuer
