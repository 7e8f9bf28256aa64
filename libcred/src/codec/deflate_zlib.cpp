// SPDX-License-Identifier: Apache-2.0
#include <zlib.h>

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "cred/codec/deflate.h"

namespace cred::codec {

namespace {

// Output grows by what was really inflated, never by what a header says.
constexpr std::size_t kStep = 64u << 10;
constexpr std::size_t kMaxInput = std::numeric_limits<uInt>::max();  // what zlib can count

/// Owns an inflate state.
class Inflater {
 public:
  explicit Inflater(BytesView input) {
    stream_.next_in = const_cast<Bytef*>(input.data());
    stream_.avail_in = static_cast<uInt>(input.size());
    if (inflateInit(&stream_) != Z_OK) std::abort();  // only for want of memory
  }
  ~Inflater() { inflateEnd(&stream_); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  int into(std::uint8_t* out, std::size_t room) {
    stream_.next_out = out;
    stream_.avail_out = static_cast<uInt>(room);
    return inflate(&stream_, Z_NO_FLUSH);
  }
  std::size_t unused_room() const { return stream_.avail_out; }
  std::size_t unused_input() const { return stream_.avail_in; }

 private:
  z_stream stream_{};
};

}  // namespace

Bytes deflate(BytesView plain) {
  uLongf size = compressBound(static_cast<uLong>(plain.size()));
  Bytes out(size);
  if (compress2(out.data(), &size, plain.data(), static_cast<uLong>(plain.size()), 6) != Z_OK) std::abort();
  out.resize(size);
  return out;
}

Result<Bytes> inflate(BytesView compressed, std::size_t ceiling) {
  if (compressed.size() > kMaxInput)
    return fail(Reason::kClaims, std::to_string(compressed.size()) + " octets are too many to inflate");
  Inflater inflater(compressed);
  Bytes out;
  for (;;) {
    const std::size_t had = out.size();
    const std::size_t room = std::min(kStep, ceiling - had) + 1;  // one more than allowed shows an overflow
    out.resize(had + room);
    const int state = inflater.into(out.data() + had, room);
    out.resize(had + room - inflater.unused_room());
    if (out.size() > ceiling)
      return fail(Reason::kClaims, "inflates to more than " + std::to_string(ceiling) + " octets");
    if (state == Z_STREAM_END) break;
    if (state != Z_OK) return fail(Reason::kClaims, "not a whole zlib stream");
  }
  if (inflater.unused_input() > 0) {
    return fail(Reason::kClaims, std::to_string(inflater.unused_input()) + " octets after the zlib stream");
  }
  return out;
}

}  // namespace cred::codec
