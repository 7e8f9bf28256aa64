// SPDX-License-Identifier: Apache-2.0
#include "cred/credential/mrz.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "cred/codec/transliterate.h"
#include "cred/credential/permit.h"
#include "support/source_dir.h"

namespace cred::credential {
namespace {

using nlohmann::json;

const Day kToday = *Day::from_text("2026-01-15");

const std::string kFirst = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<";
const std::string kSecond = "L898902C36UTO7408122F1204159ZE184226B<<<<<10";

std::string refusal(const std::string& lines) {
  const auto read = parse_mrz(lines, kToday);
  REQUIRE_FALSE(read);
  CHECK(read.error().reason == Reason::kText);
  return read.error().detail;
}

TEST_CASE("the specimen of ICAO 9303 is read, however its lines were typed") {
  for (const std::string& lines : {kFirst + "\n" + kSecond, kFirst + "\r\n" + kSecond + "\r\n",
                                   "\n  " + kFirst + "  \n\n" + kSecond + "\n\n",
                                   std::string("p<utoeriksson<<anna<maria<<<<<<<<<<<<<<<<<<<\n") + kSecond}) {
    const auto mrz = parse_mrz(lines, kToday);
    REQUIRE(mrz);
    CHECK(mrz->name.field == "ERIKSSON<<ANNA<MARIA");
    CHECK(mrz->number == "L898902C3");
    CHECK(mrz->birth_date == *Day::from_text("1974-08-12"));
  }
}

TEST_CASE("every character that a check digit covers is covered") {
  // What no digit covers: the nationality and the sex.
  for (std::size_t i = 0; i < kSecond.size(); ++i) {
    if ((i >= 10 && i < 13) || i == 20) continue;
    auto spoiled = kSecond;
    spoiled[i] = spoiled[i] == '7' ? '8' : '7';
    CAPTURE(i);
    CHECK_FALSE(parse_mrz(kFirst + "\n" + spoiled, kToday));
  }
  auto spoiled = kSecond;
  spoiled[9] = '5';
  CHECK(refusal(kFirst + "\n" + spoiled) ==
        "the check digit of the passport number is 5, it should be 6: read the lines again");
}

TEST_CASE("the digits of birth, expiry and optional data count although the last digit covers them") {
  for (const std::size_t at : {19u, 27u, 42u}) {
    auto spoiled = kSecond;
    spoiled[at] = spoiled[at] == '7' ? '8' : '7';
    for (char last = '0'; last <= '9'; ++last) {
      spoiled[43] = last;
      CAPTURE(spoiled);
      CHECK_FALSE(parse_mrz(kFirst + "\n" + spoiled, kToday));
    }
  }
}

TEST_CASE("what is no passport's machine readable zone is refused with what is wrong") {
  CHECK(refusal("").find("two lines") != std::string::npos);
  CHECK(refusal(kFirst).find("two lines") != std::string::npos);
  CHECK(refusal(kFirst + "\n" + kSecond + "\n" + kSecond).find("two lines") != std::string::npos);
  CHECK(refusal(kFirst + "<\n" + kSecond).find("45 characters") != std::string::npos);
  CHECK(refusal(kFirst + "\n" + kSecond.substr(1)).find("43 characters") != std::string::npos);
  auto bad = kFirst;
  bad[5] = '?';
  CHECK(refusal(bad + "\n" + kSecond).find("not A-Z") != std::string::npos);
  bad = kFirst;
  bad[0] = 'V';
  CHECK(refusal(bad + "\n" + kSecond).find("not a passport") != std::string::npos);
  // All check digits are right: of a birth date without month and day, of 30 February, of no name, no number.
  CHECK(refusal(kFirst + "\nL898902C36UTO74<<<<1F1204159ZE184226B<<<<<18").find("incomplete") !=
        std::string::npos);
  CHECK(refusal(kFirst + "\nL898902C36UTO7402304F1204159ZE184226B<<<<<16").find("no day of the calendar") !=
        std::string::npos);
  CHECK(refusal("P<UTO" + std::string(39, '<') + "\n" + kSecond).find("without name or number") !=
        std::string::npos);
  CHECK(refusal(kFirst + "\n<<<<<<<<<0UTO7408122F1204159ZE184226B<<<<<12").find("without name or number") !=
        std::string::npos);
}

TEST_CASE("the century of a birth date is the last one that is not to come") {
  const auto born = [](const char* today) {
    return parse_mrz(kFirst + "\n" + kSecond, *Day::from_text(today))->birth_date.to_text();
  };
  CHECK(born("2026-01-15") == "1974-08-12");
  CHECK(born("2074-08-11") == "1974-08-12");
  CHECK(born("2074-08-12") == "2074-08-12");
}

TEST_CASE("the example people's passports match their permits, and nobody else's") {
  std::ifstream in(test::source_file("examples/people.json"));
  const auto people = json::parse(in)["people"];
  REQUIRE(people.size() == 12);
  for (const auto& person : people) {
    const auto& lines = person["passport"]["mrz"];
    CAPTURE(person["id"]);
    const auto mrz = parse_mrz(std::string(lines[0]) + "\n" + std::string(lines[1]), kToday);
    REQUIRE(mrz);
    CHECK(mrz->number == person["passport"]["number"]);
    CHECK(mrz->birth_date.to_text() == person["birth_date"]);
    for (const auto& other : people) {
      const auto name = passport_form(std::string(other["passport_name"]["surname"]),
                                      std::string(other["passport_name"]["given_names"]));
      CAPTURE(name);
      CHECK(match_name(mrz->name, name) == (other == person ? NameMatch::kMatch : NameMatch::kNo));
    }
  }
}

TEST_CASE("names: match, near or no") {
  const struct {
    const char* field;
    const char* permit;
    NameMatch match;
  } rows[] = {
      {"DANG<<HUYNH<BICH<TRAM", "ĐẶNG, HUỲNH BÍCH TRÂM", NameMatch::kMatch},
      {"AEGISDOTTIR<<THORDIS", "ÆGISDÓTTIR, ÞÓRDÍS", NameMatch::kMatch},
      {"GROSSMANN<OEZTUERK<<JOERG<UWE", "GROSSMANN-ÖZTÜRK, JÖRG-UWE", NameMatch::kMatch},
      {"GROSSMANN<OZTURK<<JORG<UWE", "GROSSMANN-ÖZTÜRK, JÖRG-UWE", NameMatch::kMatch},
      {"STRASSER<<LUKASZ", "STRAßER, ŁUKASZ", NameMatch::kMatch},
      {"YILMAZ<<ISIL", "Yılmaz, Işıl", NameMatch::kMatch},
      {"OBRIEN<NI<DHALAIGH<<CAOIMHE", "O'BRIEN NÍ DHÁLAIGH, CAOIMHE", NameMatch::kMatch},
      {"OBRIEN<<SEAN", "O’BRIEN, SEÁN", NameMatch::kMatch},
      {"SULISTYAWATI", "SULISTYAWATI", NameMatch::kMatch},
      {"FERNANDEZ<VILLAVERDE<Y<ECHEGARAY<<MARIA",
       "FERNÁNDEZ-VILLAVERDE Y ECHEGARAY, MARÍA DE LOS ÁNGELES CONCEPCIÓN", NameMatch::kMatch},
      {"SMITH<<JOHN", "SMITH, JOHN PAUL", NameMatch::kNear},
      {"SMITH<<JOHN<PAUL", "SMITH, JOHN", NameMatch::kNear},
      {"NGUYEN<<VAN<AN", "VAN AN, NGUYEN", NameMatch::kNear},
      {"ALRASHED<<NORAH", "AL-RASHED, NORAH", NameMatch::kNear},
      {"SHCHERBAKOVA<<KSENIYA", "SHCHERBAKOVA, KSENIIA", NameMatch::kNear},
      {"KIM<<HARAM", "LEE, HARAM", NameMatch::kNo},
      {"TESFAYE<<SELAM", "HASEGAWA, YUKA", NameMatch::kNo},
      {"ANNA", "ANN", NameMatch::kNear},
      {"LI", "WU", NameMatch::kNo},
      {"MARIA", "محمد", NameMatch::kNo},
  };
  for (const auto& row : rows) {
    CAPTURE(row.field, row.permit);
    CHECK(name(match_name({row.field}, row.permit)) == name(row.match));
  }
}

TEST_CASE("a letter without a Latin form is one that no passport has") {
  CHECK(codec::to_mrz_letters("محمد", codec::Diacritics::kOneLetter) == "????");
  CHECK(codec::to_mrz_letters("\xff", codec::Diacritics::kOneLetter) == "?");
  CHECK(codec::to_mrz_letters("  A - B  ", codec::Diacritics::kOneLetter) == "A<B");
}

}  // namespace
}  // namespace cred::credential
