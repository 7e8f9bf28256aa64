// SPDX-License-Identifier: Apache-2.0
#include "verifier/image/decoders.h"
#include "verifier/image/page_head.h"

namespace cred::verifier {

Result<qr::GrayImage> decode_page(BytesView file) {
  const auto head = page_head(as_text(file));
  if (!head) return fail(Reason::kPicture, "the page has no head of a PGM picture");
  CRED_TRY(auto gray, blank_image(head->width, head->height));
  const auto pixels = file.subspan(head->octets);
  if (pixels.size() != gray.pixels.size()) return fail(Reason::kPicture, "the page is not whole");
  gray.pixels.assign(pixels.begin(), pixels.end());
  return gray;
}

}  // namespace cred::verifier
