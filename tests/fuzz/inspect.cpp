// SPDX-License-Identifier: Apache-2.0
// Whatever an engineer looks at is shown without steering the terminal.
// Parser: libcred/src/inspect.cpp libcred/src/cbor/diagnostic.cpp
#include "cred/inspect.h"

#include <algorithm>

#include "cred/codec/hex.h"
#include "cred/qr/text.h"
#include "fuzz/live.h"

namespace cred::fuzz {

namespace {

bool says(const std::vector<std::string>& lines, std::string_view line) {
  return std::ranges::find(lines, line) != lines.end();
}

}  // namespace

std::vector<Bytes> seeds() {
  const auto token =
      sign1_any(cose::Typ::kStaticPermit, *codec::from_hex("a1010a"), *authority().permits_key);
  std::vector<Bytes> seen = {
      token,
      to_bytes(as_bytes(qr::to_text(qr::Kind::kStaticPermit, token))),
      published().roots.front(),
      published().head,
      published().members.front(),
      published().encoded(),
      wallet(),
      present_quick(held(), trust::VerifierRole::kGuard, {credential::Group::kName}, device(), test::kNow)
          ->token,
      *codec::from_hex("a2016441424344f93c00f6"),
      *codec::from_hex("d28443a10126a104421122f64100")};
  return seen;
}

bool accepts(BytesView input) {
  const auto lines = inspect(input);
  if (!lines) return false;
  must(!lines->empty(), "what can be shown is shown");
  for (const auto& line : *lines) must_be_plain(line);
  CRED_PLANT(says(*lines, "signature: 0 octets, not checked"),
             says(*lines, "payload: 24 octets that are not CBOR"));
  return true;
}

}  // namespace cred::fuzz
