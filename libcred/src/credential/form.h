// SPDX-License-Identifier: Apache-2.0
// Forms that static permits and wallet credentials share.
#pragma once

#include <string>
#include <string_view>

#include "cred/cbor/encode.h"
#include "cred/credential/permit.h"

namespace cred::credential {

Result<Day> parse_day(std::uint64_t number);
/// Reason claims: the text breaks the text rule; `what` names it.
Result<void> check_member(std::string_view what, std::string_view text);

Result<Name> parse_name(const cbor::Item& item);
void encode_name(cbor::Encoder& out, const Name& name);
Result<void> check_name(const Name& name);

Result<PassportCheck> parse_passport(const cbor::Item& item);
void encode_passport(cbor::Encoder& out, const PassportCheck& check);

/// Reason claims: ends before it begins.
Result<void> check_days(Day valid_from, Day valid_until);

}  // namespace cred::credential
