// SPDX-License-Identifier: Apache-2.0
#include <turbojpeg.h>

#include <memory>
#include <string>
#include <type_traits>

#include "verifier/image/decoders.h"

namespace cred::verifier {

namespace {

struct Destroy {
  void operator()(tjhandle handle) const { tjDestroy(handle); }
};
using Decoder = std::unique_ptr<std::remove_pointer_t<tjhandle>, Destroy>;

tl::unexpected<Error> damaged(const Decoder& decoder) {
  return fail(Reason::kPicture, std::string("JPEG: ") + tjGetErrorStr2(decoder.get()));
}

}  // namespace

Result<qr::GrayImage> decode_jpeg(BytesView file) {
  const Decoder decoder(tjInitDecompress());
  if (!decoder) return fail(Reason::kPicture, "JPEG: the decoder could not be started");
  int width = 0, height = 0, subsampling = 0, colours = 0;
  const auto size = static_cast<unsigned long>(file.size());
  if (tjDecompressHeader3(decoder.get(), file.data(), size, &width, &height, &subsampling, &colours) != 0) {
    return damaged(decoder);
  }
  CRED_TRY(auto gray, blank_image(width, height));
  // A progressive file can ask for thousands of passes over the whole picture: the flag ends that.
  const int failed = tjDecompress2(decoder.get(), file.data(), size, gray.pixels.data(), width, 0, height,
                                   TJPF_GRAY, TJFLAG_LIMITSCANS);
  // A warning means a flaw somewhere in the picture; the code may well be in the rest.
  if (failed != 0 && tjGetErrorCode(decoder.get()) != TJERR_WARNING) return damaged(decoder);
  return gray;
}

}  // namespace cred::verifier
