// SPDX-License-Identifier: Apache-2.0
#include "verifier/store.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <system_error>

#include "cli/store.h"
#include "cli/system.h"
#include "cred/codec/hex.h"

namespace cred::verifier {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxText = 80;          // octets of `current` and `floor`
constexpr std::size_t kMaxSealed = 16 << 20;  // octets of a sealed file
constexpr std::string_view kDamaged =
    "run `cred-verifier update` with a new bundle; if that fails, make a new store";

std::string number_text(unsigned number) {
  const std::string digits = std::to_string(number);
  return std::string(6 - std::min<std::size_t>(6, digits.size()), '0') + digits;
}

cli::Outcome<std::string> read_text(const fs::path& path) {
  CLI_TRY(const auto bytes, cli::read_file(path, kMaxText));
  std::string text(as_text(bytes));
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

tl::unexpected<cli::Failure> damaged(const fs::path& what, const std::string& why) {
  return cli::outside("the store is damaged: " + what.string() + ": " + why, std::string(kDamaged));
}

fs::path generation_path(const fs::path& folder, unsigned number) {
  return folder / "generations" / number_text(number);
}

/// SHA-256 over what tells this generation from the one before and over what nobody signed. It stands in
/// `current`: a bit that the disk turns there, or in the floor, must not lead back to older data.
cli::Outcome<std::string> seal_of(const fs::path& generation) {
  Bytes digests;
  for (const auto* name : {"root.cbor", "head.cbor", "retired.cbor", "floor"}) {
    Bytes content;  // before the first update there is only a root
    if (fs::exists(generation / name)) {
      CLI_TRY(content, cli::read_file(generation / name, kMaxSealed));
    }
    append(digests, crypto::sha256(content));
  }
  return codec::to_hex(crypto::sha256(digests));
}

cli::Outcome<std::string> current_text(const fs::path& folder, unsigned number) {
  CLI_TRY(const auto seal, seal_of(generation_path(folder, number)));
  return number_text(number) + " " + seal;
}

cli::Outcome<unsigned> current_generation(const fs::path& folder) {
  CLI_TRY(const auto text, read_text(folder / "current"));
  unsigned number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  CLI_TRY(const auto expected, current_text(folder, number));
  if (text != expected) return damaged(folder / "current", "its generation is not as it was written");
  return number;
}

cli::Outcome<void> write(const fs::path& path, std::string_view text) {
  return cli::write_file(path, as_bytes(text));
}

cli::Outcome<void> switch_to(const fs::path& folder, unsigned number) {
  CLI_TRY(const auto text, current_text(folder, number));
  return write(folder / "current", text + "\n");
}

/// Leftovers of an update that was cut off never count, but a new one must not mix with them.
cli::Outcome<fs::path> empty_generation(const fs::path& folder, unsigned number) {
  const auto path = generation_path(folder, number);
  std::error_code error;
  fs::remove_all(path, error);
  CLI_CHECK(cli::make_folder(path / "members", cli::Mode::kPublic));
  return path;
}

/// Straight to its name, since nothing counts of a generation that is not current yet.
cli::Outcome<void> write_lists(const fs::path& path, const std::vector<status::ArchiveEntry>& lists) {
  cli::Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!file) return cli::system_failure("write", path, errno);
  int error = 0;
  const bool written = status::write_archive(lists, [&](BytesView piece) {
    error = cli::write_fully(file.number(), piece);
    return error == 0;
  });
  if (written && ::fsync(file.number()) != 0) error = errno;
  if (const int late = file.close(); error == 0) error = late;
  if (error != 0) return cli::system_failure("write", path, error);
  return {};
}

/// Files are on the disk once they are written; here the names that lead to them follow.
cli::Outcome<void> make_durable(const fs::path& folder, unsigned number) {
  const auto path = generation_path(folder, number);
  for (const auto& named : {path / "members", path, path.parent_path()})
    if (const int error = cli::sync_folder(named)) return cli::system_failure("write", named, error);
  return {};
}

/// The generation before the current one is kept for a person to look at; older ones go.
void remove_older(const fs::path& folder, unsigned current) {
  std::error_code error;
  for (unsigned number = current - 1; number-- > 1;) {
    if (fs::remove_all(generation_path(folder, number), error) == 0) break;
  }
}

}  // namespace

fs::path Store::path(unsigned generation) const {
  return generation_path(folder_, generation);
}

cli::Outcome<void> Store::create(const fs::path& folder, const trust::Root& root) {
  return cli::make_store(cli::StoreKind::kVerifier, folder, [&]() -> cli::Outcome<void> {
    CLI_TRY(const auto path, empty_generation(folder, 1));
    CLI_CHECK(cli::write_file(path / "root.cbor", root.message()));
    return switch_to(folder, 1);
  });
}

cli::Outcome<Store> Store::open(const fs::path& folder) {
  CLI_CHECK(cli::check_store(cli::StoreKind::kVerifier, folder));
  CLI_TRY(const auto number, current_generation(folder));
  const auto root_file = generation_path(folder, number) / "root.cbor";
  CLI_TRY(const auto bytes, cli::read_file(root_file, trust::kMaxRoot));
  // A later root was signed by the thresholds of the one before and its own; its own is what can be asked
  // again here.
  auto root = trust::Root::open_first(bytes);
  if (!root) return damaged(root_file, root.error().detail);
  Store store(folder, number, std::move(*root));
  CLI_CHECK(store.open_trust_data());
  return store;
}

cli::Outcome<BytesView> Store::map(std::string_view name) {
  CLI_TRY(auto file, cli::MappedFile::open(path(generation_) / name));
  mapped_.push_back(std::move(file));
  return mapped_.back().bytes();
}

cli::Outcome<void> Store::open_trust_data() {
  const auto folder = path(generation_);
  if (!fs::exists(folder / "head.cbor")) return {};
  CLI_TRY(const auto issuers, map("issuers.cbor"));
  CLI_TRY(const auto head, map("head.cbor"));
  auto bundle = trust::Bundle::open(root_, issuers, head);
  if (!bundle) return damaged(folder, bundle.error().detail);
  bundle_ = std::move(*bundle);

  CLI_TRY(const auto archive, map("lists.bin"));
  const auto lists = status::Archive::open(archive);
  if (!lists) return damaged(folder / "lists.bin", lists.error().detail);
  lists_ = *lists;

  CLI_TRY(const auto retired_file, map("retired.cbor"));
  auto retired = trust::parse_retired(retired_file);
  if (!retired) return damaged(folder / "retired.cbor", retired.error().detail);
  retired_ = std::move(*retired);

  CLI_TRY(const auto floor, read_text(folder / "floor"));
  const auto instant = instant_from_text(floor);
  if (!instant) return damaged(folder / "floor", instant.error().detail);
  // The floor never lies below what the signed objects themselves say.
  clock_floor_ = std::max(*instant, bundle_->newest());
  return {};
}

cli::Outcome<Registers> Store::open_registers() {
  Registers registers;
  if (!bundle_) return registers;
  for (const auto& member : bundle_->head().content().members) {
    if (member.kind != trust::MemberKind::kRegister) continue;
    const auto name = "members/" + codec::to_hex(member.hash);
    if (!fs::exists(path(generation_) / name)) {
      registers.not_held.push_back(member.name);
      continue;
    }
    CLI_TRY(const auto file, map(name));
    CLI_TRY(const auto tree, map(name + ".tree"));
    auto held = HeldRegister::open(*bundle_, member, file, tree);
    if (!held) return damaged(path(generation_) / name, held.error().detail);
    registers.held.push_back(std::move(*held));
  }
  return registers;
}

cli::Outcome<Update> Store::update(BytesView bundle_file, Instant now, bool accept_future) {
  const auto file = trust::BundleFile::parse(bundle_file);
  if (!file) {
    return cli::refused(
        "this file is no bundle", file.error(),
        "a bundle is the file bundle.cbor that an authority publishes: copy it again; nothing changed");
  }

  const auto members = path(generation_) / "members";
  std::vector<crypto::Digest> held_hashes;
  if (bundle_) {
    for (const auto& member : bundle_->head().content().members) {
      if (fs::exists(members / codec::to_hex(member.hash))) held_hashes.push_back(member.hash);
    }
  }
  std::vector<cli::MappedFile> opened;
  const auto find = [&](const crypto::Digest& hash) -> BytesView {
    auto mapped = cli::MappedFile::open(members / codec::to_hex(hash));
    if (!mapped) return {};
    opened.push_back(std::move(*mapped));
    return opened.back().bytes();
  };
  auto updated = cred::update({&root_, bundle(), held_hashes, retired_}, *file, find, now, accept_future);
  if (!updated) {
    return cli::refused("the bundle was refused and nothing changed", updated.error(),
                        "get a new bundle from the authority; what this store held before is still in use");
  }
  if (updated->accepted.unchanged) return std::move(*updated);
  CLI_CHECK(write_generation(generation_ + 1, *updated));
  CLI_CHECK(make_durable(folder_, generation_ + 1));
  CLI_CHECK(switch_to(folder_, generation_ + 1));
  remove_older(folder_, generation_ + 1);
  return std::move(*updated);
}

cli::Outcome<void> Store::write_generation(unsigned number, const Update& update) const {
  CLI_TRY(const auto target, empty_generation(folder_, number));
  const auto& bundle = update.accepted.bundle;
  CLI_CHECK(cli::write_file(target / "root.cbor", bundle.root().message()));
  CLI_CHECK(cli::write_file(target / "issuers.cbor", bundle.issuers().message()));
  CLI_CHECK(cli::write_file(target / "head.cbor", bundle.head().message()));
  CLI_CHECK(cli::write_file(target / "retired.cbor", trust::encode_retired(update.accepted.retired)));
  CLI_CHECK(write_lists(target / "lists.bin", update.lists));
  CLI_CHECK(write(target / "floor", to_text(update.clock_floor) + "\n"));
  for (const auto& cards : update.registers)
    CLI_CHECK(cli::write_file(target / "members" / (codec::to_hex(cards.member) + ".tree"), cards.tree));
  return write_members(target / "members", update);
}

cli::Outcome<void> Store::write_members(const fs::path& target, const Update& update) const {
  for (const auto& located : update.accepted.members) {
    const auto name = codec::to_hex(located.member.hash);
    if (located.in_file) {
      CLI_CHECK(cli::write_file(target / name, *located.in_file));
    } else if (located.held) {
      std::error_code error;
      fs::create_hard_link(path(generation_) / "members" / name, target / name, error);
      if (error) return cli::system_failure("keep", target / name, error.value());
    }
  }
  return {};
}

}  // namespace cred::verifier
