// SPDX-License-Identifier: Apache-2.0
// Read every row, rehearse every row, then mint. Any problem: nothing is reserved, nothing minted.
#include "cli/picture/render.h"
#include "cred/credential/uscc.h"
#include "issuer/commands/commands.h"
#include "issuer/issuance.h"
#include "issuer/output.h"
#include "issuer/request_file.h"

namespace cred::issuer {

namespace {

cli::Outcome<void> check_none(Problems problems, const std::string& file, const cli::Console& console) {
  if (problems.empty()) return {};
  std::stable_sort(problems.begin(), problems.end(),
                   [](const Problem& a, const Problem& b) { return a.line < b.line; });
  for (const auto& problem : problems) console.report({cli::Exit::kRefused, message_of(problem), {}});
  const auto count = problems.size();
  return cli::refused(fmt::format("{}: {} problem{}, nothing was minted", file, count, count == 1 ? "" : "s"),
                      "docs/formats/permit-request.md says what belongs where");
}

void append(Problems& all, const Problems& more) {
  all.insert(all.end(), more.begin(), more.end());
}

void warn_of_uscc(const std::vector<Request>& requests, const cli::Console& console) {
  for (const auto& request : requests) {
    if (credential::uscc_check_passes(credential::normalised_uscc(request.uscc))) continue;
    console.warn(
        fmt::format("line {}: /employer/uscc: the check character of {} does not fit; minted as it is, for "
                    "early codes may be so",
                    request.line, request.uscc));
  }
}

/// Fills the gaps of `known` with new permits. `signer`: there when there are gaps.
cli::Outcome<std::vector<Released>> mint_missing(Session& session, const std::vector<Request>& requests,
                                                 Known known, const trust::Entry& entry,
                                                 crypto::Signer* signer) {
  std::vector<const Request*> missing;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (!known.released[i]) missing.push_back(&requests[i]);
  }
  std::vector<Released> fresh;
  if (signer != nullptr) {
    crypto::SystemRandom random;
    cli::Progress progress("minting", missing.size());
    const Minting with{entry, *signer, random, session.clock.now,
                       [&](std::size_t done) { progress.step(done); }};
    CLI_TRY(fresh, mint(session.store.registry(), missing, with));
  }
  std::vector<Released> all;
  auto next = fresh.begin();
  for (auto& released : known.released) all.push_back(released ? std::move(*released) : std::move(*next++));
  return all;
}

std::string to_json(const Request& request, const Released& permit, const Output& output,
                    const cli::Clock& clock) {
  std::string files;
  for (const auto& file : output.files) files += (files.empty() ? "" : ",") + json_string(file);
  return fmt::format(R"({{"id":{},"document":{},"bytes":{},"version":{},"modules":{},"files":[{}],{}}})",
                     json_string(request.id), json_string(permit.document), permit.token.size(),
                     output.symbol.version(), output.symbol.modules(), files, clock_json(clock));
}

cli::Outcome<void> write_all(const Session& session, const std::vector<Request>& requests,
                             const std::vector<Released>& permits, const MintOptions& options,
                             const Common& common) {
  std::vector<std::vector<std::string>> rows;
  cli::Progress progress("writing", permits.size());
  for (std::size_t i = 0; i < permits.size(); ++i) {
    const auto& request = requests[i];
    CLI_TRY(const auto output, write_permit(options.out, request, permits[i], session.store.authority(),
                                            session.store.environment()));
    progress.step(i + 1);
    if (common.json) say("{}\n", to_json(request, permits[i], output, session.clock));
    rows.push_back({request.id, request.name, request.native_name.value_or(""),
                    std::to_string(permits[i].token.size()), fmt::format("{}-M", output.symbol.version()),
                    std::to_string(output.symbol.modules()),
                    fmt::format("{:.1f}", cli::printed_size_mm(output.symbol))});
  }
  if (!common.json)
    say("{}", cli::table({"id", "name", "native name", "bytes", "QR", "modules", "mm"}, rows));
  return {};
}

}  // namespace

cli::Outcome<void> mint(const Common& common, const MintOptions& options, const cli::Console& console) {
  CLI_TRY(auto session, open(common, console));
  auto& store = session.store;
  CLI_TRY(const auto key, read_key(store.keys(), options.key));
  CLI_TRY(const auto* entry, store.entry_for(key, trust::Purpose::kPermits, session.clock.now));

  CLI_TRY(const Bytes content, cli::read_file(options.file, kMaxRequestFile));
  auto [requests, problems] = read_requests(as_text(content));
  CLI_TRY(auto known, find_known(store.registry(), requests));
  append(problems, known.problems);
  crypto::SystemRandom random;
  std::vector<Request> fresh;
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (!known.released[i]) fresh.push_back(requests[i]);
  }
  append(problems, rehearse(fresh, *entry, session.clock.now, random));
  CLI_CHECK(check_none(std::move(problems), options.file, console));
  warn_of_uscc(requests, console);

  // Before anything is made: a wrong passphrase leaves no trace, a folder that takes no files no permit.
  std::unique_ptr<crypto::Signer> signer;
  if (!fresh.empty()) {
    CLI_TRY(signer, unlocked(key, common));
  }
  CLI_CHECK(cli::make_folder(options.out, cli::Mode::kPublic));
  CLI_CHECK(cli::check_writable(options.out));
  const auto before = requests.size() - fresh.size();
  CLI_TRY(const auto permits, mint_missing(session, requests, std::move(known), *entry, signer.get()));
  auto written = write_all(session, requests, permits, options, common);
  if (!written) {
    auto failure = std::move(written).error();
    failure.hint =
        "the permits are minted and recorded: run the same command again to write the missing files";
    return tl::unexpected(std::move(failure));
  }
  if (before > 0)
    console.note(fmt::format("{} of {} were minted before and are unchanged", before, requests.size()));
  return {};
}

}  // namespace cred::issuer
