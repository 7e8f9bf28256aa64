// SPDX-License-Identifier: Apache-2.0
// cred-picture-reader: started by cred-verifier, never by people. Reads pictures from the socket that is its
// standard input and answers with the texts of their codes, until the other end closes.
#include <sys/socket.h>
#include <unistd.h>

#include "cred/base/bytes.h"
#include "verifier/image/picture.h"
#include "verifier/image/reader/confine.h"
#include "verifier/image/reader/wire.h"

namespace cred::verifier {

namespace {

constexpr int kSocket = STDIN_FILENO;
constexpr unsigned kProcessorSeconds = 3;  // a picture; the tool waits no longer than 2 s

bool receive(void* data, std::size_t size) {
  return size == 0 || recv(kSocket, data, size, MSG_WAITALL) == static_cast<ssize_t>(size);
}

bool send_all(BytesView data) {
  while (!data.empty()) {
    const auto sent = send(kSocket, data.data(), data.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    data = data.subspan(static_cast<std::size_t>(sent));
  }
  return true;
}

template <class T>
void append_raw(Bytes& out, const T& value) {
  append(out, {reinterpret_cast<const std::uint8_t*>(&value), sizeof value});
}

void append_text(Bytes& out, std::string_view text) {
  text = text.substr(0, wire::kMaxTextOctets);
  append_raw(out, static_cast<std::uint32_t>(text.size()));
  append(out, as_bytes(text));
}

Bytes reply_to(PictureFormat format, BytesView file) {
  Bytes out;
  const auto codes = read_picture(format, file);
  if (!codes) {
    const bool too_large = codes.error().reason == Reason::kTooLarge;
    append_raw(out, wire::Reply{1, too_large ? wire::Answer::kTooLarge : wire::Answer::kPicture, {}});
    append_text(out, codes.error().detail);
    return out;
  }
  const auto count = static_cast<std::uint32_t>(std::min<std::size_t>(codes->size(), wire::kMaxTexts));
  append_raw(out, wire::Reply{count, wire::Answer::kCodes, {}});
  for (std::uint32_t i = 0; i < count; ++i) append_text(out, (*codes)[i]);
  return out;
}

}  // namespace

int serve() {
  if (!confine()) return 1;
  for (;;) {
    wire::Request request{};
    if (!receive(&request, sizeof request) || request.octets > wire::kMaxRequest) return 0;
    allow_processor_seconds(kProcessorSeconds);
    Bytes file(request.octets);
    if (!receive(file.data(), file.size()) || !send_all(reply_to(request.format, file))) return 0;
  }
}

}  // namespace cred::verifier

int main() {
  // Nothing is tidied up at the end: no file is open, and the leak check of a sanitizer may not run in here.
  _exit(cred::verifier::serve());
}
