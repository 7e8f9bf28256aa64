// SPDX-License-Identifier: Apache-2.0
#include "sentences/cards.h"

#include <utility>

namespace cred::sentences {

namespace {

struct Row {
  VerdictCode code;
  std::optional<Reason> reason;
  CardRow text;
};

using enum VerdictCode;
constexpr auto kAny = std::nullopt;

// clang-format off
constexpr Row kRows[] = {
    {kUnreadable, Reason::kWebAddress, {
     "这是网址（旧实体证的二维码即为网址），不是证号，未打开也未作查询。请输入证面上的证号；不得据此作出结论。",
     "This is a web address, as the code of a physical card holds one, and no card number; it was not opened and nothing was looked up. Type the number that stands on the card; conclude nothing from the address."}},
    {kUnreadable, kAny, {
     "证号或日期无法识别，未作查询。请按证面和护照更正后再查；不得据此作出结论。",
     "The card number or a date cannot be read, so nothing was looked up. Correct it from card and passport and ask again; conclude nothing from this."}},
    {kLost, kAny, {
     "此实体证已{on}挂失{permission}。请以护照核对持证人，有电子证的查看电子证；不得视为无证。",
     "This card was reported lost{on}{permission}. Identify the person by the passport and ask for the electronic permit if there is one; do not treat the holder as unlicensed."}},
    {kRevoked, kAny, {
     "该许可已{on}被撤销、吊销或撤回。请转交主管机关；不得向第三方透露原因。",
     "This permission was revoked{on}. Refer the case to the authority; do not show the reason to others."}},
    {kCancelled, kAny, {
     "该许可已{on}注销。请转交主管机关核实；同一证号下可能另有新许可，不得仅凭证号下结论。",
     "This permission was cancelled{on}. Refer the case; a new permit may exist under the same number, so do not decide from the number alone."}},
    {kSuperseded, kAny, {
     "此实体证已由电子证替代{permission}。请查看电子证（电子社保卡），或按护照查询；不得视为非法就业。",
     "This card was replaced by an electronic permit{permission}. Ask for the electronic permit or look the person up by passport; do not call it illegal work."}},
    {kSuspended, kAny, {
     "该许可已{on}暂停。请转交主管机关核实；暂停不等于撤销。",
     "This permission is suspended{on}. Refer the case; suspended is not revoked."}},
    {kNotYetValid, kAny, {
     "此实体证自{issued}起有效，目前尚未生效。请在该日之后再验；不得据此认定伪造。",
     "This card counts from {issued} and not yet today. Check again from that day on; do not conclude forgery from this."}},
    {kValidLegacy, kAny, {
     "实体证有效（不变不换），许可至{until}止。请核对照片与护照，并查验其工作类居留证件；不要要求出示电子证。",
     "This physical card is good (no change, no replacement); the permission runs to {until}. Compare photo and passport and ask for the work-type residence permit too; do not ask for an electronic permit."}},
    {kValidDual, kAny, {
     "实体证有效，许可至{until}止，另有电子证并存，以电子证为准。请核对照片与护照，并查验其工作类居留证件；不得收走实体证。",
     "This physical card is good and the permission runs to {until}; an electronic permit exists as well, and if they differ the electronic one decides. Compare photo and passport and ask for the work-type residence permit too; do not take the card away."}},
    {kUnknown, Reason::kNotInList, {
     "本机名单中查无此证，不等于伪造。请核对证号与出生日期，联网核实或拨打12333；既不得认定伪造，也不得认定有效。",
     "This card is not in the lists held here, which does not prove forgery. Check number and birth date, ask online or call the authority (12333); say neither forged nor valid."}},
    {kUnknown, Reason::kNoListForRegion, {
     "本机没有该地区的实体证名单，无法判断，须联网核实或拨打12333；不得凭证面猜测。",
     "No list of physical cards of that region is held here, so nothing can be said: ask online or call the authority (12333). Do not guess from the card's face."}},
    {kUnknown, Reason::kStatusListMissing, {
     "本机的实体证名单已损坏，无法判断。请更新数据或联网核实；不得据此作出结论。",
     "The list of physical cards held here is damaged, so nothing can be said. Update or ask online; conclude nothing from this."}},
    {kUnknown, Reason::kStatusValue, {
     "名单中此证的记录本版本不能识别，无法判断。请更新版本或联网核实，并告知主管机关；不得据此作出结论。",
     "The list says something of this card that this version does not know. Use a newer version or ask online, and tell the authority; conclude nothing from this."}},
};

constexpr CardRow kExpiredKind = {
     "旧证（就业证、专家证）已失效。请转交主管机关；持证人可能另有新许可，不得仅凭此证下结论。",
     "Employment permits and expert certificates from before April 2017 no longer count. Refer the case; the holder may have a newer permit, so do not decide from this card alone."};
// clang-format on

constexpr std::size_t kRegionsNamed = 8;  // in a sentence; JSON has them all

std::string regions_text(const ListAsked& list) {
  std::string text;
  for (std::size_t i = 0; i < list.regions.size() && i < kRegionsNamed; ++i)
    text += (i == 0 ? "" : " ") + list.regions[i].to_text();
  if (list.regions.size() > kRegionsNamed) text += " …";
  return text;
}

}  // namespace

std::optional<CardRow> card_row(const Verdict& verdict) {
  if (verdict.code == kExpired && verdict.card && verdict.card->kind != legacy::DocumentKind::kCard)
    return kExpiredKind;
  for (const auto& row : kRows) {
    if (row.code == verdict.code && (!row.reason || row.reason == verdict.reason)) return row.text;
  }
  return std::nullopt;
}

Message on_clause(const Verdict& verdict) {
  using legacy::CardEvent;
  constexpr std::pair<VerdictCode, CardEvent> kEvents[] = {{kLost, CardEvent::kLoss},
                                                           {kRevoked, CardEvent::kRevocation},
                                                           {kCancelled, CardEvent::kCancellation},
                                                           {kSuspended, CardEvent::kSuspension}};
  for (const auto& [code, event] : kEvents) {
    if (code != verdict.code || !verdict.card || verdict.card->event != event) continue;
    const auto day = verdict.card->event_date.to_text();
    return {"于" + day, " on " + day};
  }
  return {};
}

Message permission_clause(const Verdict& verdict) {
  const bool dated = verdict.card && verdict.card->permission_end;
  const auto until = dated ? verdict.card->permission_end->to_text() : std::string();
  switch (verdict.permission) {
    case Permission::kInForce:
      return {"，许可有效至" + until, "; the permission runs to " + until};
    case Permission::kExpired:
      return {"，许可已于" + until + "到期", "; the permission ended on " + until};
    case Permission::kCancelled:
      return {"，许可已注销", "; the permission was cancelled"};
    case Permission::kRevoked:
      return {"，许可已撤销、吊销或撤回", "; the permission was revoked"};
    case Permission::kSuspended:
      return {"，许可目前暂停", "; the permission is suspended"};
    case Permission::kUnknown:
    case Permission::kNotYet:
      break;
  }
  return {};
}

Message lists_clause(const Verdict& verdict) {
  // What could not be read was not looked up: that says nothing of the lists.
  if (verdict.lists.empty() && verdict.code == kUnreadable) return {};
  if (verdict.lists.empty()) return {"（本机无实体证名单。）", " (No list of physical cards is held here.)"};
  std::string text;
  for (const auto& list : verdict.lists) {
    if (!text.empty()) text += "; ";
    text += list.iss + " [" + regions_text(list) + "] " + Day::of(list.as_of).to_text();
  }
  return {"（名单：" + text + "）", " (Lists held: " + text + ".)"};
}

}  // namespace cred::sentences
