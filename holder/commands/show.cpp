// SPDX-License-Identifier: Apache-2.0
#include "cred/codec/unicode.h"
#include "holder/commands/commands.h"
#include "holder/groups.h"
#include "holder/json.h"

namespace cred::holder {

namespace {

std::string printed(const Lines& lines) {
  constexpr std::size_t kLabel = 36;  // columns
  std::string text;
  for (const auto& [label, value] : lines) {
    const auto width = codec::display_width(label);
    const std::string gap(width < kLabel ? kLabel - width : 1, ' ');
    text += "    " + label + gap + codec::escaped(value) + "\n";
  }
  return text;
}

std::string state(const credential::Terms& terms, Day today) {
  if (terms.valid_until < today) return "已到期 expired";
  if (today < terms.valid_from) return "尚未生效 not yet valid";
  const auto left = std::chrono::duration_cast<std::chrono::days>(terms.valid_until.end() - today.start());
  return fmt::format("有效期内 within its dates, {} days left", left.count());
}

constexpr const char* kWhenRed =
    "核验显示红色时 when it shows red\n"
    "    "
    "请保持冷静，不要出示旧截图：请核验人员再扫一次新码。仍显示红色的，请致电发证机关（或拨打12333），\n"
    "    说明上述证件标识和核验人员看到的原因。红色只反映核验端所持的数据，不表示您有过错。\n"
    "    Stay calm and show no old picture: ask for a second scan of a new code. Still red? Call the "
    "authority "
    "that issued it (or 12333),\n    name the document above and the reason the verifier reads out. Red says "
    "what the "
    "verifier holds, not that you did wrong.\n";

}  // namespace

cli::Outcome<void> list(const Common& common, const cli::Console& console) {
  CLI_TRY(const auto session, open(common, console));
  std::vector<std::vector<std::string>> rows;
  const auto environment = session.wallet.root().content().environment;
  for (const auto& permit : session.wallet.permits()) {
    if (common.json) say("{}\n", permit_json(permit, environment, session.clock));
    const auto& said = permit.permit();
    rows.push_back({std::string(permit.claims().sub), std::string(said.work.permit_number),
                    std::string(said.name.passport), std::string(said.name.native.value_or("")),
                    std::string(credential::name(said.terms.category)), said.terms.valid_until.to_text(),
                    state(said.terms, Day::of(session.clock.now))});
  }
  if (common.json) return {};
  say("{}", cli::table({"document", "permit", "name", "native name", "cat", "until", "state"}, rows));
  return {};
}

cli::Outcome<void> show(const Common& common, const std::string& permit, const cli::Console& console) {
  CLI_TRY(const auto session, open(common, console));
  CLI_TRY(const auto* held, session.wallet.find(permit));
  const auto environment = session.wallet.root().content().environment;
  if (common.json) {
    say("{}\n", whole_permit_json(*held, environment, session.clock));
    return {};
  }
  const auto& said = held->permit();
  const std::string test = environment == trust::Environment::kTest ? "TEST 测试 – not valid 无效\n" : "";
  std::string text = fmt::format("{}证件标识 document  {}\n发证机关 issuer    {}\n状态 state         {}\n\n",
                                 test, codec::escaped(held->claims().sub), codec::escaped(held->claims().iss),
                                 state(said.terms, Day::of(session.clock.now)));
  text += "总是可读 can always be read\n" + printed(lines_of_terms(said));
  for (const auto group : credential::kGroups) {
    text += fmt::format("{} ({} {})\n", title(group), credential::number(group), credential::name(group)) +
            printed(lines_of(said, group));
  }
  text += "\n出示时对方能看到 what each profile reveals\n";
  for (const auto& profile : credential::kDisclosureProfiles)
    text += fmt::format("    {:<12}{}\n", profile.name, titles(profile.groups));
  say("{}\n{}", text, kWhenRed);
  return {};
}

}  // namespace cred::holder
