// SPDX-License-Identifier: Apache-2.0
// Pictures to texts, through a confined child process (image/reader/). The child is started by the first
// picture and kept for the next; one that dies or takes too long costs its picture only.
#pragma once

#include <filesystem>
#include <optional>

#include "cred/base/result.h"
#include "verifier/child.h"
#include "verifier/image/format.h"

namespace cred::verifier {

inline constexpr std::chrono::milliseconds kPictureTime{2'000};  // from sending a picture to its texts

class PictureReader {
 public:
  /// cred-picture-reader beside this program, or where it is installed.
  PictureReader();
  explicit PictureReader(std::filesystem::path program) : program_(std::move(program)) {}

  using Texts = std::vector<std::string>;
  /// Reasons: no-code (none found, damaged, took too long, ended the reader), too-large. A failure is for a
  /// reader that is not there.
  cli::Outcome<Result<Texts>> read(PictureFormat format, BytesView file);
  /// The same, but of a picture that was looked at and shows no code there are no texts, and no failure.
  cli::Outcome<Result<Texts>> look(PictureFormat format, BytesView file);

  /// The child, for tests; none before the first picture.
  std::optional<pid_t> child() const { return child_ ? std::optional(child_->id()) : std::nullopt; }

 private:
  cli::Outcome<void> start();
  bool send(const Deadline& deadline, PictureFormat format, BytesView file);
  std::optional<Result<Texts>> receive(const Deadline& deadline);

  std::filesystem::path program_;
  std::optional<Child> child_;
  cli::Descriptor socket_;
};

}  // namespace cred::verifier
