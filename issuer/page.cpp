// SPDX-License-Identifier: Apache-2.0
#include "issuer/page.h"

#include <fmt/format.h>

#include "cli/console.h"
#include "issuer/page_style.h"

namespace cred::issuer {

namespace {

using cli::html_escaped;

constexpr const char* kBand = "TEST 测试 – not valid 无效";

/// A heading and paragraph in both languages, side by side.
std::string both(std::string_view kind, std::string_view zh, std::string_view en) {
  return fmt::format(
      "<div class=\"{0}\" lang=\"zh-CN\">{1}</div>\n<div class=\"{0}\" lang=\"en\">{2}</div>\n", kind, zh,
      en);
}

std::string row(std::string_view label_zh, std::string_view label_en, std::string_view content) {
  return fmt::format("<div><dt><span lang=\"zh-CN\">{}</span> · <span lang=\"en\">{}</span></dt>{}</div>\n",
                     label_zh, label_en, content);
}

std::string value(std::string_view text) {
  return fmt::format("<dd>{}</dd>", html_escaped(text));
}

std::string names(const Request& request) {
  std::string native;
  if (request.native_name) {
    native = fmt::format("<bdi class=\"native\" dir=\"auto\">{}</bdi>", html_escaped(*request.native_name));
  }
  return fmt::format("<dd class=\"name\"><bdi>{}</bdi>{}</dd>", html_escaped(request.name), native);
}

std::string category_text(credential::Category category) {
  switch (category) {
    case credential::Category::kA:
      return "A 外国高端人才 high-end talent";
    case credential::Category::kB:
      return "B 外国专业人才 professional";
    case credential::Category::kC:
      break;
  }
  return "C 外国普通人员 other worker";
}

std::string facts(const Request& request) {
  return row("持有人姓名", "Name", names(request)) +
         row("类别与地区代码", "Category and region code",
             value(fmt::format("{} · {}", category_text(request.category), request.region.to_text()))) +
         row("有效期（含首末两日，北京时间）", "Valid, first and last day included, in China",
             value(fmt::format("{} – {}", request.valid_from.to_text(), request.valid_until.to_text()))) +
         row("用人单位", "Employer", value(request.employer_zh)) +
         row("统一社会信用代码", "Unified social credit code",
             fmt::format("<dd class=\"mono\">{}</dd>", html_escaped(request.uscc)));
}

std::string code(const PermitPage& page, std::string_view svg) {
  return fmt::format(
      "<div class=\"code\">{}<p><span lang=\"zh-CN\">证件标识</span> · Document<br><span "
      "class=\"mono\">{}</span></p>"
      "</div>\n",
      svg, html_escaped(page.document));
}

std::string what_it_is() {
  return both(
      "key",
      "<h2>这是什么？</h2><p>这是中华人民共和国外国人工作许可的电子凭证。自 2024 年 12 月 1 "
      "日起不再发放实体卡："
      "二维码就是许可，本页文字只供阅读，以扫码核验结果为准。</p>",
      "<h2>What is this?</h2><p>An electronic work permit for a foreigner in China. Since 1 December 2024 no "
      "physical card is printed: the code is the permit. The words on this page are only for reading; what "
      "counts is the result of scanning.</p>");
}

std::string how_to_check() {
  return both(
      "",
      "<h2>如何核验</h2><ol><li>用 <span class=\"mono\">cred-verifier</span> 扫描二维码，无需联网。"
      "</li><li>看结论：有效、拒绝，还是无法判断；请照其提示办理。</li><li>核对持有人护照与姓名，"
      "用人单位核对本单位代码。</li></ol>",
      "<h2>How to check it</h2><ol><li>Scan the code with <span class=\"mono\">cred-verifier</span>; no "
      "network "
      "is needed.</li><li>Read the verdict: accepted, refused or cannot tell, and do what it says.</li><li>"
      "Compare the holder&#39;s passport and name; an employer also compares its own code.</li></ol>");
}

std::string passport() {
  return both(
      "",
      "<h2>请同时出示</h2><p>签发时登记的护照：其号码不印在本页，也无法从二维码读出，只能在核验时比对。"
      "另须持有有效的工作类居留许可；仅凭工作许可不构成合法就业。</p>",
      "<h2>Bring with it</h2><p>The passport named when the permit was issued. Its number is not printed "
      "here "
      "and cannot be read from the code, only compared. A valid residence permit for work is needed as well: "
      "this permit alone does not make employment legal.</p>");
}

std::string not_revealed() {
  return both("",
              "<h2>二维码不含什么</h2><p>护照号码、出生日期、照片及任何生物特征、薪酬、学历、积分、健康与"
              "犯罪记录，均不在码内。</p>",
              "<h2>What the code does not reveal</h2><p>No passport number, no birth date, no picture or "
              "biometric, no "
              "salary, degree, points, health or criminal record is in it.</p>");
}

std::string footer(const Authority& authority) {
  return fmt::format(
      "<footer class=\"two\"><div lang=\"zh-CN\">签发机关：{}<br>咨询电话：<strong>{}</strong></div>"
      "<div lang=\"en\">Issued by: {}<br>Questions: call <strong>{}</strong></div></footer>\n",
      html_escaped(authority.name_zh), html_escaped(authority.hotline), html_escaped(authority.name_en),
      html_escaped(authority.hotline));
}

}  // namespace

std::string permit_page(const PermitPage& page, std::string_view svg) {
  const bool test = page.environment == trust::Environment::kTest;
  const auto band = [&](std::string_view classes) {
    return test ? fmt::format("<p class=\"{}\" role=\"note\">{}</p>\n", classes, kBand) : std::string();
  };
  return fmt::format(
             "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"robots\" content=\"noindex\">\n<title>{}{} · "
             "外国人工作许可</title>\n<style>{}</style>\n"
             "</head>\n<body>\n<main>\n",
             test ? "TEST 测试 · " : "", html_escaped(page.request.name), kPageStyle) +
         band("band") +
         "<header><h1>外国人工作许可（电子）<span lang=\"en\">Work Permit for Foreigners "
         "(electronic)</span></h1>"
         "</header>\n<section class=\"permit\">\n" +
         code(page, svg) + "<dl>\n" + facts(page.request) + "</dl>\n</section>\n<section class=\"two\">\n" +
         what_it_is() + how_to_check() + passport() + not_revealed() + "</section>\n" +
         footer(page.authority) + band("band foot") + "</main>\n</body>\n</html>\n";
}

}  // namespace cred::issuer
