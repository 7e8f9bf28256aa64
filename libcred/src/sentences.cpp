// SPDX-License-Identifier: Apache-2.0
//
// Every sentence a verifier says, in one table: what it means, what to do, what not to conclude. A row with a
// reason is for that reason, a row without for the rest of its verdict. {…} stands for verified facts only.
// Physical cards have rows of their own (sentences/cards.cpp).
#include <algorithm>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "cred/verdict.h"
#include "sentences/cards.h"

namespace cred {

namespace {

struct Row {
  VerdictCode code;
  std::optional<Reason> reason;
  std::string_view zh;
  std::string_view en;
};

using enum VerdictCode;
constexpr auto kAny = std::nullopt;

// clang-format off
constexpr Row kSentences[] = {
    {kValid, kAny,
     "许可有效，有效期至{until}（含当日）。请与护照核对持证人，并查验其工作类居留证件；不要要求出示实体证。",
     "This permit is in force until {until}, that day included. Compare the person with the passport and ask for the work-type residence permit too; do not ask for a physical card."},
    {kValidLegacy, kAny,
     "实体证有效（不变不换）。请核对照片与护照；不要要求出示电子证。",
     "This physical card is good (no change, no replacement). Compare photo and passport; do not ask for an electronic one."},
    {kValidDual, kAny,
     "实体证有效，另有电子证并存，以电子证为准。请核对照片与护照；不得收走实体证。",
     "This physical card is good and an electronic permit exists as well: if they differ, the electronic one decides. Do not take the card away."},
    {kUnreadable, Reason::kNoCode,
     "未读到二维码。请靠近、摆正、补光后再扫，或请持证人出示原件；读不到码不代表证件有问题，不得据此下结论。",
     "No code was read. Come closer, hold it straight and lit, or ask for the original; an unread code says nothing about the person."},
    {kUnreadable, Reason::kWebAddress,
     "这是网址，不是电子许可码，已不予打开。旧实体证请用证号加出生日期查询（cred-verifier legacy --number）；不得据此认定真伪。",
     "This is a web address, no electronic permit, and it was not opened. Check an old physical card by its number and birth date (cred-verifier legacy --number); conclude nothing from the address."},
    {kUnreadable, Reason::kTooLarge,
     "内容过大，不是许可码，未作读取。请扫描许可页上的二维码；不得据此认定真伪。",
     "This is too large to be a permit and was not read. Scan the code of the permit page; conclude nothing from this."},
    {kUnreadable, Reason::kUnsupportedFormat,
     "本版本不能核验这种码或文件。请出示许可页上的静态码，或使用更新的版本；不得据此认定真伪。",
     "This version cannot check this kind of code or file. Ask for the static code of the permit page or use a newer version; conclude nothing from this."},
    {kUnreadable, kAny,
     "这不是工作许可码。请扫描许可页上的二维码；不得据此认定真伪。",
     "This is no work permit code. Scan the code of the permit page; conclude nothing from this."},
    {kMalformed, kAny,
     "此码已损坏或不是本系统的码，无法核验。请重新扫描或请持证人出示原件；不得据此认定伪造。",
     "This code is damaged or not ours, so it cannot be checked. Scan again or ask for the original; do not conclude forgery from this."},
    {kUntrustedIssuer, Reason::kUnknownKey,
     "签发密钥不在本机信任名单内。请更新数据后再验，或拨打12333核实；不得据此认定伪造。",
     "The key that signed this is not in the trust data held here. Update and check again, or ask the authority (12333); do not conclude forgery from this."},
    {kUntrustedIssuer, Reason::kKeyRevoked,
     "签发密钥已被停用，此码不再有效。请持证人向签发机关换领新码，或拨打12333核实；不得据此指责持证人。",
     "The key that signed this was withdrawn, so this code counts no more. The holder can get a new one from the authority (12333); do not blame the holder."},
    {kUntrustedIssuer, Reason::kWrongEnvironment,
     "测试数据与正式数据不能混用，此码不予采信。请使用对应环境的数据；不得据此认定伪造。",
     "Test and production data do not mix, so this code is not believed. Use the data of its environment; do not conclude forgery from this."},
    {kUntrustedIssuer, kAny,
     "签发方超出其权限（地区、类别、时间或用途），此码不予采信。请拨打12333核实；不得据此指责持证人。",
     "The signer went beyond its powers (region, category, time or purpose), so this code is not believed. Ask the authority (12333); do not blame the holder."},
    {kBadSignature, Reason::kHolderSignature,
     "许可确由机关签发，但此码并非由所绑定的手机生成，不予采信。请持证人当面出示新码；不得仅凭此码认定持证人有过错。",
     "The authority signed the permit, but not the phone it is bound to signed this code, so it counts for nothing. Ask for a new code made before your eyes; do not blame the holder for this code alone."},
    {kBadSignature, kAny,
     "签名无效，码中内容一概不可采信。请保留证据并转交主管机关；不要把码中内容当作事实。",
     "The signature is not valid, so nothing in this code can be believed. Keep the evidence and refer it; do not take its content as facts."},
    {kLost, kAny,
     "该证件已挂失。请以护照核对持证人；许可本身可能仍然有效，不得视为无证。",
     "This document was reported lost. Identify the person by the passport; the permission may still stand, so do not treat the holder as unlicensed."},
    {kRevoked, kAny,
     "该许可已被撤销、吊销或撤回。请转交主管机关；不得向第三方透露原因。",
     "This permit was revoked. Refer the case to the authority; do not show the reason to others."},
    {kCancelled, kAny,
     "该许可已注销。请转交主管机关核实；同一证号下可能另有新许可，不得仅凭证号下结论。",
     "This permit was cancelled. Refer the case; a new permit may exist under the same number, so do not decide from the number alone."},
    {kSuperseded, kAny,
     "此证件已由新证件替代。请查看新的电子证；许可本身可能仍然有效，不得视为非法就业。",
     "This document was replaced. Ask for the newer electronic permit; the permission may still stand, so do not call it illegal work."},
    {kSuspended, kAny,
     "该许可目前处于暂停状态。请转交主管机关核实；暂停不等于撤销。",
     "This permit is suspended at present. Refer the case; suspended is not revoked."},
    {kExpired, kAny,
     "许可已于{until}到期。请转交主管机关；正在办理的延期不延长有效期，也没有宽限期。",
     "This permit ended on {until}. Refer the case; a pending extension does not prolong it, and there is no grace period."},
    {kNotYetValid, kAny,
     "许可自{from}起有效，目前尚未生效。请在该日之后再验；不得据此认定伪造。",
     "This permit begins on {from} and is not in force yet. Check again from that day on; do not conclude forgery from this."},
    {kHolderMismatch, Reason::kName,
     "姓名与护照不符。请核对护照与许可；不得据此指责持证人。",
     "The name differs from the passport. Compare passport and permit; do not accuse the holder."},
    {kHolderMismatch, Reason::kBirthDate,
     "出生日期与许可不符，可能是输入有误。请对照护照重新核对；不得据此指责持证人。",
     "The birth date is not the permit's; it may have been entered wrongly. Compare with the passport once more; do not accuse the holder."},
    {kHolderMismatch, kAny,
     "与许可所载护照不符。请先核对输入的护照号码和出生日期；换发护照后10个工作日内也常见，请查看旧护照；不得据此指责持证人。",
     "This is not the passport the permit names. Check the number and birth date that were entered; it is common too within 10 working days of a new passport: ask for the old one; do not accuse the holder."},
    {kEmployerMismatch, kAny,
     "用人单位与许可不符。可能正在办理变更用人单位备案，请核对统一社会信用代码，或转请劳动监察部门核实；不得据此认定伪造。",
     "The permit names another employer. A filed transfer may be under way: check the code or ask labour inspection; do not conclude forgery from this."},
    {kClockSuspect, Reason::kIssuedInFuture,
     "此码的签发时间晚于本机时钟，无法判断。请校准本机时钟后再验；不得据此认定伪造。",
     "This code was issued after the time of this device's clock, so nothing can be said. Set the clock and check again; do not conclude forgery from this."},
    {kClockSuspect, kAny,
     "本机时钟早于所持数据，无法判断。请校准时钟后再验；不得据此作出结论。",
     "This device's clock is earlier than the data it holds, so nothing can be said. Set the clock and check again; conclude nothing until then."},
    {kNotProven, Reason::kAudience,
     "许可真实，但此码是为其他核验方生成的。请持证人为本次核验出示新码；不得据此指责持证人。",
     "The permit is genuine, but this code was made for somebody else. Ask for a new code made for this check; do not accuse the holder."},
    {kNotProven, Reason::kNonce,
     "许可真实，但此码不是对本次询问的回答。请让持证人扫描您的询问码后再出示；不得据此指责持证人。",
     "The permit is genuine, but this code does not answer this question. Show your challenge again and let the holder answer it; do not accuse the holder."},
    {kNotProven, Reason::kReplay,
     "许可真实，但同一动态码{ago}秒前已在此出示过，可能是截图，也可能是重复扫描。请持证人当面出示新码；不得据此指责持证人。",
     "The permit is genuine, but this very code was shown here {ago} seconds ago: it may be a copy, or scanned twice. Ask for a new code made before your eyes; do not accuse the holder."},
    {kNotProven, Reason::kPresentationOld,
     "许可真实，但此动态码已过时，或其时间晚于本机时钟，可能是截图，也可能是时钟不准。请持证人当面出示新码并核对双方时钟；不得据此指责持证人。",
     "The permit is genuine, but this live code is too old or ahead of time: it may be a copy, or a clock is wrong. Ask for a new code and compare both clocks; do not accuse the holder."},
    {kNotProven, Reason::kNotShown,
     "许可真实，但此码未出示需要核对的内容。请持证人出示含该内容的新码；隐去内容不等于不符，不得据此指责持证人。",
     "The permit is genuine, but the code does not show what was to be compared. Ask for a code that shows it; hidden is not different, so do not accuse the holder."},
    {kNotProven, Reason::kBindingTooLow,
     "许可真实，但未证明由本人持有。请与护照核对或请出示动态码；不得据此指责持证人。",
     "The permit is genuine, but not proven to be this person's. Compare the passport or ask for a live code; do not accuse the holder."},
    {kNotProven, kAny,
     "许可真实，但未能证明，请出示新码；不得据此指责持证人。",
     "The permit is genuine, but the proof is not enough: ask for a new code; do not accuse the holder."},
    {kUnknown, Reason::kNoBundle,
     "本机尚无信任数据，无法判断。请先更新数据（cred-verifier update）；不得据此作出结论。",
     "No trust data are held here, so nothing can be said. Update first (cred-verifier update); conclude nothing until then."},
    {kUnknown, Reason::kStatusListMissing,
     "本机没有可用的此证件状态名单，不知是否仍然有效。请更新数据或联网核实；既不得认定有效，也不得认定失效。",
     "No usable status list for this document is held here, so it is unknown whether it still stands. Update or ask online; take it neither as valid nor as revoked."},
    {kUnknown, Reason::kStatusValue,
     "此证件的状态本版本不能识别。请联网核实；既不得认定有效，也不得认定失效。",
     "The status of this document is one this version does not know. Ask online; take it neither as valid nor as revoked."},
    {kUnknown, kAny,
     "本机名单中查无此号，不等于伪造。请联网核实或拨打12333；不得据此作出结论。",
     "Not in the lists held here, which does not prove forgery. Ask online or call the authority (12333); conclude nothing from this."},
    {kValidStale, Reason::kDataOld,
     "按{as_of}的数据有效，但数据已有{age_zh}未更新，须更新数据或联网核实；不得视为普通有效。",
     "In force by data of {as_of}, {age} old: ask online or update; do not take it as plainly valid."},
    {kValidStale, kAny,
     "按{as_of}的数据有效，但本机信任数据已过期，须更新后核实；不得视为普通有效。",
     "In force by data of {as_of}, but the trust data held here have expired: update and check again; do not take it as plainly valid."},
    {kExemptPermanentResident, kAny,
     "如该永久居留身份证属实，持证人免办工作许可。请按该证自身的方法核验；不要要求出示工作许可。",
     "A permanent resident needs no work permit if that card is genuine: check it by its own means; do not ask for a work permit."},
};

// REVOKED, but by a list that was signed before the document: nobody can have revoked it by then. The index
// was not given out yet, and reads INVALID like every free one.
constexpr Row kNotInListYet = {
     kRevoked, kAny,
     "此证件签发于本机所持状态名单（{as_of}）之后，名单中尚无其状态。请更新数据后再验，或拨打12333核实；更新之前不得认定许可已被撤销。",
     "This document was signed after the status list held here ({as_of}), which cannot know it yet. Update and check again, or ask the authority (12333); until then do not take the permit as revoked."};

struct Title {
  VerdictCode code;
  std::string_view zh;
  std::string_view en;
};

constexpr Title kTitles[] = {
    {kUnreadable, "无法读取", "Cannot read"},
    {kMalformed, "码损坏或非本系统", "Damaged or not ours"},
    {kUntrustedIssuer, "签发方不受信任", "Issuer not trusted"},
    {kBadSignature, "签名无效", "Signature not valid"},
    {kLost, "已挂失", "Reported lost"},
    {kRevoked, "已撤销、吊销或撤回", "Revoked"},
    {kCancelled, "已注销", "Cancelled"},
    {kSuperseded, "已被替代", "Replaced"},
    {kSuspended, "已暂停", "Suspended"},
    {kExpired, "已过期", "Expired"},
    {kNotYetValid, "尚未生效", "Not yet in force"},
    {kHolderMismatch, "与护照不符", "Not this passport"},
    {kEmployerMismatch, "用人单位不符", "Another employer"},
    {kClockSuspect, "时钟可疑", "Clock suspect"},
    {kNotProven, "未能证明", "Not proven"},
    {kUnknown, "无法判断", "Cannot tell"},
    {kValidStale, "数据陈旧", "Data too old"},
    {kValidDual, "有效（并存，以电子证为准）", "Valid – both exist, electronic prevails"},
    {kValidLegacy, "有效（实体证，不变不换）", "Valid – physical card, no change no replacement"},
    {kValid, "有效", "Valid"},
    {kExemptPermanentResident, "永久居留，免办工作许可", "Permanent resident, exempt"},
};
constexpr Title kTitleNotInListYet = {kRevoked, "名单早于此证件，请先更新", "List older than this document: update"};
// clang-format on

bool is_not_in_list_yet(const Verdict& verdict) {
  return verdict.code == kRevoked && verdict.permission == Permission::kUnknown;
}

const Row& row_of(const Verdict& verdict) {
  if (is_not_in_list_yet(verdict)) return kNotInListYet;
  const Row* general = nullptr;
  for (const auto& row : kSentences) {
    if (row.code != verdict.code) continue;
    if (!row.reason)
      general = &row;
    else if (row.reason == verdict.reason)
      return row;
  }
  return *general;  // every verdict has a row without a reason (tests/unit/verify/sentences_test.cpp)
}

std::optional<Instant> data_as_of(const Verdict& verdict) {
  if (verdict.bundle_as_of && verdict.status_as_of)
    return std::min(*verdict.bundle_as_of, *verdict.status_as_of);
  return verdict.bundle_as_of;
}

/// Whole hours up to two days, then whole days.
Message age_text(const Verdict& verdict, Instant as_of) {
  const auto age = verdict.now > as_of ? verdict.now - as_of : std::chrono::seconds(0);
  const auto hours = std::chrono::floor<std::chrono::hours>(age).count();
  const bool in_hours = hours < 48;
  const auto count = in_hours ? hours : hours / 24;
  const auto number = std::to_string(count);
  return {number + (in_hours ? "小时" : "天"),
          number + (in_hours ? " hour" : " day") + (count == 1 ? "" : "s")};
}

void replace(std::string& text, std::string_view mark, std::string_view value) {
  if (const auto at = text.find(mark); at != std::string::npos) text.replace(at, mark.size(), value);
}

std::string filled(std::string_view sentence, const Verdict& verdict) {
  std::string text(sentence);
  if (verdict.facts) {
    replace(text, "{until}", verdict.facts->valid_until.to_text());
    replace(text, "{from}", verdict.facts->valid_from.to_text());
  }
  if (verdict.card) {
    if (verdict.card->permission_end) replace(text, "{until}", verdict.card->permission_end->to_text());
    replace(text, "{issued}", verdict.card->issued.to_text());
  }
  if (const auto as_of = data_as_of(verdict)) {
    replace(text, "{as_of}", Day::of(*as_of).to_text());
    const auto age = age_text(verdict, *as_of);
    replace(text, "{age_zh}", age.zh);
    replace(text, "{age}", age.en);
  }
  if (verdict.seen_at) {
    const auto ago = std::chrono::abs(verdict.now - *verdict.seen_at);
    replace(text, "{ago}", std::to_string(ago.count()));
  }
  return text;
}

constexpr std::string_view kAgingZh = "所用数据为{as_of}（已有{age_zh}），请尽快更新。";
constexpr std::string_view kAgingEn = " The data are of {as_of}, {age} old: update soon.";

}  // namespace

Message message_of(const Verdict& verdict) {
  const auto& row = row_of(verdict);
  const auto card = verdict.mode == Mode::kLegacy ? sentences::card_row(verdict) : std::nullopt;
  Message message{filled(card ? card->zh : row.zh, verdict), filled(card ? card->en : row.en, verdict)};
  if (verdict.mode == Mode::kLegacy) {
    const auto on = sentences::on_clause(verdict);
    replace(message.zh, "{on}", on.zh);
    replace(message.en, "{on}", on.en);
    const auto permission = sentences::permission_clause(verdict);
    replace(message.zh, "{permission}", permission.zh);
    replace(message.en, "{permission}", permission.en);
  }
  if (outcome_of(verdict.code) == Outcome::kAccepted && verdict.freshness == Freshness::kAging) {
    message.zh += filled(kAgingZh, verdict);
    message.en += filled(kAgingEn, verdict);
  }
  if (verdict.mode == Mode::kLegacy) {
    const auto lists = sentences::lists_clause(verdict);
    message.zh += lists.zh;
    message.en += lists.en;
  }
  return message;
}

Message title_of(const Verdict& verdict) {
  if (is_not_in_list_yet(verdict))
    return {std::string(kTitleNotInListYet.zh), std::string(kTitleNotInListYet.en)};
  return title_of(verdict.code);
}

Message title_of(VerdictCode code) {
  for (const auto& title : kTitles) {
    if (title.code == code) return {std::string(title.zh), std::string(title.en)};
  }
  return {};
}

}  // namespace cred
