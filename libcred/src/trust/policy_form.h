// SPDX-License-Identifier: Apache-2.0
// The policy inside an issuers object: how old data may be for whom, and the least proof a verifier asks for.
//   {1 cut-over, 2 dual, 3 {role name: [fresh, stale, binding]}, 4 tolerance}, all four roles
#pragma once

#include <array>
#include <string>

#include "cred/trust/issuers.h"
#include "trust/form.h"

namespace cred::trust {

/// In the order of their encoded names.
inline constexpr std::array kRoles = {VerifierRole::kGuard, VerifierRole::kEmployer,
                                      VerifierRole::kCheckpoint, VerifierRole::kDepartment};

inline Result<RolePolicy> parse_role_policy(const cbor::Item& item) {
  cbor::ArrayReader in(item, "role policy", Reason::kTrustForm);
  const RolePolicy policy{in.next_uint(), in.next_uint(), static_cast<MinimumBinding>(in.next_uint(2))};
  CRED_CHECK(in.finish());
  return policy;
}

inline Result<Policy> parse_policy(const cbor::Item& item) {
  cbor::MapReader in(item, "policy", Reason::kTrustForm);
  const auto cut_over_number = in.required_uint(1);
  const bool dual = in.required_boolean(2);
  const auto roles_item = in.required(3);
  const auto tolerance = in.required_uint(4);
  CRED_CHECK(in.finish());
  const auto cut_over = Day::from_yyyymmdd(cut_over_number);
  if (!cut_over) return fail(Reason::kTrustForm, "cut-over: " + cut_over.error().detail);

  cbor::MapReader roles(roles_item, "role policies", Reason::kTrustForm);
  const auto guard_item = roles.required("guard");
  const auto employer_item = roles.required("employer");
  const auto checkpoint_item = roles.required("checkpoint");
  const auto department_item = roles.required("department");
  CRED_CHECK(roles.finish());
  CRED_TRY(const auto guard, parse_role_policy(guard_item));
  CRED_TRY(const auto employer, parse_role_policy(employer_item));
  CRED_TRY(const auto checkpoint, parse_role_policy(checkpoint_item));
  CRED_TRY(const auto department, parse_role_policy(department_item));
  return Policy{*cut_over, dual, guard, employer, checkpoint, department, tolerance};
}

inline void encode_policy(cbor::Encoder& out, const Policy& policy) {
  out.map(4).uint(1).uint(policy.cut_over.yyyymmdd()).uint(2).boolean(policy.dual);
  out.uint(3).map(kRoles.size());
  for (const auto role : kRoles) {
    const auto& of = policy.of(role);
    out.text(name(role)).array(3).uint(of.fresh).uint(of.stale);
    out.uint(static_cast<std::uint64_t>(of.minimum_binding));
  }
  out.uint(4).uint(policy.clock_tolerance);
}

inline Result<void> check_policy(const Policy& policy) {
  for (const auto role : kRoles) {
    const auto& of = policy.of(role);
    if (of.fresh > of.stale) {
      return fail(Reason::kTrustForm, "policy for " + std::string(name(role)) + ": fresh " +
                                          std::to_string(of.fresh) + " s is over stale " +
                                          std::to_string(of.stale) + " s");
    }
  }
  return {};
}

}  // namespace cred::trust
