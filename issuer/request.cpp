// SPDX-License-Identifier: Apache-2.0
#include "issuer/request.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cred/codec/unicode.h"

namespace cred::issuer {

namespace {

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return is_upper(c) || (c >= 'a' && c <= 'z');
}

template <class Allowed>
bool made_of(std::string_view text, Allowed allowed) {
  for (const char c : text) {
    if (!allowed(c)) return false;
  }
  return true;
}

std::string wrong_id(std::string_view id) {
  const auto allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '-'; };
  if (id.empty() || id.size() > 64) return fmt::format("{} characters, 1 to 64 belong here", id.size());
  if (!made_of(id, allowed)) return "only letters, digits, dot, underscore and hyphen belong in an id";
  if (id.front() == '.') return "begins with a dot: the files would be hidden";
  return {};
}

// ISO 3166-1 alpha-3, or what an MRZ says instead, which can be shorter (D).
std::string wrong_state(std::string_view state) {
  const bool fits = !state.empty() && state.size() <= 3 && made_of(state, is_upper);
  return fits ? "" : json_string(state) + " is no code of three capital letters";
}

std::string wrong_number(std::string_view number) {
  if (number.size() > 32) return fmt::format("{} octets, at most 32", number.size());
  if (auto fits = codec::check_text(number); !fits) return fits.error().detail;
  return codec::fold_number(number).empty() ? "no letter A-Z and no digit in it" : "";
}

// Opaque: no official layout is known, so no rule of structure.
std::string wrong_permit_number(std::string_view number) {
  const auto allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '-'; };
  const bool fits = number.size() >= 6 && number.size() <= 32 && made_of(number, allowed);
  return fits ? "" : "6 to 32 letters, digits and hyphens belong here";
}

// An early pilot code can fail its check character and is legal, so only the form is asked for.
std::string wrong_uscc(std::string_view uscc) {
  const auto allowed = [](char c) { return is_upper(c) || is_digit(c); };
  const bool fits = uscc.size() == 18 && made_of(uscc, allowed);
  return fits ? "" : "18 capital letters and digits belong here";
}

std::optional<PreviousPassport> read_previous(Fields& passport, std::string_view number) {
  auto previous = passport.optional_object("previous");
  if (!previous) return std::nullopt;
  const auto before = previous->text_as("number", &wrong_number);
  const auto last_day = previous->day("counts_until");
  if (codec::fold_number(before) == codec::fold_number(number))
    previous->problem("number", "the same as the passport's: there is none before it");
  previous->finish();
  if (!last_day) return std::nullopt;
  return PreviousPassport{before, *last_day};
}

credential::Sex sex_from(std::string_view word) {
  if (word == "F") return credential::Sex::kFemale;
  return word == "M" ? credential::Sex::kMale : credential::Sex::kNotKnown;
}

}  // namespace

std::optional<Request> read_request(const Json& json, Problems& problems) {
  const std::size_t before = problems.size();
  Fields in(json, "", problems);
  const auto id = in.text_as("id", &wrong_id);

  Fields name = in.object("name");
  const auto surname = name.blank_or_text("surname");
  const auto given = name.blank_or_text("given");
  const auto native = name.optional_text("native");
  const auto passport_form = credential::passport_form(surname, given);
  if (problems.size() == before && passport_form.empty()) name.problem("surname", "empty, and given too");
  if (passport_form.size() > codec::kMaxText) {
    name.problem("surname",
                 fmt::format("the name has {} octets, at most {}", passport_form.size(), codec::kMaxText));
  }
  name.finish();

  const auto sex = in.word("sex", {"F", "M", "X"});
  const auto birth_date = in.day("birth_date");
  const auto nationality = in.text_as("nationality", &wrong_state);

  Fields passport = in.object("passport");
  const auto passport_number = passport.text_as("number", &wrong_number);
  const auto passport_state = passport.text_as("state", &wrong_state);
  const auto passport_expiry = passport.day("valid_until");
  const auto previous_passport = read_previous(passport, passport_number);
  passport.finish();

  Fields employer = in.object("employer");
  const auto employer_zh = employer.text("name_zh");
  const auto uscc = employer.text_as("uscc", &wrong_uscc);
  employer.finish();

  Fields position = in.object("position");
  const auto position_zh = position.text("zh");
  position.finish();
  const auto work_region = in.region("work_region");

  Fields social_security = in.object("social_security");
  const auto social_security_number = social_security.text_as("number", &wrong_number);
  const auto social_security_region = social_security.region("region");
  social_security.finish();

  Fields permit = in.object("permit");
  const auto permit_number = permit.text_as("number", &wrong_permit_number);
  const auto category = permit.word("category", {"A", "B", "C"});
  const auto kind = permit.word("kind", {"over_90_days", "up_to_90_days"});
  const auto basis = permit.text("basis");
  const auto region = permit.region("region");
  const auto valid_from = permit.day("valid_from");
  const auto valid_until = permit.day("valid_until");
  const auto decided = permit.day("decided");
  if (valid_from && valid_until && *valid_until < *valid_from) {
    permit.problem("valid_until",
                   fmt::format("{} is before valid_from {}", valid_until->to_text(), valid_from->to_text()));
  }
  if (decided && valid_until && *valid_until < *decided) {
    permit.problem("decided",
                   fmt::format("{} is after valid_until {}", decided->to_text(), valid_until->to_text()));
  }
  if (birth_date && valid_from && *valid_from < *birth_date) {
    in.problem("birth_date",
               fmt::format("{} is after valid_from {}", birth_date->to_text(), valid_from->to_text()));
  }
  permit.finish();
  in.finish();

  if (problems.size() != before) return std::nullopt;
  return Request{
      .line = json.line,
      .id = id,
      .name = passport_form,
      .native_name = native,
      .birth_date = *birth_date,
      .passport_number = passport_number,
      .employer_zh = employer_zh,
      .uscc = uscc,
      .category = *credential::category_from(category),
      .region = *region,
      .valid_from = *valid_from,
      .valid_until = *valid_until,
      .decided = *decided,
      .sex = sex_from(sex),
      .nationality = nationality,
      .passport_state = passport_state,
      .passport_expiry = *passport_expiry,
      .previous_passport = previous_passport,
      .position_zh = position_zh,
      .work_region = *work_region,
      .social_security_number = social_security_number,
      .social_security_region = *social_security_region,
      .permit_number = permit_number,
      .kind = kind == "over_90_days" ? credential::Kind::kOver90Days : credential::Kind::kUpTo90Days,
      .basis = basis,
      .content = canonical(json)};
}

cli::Outcome<Request> recorded_request(std::string_view content) {
  Problems problems;
  const auto json = parse_json(content);
  auto request = json ? read_request(*json, problems) : std::nullopt;
  if (!request) return cli::outside("the registry holds a request that this version cannot read");
  return std::move(*request);
}

cli::Outcome<Request> with_passport(const Request& request, const NewPassport& passport) {
  auto json = parse_json(request.content);
  const auto same = json ? std::ranges::find(json->keys, "passport") : std::vector<std::string>::iterator();
  if (!json || same == json->keys.end())
    return cli::outside("the registry holds a request that this version cannot read");
  std::string previous;
  if (passport.old_day) {
    previous = fmt::format(R"(,"previous":{{"number":{},"counts_until":{}}})",
                           json_string(request.passport_number), json_string(passport.old_day->to_text()));
  }
  auto object =
      parse_json(fmt::format(R"({{"number":{},"state":{},"valid_until":{}{}}})", json_string(passport.number),
                             json_string(passport.state.empty() ? request.passport_state : passport.state),
                             json_string(passport.valid_until), previous));
  if (!object) return cli::refused("the new passport: " + object.error().detail);
  json->items[static_cast<std::size_t>(same - json->keys.begin())] = std::move(*object);

  Problems problems;
  auto renewed = read_request(*json, problems);
  if (renewed) return std::move(*renewed);
  std::vector<std::string> all;
  for (const auto& problem : problems) all.push_back(problem.path + ": " + problem.detail);
  return cli::refused(fmt::format("the new passport: {}", fmt::join(all, "; ")));
}

}  // namespace cred::issuer
