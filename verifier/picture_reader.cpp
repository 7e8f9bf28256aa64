// SPDX-License-Identifier: Apache-2.0
#include "verifier/picture_reader.h"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "verifier/image/reader/wire.h"

namespace cred::verifier {

namespace {

namespace fs = std::filesystem;

constexpr const char* kProgram = "cred-picture-reader";

fs::path installed_reader() {
  std::error_code error;
  const auto here = fs::read_symlink("/proc/self/exe", error).parent_path();
  const auto beside = here / kProgram;
  return fs::exists(beside, error) ? beside : here / ".." / "libexec" / "cred" / kProgram;
}

bool receive_text(const Deadline& deadline, int socket, std::string& text) {
  std::uint32_t size = 0;
  if (!receive_before(deadline, socket, &size, sizeof size) || size > wire::kMaxTextOctets) return false;
  text.resize(size);
  return receive_before(deadline, socket, text.data(), size);
}

}  // namespace

PictureReader::PictureReader() : PictureReader(installed_reader()) {}

cli::Outcome<void> PictureReader::start() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    return cli::outside(std::string("cannot make a socket: ") + std::strerror(errno));
  socket_ = cli::Descriptor(ends[0]);
  const cli::Descriptor other(ends[1]);
  child_ = Child::start({program_.string()}, other, other, {});  // it limits itself (image/reader/confine.h)
  if (!child_)
    return cli::outside("cannot start " + program_.string() + ": " + std::strerror(errno),
                        "install cred-picture-reader beside cred-verifier or in ../libexec/cred");
  return {};
}

bool PictureReader::send(const Deadline& deadline, PictureFormat format, BytesView file) {
  wire::Request request{};
  request.octets = file.size();
  request.format = format;
  const BytesView head(reinterpret_cast<const std::uint8_t*>(&request), sizeof request);
  return send_before(deadline, socket_.number(), head) && send_before(deadline, socket_.number(), file);
}

/// None: no reply, or one that no reader of ours writes.
std::optional<Result<PictureReader::Texts>> PictureReader::receive(const Deadline& deadline) {
  wire::Reply reply{};
  if (!receive_before(deadline, socket_.number(), &reply, sizeof reply)) return std::nullopt;
  if (reply.count > wire::kMaxTexts) return std::nullopt;
  Texts texts;
  for (std::uint32_t i = 0; i < reply.count; ++i) {
    texts.emplace_back();
    if (!receive_text(deadline, socket_.number(), texts.back())) return std::nullopt;
  }
  if (reply.answer == wire::Answer::kCodes) return texts;
  if (texts.empty()) return std::nullopt;
  // A picture that cannot be decoded shows no code.
  return fail(reply.answer == wire::Answer::kTooLarge ? Reason::kTooLarge : Reason::kNoCode, texts.front());
}

cli::Outcome<Result<PictureReader::Texts>> PictureReader::look(PictureFormat format, BytesView file) {
  if (file.size() > wire::kMaxRequest)
    return fail(Reason::kTooLarge, "a picture of " + std::to_string(file.size()) + " octets");
  for (;;) {
    const bool fresh = !child_;
    if (fresh) CLI_CHECK(start());
    const Deadline deadline(kPictureTime);
    if (send(deadline, format, file)) {
      if (auto texts = receive(deadline)) return std::move(*texts);
    }
    const bool late = deadline.milliseconds_left() == 0;
    child_.reset();
    if (late) return fail(Reason::kNoCode, "the picture took longer than 2 s to read");
    // One that served before may have ended while it had nothing to do, which is no fault of this picture.
    if (fresh) return fail(Reason::kNoCode, "reading the picture ended the picture reader");
  }
}

cli::Outcome<Result<PictureReader::Texts>> PictureReader::read(PictureFormat format, BytesView file) {
  CLI_TRY(auto texts, look(format, file));
  if (texts && texts->empty()) return fail(Reason::kNoCode, "no QR code in the picture");
  return texts;
}

}  // namespace cred::verifier
