// SPDX-License-Identifier: Apache-2.0
#include "issuer/commands/commands.h"
#include "issuer/legacy/import.h"
#include "issuer/legacy/report.h"

namespace cred::issuer {

namespace {

constexpr std::size_t kMostLines = 200;  // of the report on the screen; --report has all
constexpr std::size_t kMostText = 60;    // columns

/// Spaces at the ends, or doubled, would not show.
std::string shown(const std::string& text) {
  if (text.size() > kMostText) return fmt::format("({} octets)", text.size());
  const bool spaces = text.starts_with(' ') || text.ends_with(' ') || text.find("  ") != std::string::npos;
  return spaces ? "\"" + text + "\"" : text;
}

/// The rows that have something to say, as many as anybody reads.
class Screen {
 public:
  void add(const RowReport& row) {
    if (row.findings.empty() && row.outcome != RowOutcome::kDuplicate) return;
    if (rows_.size() >= kMostLines) {
      ++left_out_;
      return;
    }
    if (row.findings.empty())
      rows_.push_back({std::to_string(row.line), row.permit_no, row.card_seq, "duplicate", "", "", "", ""});
    for (const auto& finding : row.findings) {
      std::string what(finding.word.empty() ? name(finding.kind)
                                            : fmt::format("{}: {}", name(finding.kind), finding.word));
      rows_.push_back({std::to_string(row.line), row.permit_no, row.card_seq, std::move(what),
                       std::string(finding.column), shown(finding.before), shown(finding.after),
                       finding.detail});
    }
  }

  void print() const {
    if (!rows_.empty())
      say("{}\n",
          cli::table({"line", "permit no", "card", "finding", "column", "before", "after", "detail"}, rows_));
    if (left_out_ > 0) say("… and {} more rows with findings: --report FILE has all\n\n", left_out_);
  }

 private:
  std::vector<std::vector<std::string>> rows_;
  std::size_t left_out_ = 0;
};

std::string counted(const ImportSummary& summary) {
  std::string text = fmt::format("rows        {}\n", summary.rows);
  for (const auto outcome : {RowOutcome::kAccepted, RowOutcome::kChanged, RowOutcome::kUnchanged,
                             RowOutcome::kDuplicate, RowOutcome::kRefused})
    text += fmt::format("{:<12}{}\n", name(outcome), summary.count(outcome));
  text += fmt::format("normalised  {}\nflagged     {}\n", summary.normalised, summary.flagged);
  for (const auto& [word, count] : summary.flags) text += fmt::format("            {} {}\n", count, word);
  return text;
}

/// Commits what may be, and says whether it was.
cli::Outcome<bool> settle(CardRegistry& cards, const ImportSummary& summary, bool check) {
  const bool record = summary.breaks == 0 && !check;
  if (record)
    CLI_CHECK(cards.commit());
  else
    CLI_CHECK(cards.give_up());
  return record;
}

cli::Outcome<void> verdict_on(const ImportSummary& summary, bool recorded, const std::string& file) {
  if (summary.breaks > 0) {
    return cli::refused(
        fmt::format("{}: the form of {} row{} is broken or contradicts another; nothing was recorded", file,
                    summary.breaks, summary.breaks == 1 ? "" : "s"),
        "the report names line and reason; mend them and import the file again");
  }
  if (const auto refused = summary.count(RowOutcome::kRefused); refused > 0) {
    return cli::refused(fmt::format("{}: {} of {} rows were refused", file, refused, summary.rows),
                        std::string("the other rows are ") + (recorded ? "recorded" : "good") +
                            "; mend the refused ones and import the file again");
  }
  return {};
}

}  // namespace

cli::Outcome<void> legacy_import(const Common& common, const LegacyOptions& options,
                                 const cli::Console& console) {
  const auto stated = encoding_from(options.encoding);
  if (!stated && !options.encoding.empty())
    return cli::usage("--encoding is utf-8 or gb18030, not " + options.encoding);
  CLI_TRY(auto session, open(common, console));
  auto& store = session.store;
  CLI_TRY(const auto file, open_text(options.file, stated));
  std::optional<ReportFile> report;
  if (!options.report.empty()) {
    CLI_TRY(report, ReportFile::open(options.report, options.file));
  }
  if (file->encoding() != Encoding::kUtf8)
    console.note(fmt::format("{} is read as {}", options.file, name(file->encoding())));

  Screen screen;
  cli::Progress progress("importing, octets", file->size());
  auto& cards = store.registry().cards();
  CLI_CHECK(cards.begin());
  const Import with{.rules = {store.authority().regions, store.issuers().content().policy.cut_over},
                    .now = session.clock.now,
                    .accept_older = options.accept_older,
                    .take =
                        [&](const RowReport& row) {
                          if (report) report->add(row);
                          if (common.json)
                            say("{}\n", to_json(row));
                          else
                            screen.add(row);
                        },
                    .progress = [&] { progress.step(file->read()); }};
  CLI_TRY(const auto summary, import_cards(cards, *file, options.file, with));
  CLI_TRY(const bool recorded, settle(cards, summary, options.check));

  const auto end = fmt::format(R"("encoding":{},"summary":{},{})", json_string(name(file->encoding())),
                               to_json(summary, recorded), clock_json(session.clock));
  if (report) {
    if (auto written = report->finish(end); !written) {
      written.error().hint = recorded
                                 ? "the cards are recorded all the same; import the file again for a report"
                                 : "nothing was recorded";
      return written;
    }
  }
  if (common.json) {
    say("{{{}}}\n", end);
  } else {
    screen.print();
    say("{}", counted(summary));
  }
  for (const auto& column : summary.passed_over)
    console.note("the column " + column + " is no card's and was passed over");
  CLI_CHECK(verdict_on(summary, recorded, options.file));
  if (options.check) console.note("nothing was recorded: --check");
  if (recorded && summary.count(RowOutcome::kAccepted) + summary.count(RowOutcome::kChanged) > 0)
    console.hint("verifiers learn of it from the next publish and their next update: cred-issuer publish");
  return {};
}

}  // namespace cred::issuer
