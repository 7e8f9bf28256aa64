// SPDX-License-Identifier: Apache-2.0
// A whole live code, up to the verdict.
// Parser: libcred/src/sdcwt/token.cpp
#include "cred/sdcwt/token.h"

#include "fuzz/live.h"

namespace cred::fuzz {

namespace {

const Presented& genuine() {
  static const Presented code =
      *present_quick(held(), trust::VerifierRole::kGuard, {credential::Group::kName}, device(), test::kNow);
  return code;
}

}  // namespace

std::vector<Bytes> seeds() {
  const auto all = *present_quick(held(), trust::VerifierRole::kDepartment,
                                  {credential::Group::kName, credential::Group::kWork}, device(), test::kNow);
  return {genuine().token, all.token};
}

bool accepts(BytesView input) {
  const auto verdict = judged_live(input);
  const bool is_genuine = equal(input, genuine().token);
  must((outcome_of(verdict.code) == Outcome::kAccepted) == is_genuine, "only what was signed is accepted");
  must(!verdict.remember || is_genuine, "only what was accepted is remembered");
  const auto presentation = sdcwt::Presentation::parse(input);
  if (!presentation) return false;
  must(presentation->credential().header().typ == cose::Typ::kWalletCredential, "293 stands inside");
  CRED_PLANT(presentation->token().size() < 320,
             presentation->credential().header().algorithm == crypto::Algorithm::kEsp256);
  return true;
}

}  // namespace cred::fuzz
