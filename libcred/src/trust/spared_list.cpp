// SPDX-License-Identifier: Apache-2.0
#include "cred/trust/spared_list.h"

#include <algorithm>
#include <array>
#include <string>

namespace cred::trust {

Bytes encode_spared_list(const std::vector<crypto::Digest>& log_entries) {
  std::vector<std::array<std::uint8_t, kSparedEntry>> entries(log_entries.size());
  for (std::size_t i = 0; i < entries.size(); ++i)
    std::copy_n(log_entries[i].begin(), kSparedEntry, entries[i].begin());
  std::ranges::sort(entries);
  const auto repeats = std::ranges::unique(entries);
  entries.erase(repeats.begin(), repeats.end());
  Bytes list;
  list.reserve(entries.size() * kSparedEntry);
  for (const auto& entry : entries) append(list, entry);
  return list;
}

Result<void> check_spared_list(BytesView list) {
  if (list.size() > kMaxSparedList || list.size() % kSparedEntry != 0) {
    return fail(Reason::kTrustForm, "a spared list of " + std::to_string(list.size()) +
                                        " octets: entries are " + std::to_string(kSparedEntry) +
                                        " each, at most " + std::to_string(kMaxSparedList) + " in all");
  }
  for (std::size_t at = kSparedEntry; at < list.size(); at += kSparedEntry) {
    const auto before = list.subspan(at - kSparedEntry, kSparedEntry);
    if (!std::ranges::lexicographical_compare(before, list.subspan(at, kSparedEntry)))
      return fail(Reason::kTrustForm, "a spared list whose entry at octet " + std::to_string(at) +
                                          " is not above the one before");
  }
  return {};
}

}  // namespace cred::trust
