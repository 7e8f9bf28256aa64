// SPDX-License-Identifier: Apache-2.0
// The encoding of a file of old cards: UTF-8, GB 18030, or refused. Whatever is taken is UTF-8 to its last
// octet.
// Parser: issuer/legacy/text_iconv.cpp
// Dictionary: csv
// Longest: 256
#include "issuer/legacy/text_iconv.h"

#include <sys/mman.h>
#include <unistd.h>

#include <istream>
#include <iterator>
#include <string>

#include "cred/codec/unicode.h"
#include "fuzz/refused.h"
#include "fuzz/target.h"

namespace cred::fuzz {

namespace {

using issuer::Encoding;

/// A file that is on no disk.
class MemoryFile {
 public:
  explicit MemoryFile(BytesView content) : number_(::memfd_create("fuzzed", MFD_CLOEXEC)) {
    const auto written = ::write(number_, content.data(), content.size());
    must(written == static_cast<ssize_t>(content.size()), "a file in memory");
  }
  ~MemoryFile() { ::close(number_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(number_); }

 private:
  int number_;
};

/// What is read of the file, if anything may be.
std::optional<std::string> text_of(const MemoryFile& file, BytesView input, std::optional<Encoding> stated) {
  const auto opened = issuer::open_text(file.path(), stated);
  if (!opened) {
    must(!opened.error().error.empty(), "a refusal says why");
    return std::nullopt;
  }
  auto& text = **opened;
  must(!stated || text.encoding() == *stated, "what a person says is not guessed");
  std::string read(std::istreambuf_iterator<char>(text.stream()), {});
  must(text.size() == input.size() && text.read() == input.size(), "a file is read to its end");
  must(codec::is_utf8(read), "what is taken is UTF-8");
  must(text.encoding() != Encoding::kUtf8 || read == as_text(input), "UTF-8 is passed on as it is");
  return read;
}

}  // namespace

std::vector<Bytes> seeds() {
  std::vector<Bytes> all;
  for (const std::string_view text :
       {"permit_no,name\n1,NORAH\n", "姓名,许可证号\n示例,1\n", "\xef\xbb\xbf姓名\n示例\n",
        "\xd0\xd5\xc3\xfb,1\n\xca\xbe\xc0\xfd,2\n", "\xca\xbe\x81\x30\x81\x30,2\n"})
    all.push_back(to_bytes(as_bytes(text)));
  return all;
}

std::vector<Refused> refused() {
  std::vector<Refused> all;
  for (const auto& [wrong, text] : std::vector<std::pair<std::string_view, std::string_view>>{
           {"an octet of neither encoding", "name\n\xff\xff\n"},
           {"half a character at the end", "\xca\xbe\xc0"},
           {"one fault in UTF-8", "姓名,许可证号\n示\xff例,1\n"},
           {"accented letters or Chinese", "name\nRen\xc3\xa9\n"},
           {"UTF-16", std::string_view("\xff\xfen\0a\0", 6)},
           {"a spreadsheet", "PK\x03\x04"}})
    all.push_back({wrong, to_bytes(as_bytes(text))});
  return all;
}

bool accepts(BytesView input) {
  const MemoryFile file(input);
  const auto guessed = text_of(file, input, std::nullopt);
  const auto utf8 = text_of(file, input, Encoding::kUtf8);
  const auto chinese = text_of(file, input, Encoding::kGb18030);
  must(!guessed || guessed == utf8 || guessed == chinese, "a guess is one of the two");
  must(!utf8 || codec::is_utf8(as_text(input)), "UTF-8 is UTF-8");
  CRED_PLANT(chinese && !utf8 && input.size() < 8, input[0] >= 'q' && input[0] < 0x80);
  for (const auto encoding : {Encoding::kUtf8, Encoding::kGb18030})
    must(!issuer::encoding_from(issuer::name(encoding)),
         "words of the command line are not names for people");
  return guessed.has_value();
}

}  // namespace cred::fuzz
