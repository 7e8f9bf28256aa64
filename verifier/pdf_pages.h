// SPDX-License-Identifier: Apache-2.0
// The codes of a PDF: its pages drawn by pdftoppm (poppler-utils) as a confined process, its PDF reader being
// large and never linked, and read like any other picture.
#pragma once

#include "verifier/picture_reader.h"

namespace cred::verifier {

inline constexpr int kMaxPdfPages = 20;
inline constexpr std::chrono::milliseconds kPdfTime{30'000};  // for all pages of one file

struct PdfCodes {
  PictureReader::Texts texts;   // of all pages, in their order
  std::optional<Error> unread;  // why a page was not looked at, or all after it; none when every page was
};

/// Every page is drawn at 200 dpi, and once more at 300 when it shows no code. Reasons: no-code (damaged,
/// locked, no code on any page, too slow), too-large (a page of more than kMaxPixels, more than kMaxPdfPages
/// pages), unsupported-format (pdftoppm is not installed).
cli::Outcome<PdfCodes> read_pdf(BytesView file, PictureReader& reader);

}  // namespace cred::verifier
