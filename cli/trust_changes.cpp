// SPDX-License-Identifier: Apache-2.0
#include "cli/trust_changes.h"

#include <fmt/format.h>

#include <algorithm>

#include "cred/codec/hex.h"

namespace cred::cli {

namespace {

template <class T>
void note_change(Lines& lines, std::string_view what, const T& before, const T& after) {
  if (before != after) lines.push_back(fmt::format("~ {} {} -> {}", what, before, after));
}

std::string quorum(const trust::Role& role) {
  return fmt::format("{} of {}", role.threshold, role.keys.size());
}

void role_changes(Lines& lines, std::string_view what, const trust::Role& before, const trust::Role& after) {
  const auto has = [](const trust::Role& role, const crypto::PublicKey& key) {
    return std::ranges::count(role.keys, key) > 0;
  };
  for (const auto& key : after.keys)
    if (!has(before, key))
      lines.push_back(fmt::format("+ {} key {} {}", what, crypto::name(key.algorithm()), kid_text(key)));
  for (const auto& key : before.keys)
    if (!has(after, key))
      lines.push_back(fmt::format("- {} key {} {}", what, crypto::name(key.algorithm()), kid_text(key)));
  note_change(lines, fmt::format("{} threshold", what), quorum(before), quorum(after));
}

std::string categories(const trust::Entry& entry) {
  std::string text;
  for (const auto category : entry.categories)
    text += fmt::format(" {}", static_cast<char>('A' + category - 1));
  return text;
}

std::string regions(const trust::Entry& entry) {
  std::string text;
  for (const auto region : entry.regions) text += " " + region.to_text();
  return text;
}

std::string window(const trust::Entry& entry) {
  return fmt::format("{} until before {}", china_time(entry.sign_from), china_time(entry.sign_until));
}

const trust::Entry* find(const trust::IssuersContent* content, const crypto::PublicKey& key) {
  if (!content) return nullptr;
  const auto at = std::ranges::find(content->entries, key, &trust::Entry::key);
  return at == content->entries.end() ? nullptr : &*at;
}

void entry_changes(Lines& lines, const trust::Entry& before, const trust::Entry& after) {
  const auto own = key_text(after);
  const auto change = [&](std::string_view what, const std::string& old_value, const std::string& value) {
    note_change(lines, fmt::format("{}: {}", own, what), old_value, value);
  };
  change("iss", before.iss, after.iss);
  change("name", before.name_zh + " / " + before.name_en, after.name_zh + " / " + after.name_en);
  change("purpose", std::string(trust::name(before.purpose)), std::string(trust::name(after.purpose)));
  change("categories", categories(before), categories(after));
  change("regions", regions(before), regions(after));
  change("signs", window(before), window(after));
  change("lifetime at most", duration_text(before.max_lifetime), duration_text(after.max_lifetime));
  change("status prefix", before.status_prefix, after.status_prefix);
}

const trust::Tombstone* find(const trust::IssuersContent* content, const cose::Thumbprint& key) {
  if (!content) return nullptr;
  const auto at = std::ranges::find(content->tombstones, key, &trust::Tombstone::key);
  return at == content->tombstones.end() ? nullptr : &*at;
}

std::string withdrawn_key(const trust::IssuersContent& content, const cose::Thumbprint& key) {
  for (const auto& entry : content.entries)
    if (cose::thumbprint(entry.key) == key) return key_text(entry);
  return "a key that no entry has, " + codec::to_hex(key.value()).substr(0, 16);
}

void tombstone_changes(Lines& lines, const trust::IssuersContent* before,
                       const trust::IssuersContent& after) {
  const auto spared = [](const trust::Tombstone& tombstone) {
    return tombstone.spared_list
               ? "spares the permits of list " + codec::to_hex(*tombstone.spared_list).substr(0, 16)
               : std::string("spares no permit");
  };
  for (const auto& tombstone : after.tombstones) {
    const auto key = withdrawn_key(after, tombstone.key);
    if (const auto* old = find(before, tombstone.key)) {
      note_change(lines, key + ", withdrawn:", spared(*old), spared(tombstone));
      continue;
    }
    lines.push_back(fmt::format("! withdrawn: {}, {}, \"{}\", {}", key, china_time(tombstone.time),
                                tombstone.reason, spared(tombstone)));
  }
  if (!before) return;
  for (const auto& tombstone : before->tombstones)
    if (!find(&after, tombstone.key))
      lines.push_back("- the withdrawal of " + withdrawn_key(*before, tombstone.key));
}

std::string binding(trust::MinimumBinding minimum) {
  constexpr std::string_view kNames[] = {"bearer", "card-matched", "holder-proven"};
  return std::string(kNames[static_cast<std::size_t>(minimum)]);
}

void policy_changes(Lines& lines, const trust::Policy& before, const trust::Policy& after) {
  note_change(lines, "policy: cut-over", before.cut_over.to_text(), after.cut_over.to_text());
  note_change(lines, "policy: a card stays good beside an electronic permit on request:",
              std::string(before.dual ? "yes" : "no"), std::string(after.dual ? "yes" : "no"));
  note_change(lines, "policy: clock tolerance", duration_text(before.clock_tolerance),
              duration_text(after.clock_tolerance));
  using enum trust::VerifierRole;
  for (const auto role : {kGuard, kEmployer, kCheckpoint, kDepartment}) {
    const auto& old = before.of(role);
    const auto& now = after.of(role);
    const auto what = [&](std::string_view part) {
      return fmt::format("policy: {}: {}", trust::name(role), part);
    };
    note_change(lines, what("fresh up to"), duration_text(old.fresh), duration_text(now.fresh));
    note_change(lines, what("stale after"), duration_text(old.stale), duration_text(now.stale));
    note_change(lines, what("binding at least"), binding(old.minimum_binding), binding(now.minimum_binding));
  }
}

}  // namespace

std::string kid_text(const crypto::PublicKey& key) {
  return codec::to_hex(cose::key_id(key).value());
}

std::string key_text(const trust::Entry& entry) {
  return fmt::format("{} key {} of {}", trust::name(entry.purpose), kid_text(entry.key), entry.iss);
}

std::string entry_text(const trust::Entry& entry) {
  auto text = fmt::format("{} ({} / {}), {}, signs {}", key_text(entry), entry.name_zh, entry.name_en,
                          crypto::name(entry.key.algorithm()), window(entry));
  if (!entry.categories.empty()) text += ", categories" + categories(entry);
  if (!entry.regions.empty()) text += ", regions" + regions(entry);
  if (entry.max_lifetime != 0) text += ", for at most " + duration_text(entry.max_lifetime);
  if (!entry.status_prefix.empty()) text += ", status lists " + entry.status_prefix;
  return text;
}

std::string duration_text(std::uint64_t seconds) {
  constexpr std::uint64_t kMinute = 60;
  constexpr std::uint64_t kHour = 3600;
  constexpr std::uint64_t kDay = 86'400;
  const auto text = [](std::uint64_t count, std::string_view unit) {
    return fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
  };
  if (seconds % kDay == 0 && seconds > kDay) return text(seconds / kDay, "day");
  if (seconds % kHour == 0 && seconds > 0) return text(seconds / kHour, "hour");
  if (seconds % kMinute == 0 && seconds > 0) return text(seconds / kMinute, "minute");
  return text(seconds, "second");
}

std::string china_time(Instant instant) {
  const Day day = Day::of(instant);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(instant - day.start()).count();
  if (minutes == 0) return day.to_text();
  return fmt::format("{} {:02}:{:02}", day.to_text(), minutes / 60, minutes % 60);
}

Lines root_changes(const trust::RootContent& before, const trust::RootContent& after) {
  Lines lines;
  role_changes(lines, "root", before.root, after.root);
  role_changes(lines, "issuers", before.issuers, after.issuers);
  role_changes(lines, "head", before.head, after.head);
  note_change(lines, "expires", china_time(before.expires), china_time(after.expires));
  note_change(lines, "epoch", before.epoch, after.epoch);
  return lines;
}

Lines issuers_changes(const trust::IssuersContent* before, const trust::IssuersContent& after) {
  Lines lines;
  for (const auto& entry : after.entries) {
    if (const auto* old = find(before, entry.key))
      entry_changes(lines, *old, entry);
    else
      lines.push_back("+ " + entry_text(entry));
  }
  tombstone_changes(lines, before, after);
  if (!before) return lines;
  for (const auto& entry : before->entries)
    if (!find(&after, entry.key)) lines.push_back("- " + key_text(entry));
  policy_changes(lines, before->policy, after.policy);
  note_change(lines, "issuers expire", china_time(before->expires), china_time(after.expires));
  return lines;
}

}  // namespace cred::cli
