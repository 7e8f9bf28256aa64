// SPDX-License-Identifier: Apache-2.0
#include <png.h>

#include <string>

#include "verifier/image/decoders.h"

namespace cred::verifier {

namespace {

struct Reader {
  png_image image{};
  Reader() { image.version = PNG_IMAGE_VERSION; }
  ~Reader() { png_image_free(&image); }
};

tl::unexpected<Error> damaged(const Reader& reader) {
  return fail(Reason::kPicture, std::string("PNG: ") + reader.image.message);
}

}  // namespace

Result<qr::GrayImage> decode_png(BytesView file) {
  Reader
      reader;  // libpng's simplified API: reports by return value, keeps to libpng's limits for every chunk
  if (png_image_begin_read_from_memory(&reader.image, file.data(), file.size()) == 0) return damaged(reader);
  reader.image.format = PNG_FORMAT_GRAY;
  CRED_TRY(auto gray, blank_image(reader.image.width, reader.image.height));
  const png_color white = {0xff, 0xff, 0xff};  // what shows through transparent places
  if (png_image_finish_read(&reader.image, &white, gray.pixels.data(), 0, nullptr) == 0)
    return damaged(reader);
  return gray;
}

}  // namespace cred::verifier
