// SPDX-License-Identifier: Apache-2.0
// What an authority waits for: `cred-issuer legacy import` of a million invented rows, and `publish` of their
// register with derived keys at hand, each a process from start to end.
#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "bench/cases.h"
#include "bench/processes.h"
#include "cli/files.h"
#include "cred/crypto/digest.h"
#include "issuer/registry/registry.h"

namespace cred::bench {

namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t kRows = 1'000'000;
constexpr const char* kToday = "2026-01-15T12:00:00+08:00";
constexpr std::string_view kAuthority =
    R"({"iss":"CN-110000","name":{"zh":"示例机关","en":"Example authority"},"regions":["110000"],)"
    R"("categories":["A","B","C"],"hotline":"12333"})";
constexpr std::string_view kHeader =
    "permit_no,card_seq,doc_type,category,surname,given_names,name_native,sex,birth_date,nationality,"
    "passport_no,passport_valid_until,employer_name_zh,employer_uscc,position_zh,position_en,region_code,"
    "issuing_authority_zh,first_issue_date,valid_from,valid_until,status,status_date,status_reason,"
    "electronic_ref\n";

/// One card a person; one in twenty superseded, one in fifty cancelled.
std::string row_of(std::uint32_t number) {
  const auto day = 1 + number % 28;
  const auto month = 1 + number / 28 % 12;
  std::string state = fmt::format("active,2024-{:02}-{:02},issued,", month % 11 + 1, day);
  if (number % 20 == 0)
    state = fmt::format("superseded_electronic,2025-03-{:02},extension,e-{}", day, number);
  if (number % 50 == 1) state = fmt::format("cancelled,2025-06-{:02},contract_ended,", day);
  return fmt::format(
      "110105202400{:07},1,work_permit_card,{},EXAMPLE,PERSON {},示例{},{},19{:02}-{:02}-{:02},JPN,RA{:07},"
      "2031-12-21,北京示例科技有限公司,91110108XXDEM00154,软件工程师,Software Engineer,110105,"
      "北京市外国人来华工作管理部门（示例）,2024-{:02}-{:02},2024-{:02}-{:02},2028-{:02}-{:02},{}\n",
      number, number % 3 == 0 ? 'A' : 'B', number, number % 1000, number % 2 == 0 ? 'F' : 'M',
      60 + number % 40, month, day, number, month % 11 + 1, day, month % 11 + 1, day, month, day, state);
}

fs::path write_rows(const fs::path& file) {
  std::ofstream out(file, std::ios::binary);
  out << kHeader;
  for (std::uint32_t number = 0; number < kRows; ++number) out << row_of(number);
  require(out.flush().good(), "cannot write the rows");
  return file;
}

/// As `publish` derives them, but for Argon2id: nothing that follows can tell the difference.
void put_keys(const fs::path& store) {
  const auto registry = issuer::open_registry(store / "registry.sqlite");
  require(registry.has_value(), "the registry does not open");
  auto& cards = (*registry)->cards();
  require(cards.set_salt({{}, *Day::from_text("2026-01-15")}).has_value(), "no salt is kept");
  const auto holders = cards.without_key();
  require(holders && holders->size() == kRows, "not every row was imported");
  std::vector<std::pair<issuer::CardHolder, legacy::CardKey>> keys;
  keys.reserve(holders->size());
  for (const auto& holder : *holders) {
    legacy::CardKey key{};
    key.record_key = crypto::sha256(as_bytes(holder.number));
    std::copy_n(crypto::sha256(key.record_key).begin(), key.tag.size(), key.tag.begin());
    keys.emplace_back(holder, key);
  }
  require(cards.keep_keys(keys).has_value(), "the keys are not kept");
}

class Authority {
 public:
  explicit Authority(const Surroundings& around)
      : program_(around.programs.parent_path() / "issuer" / "cred-issuer"),
        folder_(around.scratch),
        store_(around.scratch / "authority") {
    write("authority.json", kAuthority);
    write("passphrase", "example only\n");
    call({"init", "--authority", folder_ / "authority.json"});
  }

  const fs::path& store() const { return store_; }

  Usage call(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), program_);
    for (const std::string& more :
         {std::string("--store"), store_.string(), std::string("--at"), std::string(kToday),
          std::string("--passphrase-file"), (folder_ / "passphrase").string()})
      arguments.push_back(more);
    const auto used = run_program(arguments);
    require(used.exit == 0, "cred-issuer " + arguments[1] + " ended with " + std::to_string(used.exit));
    return used;
  }

 private:
  void write(const char* name, std::string_view content) const {
    require(cli::write_file(folder_ / name, as_bytes(content), cli::Mode::kPrivate).has_value(),
            "cannot write a file");
  }

  std::string program_;
  fs::path folder_;
  fs::path store_;
};

double mib(double kib) {
  return kib / 1024;
}

void add(std::vector<Row>& rows, const std::string& name, const std::string& what, const Usage& used,
         std::optional<double> seconds, std::optional<double> most_mib) {
  Row row{.name = name,
          .what = fmt::format("{}, by the clock ({:.1f} s of processor time)", what, used.processor),
          .ours = "cred-issuer",
          .reference = "",
          .unit = "s",
          .our_value = used.wall};
  if (seconds) row.kind = GoalKind::kValueAtMost, row.goal = *seconds;
  rows.push_back(row);
  row = {.name = name + "-memory",
         .what = "the same, at its peak",
         .ours = "cred-issuer",
         .reference = "",
         .unit = "MiB",
         .our_value = mib(static_cast<double>(used.peak_kib))};
  if (most_mib) row.kind = GoalKind::kValueAtMost, row.goal = *most_mib;
  rows.push_back(row);
}

}  // namespace

std::vector<Row> card_cases(const Surroundings& around) {
  const Authority authority(around);
  const auto file = write_rows(around.scratch / "cards.csv");
  const auto size = static_cast<double>(fs::file_size(file)) / (1 << 20);
  std::vector<Row> rows;
  // Without the file in memory: a good deal less than it.
  add(rows, "cards-import", fmt::format("legacy import of 1 million rows, {:.0f} MiB", size),
      authority.call({"legacy", "import", file}), std::nullopt, size / 3);
  add(rows, "cards-again", "legacy import of the same file again", authority.call({"legacy", "import", file}),
      std::nullopt, size / 3);
  put_keys(authority.store());
  add(rows, "cards-publish", "publish of 1 million cards, derived keys at hand",
      authority.call({"publish", "--out", around.scratch / "public"}), 30, std::nullopt);
  return rows;
}

}  // namespace cred::bench
