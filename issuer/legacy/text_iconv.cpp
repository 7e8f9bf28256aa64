// SPDX-License-Identifier: Apache-2.0
#include "issuer/legacy/text_iconv.h"

#include <fmt/format.h>
#include <iconv.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <string>

#include "cli/csv.h"
#include "cred/codec/unicode.h"

namespace cred::issuer {

namespace {

constexpr std::size_t kChunk = std::size_t{64} << 10;  // octets

class Converter {
 public:
  Converter() : handle_(::iconv_open("UTF-8", "GB18030")) {}
  ~Converter() {
    if (usable()) ::iconv_close(handle_);
  }
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  // NOLINTNEXTLINE(performance-no-int-to-ptr): what iconv_open answers when it fails
  bool usable() const { return handle_ != reinterpret_cast<iconv_t>(-1); }

  /// Takes what it can from the front of `in`. False: `in` begins with what is not GB 18030.
  bool convert(std::string_view& in, std::string& out) {
    std::array<char, kChunk> room;
    while (!in.empty()) {
      char* from = const_cast<char*>(in.data());  // iconv's prototype; it does not write there
      std::size_t left = in.size();
      char* to = room.data();
      std::size_t free = room.size();
      const auto result = ::iconv(handle_, &from, &left, &to, &free);
      const int error = errno;
      out.append(room.data(), room.size() - free);
      in = in.substr(in.size() - left);
      if (result != static_cast<std::size_t>(-1)) return true;
      if (error == EINVAL) return true;  // the rest of a character is in the next chunk
      if (error != E2BIG) return false;
    }
    return true;
  }

 private:
  iconv_t handle_;
};

/// GB 18030 as it is read, chunk by chunk.
class ConvertingBuffer final : public std::streambuf {
 public:
  ConvertingBuffer(std::istream& in, std::uint64_t& count) : in_(in), count_(count) {}

 protected:
  int_type underflow() override {
    text_.clear();
    while (text_.empty()) {
      if (!in_.good()) return traits_type::eof();
      const auto kept = raw_.size();
      raw_.resize(kept + kChunk);
      in_.read(raw_.data() + kept, kChunk);
      raw_.resize(kept + static_cast<std::size_t>(in_.gcount()));
      count_ += static_cast<std::uint64_t>(in_.gcount());
      if (raw_.empty()) return traits_type::eof();
      std::string_view rest = raw_;
      if (!converter_.convert(rest, text_)) in_.setstate(std::ios::badbit);  // changed since it was checked
      raw_ = std::string(rest);
    }
    setg(text_.data(), text_.data(), text_.data() + text_.size());
    return traits_type::to_int_type(text_.front());
  }

 private:
  std::istream& in_;
  std::uint64_t& count_;
  Converter converter_;
  std::string raw_;
  std::string text_;
};

/// UTF-8 passed on, counted.
class CountingBuffer final : public std::streambuf {
 public:
  CountingBuffer(std::istream& in, std::uint64_t& count) : in_(in), count_(count) {}

 protected:
  int_type underflow() override {
    in_.read(text_.data(), static_cast<std::streamsize>(text_.size()));
    const auto size = static_cast<std::size_t>(in_.gcount());
    count_ += size;
    if (size == 0) return traits_type::eof();
    setg(text_.data(), text_.data(), text_.data() + size);
    return traits_type::to_int_type(text_.front());
  }

 private:
  std::istream& in_;
  std::uint64_t& count_;
  std::array<char, kChunk> text_;
};

class OpenText final : public TextFile {
 public:
  OpenText(std::unique_ptr<std::ifstream> file, Encoding encoding, std::uint64_t size)
      : file_(std::move(file)), encoding_(encoding), size_(size) {
    if (encoding == Encoding::kUtf8)
      buffer_ = std::make_unique<CountingBuffer>(*file_, read_);
    else
      buffer_ = std::make_unique<ConvertingBuffer>(*file_, read_);
    stream_.rdbuf(buffer_.get());
  }
  std::istream& stream() override {
    if (file_->bad()) stream_.setstate(std::ios::badbit);
    return stream_;
  }
  Encoding encoding() const override { return encoding_; }
  std::uint64_t size() const override { return size_; }
  std::uint64_t read() const override { return read_; }

 private:
  std::unique_ptr<std::ifstream> file_;
  Encoding encoding_;
  std::uint64_t size_;
  std::uint64_t read_ = 0;
  std::unique_ptr<std::streambuf> buffer_;
  std::istream stream_{nullptr};
};

/// What a first reading finds.
struct Survey {
  std::uint64_t size = 0;
  std::optional<std::uint64_t> not_utf8;  // the first such octet
  std::optional<std::uint64_t> not_gb18030;
  std::uint64_t utf8_characters = 0;           // of several octets
  std::uint64_t other_octets = 0;              // that are no UTF-8
  bool has_han = false;                        // as UTF-8: characters of three octets and more
  std::optional<std::string_view> other_form;  // that is no CSV
};

/// Octets of the UTF-8 character at the front; 0: none. An ASCII octet is 1.
std::size_t utf8_length(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return text.size() >= length && codec::is_utf8(text.substr(0, length)) ? length : 0;
}

class Surveyor {
 public:
  void take(std::string_view chunk) {
    if (survey_.size == 0) survey_.other_form = cli::other_form(chunk);
    survey_.size += chunk.size();
    utf8_ += chunk;
    look_for_utf8(false);
    if (survey_.not_gb18030) return;
    gb_ += chunk;
    std::string_view rest = gb_;
    std::string ignored;
    const bool fits = converter_.convert(rest, ignored);
    if (!fits) survey_.not_gb18030 = survey_.size - rest.size();
    gb_ = std::string(rest);
  }

  Survey finish() {
    look_for_utf8(true);
    if (!gb_.empty() && !survey_.not_gb18030) survey_.not_gb18030 = survey_.size - gb_.size();
    return survey_;
  }

 private:
  /// All but the last octets of a chunk, which may be the beginning of a character.
  void look_for_utf8(bool last) {
    constexpr std::size_t kLongest = 4;
    std::string_view rest = utf8_;
    while (rest.size() >= (last ? 1 : kLongest)) {
      const auto length = utf8_length(rest);
      if (length == 0) {
        if (!survey_.not_utf8) survey_.not_utf8 = survey_.size - rest.size();
        ++survey_.other_octets;
      }
      if (length > 1) ++survey_.utf8_characters;
      survey_.has_han |= length > 2;
      rest.remove_prefix(std::max<std::size_t>(length, 1));
    }
    utf8_ = std::string(rest);
  }

  Survey survey_;
  std::string utf8_;  // not looked at yet
  std::string gb_;
  Converter converter_;
};

constexpr const char* kSave = "save it as CSV in UTF-8 and import it again; nothing was recorded";
constexpr const char* kSay = "say which it is: --encoding utf-8, or gb18030; nothing was recorded";

cli::Outcome<Encoding> check_encoding(Encoding stated, const Survey& survey, const std::string& file) {
  const auto& fault = stated == Encoding::kUtf8 ? survey.not_utf8 : survey.not_gb18030;
  if (!fault) return stated;
  return cli::refused(fmt::format("{} is not {}: octet {}", file, name(stated), *fault + 1), kSave);
}

cli::Outcome<Encoding> encoding_of(const Survey& survey, const std::string& file) {
  if (!survey.not_utf8) {
    // Some Chinese characters in GB 18030 have the octets of accented letters in UTF-8. A file with no other
    // Chinese would give everybody another name, whichever is guessed wrong.
    if (survey.utf8_characters == 0 || survey.has_han || survey.not_gb18030) return Encoding::kUtf8;
    return cli::refused(file + " could be UTF-8 without Chinese characters, or GB 18030", kSay);
  }
  // A fault in UTF-8 read as GB 18030 would make other names of all of them.
  if (survey.utf8_characters > survey.other_octets) {
    return cli::refused(
        fmt::format("{}: octet {} is no UTF-8, as the rest of the file is", file, *survey.not_utf8 + 1),
        "mend that place; nothing was recorded");
  }
  if (!survey.not_gb18030) return Encoding::kGb18030;
  return cli::refused(fmt::format("{} is neither UTF-8 (octet {}) nor GB 18030 (octet {})", file,
                                  *survey.not_utf8 + 1, *survey.not_gb18030 + 1),
                      kSave);
}

}  // namespace

std::string_view name(Encoding encoding) {
  return encoding == Encoding::kUtf8 ? "UTF-8" : "GB 18030";
}

std::optional<Encoding> encoding_from(std::string_view word) {
  if (word == "utf-8") return Encoding::kUtf8;
  if (word == "gb18030") return Encoding::kGb18030;
  return std::nullopt;
}

cli::Outcome<std::unique_ptr<TextFile>> open_text(const std::filesystem::path& path,
                                                  std::optional<Encoding> stated) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    return cli::outside(path.string() + " is a folder", "name the CSV file in it");
  auto file = std::make_unique<std::ifstream>(path, std::ios::binary);
  if (!*file) {
    return cli::outside("cannot open " + path.string() + ": " + std::strerror(errno),
                        "check the name and its permissions");
  }
  if (!Converter().usable()) return cli::outside("this system cannot convert GB 18030");
  Surveyor surveyor;
  std::array<char, kChunk> chunk;
  while (file->read(chunk.data(), chunk.size()), file->gcount() > 0)
    surveyor.take({chunk.data(), static_cast<std::size_t>(file->gcount())});
  if (file->bad()) return cli::outside("cannot read " + path.string() + ": " + std::strerror(errno));
  const auto survey = surveyor.finish();
  if (survey.other_form)
    return cli::refused(fmt::format("{} is {}", path.string(), *survey.other_form), kSave);
  CLI_TRY(const auto encoding,
          stated ? check_encoding(*stated, survey, path.string()) : encoding_of(survey, path.string()));
  file->clear();
  file->seekg(0);
  if (!*file) return cli::outside(path.string() + " cannot be read twice, as a pipe", "give a file");
  return std::make_unique<OpenText>(std::move(file), encoding, survey.size);
}

}  // namespace cred::issuer
