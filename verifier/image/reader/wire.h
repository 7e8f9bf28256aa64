// SPDX-License-Identifier: Apache-2.0
// What goes between cred-verifier and its picture reader, over one socket: a request is a head and a file, a
// reply a head and texts. Both ends are the same build on the same machine; the tool still believes no length
// in a reply.
#pragma once

#include <cstdint>

#include "verifier/image/format.h"

namespace cred::verifier::wire {

struct Request {
  std::uint64_t octets;  // of the file that follows
  PictureFormat format;
  std::uint8_t unused[7] = {};  // named, so that nothing of the sender's memory goes along
};

enum class Answer : std::uint8_t { kCodes, kTooLarge, kPicture };

// `count` times a std::uint32_t and so many octets follow: texts, or the one sentence of a refusal.
struct Reply {
  std::uint32_t count;
  Answer answer;
  std::uint8_t unused[3] = {};
};

inline constexpr std::size_t kMaxRequest = kMaxPixels + 64;  // a page of a PDF is as large as its pixels
inline constexpr std::uint32_t kMaxTexts = 1'000;            // in one picture
inline constexpr std::uint32_t kMaxTextOctets = 8'192;       // more than a code of version 40 can hold

}  // namespace cred::verifier::wire
