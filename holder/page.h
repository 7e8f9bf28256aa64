// SPDX-License-Identifier: Apache-2.0
// The permit page with the live code: what a phone shows. Self-contained, Chinese and English; written again
// for every code, and reads itself again.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "cred/credential/disclosure_profile.h"
#include "cred/present.h"
#include "cred/trust/root.h"

namespace cred::holder {

struct LivePage {
  const HeldPermit& permit;
  std::string_view audience;
  credential::GroupSet groups;  // only these are on the page: it is shown to the verifier too
  trust::Environment environment;
  Instant made;
  std::chrono::seconds next;  // until the next code; 0: an answer, made once
  bool reloads;               // somebody writes the next one
};

std::string live_page(const LivePage& page, std::string_view svg);

}  // namespace cred::holder
