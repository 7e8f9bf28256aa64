// SPDX-License-Identifier: Apache-2.0
#include "issuer/authority.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "cred/codec/unicode.h"
#include "cred/cwt/claims.h"

namespace cred::issuer {

namespace {

// A list's uri is iss, a colon and its number; five digits are more lists than one head can name.
constexpr std::size_t kMaxIss = cwt::kMaxStatusUri - 1 - 5;

std::string wrong_iss(std::string_view iss) {
  if (iss.empty()) return "empty";
  if (iss.size() > kMaxIss) {
    return fmt::format("{} characters, at most {}: with \":\" and a list number it must fit into {}",
                       iss.size(), kMaxIss, cwt::kMaxStatusUri);
  }
  for (const char c : iss) {
    const bool allowed = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                         c == '-' || c == '.' || c == '_';
    if (!allowed) return "only letters, digits, hyphen, dot and underscore belong in it";
  }
  return {};
}

/// Calls `take` for each text of the array; false: that element is wrong.
template <class Take>
void each(Fields& in, std::string_view key, Problems& problems, Take take) {
  const Json* array = in.required(key, Json::Kind::kArray);
  if (array == nullptr) return;
  if (array->items.empty()) in.problem(key, "empty: at least one is needed");
  for (std::size_t i = 0; i < array->items.size(); ++i) {
    const Json& item = array->items[i];
    const std::string wrong = item.kind == Json::Kind::kString
                                  ? take(item.text)
                                  : fmt::format("{} where text belongs", name(item.kind));
    if (!wrong.empty()) problems.push_back({item.line, fmt::format("/{}/{}", key, i), wrong});
  }
}

template <class T>
std::string insert_once(std::vector<T>& into, const T& value) {
  const auto at = std::lower_bound(into.begin(), into.end(), value);
  if (at != into.end() && *at == value) return "listed twice";
  into.insert(at, value);
  return {};
}

unsigned read_days(Fields& in, std::string_view key) {
  const Json* number = in.optional(key, Json::Kind::kNumber);
  if (number == nullptr) return kOldPassportDays;
  const char* end = number->text.data() + number->text.size();
  unsigned days = 0;
  const auto [at, error] = std::from_chars(number->text.data(), end, days);
  if (error != std::errc() || at != end || days > kMostOldPassportDays)
    in.problem(key,
               fmt::format("{} is no whole number of days, 0 to {}", number->text, kMostOldPassportDays));
  return days;
}

Authority read(const Json& json, Problems& problems) {
  Authority authority;
  Fields in(json, "", problems);
  authority.iss = in.text_as("iss", &wrong_iss);
  Fields names = in.object("name");
  authority.name_zh = names.text("zh");
  authority.name_en = names.text("en");
  names.finish();
  each(in, "regions", problems, [&](const std::string& text) {
    const auto region = Region::from_text(text);
    return region ? insert_once(authority.regions, *region) : region.error().detail;
  });
  each(in, "categories", problems, [&](const std::string& text) {
    const auto category = credential::category_from(text);
    return category ? insert_once(authority.categories, *category)
                    : json_string(text) + " is none of A, B, C";
  });
  authority.hotline = in.text("hotline");
  authority.old_passport_days = read_days(in, "old_passport_days");
  in.finish();
  return authority;
}

}  // namespace

cli::Outcome<Authority> parse_authority(std::string_view text, const std::string& what) {
  auto json = parse_json(text);
  if (!json) return cli::refused(what + ": " + message_of(json.error()));
  Problems problems;
  Authority authority = read(*json, problems);
  if (problems.empty()) return authority;
  std::vector<std::string> all;
  for (const auto& problem : problems) all.push_back(message_of(problem));
  return cli::refused(fmt::format("{}: {}", what, fmt::join(all, "; ")));
}

std::string to_json(const Authority& authority) {
  std::vector<std::string> regions;
  std::vector<std::string> categories;
  for (const auto region : authority.regions) regions.push_back(json_string(region.to_text()));
  for (const auto category : authority.categories)
    categories.push_back(json_string(credential::name(category)));
  return fmt::format(
      R"({{"iss":{},"name":{{"zh":{},"en":{}}},"regions":[{}],"categories":[{}],"hotline":{},"old_passport_days":{}}})"
      "\n",
      json_string(authority.iss), json_string(authority.name_zh), json_string(authority.name_en),
      fmt::join(regions, ","), fmt::join(categories, ","), json_string(authority.hotline),
      authority.old_passport_days);
}

}  // namespace cred::issuer
