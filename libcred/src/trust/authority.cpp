// SPDX-License-Identifier: Apache-2.0
//
// Whether a key may say what it signed. The order of the checks is the order of the reasons in
// docs/reasons.md.
#include <algorithm>

#include "cred/codec/hex.h"
#include "cred/trust/bundle.h"

namespace cred::trust {

namespace {

Result<void> check_purpose(const Entry& entry, const Claimed& claimed) {
  if (entry.purpose == claimed.purpose) return {};
  return fail(Reason::kWrongPurpose, "a key for " + std::string(name(entry.purpose)) + ", not for " +
                                         std::string(name(claimed.purpose)));
}

Result<void> check_not_revoked(const Tombstone* tombstone, Spared spared) {
  if (!tombstone) return {};
  if (tombstone->spared_list) {
    if (spared == Spared::kYes) return {};
    if (spared == Spared::kListNotHeld) {
      return fail(Reason::kStatusListMissing, "the key was revoked " + to_text(tombstone->time) +
                                                  ", its spared list " +
                                                  codec::to_hex(*tombstone->spared_list) + " is not held");
    }
  }
  return fail(Reason::kKeyRevoked, "the key was revoked " + to_text(tombstone->time));
}

Result<void> check_name(const Entry& entry, const Claimed& claimed) {
  if (entry.iss == claimed.iss) return {};
  return fail(Reason::kWrongIssuerName, "a key of " + entry.iss + ", the issuer named is another");
}

Result<void> check_region(const Entry& entry, const Claimed& claimed) {
  if (!claimed.region) return {};
  if (std::ranges::any_of(entry.regions, [&](Region region) { return region.covers(*claimed.region); }))
    return {};
  return fail(Reason::kWrongRegion,
              "region " + claimed.region->to_text() + " is none that " + entry.iss + " covers");
}

Result<void> check_category(const Entry& entry, const Claimed& claimed) {
  if (!claimed.category || std::ranges::count(entry.categories, *claimed.category) > 0) return {};
  return fail(Reason::kWrongCategory,
              "category " + std::to_string(*claimed.category) + " is none of this key");
}

Result<void> check_status_prefix(const Entry& entry, const Claimed& claimed) {
  if (claimed.status_uri.starts_with(entry.status_prefix)) return {};
  return fail(Reason::kWrongStatusPrefix, "the status list does not begin with " + entry.status_prefix);
}

Result<void> check_window(const Entry& entry, const Claimed& claimed) {
  if (entry.sign_from <= claimed.iat && claimed.iat < entry.sign_until) return {};
  return fail(Reason::kOutsideSigningWindow, "signed " + to_text(claimed.iat) + ", the key signs from " +
                                                 to_text(entry.sign_from) + " until " +
                                                 to_text(entry.sign_until));
}

Result<void> check_lifetime(const Entry& entry, const Claimed& claimed) {
  if (!claimed.exp || *claimed.exp <= claimed.iat) return {};
  const auto lifetime = to_unix(*claimed.exp) - to_unix(claimed.iat);
  if (lifetime <= entry.max_lifetime) return {};
  return fail(Reason::kLifetimeTooLong,
              std::to_string(lifetime) + " s, the key may give " + std::to_string(entry.max_lifetime) + " s");
}

Result<void> check_powers(const Entry& entry, const Claimed& claimed) {
  CRED_CHECK(check_name(entry, claimed));
  CRED_CHECK(check_region(entry, claimed));
  CRED_CHECK(check_category(entry, claimed));
  CRED_CHECK(check_status_prefix(entry, claimed));
  CRED_CHECK(check_window(entry, claimed));
  return check_lifetime(entry, claimed);
}

}  // namespace

const Tombstone* Bundle::tombstone_of(const Attested& attested) const {
  return issuers_.content().tombstones.empty()
             ? nullptr
             : issuers_.tombstone_of(cose::thumbprint(attested.entry().key));
}

Result<void> Bundle::check_authority(const Attested& attested, const Claimed& claimed, Spared spared) const {
  const auto& entry = attested.entry();
  CRED_CHECK(check_purpose(entry, claimed));
  CRED_CHECK(check_not_revoked(tombstone_of(attested), spared));
  return check_powers(entry, claimed);
}

Result<void> check_scope(const Entry& entry, const Claimed& claimed) {
  CRED_CHECK(check_purpose(entry, claimed));
  return check_powers(entry, claimed);
}

}  // namespace cred::trust
