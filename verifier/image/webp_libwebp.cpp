// SPDX-License-Identifier: Apache-2.0
#include <webp/decode.h>

#include <string>

#include "verifier/image/decoders.h"

namespace cred::verifier {

namespace {

struct Decoder {
  WebPDecoderConfig config{};
  bool ready = WebPInitDecoderConfig(&config) != 0;
  ~Decoder() { WebPFreeDecBuffer(&config.output); }
};

tl::unexpected<Error> damaged(int status) {
  return fail(Reason::kPicture, "WebP: damaged (status " + std::to_string(status) + ")");
}

// Transparent places show white.
std::uint8_t over_white(unsigned luminance, unsigned alpha) {
  return static_cast<std::uint8_t>((luminance * alpha + 255 * (255 - alpha)) / 255);
}

void copy_luminance(const WebPYUVABuffer& planes, qr::GrayImage& gray) {
  for (int row = 0; row < gray.height; ++row) {
    const std::uint8_t* luminance = planes.y + static_cast<std::ptrdiff_t>(row) * planes.y_stride;
    const std::uint8_t* alpha =
        planes.a == nullptr ? nullptr : planes.a + static_cast<std::ptrdiff_t>(row) * planes.a_stride;
    std::uint8_t* out = gray.pixels.data() + static_cast<std::ptrdiff_t>(row) * gray.width;
    for (int column = 0; column < gray.width; ++column) {
      out[column] = alpha == nullptr ? luminance[column] : over_white(luminance[column], alpha[column]);
    }
  }
}

}  // namespace

Result<qr::GrayImage> decode_webp(BytesView file) {
  Decoder decoder;
  if (!decoder.ready) return fail(Reason::kPicture, "WebP: the decoder is of another version");
  auto& config = decoder.config;
  if (const auto status = WebPGetFeatures(file.data(), file.size(), &config.input); status != VP8_STATUS_OK) {
    return damaged(status);
  }
  if (config.input.has_animation != 0)
    return fail(Reason::kPicture, "WebP: animated, which is not read: give a still picture");
  CRED_TRY(auto gray, blank_image(config.input.width, config.input.height));
  // The luminance plane is what the file holds already; turning it into colours and back would cost time and
  // change it.
  config.output.colorspace = config.input.has_alpha != 0 ? MODE_YUVA : MODE_YUV;
  if (const auto status = WebPDecode(file.data(), file.size(), &config); status != VP8_STATUS_OK)
    return damaged(status);
  copy_luminance(config.output.u.YUVA, gray);
  return gray;
}

}  // namespace cred::verifier
