// SPDX-License-Identifier: Apache-2.0
#include "verifier/inputs.h"

#include <algorithm>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <vector>

#include "cred/qr/text.h"
#include "verifier/pdf_pages.h"

namespace cred::verifier {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunk = 64u << 10;  // octets read at a time

/// Octets of a file or of standard input, chunk by chunk.
class Source {
 public:
  explicit Source(std::istream& in) : in_(in) {}

  /// The next chunk; empty at the end.
  std::string_view next() {
    buffer_.resize(kChunk);
    in_.read(buffer_.data(), static_cast<std::streamsize>(buffer_.size()));
    return {buffer_.data(), static_cast<std::size_t>(in_.gcount())};
  }
  bool failed() const { return in_.bad(); }

 private:
  std::istream& in_;
  std::string buffer_;
};

/// Cuts a stream into lines without ever keeping more of a line than a code can have.
class Lines {
 public:
  Lines(std::string name, const Take& take) : name_(std::move(name)), take_(take) {}

  void add(std::string_view chunk) {
    while (!chunk.empty()) {
      const auto end = chunk.find('\n');
      keep(chunk.substr(0, end));
      if (end == std::string_view::npos) return;
      finish_line();
      chunk.remove_prefix(end + 1);
    }
  }

  void finish() {
    if (!line_.empty()) finish_line();
    if (codes_ == 0) take_({name_, fail(Reason::kNoCode, "no line with a code")});
  }

 private:
  void keep(std::string_view part) {
    // One character beyond the limit is enough to see that a line is too long; a space would not count.
    const auto kept = part.substr(0, qr::kMaxText + 1 - line_.size());
    line_.append(kept);
    const auto more = part.find_first_not_of(" \r", kept.size());
    if (more != std::string_view::npos) line_.back() = part[more];
  }

  void finish_line() {
    ++number_;
    const bool blank = line_.find_first_not_of(" \t\r") == std::string::npos;
    if (!blank) {
      ++codes_;
      take_({name_ + ":" + std::to_string(number_), line_});
    }
    line_.clear();
  }

  std::string name_;
  const Take& take_;
  std::string line_;
  std::size_t number_ = 0;
  std::size_t codes_ = 0;
};

/// An octet that no text has, near the beginning: neither a picture nor a text.
bool is_binary(std::string_view chunk) {
  return chunk.find('\0') != std::string_view::npos;
}

void read_lines(Source& source, std::string_view first, const std::string& name, const Take& take) {
  Lines lines(name, take);
  std::size_t total = 0;
  for (auto chunk = first; !chunk.empty(); chunk = source.next()) {
    total += chunk.size();
    if (total > kMaxTextFile) return take({name, fail(Reason::kTooLarge, "a text of more than 64 MiB")});
    lines.add(chunk);
  }
  lines.finish();
}

void take_all(const std::string& name, const std::vector<std::string>& codes, const Take& take) {
  for (std::size_t n = 0; n < codes.size(); ++n) {
    take({codes.size() == 1 ? name : name + "#" + std::to_string(n + 1), codes[n]});
  }
}

cli::Outcome<void> read_picture(PictureFormat format, BytesView file, const std::string& name,
                                PictureReader& reader, const Take& take) {
  if (format == PictureFormat::kPdf) {
    CLI_TRY(const auto codes, read_pdf(file, reader));
    take_all(name, codes.texts, take);
    if (codes.unread) take({name, tl::unexpected(*codes.unread)});
    if (codes.texts.empty() && !codes.unread) take({name, fail(Reason::kNoCode, "no QR code on any page")});
    return {};
  }
  CLI_TRY(const auto codes, reader.read(format, file));
  if (codes)
    take_all(name, *codes, take);
  else
    take({name, tl::unexpected(codes.error())});
  return {};
}

/// The whole of a picture file; too-large beyond the ceiling, without reading the rest.
Result<Bytes> rest_of(Source& source, std::string_view first) {
  Bytes file;
  for (auto chunk = first; !chunk.empty(); chunk = source.next()) {
    append(file, as_bytes(chunk));
    if (file.size() > kMaxPictureFile) return fail(Reason::kTooLarge, "a picture file of more than 32 MiB");
  }
  return file;
}

cli::Outcome<void> read_stream(std::istream& in, const std::string& name, PictureReader& reader,
                               const Take& take) {
  Source source(in);
  const std::string first(source.next());
  if (const auto format = picture_format(as_bytes(first))) {
    if (const auto file = rest_of(source, first))
      CLI_CHECK(read_picture(*format, *file, name, reader, take));
    else
      take({name, tl::unexpected(file.error())});
  } else if (is_binary(first)) {
    take({name, fail(Reason::kNoCode, "neither a picture nor a text")});
  } else {
    read_lines(source, first, name, take);
  }
  if (source.failed()) return cli::outside("cannot read " + name + ": " + std::strerror(errno));
  return {};
}

cli::Outcome<void> read_path(const fs::path& path, PictureReader& reader, const Take& take) {
  std::ifstream in(path, std::ios::binary);
  if (!in)
    return cli::outside("cannot open " + path.string() + ": " + std::strerror(errno),
                        "check the name and its permissions");
  return read_stream(in, path.string(), reader, take);
}

cli::Outcome<void> read_folder(const fs::path& folder, PictureReader& reader, const Take& take) {
  std::vector<fs::path> files;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    // A link that leads nowhere is no file to skip: it is named as one that cannot be opened.
    std::error_code unknown;
    const auto type = entry.status(unknown).type();
    if (type == fs::file_type::regular || type == fs::file_type::not_found) files.push_back(entry.path());
  }
  if (error) return cli::outside("cannot read the folder " + folder.string() + ": " + error.message());
  std::sort(files.begin(), files.end());
  if (files.empty()) take({folder.string(), fail(Reason::kNoCode, "a folder without files")});
  // One file that cannot be read does not keep the others from being checked.
  cli::Outcome<void> all;
  for (const auto& file : files) {
    if (auto read = read_path(file, reader, take); !read && all) all = std::move(read);
  }
  return all;
}

}  // namespace

cli::Outcome<void> for_each_code(const std::string& input, PictureReader& reader, const Take& take) {
  if (input == "-") return read_stream(std::cin, "-", reader, take);
  std::error_code error;
  if (fs::is_directory(input, error)) return read_folder(input, reader, take);
  return read_path(input, reader, take);
}

}  // namespace cred::verifier
