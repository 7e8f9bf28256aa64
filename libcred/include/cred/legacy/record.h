// SPDX-License-Identifier: Apache-2.0
// What the register says of one printed card: 32 octets, every field a type. EXPIRED is computed from the end
// of the permission and never stored.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "cred/base/bytes.h"
#include "cred/base/result.h"
#include "cred/base/time.h"

namespace cred::legacy {

enum class DocumentKind : std::uint8_t {
  kCard = 0,              // since April 2017
  kEmploymentPermit = 1,  // before; none of these counts any more
  kExpertPermit = 2,
};
std::string_view name(DocumentKind kind);  // "card", "employment-permit", "expert-permit"

/// This card.
enum class CardState : std::uint8_t {
  kCurrent = 0,
  kDual = 1,  // an electronic permit exists as well
  kSuperseded = 2,
  kLost = 3,
  kCancelled = 4,
  kRevoked = 5,
  kSuspended = 6,
};
std::string_view name(CardState state);  // "current", "dual", …

/// The permission that the card proves: a card is proof of a status, not the status.
enum class CardPermission : std::uint8_t { kInForce = 0, kCancelled = 1, kRevoked = 2, kSuspended = 3 };

/// What last happened to it.
enum class CardEvent : std::uint8_t {
  kIssued = 0,
  kExtension = 1,
  kChange = 2,
  kTransfer = 3,
  kReissueOnRequest = 4,
  kReissueAfterLoss = 5,
  kCancellation = 6,
  kRevocation = 7,
  kLoss = 8,
  kSuspension = 9,
  kPassportChange = 10,
};
std::string_view name(CardEvent event);  // "issued", "reissue-on-request", …

/// The 80 bits of the document id of the electronic permit that followed.
using Successor = std::array<std::uint8_t, 10>;
/// First 4 octets of SHA-256(`FWP1 employer` 00 USCC): to be compared, not read.
using EmployerCheck = std::array<std::uint8_t, 4>;

/// `uscc`: as typed; NFKC, upper case, only A-Z 0-9 enter.
EmployerCheck employer_check(std::string_view uscc);

inline constexpr std::size_t kRecordSize = 32;
using RecordBytes = std::array<std::uint8_t, kRecordSize>;

struct Record {
  std::uint8_t sequence;  // 1..255, of the cards of one number
  std::uint8_t category;  // 1 A, 2 B, 3 C; 0 none, for kinds before 2017 only
  DocumentKind kind;
  CardState state;
  CardPermission permission;
  CardEvent event;
  Day issued;      // this card was printed
  Day event_date;  // the decision date of `event`
  /// Last day of the permission. None only for a superseded card whose electronic permit knows it better.
  std::optional<Day> permission_end;
  std::optional<Successor> successor;
  EmployerCheck employer;

  friend bool operator==(const Record&, const Record&) = default;
};

/// The rules parse_record applies, for whoever builds a register. Reason claims.
Result<void> check_record(const Record& record);
/// The record obeys check_record.
RecordBytes encode(const Record& record);
/// Reason claims: a value that no record has, a day that does not exist.
Result<Record> parse_record(const RecordBytes& bytes);

}  // namespace cred::legacy
