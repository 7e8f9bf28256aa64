// SPDX-License-Identifier: Apache-2.0
#include "cred/legacy/record.h"

#include <algorithm>
#include <string>

#include "cred/codec/unicode.h"
#include "cred/crypto/digest.h"
#include "legacy/octets.h"

namespace cred::legacy {

namespace {

// Where the fields of a record begin; before the dates one octet each.
constexpr std::size_t kIssuedAt = 6;
constexpr std::size_t kEventDateAt = 10;
constexpr std::size_t kEndAt = 14;
constexpr std::size_t kSuccessorAt = 18;
constexpr std::size_t kEmployerAt = 28;
static_assert(kEmployerAt + sizeof(EmployerCheck) == kRecordSize);

constexpr std::array<std::string_view, 3> kKinds = {"card", "employment-permit", "expert-permit"};
constexpr std::array<std::string_view, 7> kStates = {"current",   "dual",    "superseded", "lost",
                                                     "cancelled", "revoked", "suspended"};
constexpr std::array<std::string_view, 11> kEvents = {
    "issued",       "extension",  "change", "transfer",   "reissue-on-request", "reissue-after-loss",
    "cancellation", "revocation", "loss",   "suspension", "passport-change"};
constexpr std::size_t kPermissions = 4;
constexpr std::uint8_t kMaxCategory = 3;

template <class Enum>
std::size_t row(Enum value) {
  return static_cast<std::size_t>(value);
}

tl::unexpected<Error> refuse(std::string_view what, std::uint64_t value) {
  return fail(Reason::kClaims, "a card's " + std::string(what) + " is " + std::to_string(value));
}

Result<Day> day(std::string_view what, BytesView octets) {
  const auto number = read_u32(octets);
  auto parsed = Day::from_yyyymmdd(number);
  if (!parsed) return refuse(what, number);
  return parsed;
}

}  // namespace

std::string_view name(DocumentKind kind) {
  return kKinds[row(kind)];
}
std::string_view name(CardState state) {
  return kStates[row(state)];
}
std::string_view name(CardEvent event) {
  return kEvents[row(event)];
}

EmployerCheck employer_check(std::string_view uscc) {
  const auto digest =
      crypto::sha256(as_bytes(std::string("FWP1 employer") + '\0' + codec::fold_number(uscc)));
  EmployerCheck check;
  std::copy_n(digest.begin(), check.size(), check.begin());
  return check;
}

Result<void> check_record(const Record& record) {
  if (record.sequence == 0) return refuse("sequence", 0);
  if (record.category > kMaxCategory || (record.category == 0 && record.kind == DocumentKind::kCard))
    return refuse("category", record.category);
  if (row(record.kind) >= kKinds.size()) return refuse("kind", row(record.kind));
  if (row(record.state) >= kStates.size()) return refuse("state", row(record.state));
  if (row(record.permission) >= kPermissions) return refuse("permission", row(record.permission));
  if (row(record.event) >= kEvents.size()) return refuse("event", row(record.event));
  if (!record.permission_end && record.state != CardState::kSuperseded) return refuse("permission end", 0);
  return {};
}

RecordBytes encode(const Record& record) {
  RecordBytes bytes{record.sequence,
                    record.category,
                    static_cast<std::uint8_t>(record.kind),
                    static_cast<std::uint8_t>(record.state),
                    static_cast<std::uint8_t>(record.permission),
                    static_cast<std::uint8_t>(record.event)};
  const std::span<std::uint8_t> out(bytes);
  write_u32(out.subspan(kIssuedAt), record.issued.yyyymmdd());
  write_u32(out.subspan(kEventDateAt), record.event_date.yyyymmdd());
  write_u32(out.subspan(kEndAt), record.permission_end ? record.permission_end->yyyymmdd() : 0);
  if (record.successor) std::ranges::copy(*record.successor, out.subspan(kSuccessorAt).begin());
  std::ranges::copy(record.employer, out.subspan(kEmployerAt).begin());
  return bytes;
}

Result<Record> parse_record(const RecordBytes& bytes) {
  const BytesView in(bytes);
  CRED_TRY(const auto issued, day("issue date", in.subspan(kIssuedAt)));
  CRED_TRY(const auto event_date, day("event date", in.subspan(kEventDateAt)));
  std::optional<Day> permission_end;
  if (read_u32(in.subspan(kEndAt)) != 0) {
    CRED_TRY(permission_end, day("permission end", in.subspan(kEndAt)));
  }
  Successor successor;
  std::ranges::copy(in.subspan(kSuccessorAt, successor.size()), successor.begin());
  EmployerCheck employer;
  std::ranges::copy(in.subspan(kEmployerAt, employer.size()), employer.begin());
  const Record record{.sequence = in[0],
                      .category = in[1],
                      .kind = DocumentKind(in[2]),
                      .state = CardState(in[3]),
                      .permission = CardPermission(in[4]),
                      .event = CardEvent(in[5]),
                      .issued = issued,
                      .event_date = event_date,
                      .permission_end = permission_end,
                      .successor = successor == Successor{} ? std::nullopt : std::optional(successor),
                      .employer = employer};
  CRED_CHECK(check_record(record));
  return record;
}

}  // namespace cred::legacy
