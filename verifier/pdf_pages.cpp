// SPDX-License-Identifier: Apache-2.0
#include "verifier/pdf_pages.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "verifier/image/page_head.h"

namespace cred::verifier {

namespace {

// Measured: a code of 50 mm drawn as lines needs 150 dpi; scans at 300 dpi and smaller codes need more.
constexpr int kFirstResolution = 200;
constexpr int kSecondResolution = 300;
constexpr ChildLimits kLimits{.memory = std::uint64_t{1} << 30, .processor_seconds = 30};

/// The file where pdftoppm can seek in it, and on no disk.
cli::Outcome<cli::Descriptor> in_memory(BytesView file) {
  cli::Descriptor memory(memfd_create("pdf", MFD_CLOEXEC));
  if (!memory) return cli::outside(std::string("cannot make a file in memory: ") + std::strerror(errno));
  if (const int error = cli::write_fully(memory.number(), file); error != 0)
    return cli::outside(std::string("cannot write a file in memory: ") + std::strerror(error));
  return memory;
}

/// One run of pdftoppm: pictures in PGM, one behind the other, as they are drawn.
class Drawing {
 public:
  static cli::Outcome<Result<Drawing>> start(const cli::Descriptor& pdf, int first, int last, int dpi) {
    int ends[2];
    if (lseek(pdf.number(), 0, SEEK_SET) != 0 || pipe2(ends, O_CLOEXEC) != 0)
      return cli::outside(std::string("cannot make a pipe: ") + std::strerror(errno));
    cli::Descriptor output(ends[0]);
    const cli::Descriptor input(ends[1]);
    auto child = Child::start({"pdftoppm", "-q", "-gray", "-r", std::to_string(dpi), "-f",
                               std::to_string(first), "-l", std::to_string(last), "-"},
                              pdf, input, kLimits);
    if (!child)
      return fail(
          Reason::kUnsupportedFormat,
          "PDF pages are drawn by pdftoppm, which cannot be started: install poppler-utils, or give a "
          "picture of the page");
    return Drawing(std::move(*child), std::move(output));
  }

  /// Head and pixels; empty after the last page. The head is believed up to kMaxPixels.
  Result<Bytes> next(const Deadline& deadline) {
    Bytes page;
    std::optional<PageHead> head;
    while (!(head = page_head(as_text(page)))) {
      std::uint8_t octet = 0;
      const auto got = receive_some(deadline, output_.number(), &octet, 1);
      if (!got) return fail(Reason::kNoCode, "drawing the pages took too long");
      if (*got == 0 && page.empty() && child_.succeeded()) return page;
      if (*got == 0 || page.size() == kMaxPageHead)
        return fail(Reason::kNoCode, "pdftoppm cannot draw the page: damaged, or locked with a password");
      page.push_back(octet);
    }
    if (static_cast<std::uint64_t>(head->width) > kMaxPixels / static_cast<std::uint64_t>(head->height))
      return fail(Reason::kTooLarge, "a page of " + std::to_string(head->width) + " x " +
                                         std::to_string(head->height) + " pixels, at most " +
                                         std::to_string(kMaxPixels) + " are read");
    page.resize(head->octets + static_cast<std::size_t>(head->width * head->height));
    if (!receive_before(deadline, output_.number(), page.data() + head->octets, page.size() - head->octets))
      return fail(Reason::kNoCode, "a page was not drawn to its end");
    return page;
  }

 private:
  Drawing(Child child, cli::Descriptor output) : child_(std::move(child)), output_(std::move(output)) {}
  Child child_;
  cli::Descriptor output_;
};

using Texts = PictureReader::Texts;

/// The second look at a page that showed nothing.
cli::Outcome<Result<Texts>> look_finer(const Deadline& deadline, const cli::Descriptor& pdf, int number,
                                       PictureReader& reader) {
  CLI_TRY(auto drawing, Drawing::start(pdf, number, number, kSecondResolution));
  if (!drawing) return Result<Texts>(tl::unexpected(drawing.error()));
  const auto page = drawing->next(deadline);
  if (!page) return Result<Texts>(tl::unexpected(page.error()));
  return reader.look(PictureFormat::kPage, *page);
}

/// The codes of one page; an error is for a page nobody has looked at in both resolutions.
cli::Outcome<Result<Texts>> look_twice(const Deadline& deadline, const cli::Descriptor& pdf, int number,
                                       BytesView page, PictureReader& reader) {
  CLI_TRY(auto texts, reader.look(PictureFormat::kPage, page));
  if (texts && !texts->empty()) return texts;
  CLI_TRY(auto finer, look_finer(deadline, pdf, number, reader));
  if (finer || !texts) return finer;
  // Too large to be drawn finer: the first look stands.
  return finer.error().reason == Reason::kTooLarge ? std::move(texts) : std::move(finer);
}

}  // namespace

cli::Outcome<PdfCodes> read_pdf(BytesView file, PictureReader& reader) {
  const Deadline deadline(kPdfTime);
  CLI_TRY(const auto pdf, in_memory(file));
  CLI_TRY(auto drawing, Drawing::start(pdf, 1, kMaxPdfPages + 1, kFirstResolution));
  if (!drawing) return PdfCodes{{}, std::move(drawing).error()};
  // pdftoppm reads while it draws, and a second run would move the place it reads at: later pages get their
  // own file.
  CLI_TRY(const auto again, in_memory(file));
  PdfCodes codes;
  for (int number = 1;; ++number) {
    const auto page = drawing->next(deadline);
    if (!page) {
      codes.unread = page.error();
      return codes;
    }
    if (page->empty()) return codes;
    if (number > kMaxPdfPages) {
      codes.unread = Error{Reason::kTooLarge,
                           "more than " + std::to_string(kMaxPdfPages) + " pages, the others were not read"};
      return codes;
    }
    CLI_TRY(const auto texts, look_twice(deadline, again, number, *page, reader));
    if (texts)
      codes.texts.insert(codes.texts.end(), texts->begin(), texts->end());
    else if (!codes.unread)
      codes.unread =
          Error{texts.error().reason, "page " + std::to_string(number) + ": " + texts.error().detail};
  }
}

}  // namespace cred::verifier
