// SPDX-License-Identifier: Apache-2.0
// Files: read with a ceiling, written new and renamed, so a reader sees the old content or the new, never
// half of one.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "cli/failure.h"
#include "cred/base/bytes.h"
#include "cred/base/secret.h"

namespace cred::cli {

/// "-" is standard input. More than `ceiling` octets: refused without reading the rest.
Outcome<Bytes> read_file(const std::filesystem::path& path, std::size_t ceiling);

enum class Mode { kPublic /* 0644 */, kPrivate /* 0600 */ };

/// Writes beside the target, fsyncs, renames, fsyncs the folder. "-" is standard output.
Outcome<void> write_file(const std::filesystem::path& path, BytesView content, Mode mode = Mode::kPublic);
/// The same, but an existing file is never overwritten (keys, stores): refused.
Outcome<void> write_new_file(const std::filesystem::path& path, BytesView content, Mode mode);

/// One folder, its parents too; refused when something else is there.
Outcome<void> make_folder(const std::filesystem::path& path, Mode mode);

/// Refused when no file can be made in the folder: asked before work that shall not be lost begins.
Outcome<void> check_writable(const std::filesystem::path& folder);

/// A file mapped for reading: of any size, no private memory. Cut by another program while it is read, it
/// ends this one with words and Exit::kOutside.
class MappedFile {
 public:
  static Outcome<MappedFile> open(const std::filesystem::path& path);
  ~MappedFile();
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  BytesView bytes() const { return {data_, size_}; }

 private:
  MappedFile(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  const std::uint8_t* data_ = nullptr;
  std::size_t size_ = 0;
};

/// An exclusive lock on a store, held until destroyed; a second writer is refused with what to do.
class StoreLock {
 public:
  static Outcome<StoreLock> take(const std::filesystem::path& store);
  /// The same, but waits for its turn: for what is held for milliseconds.
  static Outcome<StoreLock> wait(const std::filesystem::path& store);
  ~StoreLock();
  StoreLock(StoreLock&& other) noexcept;
  StoreLock& operator=(StoreLock&& other) noexcept;

 private:
  static Outcome<StoreLock> lock(const std::filesystem::path& store, int how);
  explicit StoreLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace cred::cli
