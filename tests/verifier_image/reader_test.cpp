// SPDX-License-Identifier: Apache-2.0
// The picture reader as a process: what a dead, hung or lying one costs.
#include "verifier/picture_reader.h"

#include <signal.h>

#include <atomic>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <thread>

#include "support/pictures.h"
#include "support/temporary_folder.h"
#include "verifier/pdf_pages.h"
#include "verifier_image/encoders.h"

namespace cred::verifier {
namespace {

using Texts = PictureReader::Texts;

const std::string kText = "FWS1:QED8WEX0";

PictureReader real_reader() {
  return PictureReader(CRED_PICTURE_READER);
}

Bytes sample() {
  return encoders::png(pictures::of(qr::Symbol::encode(kText, qr::Level::kM).value(), 6));
}

Result<Texts> read(PictureReader& reader, const Bytes& file = sample()) {
  auto read = reader.read(PictureFormat::kPng, file);
  REQUIRE(read.has_value());
  return std::move(*read);
}

/// A reader that is this shell script.
PictureReader scripted(const TemporaryFolder& folder, const std::string& script) {
  const auto program = folder.path() / "reader";
  std::ofstream(program) << "#!/bin/sh\n" << script << "\n";
  std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  return PictureReader(program);
}

TEST_CASE("one reader serves one picture after another, good and bad ones") {
  auto reader = real_reader();
  CHECK_FALSE(reader.child().has_value());
  CHECK(read(reader).value() == Texts{kText});
  const auto child = reader.child();
  CHECK(read(reader, {1, 2, 3}).error().reason == Reason::kNoCode);
  CHECK(read(reader, encoders::png(pictures::paper(50, 50))).error().detail == "no QR code in the picture");
  CHECK(read(reader).value() == Texts{kText});
  CHECK(reader.child() == child);
}

TEST_CASE("a reader that died between two pictures is replaced and costs nothing") {
  auto reader = real_reader();
  CHECK(read(reader).has_value());
  const auto first = reader.child().value();
  kill(first, SIGKILL);
  CHECK(read(reader).value() == Texts{kText});
  CHECK(reader.child().value() != first);
}

TEST_CASE("a reader that hangs is given up after the time for a picture, and only that picture is lost") {
  auto reader = real_reader();
  CHECK(read(reader).has_value());
  kill(reader.child().value(), SIGSTOP);
  const auto late = read(reader);
  REQUIRE_FALSE(late.has_value());
  CHECK(late.error().reason == Reason::kNoCode);
  CHECK(late.error().detail == "the picture took longer than 2 s to read");
  CHECK(read(reader).value() == Texts{kText});
}

TEST_CASE("a reader killed at any moment costs at most its picture, and the run goes on") {
  auto reader = real_reader();
  const auto file = encoders::png(pictures::of(qr::Symbol::encode(kText, qr::Level::kM).value(), 40));
  std::atomic<pid_t> victim = 0;
  std::atomic<bool> done = false;
  std::thread killer([&] {
    std::uint32_t state = 1;
    while (!done) {
      for (auto spin = (state = state * 1664525u + 1013904223u) >> 10; spin > 0 && !done; --spin) {
      }
      if (const pid_t child = victim.exchange(0); child > 0) kill(child, SIGKILL);
    }
  });
  for (int i = 0; i < 15; ++i) {
    victim = reader.child().value_or(0);
    const auto texts = read(reader, file);
    // The child that was named above may be reaped now: it must not be killed any more.
    victim = 0;
    if (texts) CHECK(*texts == Texts{kText});
    if (!texts) CHECK(texts.error().reason == Reason::kNoCode);
  }
  done = true;
  killer.join();
  CHECK(read(reader).value() == Texts{kText});
}

TEST_CASE("a reply that no reader of ours writes is a picture that was not read") {
  const TemporaryFolder folder;
  const std::string reply =
      GENERATE("exit 0", "head -c 100 /dev/zero | tr '\\0' '\\377' >&0",
               "printf '\\001\\000\\000\\000\\000\\000\\000\\000\\377\\377\\377\\377' >&0",
               "printf '\\377\\377\\377\\377\\000\\000\\000\\000' >&0");
  auto reader = scripted(folder, reply);
  const auto texts = read(reader);
  REQUIRE_FALSE(texts.has_value());
  CHECK(texts.error().reason == Reason::kNoCode);
}

TEST_CASE("a page of a PDF that the reader gives up is not taken for one without a code") {
  // Two empty pages, without the table of offsets: pdftoppm makes its own.
  const std::string pages =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
      "2 0 obj<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n"
      "4 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 72 72]>>endobj\n"
      "trailer<</Root 1 0 R>>\n";
  auto good = real_reader();
  const auto blank = read_pdf(as_bytes(pages), good);
  REQUIRE(blank.has_value());
  CHECK(blank->texts.empty());
  CHECK_FALSE(blank->unread.has_value());

  const TemporaryFolder folder;
  auto bad = scripted(folder, "exit 0");
  const auto unread = read_pdf(as_bytes(pages), bad);
  REQUIRE(unread.has_value());
  CHECK(unread->texts.empty());
  REQUIRE(unread->unread.has_value());
  CHECK(unread->unread->reason == Reason::kNoCode);
  CHECK(unread->unread->detail == "page 1: reading the picture ended the picture reader");
}

TEST_CASE("a reader that is not there is a fault of the installation, not of the picture") {
  PictureReader reader("/nowhere/cred-picture-reader");
  const auto texts = reader.read(PictureFormat::kPng, sample());
  REQUIRE_FALSE(texts.has_value());
  CHECK(texts.error().exit == cli::Exit::kOutside);
}

}  // namespace
}  // namespace cred::verifier
