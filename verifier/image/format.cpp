// SPDX-License-Identifier: Apache-2.0
#include "verifier/image/format.h"

namespace cred::verifier {

std::optional<PictureFormat> picture_format(BytesView file) {
  const auto text = as_text(file);
  if (text.starts_with("\x89PNG\r\n\x1a\n")) return PictureFormat::kPng;
  if (text.starts_with("\xff\xd8\xff")) return PictureFormat::kJpeg;
  if (text.starts_with("RIFF") && text.size() >= 12 && text.substr(8, 4) == "WEBP")
    return PictureFormat::kWebp;
  if (text.starts_with("%PDF-")) return PictureFormat::kPdf;
  return std::nullopt;
}

}  // namespace cred::verifier
