// SPDX-License-Identifier: Apache-2.0
#include "holder/page.h"

#include <fmt/format.h>

#include "cli/console.h"
#include "holder/groups.h"
#include "holder/page_template.h"

namespace cred::holder {

namespace {

using cli::html_escaped;

/// "2026-01-15 14:00:00": what clocks in China show.
std::string china_time(Instant instant) {
  const Day day = Day::of(instant);
  const auto second = (instant - day.start()).count();
  return fmt::format("{} {:02}:{:02}:{:02}", day.to_text(), second / 3600, second / 60 % 60, second % 60);
}

std::string facts(const LivePage& page) {
  auto lines = lines_of_terms(page.permit.permit());
  for (const auto group : credential::kGroups) {
    if (!page.groups.has(group)) continue;
    for (auto& line : lines_of(page.permit.permit(), group)) lines.push_back(std::move(line));
  }
  std::string html;
  for (const auto& [label, value] : lines) {
    html += fmt::format("<div><dt>{}</dt><dd><bdi>{}</bdi></dd></div>\n", html_escaped(label),
                        html_escaped(value));
  }
  return html;
}

/// One pass: a value is never searched for gaps.
std::string filled(std::string_view text, const std::vector<std::pair<std::string_view, std::string>>& gaps) {
  std::string page;
  for (;;) {
    const auto begin = text.find("{{");
    const auto end = text.find("}}", begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) break;
    page += text.substr(0, begin);
    const auto name = text.substr(begin + 2, end - begin - 2);
    for (const auto& [gap, value] : gaps) {
      if (gap == name) page += value;
    }
    text.remove_prefix(end + 2);
  }
  return page += text;
}

}  // namespace

std::string live_page(const LivePage& page, std::string_view svg) {
  const bool test = page.environment == trust::Environment::kTest;
  const bool quick = page.next.count() > 0;
  const std::string made = china_time(page.made);
  const std::string timing = quick ? fmt::format(
                                         "制码 {0}（北京时间），60 秒内有效，每 30 秒换码<br><span "
                                         "lang=\"en\">made {0} in China, counts for 60 "
                                         "seconds, a new one every 30</span>",
                                         made)
                                   : fmt::format(
                                         "制码 {0}（北京时间），仅供一次应答<br><span lang=\"en\">made {0} "
                                         "in China, answers one question, once</span>",
                                         made);
  return filled(kPageTemplate,
                {{"RELOAD", page.reloads ? "<meta http-equiv=\"refresh\" content=\"5\">\n" : ""},
                 {"BAND", test ? "<p class=\"band\" role=\"note\">TEST 测试 – not valid 无效</p>\n" : ""},
                 {"SVG", std::string(svg)},
                 {"TIMING", timing},
                 {"AUDIENCE", html_escaped((quick ? "the " : "") + std::string(page.audience))},
                 {"FACTS", facts(page)},
                 {"ISSUER", html_escaped(page.permit.claims().iss)},
                 {"DOCUMENT", html_escaped(page.permit.claims().sub)}});
}

}  // namespace cred::holder
