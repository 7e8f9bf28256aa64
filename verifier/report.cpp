// SPDX-License-Identifier: Apache-2.0
#include "verifier/report.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "cred/codec/crockford.h"
#include "cred/codec/unicode.h"
#include "verifier/words.h"

namespace cred::verifier {

namespace {

struct Look {
  std::string_view sign;
  std::string_view colour;  // an SGR sequence
};

Look look_of(VerdictCode code) {
  switch (outcome_of(code)) {
    case Outcome::kAccepted:
      return {"✔", "\x1b[1;32m"};
    case Outcome::kRefused:
      return {"✘", "\x1b[1;31m"};
    case Outcome::kUndetermined:
      return {"?", "\x1b[1;33m"};
  }
  return {};
}

std::string coloured(std::string_view text, const Look& look, const ReportStyle& style) {
  return style.colour ? fmt::format("{}{}\x1b[0m", look.colour, text) : std::string(text);
}

/// One language or both, side by side.
std::string in(const ReportStyle& style, std::string_view zh, std::string_view en, std::string_view between) {
  if (style.language == Language::kZh) return std::string(zh);
  if (style.language == Language::kEn) return std::string(en);
  return fmt::format("{}{}{}", zh, between, en);
}

/// A word of the vocabulary as this person reads it.
std::string said(const ReportStyle& style, std::string_view word) {
  const auto zh = chinese(word);
  return zh == word ? std::string(word) : in(style, zh, word, " ");
}

/// Lines with a label, their values below one another, and lines without.
class Block {
 public:
  explicit Block(const ReportStyle& style) : style_(style) {}

  const ReportStyle& style() const { return style_; }
  void line(std::string_view zh, std::string_view en, const std::string& value) {
    lines_.emplace_back("  " + in(style_, zh, en, " "), codec::escaped(value));
  }
  void raw(const std::string& text) { lines_.emplace_back("", text); }
  std::string take() const {
    std::size_t width = 0;
    for (const auto& [label, value] : lines_) width = std::max(width, codec::display_width(label));
    std::string out;
    for (const auto& [label, value] : lines_) {
      if (!label.empty()) out += label + std::string(width + 2 - codec::display_width(label), ' ');
      out += value + "\n";
    }
    return out;
  }

 private:
  const ReportStyle& style_;
  std::vector<std::pair<std::string, std::string>> lines_;
};

std::string local_time(Instant instant) {
  // China Standard Time, as every day of a permit is meant.
  auto text = to_text(instant + std::chrono::hours(8));
  text.replace(text.size() - 1, 1, "+08:00");
  return text;
}

std::string age_text(const ReportStyle& style, Instant as_of, Instant now) {
  const auto hours = now > as_of ? std::chrono::floor<std::chrono::hours>(now - as_of).count() : 0;
  const bool chinese_only = style.language == Language::kZh;
  if (hours < 48) return fmt::format("{} {}", hours, chinese_only ? "小时" : "h");
  return fmt::format("{} {}", hours / 24, chinese_only ? "天" : "d");
}

void add_facts(Block& block, const Facts& facts) {
  if (facts.name) block.line("姓名", "Name", *facts.name);
  if (facts.name_native) block.line("本名", "Native name", *facts.name_native);
}

void add_permit(Block& block, const Facts& facts) {
  block.line("类别", "Category", facts.category);
  block.line("地区", "Region", facts.region);
  block.line("有效期", "Valid",
             fmt::format("{} – {}", facts.valid_from.to_text(), facts.valid_until.to_text()));
  if (facts.employer_zh)
    block.line("用人单位", "Employer", *facts.employer_zh + "  " + facts.employer_uscc.value_or(""));
  block.line("签发", "Issued by", fmt::format("{} / {}", facts.issuer_zh, facts.issuer_en));
  block.line("证件", "Document", facts.document);
}

void add_shown(Block& block, const Facts& facts) {
  if (facts.identity) {
    const auto& identity = *facts.identity;
    block.line("性别、出生日期", "Sex, born",
               fmt::format("{}, {}", identity.sex, identity.birth_date.to_text()));
    block.line("护照", "Passport",
               fmt::format("{} ({}), {}", identity.passport_number, identity.issuing_state,
                           identity.passport_expiry.to_text()));
  }
  if (facts.work) {
    const auto& work = *facts.work;
    block.line("许可证号", "Permit number", work.permit_number);
    block.line("国籍", "Nationality", work.nationality);
    block.line("职务", "Position", work.position_zh);
    block.line("工作地", "Work region", work.region);
    block.line("期限种类", "Kind", said(block.style(), work.kind));
    block.line("批准日期", "Decided", work.decided.to_text());
  }
  if (facts.record) {
    const auto& record = *facts.record;
    block.line("社会保障号码", "Social security",
               fmt::format("{} ({})", record.social_security_number, record.social_security_region));
    block.line("依据", "Basis", std::to_string(record.basis));
    block.line("事项", "Event",
               fmt::format("{} {}", said(block.style(), record.event), record.date.to_text()));
    if (record.predecessor) block.line("前一证件", "Predecessor", *record.predecessor);
  }
}

void add_card(Block& block, const legacy::Record& card) {
  block.line("实体证", "Card",
             fmt::format("{}, {}{}, {}", said(block.style(), name(card.kind)), card.sequence,
                         card.category == 0 ? "" : fmt::format(", {:c}", 'A' + card.category - 1),
                         card.issued.to_text()));
  block.line("状态", "State",
             fmt::format("{} ({} {})", said(block.style(), name(card.state)),
                         said(block.style(), name(card.event)), card.event_date.to_text()));
  if (card.permission_end) block.line("许可至", "Permission until", card.permission_end->to_text());
  if (card.successor) block.line("电子证", "Electronic permit", codec::to_document_id(*card.successor));
}

void add_lists(Block& block, const Verdict& verdict) {
  for (const auto& list : verdict.lists) {
    std::string regions;
    for (const auto region : list.regions) regions += " " + region.to_text();
    block.line("名单", "List", fmt::format("{}:{}  {}", list.iss, regions, local_time(list.as_of)));
  }
}

void add_circumstances(Block& block, const Verdict& verdict) {
  if (verdict.mode && verdict.binding)
    block.line("出示方式", "Shown as",
               fmt::format("{}, {}", said(block.style(), name(*verdict.mode)),
                           said(block.style(), name(*verdict.binding))));
  if (verdict.name_match)
    block.line("姓名比对", "Name compared", said(block.style(), name(*verdict.name_match)));
  block.line("许可", "Permission", said(block.style(), name(verdict.permission)));
  if (verdict.bundle_as_of) {
    const auto as_of =
        verdict.status_as_of ? std::min(*verdict.bundle_as_of, *verdict.status_as_of) : *verdict.bundle_as_of;
    block.line("数据", "Data",
               fmt::format("{} ({}, {})", local_time(as_of), age_text(block.style(), as_of, verdict.now),
                           said(block.style(), name(verdict.freshness))));
  }
}

void add_time(Block& block, const Verdict& verdict, const Setting& setting) {
  const std::string_view given =
      block.style().language == Language::kEn ? " (clock: given)" : " (clock: given) 时钟为指定";
  block.line("时间", "Checked at", local_time(verdict.now) + std::string(setting.clock_given ? given : ""));
}

void add_failed_checks(Block& block, const Verdict& verdict) {
  bool told = false;  // what disagreed
  for (std::size_t i = 0; i < kChecks; ++i) {
    const auto& entry = verdict.checks[i];
    if (entry.result != CheckResult::kFailed) continue;
    auto text = fmt::format("{}: {}", said(block.style(), name(static_cast<Check>(i))),
                            entry.reason ? word(*entry.reason) : "");
    if (!entry.expected.empty()) text += fmt::format("; expected {}, found {}", entry.expected, entry.found);
    told = told || !entry.expected.empty();
    block.line("未通过", "Failed", text);
  }
  if (!told && !verdict.facts && !verdict.detail.empty()) block.line("详情", "Detail", verdict.detail);
}

}  // namespace

std::string to_report(std::string_view input, const Verdict& verdict, const Setting& setting,
                      const ReportStyle& style) {
  const auto look = look_of(verdict.code);
  const auto title = title_of(verdict);
  const auto message = message_of(verdict);
  const bool is_test = setting.environment == trust::Environment::kTest;
  Block block(style);
  block.raw(coloured(fmt::format("{} {}", look.sign, in(style, title.zh, title.en, "  ")), look, style) +
            (is_test ? "   [TEST 测试]" : ""));
  block.line("输入", "Input", std::string(input));
  if (verdict.facts) add_facts(block, *verdict.facts);
  // A guard needs the name and the colour, nothing more; but a clock that was given shows to all.
  const bool is_guard = style.role == trust::VerifierRole::kGuard;
  if (!is_guard) {
    if (verdict.facts) {
      add_permit(block, *verdict.facts);
      add_shown(block, *verdict.facts);
    }
    if (verdict.card) add_card(block, *verdict.card);
    add_lists(block, verdict);
    add_circumstances(block, verdict);
  }
  if (!is_guard || setting.clock_given) add_time(block, verdict, setting);
  if (!is_guard) add_failed_checks(block, verdict);
  if (style.language != Language::kEn) block.raw("  → " + message.zh);
  if (style.language != Language::kZh) block.raw("  → " + message.en);
  const std::string reason = verdict.reason ? fmt::format(" ({})", word(*verdict.reason)) : "";
  block.raw(coloured(fmt::format("{}{}", name(verdict.code), reason), look, style));
  return block.take();
}

}  // namespace cred::verifier
