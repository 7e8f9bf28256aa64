// SPDX-License-Identifier: Apache-2.0
// Live codes at the command line: challenge, verify, and what the store remembers between them.
#include <fcntl.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "cli_unit/redirect.h"
#include "support/live.h"
#include "support/temporary_folder.h"
#include "verifier/commands/commands.h"
#include "verifier/store.h"

namespace cred::verifier {
namespace {

using nlohmann::json;
using test::kNow;
using test::LiveWorld;

std::string rfc3339(Instant instant) {
  return to_text(instant);
}

/// A store at the counter of the example authority, and what the commands said.
struct Counter {
  Counter() {
    REQUIRE(Store::create(store(), world.store.root()));
    auto opened = Store::open(store());
    REQUIRE(opened);
    REQUIRE(opened->update(world.published.encoded(), kNow, false));
  }

  std::filesystem::path store() const { return folder / "store"; }
  Common common(Instant at = kNow) const { return {store().string(), rfc3339(at), true}; }

  /// What a command printed, and its exit code or the failure's.
  template <class Command>
  std::pair<int, std::string> run(const Command& command) {
    const auto out = folder / "out";
    int exit = 0;
    {
      const Redirect to_file(1, out, O_WRONLY | O_CREAT | O_TRUNC);
      const Redirect silent(2, folder / "err", O_WRONLY | O_CREAT | O_TRUNC);
      const auto done = command();
      exit = static_cast<int>(done ? *done : done.error().exit);
      if (!done) error = done.error().error;
    }
    return {exit, content_of(out)};
  }

  std::pair<int, std::string> verify(
      const std::string& text, Instant at = kNow,
      const std::function<void(VerifyOptions&)>& change = [](auto&) {}) {
    put(folder / "code.txt", text + "\n");
    VerifyOptions options;
    options.common = common(at);
    options.inputs = {(folder / "code.txt").string()};
    change(options);
    return run([&] { return verifier::verify(options, console); });
  }

  /// "VALID", "NOT_PROVEN replay": of the only line.
  std::string verdict(
      const std::string& text, Instant at = kNow,
      const std::function<void(VerifyOptions&)>& change = [](auto&) {}) {
    const auto [exit, out] = verify(text, at, change);
    INFO(error);
    const auto line = json::parse(out);
    const std::string verdict = line["verdict"];
    return line["reason"].is_null() ? verdict : verdict + " " + std::string(line["reason"]);
  }

  sdcwt::Challenge challenge(const std::filesystem::path& file, Instant at = kNow) {
    ChallengeOptions options{common(at), "Example Police", "employer", file.string()};
    REQUIRE(run([&] { return verifier::challenge(options, console); }).first == 0);
    const auto token = qr::from_text(content_of(file));
    REQUIRE(token);
    CHECK(token->kind == qr::Kind::kChallenge);
    return *sdcwt::Challenge::parse(token->bytes);
  }

  LiveWorld world;
  TemporaryFolder folder;
  cli::Console console{"cred-verifier"};
  std::string error;
};

TEST_CASE("a quick code is accepted once, in whichever process, until it is too old anyway") {
  Counter counter;
  const auto held = counter.world.hold();
  const auto code = counter.world.quick(held).text;
  CHECK(counter.verdict(code) == "VALID");
  CHECK(counter.verdict(code) == "NOT_PROVEN replay");
  CHECK(counter.verdict(code, kNow + std::chrono::seconds(30)) == "NOT_PROVEN replay");
  CHECK(counter.verdict(code, kNow + std::chrono::seconds(61)) == "NOT_PROVEN presentation-old");
  const auto next =
      counter.world.quick(held, trust::VerifierRole::kEmployer, kNow + std::chrono::seconds(30));
  CHECK(counter.verdict(next.text, kNow + std::chrono::seconds(30)) == "VALID");
}

TEST_CASE("a code that was shown on old data counts once too") {
  Counter counter;
  const auto later = kNow + std::chrono::days(31);
  const auto code = counter.world.quick(counter.world.hold(), trust::VerifierRole::kEmployer, later).text;
  CHECK(counter.verdict(code, later) == "VALID_STALE data-old");
  CHECK(counter.verdict(code, later) == "NOT_PROVEN replay");
}

TEST_CASE("the same code on two lines of one file is accepted once, and the sentence says how long ago") {
  Counter counter;
  const auto held = counter.world.hold();
  const auto code = counter.world.quick(held).text;
  const auto [exit, out] = counter.verify(code + "\n" + code);
  CHECK(exit == 3);
  const auto split = out.find('\n');
  CHECK(json::parse(out.substr(0, split))["verdict"] == "VALID");
  const auto second = json::parse(out.substr(split + 1));
  CHECK(second["reason"] == "replay");
  CHECK(std::string(second["message"]["en"]).find("0 seconds ago") != std::string::npos);
}

TEST_CASE("a code that was not accepted may be shown again") {
  Counter counter;
  const auto held = counter.world.hold();
  const auto code = counter.world.quick(held).text;
  const auto other = [](VerifyOptions& options) { options.employer = "91120116XXDEM00234"; };
  CHECK(counter.verdict(code, kNow, other) == "EMPLOYER_MISMATCH employer-mismatch");
  CHECK(counter.verdict(code) == "VALID");
}

TEST_CASE("a challenge is answered once, within 300 seconds, by its answer only") {
  Counter counter;
  const auto held = counter.world.hold();
  const auto file = counter.folder / "challenge.txt";
  const auto asked = counter.challenge(file);
  CHECK(asked.wanted == std::vector<std::uint64_t>{20, 22, 25});
  const auto with = [&](VerifyOptions& options) { options.challenge = file.string(); };
  const auto answer = counter.world.answer(held, asked).text;
  CHECK(counter.verdict(counter.world.quick(held).text, kNow, with) == "NOT_PROVEN nonce");
  CHECK(counter.verdict(counter.world.mint().text, kNow, with) == "NOT_PROVEN nonce");
  CHECK(counter.verdict(answer) == "NOT_PROVEN nonce");
  CHECK(counter.verdict(answer, kNow + std::chrono::seconds(301), with) == "NOT_PROVEN nonce");

  const auto again = counter.challenge(file);
  const auto second = counter.world.answer(held, again).text;
  CHECK(counter.verdict(second, kNow + std::chrono::seconds(300), with) == "VALID");
  CHECK(counter.verdict(second, kNow + std::chrono::seconds(300), with) == "NOT_PROVEN nonce");
  // Another answer to the same question: the question is used up.
  CHECK(counter.verdict(counter.world.answer(held, again, {credential::Group::kName}).text, kNow, with) ==
        "NOT_PROVEN nonce");
}

TEST_CASE("a challenge as a picture is read like its text") {
  Counter counter;
  const auto file = counter.folder / "challenge.png";
  ChallengeOptions options{counter.common(), "Example Police", "20", file.string()};
  REQUIRE(counter.run([&] { return challenge(options, counter.console); }).first == 0);
  CHECK(content_of(file).starts_with("\x89PNG"));
  const auto with = [&](VerifyOptions& verify) { verify.challenge = file.string(); };
  CHECK(counter.verdict(counter.world.mint().text, kNow, with) == "NOT_PROVEN nonce");
}

TEST_CASE("what no challenge can be is refused before a nonce is made") {
  Counter counter;
  const auto refused = [&](const std::string& audience, const std::string& want) {
    ChallengeOptions options{counter.common(), audience, want, ""};
    return counter.run([&] { return challenge(options, counter.console); });
  };
  for (const auto* reserved : {"guard", "employer", "checkpoint", "department"})
    CHECK(refused(reserved, "").first == 2);
  CHECK(refused("", "").first == 2);
  CHECK(refused("a\x1b[2J", "").first == 2);
  CHECK(refused("Example Police", "23").first == 2);
  CHECK_FALSE(std::filesystem::exists(counter.store() / "live"));
  const auto [exit, out] = refused("Example Police", "");
  CHECK(exit == 0);
  CHECK(out.starts_with("FWC1:"));
}

TEST_CASE("a challenge option with a file that holds none is a wrong command line") {
  Counter counter;
  const auto file = counter.folder / "none.txt";
  put(file, counter.world.mint().text + "\n");
  const auto with = [&](VerifyOptions& options) { options.challenge = file.string(); };
  CHECK(counter.verify(counter.world.mint().text, kNow, with).first == 2);
  CHECK(counter.error.find("holds no challenge") != std::string::npos);
}

TEST_CASE("the machine readable zone compares number, birth date and name, its check digits first") {
  Counter counter;
  const auto held = counter.world.hold();
  const auto mrz = counter.folder / "mrz.txt";
  put(mrz, "P<SAUAL<RASHED<<NORAH<ABDULLAH<<<<<<<<<<<<<<\nZ000101<<5SAU8407199F3103027<<<<<<<<<<<<<<<6\n");
  const auto with = [&](VerifyOptions& options) { options.mrz = mrz.string(); };
  const auto [exit, out] = counter.verify(counter.world.quick(held).text, kNow, with);
  CHECK(exit == 0);
  CHECK(json::parse(out)["name_match"] == "match");

  put(mrz, "P<SAUAL<RASHED<<NORAH<<<<<<<<<<<<<<<<<<<<<<<\nZ000101<<5SAU8407199F3103027<<<<<<<<<<<<<<<6\n");
  const auto near = counter.verify(
      counter.world.quick(held, trust::VerifierRole::kEmployer, kNow - std::chrono::seconds(1)).text, kNow,
      with);
  CHECK(near.first == 0);
  CHECK(json::parse(near.second)["name_match"] == "near");

  put(mrz, "P<SAUAL<RASHED<<NORAH<ABDULLAH<<<<<<<<<<<<<<\nZ000102<<5SAU8407199F3103027<<<<<<<<<<<<<<<6\n");
  CHECK(counter.verify(counter.world.quick(held).text, kNow, with).first == 2);
  CHECK(counter.error.find("check digit of the passport number") != std::string::npos);
}

TEST_CASE("a guard's screen shows name and colour, whatever the code shows") {
  Counter counter;
  const auto held = counter.world.hold();
  const auto all = credential::find_profile("department")->groups;
  const auto text = counter.world.quick(held, trust::VerifierRole::kGuard, all).text;
  const auto [exit, out] = counter.verify(text, kNow, [](VerifyOptions& options) {
    options.common.json = false;
    options.role = "guard";
  });
  CHECK(exit == 0);
  CHECK(out.find("AL-RASHED, NORAH ABDULLAH") != std::string::npos);
  for (const auto* hidden : {"Z000101", "1984", "SAU0000", "110000202500101010", "量子算法",
                             "W7M9Q2XT7RW4VNP8", "北京示例", "110108"})
    CHECK(out.find(hidden) == std::string::npos);
}

TEST_CASE("the JSON of a live code holds what it shows and nothing more") {
  Counter counter;
  const auto held = counter.world.hold();
  const auto shown = [&](const char* role) {
    const auto code = counter.world.quick(held, *trust::verifier_role_from(role)).text;
    const auto out = counter.verify(code, kNow, [&](VerifyOptions& options) { options.role = role; }).second;
    return json::parse(out);
  };
  const auto guard = shown("guard");
  CHECK(guard["mode"] == "quick");
  CHECK(guard["binding"] == "holder-proven");
  CHECK(guard["disclosed"] == json{"name"});
  CHECK(guard["employer"].is_null());
  CHECK_FALSE(guard["holder"].contains("birth_date"));
  CHECK_FALSE(guard["permit"].contains("number"));
  CHECK(guard["record"].is_null());
  const auto department = shown("department");
  CHECK(department["holder"]["passport"]["number"] == "Z000101");
  CHECK(department["permit"]["number"] == "110000202500101010");
  CHECK(department["record"]["social_security"]["number"] == "SAU00000000Z000101");
}

}  // namespace
}  // namespace cred::verifier
