// SPDX-License-Identifier: Apache-2.0
// Picture files to grey pixels and to the texts of their codes: PNG, JPEG, WebP, pages of a PDF. Dimensions
// are checked before memory is taken. Runs in the confined process cred-picture-reader (reader/), never in
// the tool.
#pragma once

#include <string>
#include <vector>

#include "cred/base/result.h"
#include "cred/qr/scan.h"
#include "verifier/image/format.h"
#include "verifier/image/ladder.h"

namespace cred::verifier {

/// Reasons: picture (damaged, or a form not read), too-large (more than kMaxPixels).
Result<qr::GrayImage> decode_picture(PictureFormat format, BytesView file);

/// All codes of the picture, in reading order: the ladder (ladder.h) until a stage finds something, or so
/// many seconds of processor time have passed.
std::vector<std::string> find_codes(const qr::GrayImage& image, double seconds = kSearchSeconds);

/// Both. Empty: a picture without a code.
Result<std::vector<std::string>> read_picture(PictureFormat format, BytesView file);

}  // namespace cred::verifier
