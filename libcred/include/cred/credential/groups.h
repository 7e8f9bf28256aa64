// SPDX-License-Identifier: Apache-2.0
// What a wallet credential says (docs/formats/wallet-credential.md): four members that can always be read,
// and five groups, each of which its holder shows or keeps.
//   {1: category, 2: region, 3: valid_from, 4: valid_until, simple(59): [5 digests, ascending]}
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/cbor/decode.h"
#include "cred/credential/permit.h"
#include "cred/crypto/digest.h"

namespace cred::credential {

enum class Group : std::uint8_t { kName = 20, kIdentity = 21, kWork = 22, kPassport = 25, kRecord = 26 };

/// All of them, ascending.
inline constexpr std::array<Group, 5> kGroups = {Group::kName, Group::kIdentity, Group::kWork,
                                                 Group::kPassport, Group::kRecord};

constexpr std::uint64_t number(Group group) {
  return static_cast<std::uint64_t>(group);
}
std::string_view name(Group group);  // "name", "identity", "work", "passport-check", "record"
std::optional<Group> group_from(std::uint64_t number);
/// A number or a name of the above, as typed.
std::optional<Group> group_from(std::string_view text);

/// ISO 5218.
enum class Sex : std::uint8_t { kNotKnown = 0, kMale = 1, kFemale = 2, kNotApplicable = 9 };

/// Group 21.
struct Identity {
  Sex sex;
  Day birth_date;
  std::string_view passport_number;
  std::string_view issuing_state;
  Day passport_expiry;
};

enum class Kind : std::uint8_t { kOver90Days = 1, kUpTo90Days = 2 };
std::string_view name(Kind kind);  // "over_90_days", "up_to_90_days"

/// Group 22.
struct Work {
  std::string_view permit_number;
  Day decided;
  std::string_view nationality;
  std::string_view employer_zh;
  std::string_view employer_uscc;
  std::string_view position_zh;
  Region region;
  Kind kind;
};

/// What made a document, numbered as in the register of physical permits.
enum class Event : std::uint8_t {
  kIssued,
  kExtension,
  kChange,
  kTransfer,
  kReissueOnRequest,
  kReissueAfterLoss,
  kCancellation,
  kRevocation,
  kLoss,
  kSuspension,
  kPassportChange,
};
inline constexpr std::uint64_t kLastEvent = 10;
std::string_view name(Event event);  // "issued", "reissue-after-loss"

/// Group 26.
struct Record {
  std::uint64_t basis;  // of the code table of reasons for a category
  std::string_view social_security_number;
  Region social_security_region;
  std::optional<std::string_view> predecessor;  // a document id
  Event event;
  Day date;
};

/// What can be read without any disclosure.
struct Terms {
  Category category;
  Region region;
  Day valid_from;
  Day valid_until;
};

/// A whole permit: what the authority drafts and what its holder has. Texts are views.
struct WalletPermit {
  Terms terms;
  Name name;
  Identity identity;
  Work work;
  PassportCheck passport;
  Record record;
};

/// The permit map as it is signed.
struct RedactedPermit {
  Terms terms;
  std::array<crypto::Digest, kGroups.size()> digests;  // ascending, no two equal
};

/// The groups that a presentation shows.
struct ShownGroups {
  std::optional<Name> name;
  std::optional<Identity> identity;
  std::optional<Work> work;
  std::optional<PassportCheck> passport;
  std::optional<Record> record;
};

Bytes encode(const RedactedPermit& permit);
/// The map of one group.
Bytes encode(const WalletPermit& permit, Group group);

/// Reason claims: not exactly these keys and types, not five ascending digests, a day that does not exist, an
/// end before its start.
Result<RedactedPermit> parse_redacted(const cbor::Item& map);
/// Adds one group, once. Reason claims: not its keys and types, a day that does not exist, a breach of the
/// text rule.
Result<void> parse_group(Group group, const cbor::Item& map, ShownGroups& into);
/// None unless all five are there.
std::optional<WalletPermit> whole(const Terms& terms, const ShownGroups& groups);

/// The rules of parse_redacted and parse_group, for a draft.
Result<void> check_wallet(const WalletPermit& permit);

}  // namespace cred::credential
