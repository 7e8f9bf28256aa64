// SPDX-License-Identifier: Apache-2.0
// Texts: of a code before anything is decoded, and inside a permit after everything verified.
#include <catch2/catch.hpp>
#include <functional>

#include "cred/codec/unicode.h"
#include "hostile/samples.h"

namespace cred::hostile {
namespace {

using test::Draft;

using Set = void (*)(Draft&, const std::string&);

// The four texts of a permit that hold any text, and the two that hold one of a narrower form.
const std::pair<const char*, Set> kFree[] = {
    {"name", [](Draft& draft, const std::string& text) { draft.name = text; }},
    {"native name", [](Draft& draft, const std::string& text) { draft.native = text; }},
    {"employer", [](Draft& draft, const std::string& text) { draft.employer = text; }},
    {"USCC", [](Draft& draft, const std::string& text) { draft.uscc = text; }},
};
const std::pair<const char*, Set> kNarrow[] = {
    {"document id", [](Draft& draft, const std::string& text) { draft.document_id = text; }},
    {"status uri", [](Draft& draft, const std::string& text) { draft.uri = text; }},
};

Verdict verdict_with(test::World& world, const VerifyContext& context, const Draft& draft) {
  return verify_static(
      world.sign(world.payload(draft, credential::encode(draft.permit())), *world.authority.permits_key),
      context);
}

// clang-format off
const std::pair<const char*, std::string> kForbidden[] = {
    {"Cc: NUL", std::string("A\0B", 3)},        {"Cc: bell", "A\x07"},
    {"Cc: backspace", "VALIX\bD"},              {"Cc: line feed", "A\nVALID"},
    {"Cc: carriage return", "A\rVALID"},        {"Cc: tab", "A\tB"},
    {"Cc: escape", "\x1b[31mVALID"},            {"Cc: escape of a title", "\x1b]0;VALID\x07"},
    {"Cc: DEL", "A\x7f"},                       {"Cc: C1 next line", "A\u0085VALID"},
    {"Cc: C1 CSI", "\u009b31mVALID"},           {"Cc: C1 OSC", "\u009d52;c;QQ\u009c"},
    {"Cf: right-to-left override", "A\u202eB"}, {"Cf: left-to-right override", "A\u202dB"},
    {"Cf: embedding", "A\u202aB"},              {"Cf: pop", "A\u202cB"},
    {"Cf: isolate", "A\u2066B"},                {"Cf: pop isolate", "A\u2069B"},
    {"Cf: left-to-right mark", "A\u200eB"},     {"Cf: right-to-left mark", "A\u200fB"},
    {"Cf: Arabic letter mark", "A\u061cB"},     {"Cf: zero width space", "A\u200bB"},
    {"Cf: word joiner", "A\u2060B"},            {"Cf: byte order mark", "\ufeffA"},
    {"Cf: soft hyphen", "A\u00adB"},            {"Cf: tag", "A\U000e0041"},
    {"Cf: interlinear annotation", "A\ufff9B"}, {"Zl: line separator", "A\u2028B"},
    {"Zp: paragraph separator", "A\u2029B"},    {"Co: private use", "A\ue000"},
    {"Co: private plane", "A\U00100000"},       {"Cn: unassigned", "A\u0378"},
    {"Cn: noncharacter", "A\uffff"},            {"Cn: last of all", "A\U0010ffff"},
    {"not NFC: decomposed", "e\u0301"},         {"not NFC: Angstrom sign", "\u212b"},
    {"not NFC: marks out of order", "a\u0301\u0323"},
    {"not NFC: Hangul in parts", "\u1112\u1161\u11ab"},
    {"256 octets", std::string(256, 'A')},      {"empty", ""},
};
const std::pair<const char*, std::string> kAllowed[] = {
    {"255 octets", std::string(255, 'A')},      {"one character", "A"},
    {"zero width non-joiner", "می\u200cخواهم"}, {"zero width joiner", "क्\u200dष"},
    {"Arabic", "نورة"},                         {"Hebrew", "שלום"},
    {"Han beyond the first plane", "\U00020bb7"}, {"Hangul", "한"},
    {"combining marks without a composed form", "x\u0301"}, {"an emoji", "\U0001f600"},
    {"what looks like a verdict", "VALID (accepted)"}, {"what a shell would read", "$(reboot); `x` | y"},
    {"what JSON would read", "\"},{\"verdict\":\"VALID"}, {"what a sheet would read", "=1+1"},
};
// clang-format on

TEST_CASE("no forbidden character passes in any text of a permit, though the right key signed it") {
  test::World world;
  const auto context = world.context();
  Histogram histogram;
  const auto check = [&](const char* field, Set set, const char* what, const std::string& text) {
    Draft draft;
    set(draft, text);
    const auto verdict = verdict_with(world, context, draft);
    histogram.count(verdict);
    INFO(field << ", " << what << ": " << verdict.detail);
    CHECK(test::summary(verdict) == "MALFORMED claims");
    CHECK_FALSE(verdict.facts);
    // The detail names the character; it never holds it.
    CHECK(codec::escaped(verdict.detail) == verdict.detail);
    CHECK_FALSE(world.try_mint(draft, world.authority.permits_key));
  };
  for (const auto& [what, text] : kForbidden) {
    for (const auto& [field, set] : kFree) check(field, set, what, text);
    // An empty uri is the draft's word for the authority's first list.
    for (const auto& [field, set] : kNarrow)
      if (!text.empty()) check(field, set, what, text);
  }
  histogram.print("forbidden characters in texts");
}

TEST_CASE("every other text passes and is shown as it is") {
  test::World world;
  const auto context = world.context();
  for (const auto& [what, text] : kAllowed) {
    for (const auto& [field, set] : kFree) {
      Draft draft;
      set(draft, text);
      INFO(field << ", " << what);
      CHECK(test::summary(verdict_with(world, context, draft)) == "VALID");
    }
  }
}

TEST_CASE("a narrow text holds nothing but its form") {
  test::World world;
  const auto context = world.context();
  const auto [field, text, expected] = GENERATE(table<int, const char*, const char*>({
      {0, "K3M9Q2XT7RW4VNP8", "VALID"},
      {0, "K3M9Q2XT7RW4VNP", "MALFORMED claims"},
      {0, "K3M9Q2XT7RW4VNP80", "MALFORMED claims"},
      {0, "K3M9Q2XT7RW4VNPI", "MALFORMED claims"},  // Crockford has no I, L, O, U
      {0, "K3M9Q2XT7RW4VNPL", "MALFORMED claims"},
      {0, "K3M9Q2XT7RW4VNPO", "MALFORMED claims"},
      {0, "K3M9Q2XT7RW4VNPU", "MALFORMED claims"},
      {0, "K3M9-Q2XT-7RW4-V", "MALFORMED claims"},
      {1, "CN-110000:1", "VALID"},
      {1, "CN-110000:123456789012", "UNKNOWN status-list-missing"},  // 22 characters
      {1, "CN-110000:1234567890123", "MALFORMED claims"},
      {1, "cn-110000:1", "UNTRUSTED_ISSUER wrong-status-prefix"},
      {1, " CN-110000:1", "UNTRUSTED_ISSUER wrong-status-prefix"},
      {1, "CN-110000:01", "UNKNOWN status-list-missing"},
      {1, "CN-110000:1 ", "UNKNOWN status-list-missing"},
      {1, "CN-110000:../1", "UNKNOWN status-list-missing"},
  }));
  Draft draft;
  kNarrow[field].second(draft, text);
  CAPTURE(text);
  CHECK(test::summary(verdict_with(world, context, draft)) == expected);
}

TEST_CASE("a text that is no code of ours is unreadable; one that is ours and wrong is malformed") {
  test::World world;
  const auto context = world.context();
  const auto good = world.mint().text;
  REQUIRE(test::summary(verify(good, context)) == "VALID");
  const auto token = good.substr(5);
  const std::pair<std::string, const char*> rows[] = {
      {"", "UNREADABLE no-code"},
      {" \r\n \n", "UNREADABLE no-code"},
      {"http://example.invalid/" + good, "UNREADABLE web-address"},
      {"HTTPS://EXAMPLE.INVALID/?" + good, "UNREADABLE web-address"},
      {"www.example.invalid", "UNREADABLE web-address"},
      {"WIFI:T:WPA;S:" + good, "UNREADABLE not-ours"},
      {"javascript:alert(1)", "UNREADABLE not-ours"},
      {"HC1:" + token, "UNREADABLE not-ours"},
      {"fws1:" + token, "UNREADABLE not-ours"},
      {"Fws1:" + token, "UNREADABLE not-ours"},
      {"FWS:" + token, "UNREADABLE not-ours"},
      {"FWS2:" + token, "UNREADABLE not-ours"},
      {"FWS1" + token, "UNREADABLE not-ours"},
      {"FWS1;" + token, "UNREADABLE not-ours"},
      {"ＦＷＳ１：" + token, "UNREADABLE not-ours"},
      {token, "UNREADABLE not-ours"},
      {" " + good, "UNREADABLE not-ours"},
      {"\t" + good, "UNREADABLE not-ours"},
      {"\n" + good, "UNREADABLE not-ours"},
      {"\xef\xbb\xbf" + good, "UNREADABLE not-ours"},
      {std::string("\0", 1) + good, "UNREADABLE not-ours"},
      {"\xff\xfe\xfd", "UNREADABLE not-ours"},
      {"FWP1:" + token, "MALFORMED typ"},
      {"FWC1:" + token, "UNREADABLE unsupported-format"},
      {"FWE1:" + token, "UNREADABLE unsupported-format"},
      {std::string(4297, 'A'), "UNREADABLE too-large"},
      {good + std::string(4297 - good.size(), '0'), "UNREADABLE too-large"},
      {"FWS1:" + std::string(4292, '0'), "UNREADABLE too-large"},
      {"FWS1:" + std::string(4291, '0'), "MALFORMED base45"},  // 4,296 characters, one too many
      {"FWS1:" + std::string(4290, '0'), "MALFORMED cbor"},
      {"FWS1:", "MALFORMED cbor"},
      {"FWS1:FWS1:" + token, "MALFORMED base45"},
      {"FWS1: " + token, "MALFORMED base45"},
      {good + "0", "MALFORMED base45"},
      {good + good, "MALFORMED base45"},
      {good + "\n" + good, "MALFORMED base45"},
      {good + "\t", "MALFORMED base45"},
      {good + std::string("\0", 1), "MALFORMED base45"},
      {good.substr(0, good.size() - 1), "MALFORMED base45"},
      {"FWS1:" + std::string(token.rbegin(), token.rend()), "MALFORMED base45"},
      {good + "  ", "VALID"},
      {good + "\r\n", "VALID"},
  };
  Histogram histogram;
  for (const auto& [text, expected] : rows) {
    const auto verdict = verify(text, context);
    histogram.count(verdict);
    INFO(codec::escaped(text.substr(0, 40)) << " of " << text.size() << ": " << verdict.detail);
    CHECK(test::summary(verdict) == expected);
    CHECK(verdict.facts.has_value() == (verdict.code == VerdictCode::kValid));
    CHECK(codec::escaped(verdict.detail) == verdict.detail);
  }
  histogram.print("texts of codes");
}

}  // namespace
}  // namespace cred::hostile
