// SPDX-License-Identifier: Apache-2.0
//   included/members.cbor   [* member], as in a head
//   included/HASH           their bytes
#include "issuer/inclusion.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "cred/codec/hex.h"
#include "cred/status/list.h"
#include "cred/trust/bundle_file.h"

namespace cred::issuer {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMaxIndex = std::size_t{1} << 20;  // octets

fs::path folder_of(const Store& store) {
  return store.path() / "included";
}

bool is_included(trust::MemberKind kind) {
  using enum trust::MemberKind;
  return kind == kStatusList || kind == kRegister || kind == kLogHead;
}

struct NamedList {
  std::string name;
  Instant iat;
};

/// A status list signed by a key of our issuers object that may still sign.
Result<NamedList> open_list(const trust::Issuers& issuers, BytesView bytes) {
  CRED_TRY(auto message, cose::Sign1::parse(bytes, status::kMaxListToken));
  const auto kid = message.header().kid;
  const auto* entry = issuers.find(kid);
  if (entry == nullptr) {
    return fail(Reason::kUnknownKey, "the kid " + codec::to_hex(kid.value()) +
                                         " of its signer stands in no entry of our issuers object");
  }
  if (issuers.tombstone_of(cose::thumbprint(entry->key)) != nullptr)
    return fail(Reason::kKeyRevoked, "the key that signed it was withdrawn");
  CRED_TRY(const auto verified, std::move(message).verify(entry->key));
  CRED_TRY(const auto claims, status::ListClaims::parse(verified));
  return NamedList{std::string(claims.sub), claims.iat};
}

/// A bundle that agrees with itself, whoever signed it: that tells its members' kinds and names. What they
/// say is checked under our own issuers object.
Result<trust::Bundle> open_self_consistent(const trust::BundleFile& file) {
  CRED_TRY(auto root, trust::Root::open_first(file.roots.back()));
  return trust::Bundle::open(std::move(root), file.issuers, file.head);
}

}  // namespace

cli::Outcome<Inclusion> Inclusion::open(const Store& store) {
  Inclusion inclusion(store);
  const auto folder = folder_of(store);
  std::error_code error;
  if (!fs::exists(folder / "members.cbor", error)) return inclusion;
  CLI_TRY(const Bytes index, cli::read_file(folder / "members.cbor", kMaxIndex));
  const auto members = trust::parse_retired(index);
  if (!members) return cli::refused((folder / "members.cbor").string(), members.error());
  for (const auto& member : *members) {
    CLI_TRY(auto mapped, cli::MappedFile::open(folder / codec::to_hex(member.hash)));
    auto file = std::make_shared<cli::MappedFile>(std::move(mapped));
    const auto size = file->bytes().size();
    Included included{member.kind, member.name, std::move(file), 0, size};
    if (member.kind == trust::MemberKind::kStatusList) {
      if (const auto list = open_list(store.issuers(), included.bytes()); !list) {
        inclusion.notes_.push_back(
            fmt::format("{} is included no longer: {}", member.name, list.error().detail));
        continue;
      }
    }
    inclusion.members_.push_back(std::move(included));
  }
  return inclusion;
}

cli::Outcome<void> Inclusion::put(const std::string& from, Included member) {
  const auto same = std::ranges::find_if(members_, [&](const Included& other) {
    return other.kind == member.kind && other.name == member.name;
  });
  if (member.kind == trust::MemberKind::kStatusList) {
    const auto list = open_list(store_->issuers(), member.bytes());
    if (!list) return cli::refused(from + ": status list " + member.name, list.error());
    if (list->name != member.name)
      return cli::refused(from + ": member " + member.name + " holds the list of another name (claims)");
    if (same != members_.end()) {
      const auto held = open_list(store_->issuers(), same->bytes());
      if (held && list->iat < held->iat) {
        return cli::refused(
            fmt::format("{}: status list {} of {} is older than the one included, of {} (rollback)", from,
                        member.name, to_text(list->iat), to_text(held->iat)),
            "ask the other authority for its newest bundle");
      }
    }
  }
  if (same == members_.end())
    members_.push_back(std::move(member));
  else
    *same = std::move(member);
  return {};
}

cli::Outcome<void> Inclusion::add_bundle(const std::string& name,
                                         const std::shared_ptr<cli::MappedFile>& file) {
  const auto parsed = trust::BundleFile::parse(file->bytes());
  const auto bundle = parsed ? open_self_consistent(*parsed) : tl::unexpected(parsed.error());
  if (!bundle) return cli::refused(name, bundle.error(), "ask the other authority for its bundle again");
  if (bundle->environment() != store_->environment()) {
    return cli::refused(fmt::format("{} is for {}, this authority for {} (wrong-environment)", name,
                                    trust::name(bundle->environment()), trust::name(store_->environment())));
  }
  for (const auto bytes : parsed->members) {
    const auto hash = crypto::sha256(bytes);
    const auto& members = bundle->head().content().members;
    const auto member = std::ranges::find(members, hash, &trust::Member::hash);
    if (member == members.end())
      return cli::refused(name + " holds a member that its head does not name (member-unlisted)");
    if (!is_included(member->kind)) continue;
    const auto offset = static_cast<std::size_t>(bytes.data() - file->bytes().data());
    CLI_CHECK(put(name, {member->kind, member->name, file, offset, bytes.size()}));
  }
  return {};
}

cli::Outcome<void> Inclusion::add(const std::string& name) {
  CLI_TRY(auto mapped, cli::MappedFile::open(name));
  const auto file = std::make_shared<cli::MappedFile>(std::move(mapped));
  const auto bytes = file->bytes();
  constexpr std::uint8_t kTag18 = 0xd2;  // a list is a COSE_Sign1, a bundle an array
  if (bytes.empty() || bytes.front() != kTag18) return add_bundle(name, file);
  const auto list = open_list(store_->issuers(), bytes);
  if (!list) return cli::refused(name, list.error());
  return put(name, {trust::MemberKind::kStatusList, list->name, file, 0, bytes.size()});
}

cli::Outcome<void> Inclusion::keep() const {
  const auto folder = folder_of(*store_);
  std::error_code error;
  if (members_.empty() && !fs::exists(folder, error)) return {};
  CLI_CHECK(cli::make_folder(folder, cli::Mode::kPublic));
  std::vector<trust::Member> index;
  std::set<std::string> names = {"members.cbor"};
  for (const auto& member : members_) {
    const auto hash = crypto::sha256(member.bytes());
    index.push_back({member.kind, member.name, 1, member.length, hash});
    const auto name = codec::to_hex(hash);
    names.insert(name);
    if (!fs::exists(folder / name, error)) CLI_CHECK(cli::write_file(folder / name, member.bytes()));
  }
  CLI_CHECK(cli::write_file(folder / "members.cbor", trust::encode_retired(index)));
  // What no index names is left over; a failure here costs only room.
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
    if (!names.contains(entry->path().filename().string())) fs::remove(entry->path(), error);
  return {};
}

}  // namespace cred::issuer
