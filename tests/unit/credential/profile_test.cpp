// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "cred/cbor/encode.h"
#include "cred/codec/hex.h"
#include "cred/credential/disclosure_profile.h"

namespace cred::credential {
namespace {

TEST_CASE("each role's profile, group by group") {
  const struct {
    const char* role;
    bool name, identity, work, passport, record;
  } rows[] = {
      {"guard", true, false, false, false, false},
      {"employer", true, false, true, true, false},
      {"checkpoint", true, true, true, false, false},
      {"department", true, true, true, false, true},
  };
  REQUIRE(std::size(rows) == kDisclosureProfiles.size());
  for (const auto& row : rows) {
    const auto* profile = find_profile(row.role);
    REQUIRE(profile);
    CHECK(profile->groups.has(Group::kName) == row.name);
    CHECK(profile->groups.has(Group::kIdentity) == row.identity);
    CHECK(profile->groups.has(Group::kWork) == row.work);
    CHECK(profile->groups.has(Group::kPassport) == row.passport);
    CHECK(profile->groups.has(Group::kRecord) == row.record);
  }
  CHECK_FALSE(find_profile("anybody"));
}

TEST_CASE("groups are named by number, by word or by role") {
  CHECK(groups_from_text("employer") == find_profile("employer")->groups);
  CHECK(groups_from_text("20,22,25") == find_profile("employer")->groups);
  CHECK(groups_from_text("passport-check,name,work") == find_profile("employer")->groups);
  for (const auto* wrong : {"", "20,", "23", "24", "27", "020", "name work", "employer,20", "-20"})
    CHECK_FALSE(groups_from_text(wrong));
}

Reason refused(Group group, const std::string& octets) {
  const auto bytes = *codec::from_hex(octets);
  const auto item = cbor::decode(bytes, cbor::Limits::own(4096));
  REQUIRE(item);
  ShownGroups groups;
  const auto read = parse_group(group, *item, groups);
  REQUIRE_FALSE(read);
  return read.error().reason;
}

TEST_CASE("a group in any other form is refused") {
  const struct {
    const char* what;
    Group group;
    const char* octets;
  } rows[] = {
      {"an empty name", Group::kName, "a10160"},
      {"no name", Group::kName, "a0"},
      {"a third member of the name", Group::kName, "a2016141036142"},
      {"sex 3", Group::kIdentity, "a50103021a012ebecf036141046142051a0135e91e"},
      {"30 February", Group::kIdentity, "a50101021a0134fe76036141046142051a0135e91e"},
      {"a passport number of no length", Group::kIdentity, "a50101021a012ebecf0360046142051a0135e91e"},
      {"an issuing state of no length", Group::kIdentity, "a50101021a012ebecf0361410460051a0135e91e"},
      {"a sixth member of the identity", Group::kIdentity, "a60101021a012ebecf036141046142051a0135e91e0600"},
      {"work without its kind", Group::kWork, "a7016141021a0134fe62036142046143056144066145071a0001ae1c"},
      {"kind 3", Group::kWork, "a8016141021a0134fe62036142046143056144066145071a0001ae1c0803"},
      {"kind 0", Group::kWork, "a8016141021a0134fe62036142046143056144066145071a0001ae1c0800"},
      {"a permit number of no length", Group::kWork,
       "a80160021a0134fe62036142046143056144066145071a0001ae1c0801"},
      {"a nationality of no length", Group::kWork,
       "a8016141021a0134fe620360046143056144066145071a0001ae1c0801"},
      {"an employer of no length", Group::kWork,
       "a8016141021a0134fe620361420460056144066145071a0001ae1c0801"},
      {"an employer code of no length", Group::kWork,
       "a8016141021a0134fe620361420461430560066145071a0001ae1c0801"},
      {"a position of no length", Group::kWork,
       "a8016141021a0134fe6203614204614305614406 60071a0001ae1c0801"},
      {"a social security number of no length", Group::kRecord, "a501010260031a0001ae1c0500061a0134fe62"},
      {"event 11", Group::kRecord, "a501010261410 31a0001ae1c050b061a0134fe62"},
      {"a predecessor that is no document id", Group::kRecord,
       "a60101026141031a0001ae1c0461410500061a0134fe62"},
      {"digests inside a group", Group::kName, "a201614 1f83b80"},
      {"the tag of a passport before without its day", Group::kPassport,
       "a301500000000000000000000000000000000002440000000003 4400000000"},
      {"the day of a passport before without its tag", Group::kPassport,
       "a3015000000000000000000000000000000000024400000000 041a0134fe62"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    std::string octets = row.octets;
    std::erase(octets, ' ');
    CHECK(refused(row.group, octets) == Reason::kClaims);
  }
}

TEST_CASE("the groups that are spoiled to be refused are good before") {
  for (const auto& [group, octets] :
       {std::pair{Group::kIdentity, "a50101021a012ebecf036141046142051a0135e91e"},
        std::pair{Group::kWork, "a8016141021a0134fe62036142046143056144066145071a0001ae1c0801"},
        std::pair{Group::kRecord, "a50101026141031a0001ae1c0500061a0134fe62"},
        std::pair{Group::kPassport,
                  "a4015000000000000000000000000000000000024400000000034400000000041a0134fe62"}}) {
    CAPTURE(name(group));
    const auto bytes = *codec::from_hex(octets);
    ShownGroups groups;
    CHECK(parse_group(group, *cbor::decode(bytes, cbor::Limits::own(4096)), groups));
  }
}

TEST_CASE("a group that stands there twice is refused") {
  const auto bytes = *codec::from_hex("a1016141");
  const auto item = *cbor::decode(bytes, cbor::Limits::own(64));
  ShownGroups groups;
  CHECK(parse_group(Group::kName, item, groups));
  CHECK(parse_group(Group::kName, item, groups).error().reason == Reason::kClaims);
  CHECK(groups.name->passport == "A");
}

}  // namespace
}  // namespace cred::credential
