// SPDX-License-Identifier: Apache-2.0
#include "bench/stores.h"

#include "bench/harness.h"

namespace cred::bench {

namespace fs = std::filesystem;

namespace {

template <class T>
T checked(cli::Outcome<T> outcome) {
  if (!outcome) stop(outcome.error().error);
  if constexpr (!std::is_void_v<T>) return std::move(*outcome);
}

fs::path bundle_file(const fs::path& store) {
  return store.string() + ".bundle";
}

}  // namespace

fs::path make_store(const fs::path& folder, const test::SignedBundle& bundle) {
  const auto root = trust::Root::open_first(bundle.roots.front());
  require(root.has_value(), "the sample root does not open");
  checked(verifier::Store::create(folder, *root));
  checked(cli::write_file(bundle_file(folder), bundle.encoded()));
  return folder;
}

void import_bundle(const fs::path& folder) {
  auto store = open_store(folder);
  const auto file = checked(cli::MappedFile::open(bundle_file(folder)));
  checked(store.update(file.bytes(), test::kNow, false));
}

verifier::Store open_store(const fs::path& folder) {
  return checked(verifier::Store::open(folder));
}

test::SignedBundle publish_lists(const test::Authority& authority, std::size_t count) {
  auto release = authority.release(1);
  release.lists.clear();
  std::uint64_t state = 1;
  for (std::size_t number = 1; number <= count; ++number) {
    status::ListBuilder builder;
    for (std::uint64_t index = 0; index < status::kEntries; ++index) {
      state = state * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
      if ((state >> 33) % 100 != 0) builder.set(index, status::Status::kValid);
    }
    const auto uri = authority.list_uri(number);
    release.lists.push_back(
        {uri, 1, builder.claims(uri, release.head.issued, std::nullopt), authority.status_key.get()});
  }
  return authority.sign(release);
}

}  // namespace cred::bench
