// SPDX-License-Identifier: Apache-2.0
// Picture to verdict, against libpng + ZXing (QR only) + the bare signature check of the same file.
#include "bench/cases.h"
#include "bench/frames.h"
#include "bench/reference/reference.h"
#include "bench/sample.h"
#include "cli/picture/render.h"
#include "cred/verify.h"
#include "verifier/image/picture.h"

namespace cred::bench {

namespace {

constexpr std::size_t kFrames = 24;

/// Pictures of permits, and whose they are.
struct Pictures {
  std::vector<Bytes> files;
  std::vector<qr::GrayImage> frames;
  std::vector<std::size_t> permits;
};

qr::Symbol symbol_of(const Permit& permit) {
  auto symbol = qr::Symbol::encode(permit.text, qr::Level::kM);
  require(symbol.has_value(), "a sample permit fits no symbol");
  return std::move(*symbol);
}

Bytes grey_png(const qr::GrayImage& image) {
  return reference::write_png({image.width, image.height, image.pixels});
}

Pictures our_pngs(const Sample& sample) {
  Pictures pictures;
  for (std::size_t i = 0; i < kPermits; ++i) {
    pictures.files.push_back(*cli::to_png(symbol_of(sample.permits()[i])));
    pictures.permits.push_back(i);
  }
  return pictures;
}

/// As other programs write them: 8-bit grey, other scales, more paper around.
Pictures other_pngs(const Sample& sample) {
  constexpr struct {
    int scale;
    int margin;
  } kLooks[] = {{3, 0}, {4, 20}, {5, 150}, {6, 60}, {10, 0}};
  Pictures pictures;
  for (std::size_t i = 0; i < 200; ++i) {
    const auto& look = kLooks[i % std::size(kLooks)];
    pictures.files.push_back(grey_png(rendered(symbol_of(sample.permits()[i]), look.scale, look.margin)));
    pictures.permits.push_back(i);
  }
  return pictures;
}

Pictures camera_frames(const Sample& sample) {
  Pictures pictures;
  for (std::size_t i = 0; i < kFrames; ++i) {
    pictures.frames.push_back(camera_frame(symbol_of(sample.permits()[i]), i));
    pictures.permits.push_back(i);
  }
  return pictures;
}

bool is_valid(const std::vector<std::string>& codes, const VerifyContext& context) {
  return codes.size() == 1 && verify(codes[0], context).code == VerdictCode::kValid;
}

Contestant our_files(const Sample& sample, const Pictures& pictures) {
  return {"libcred", [&, next = std::size_t{0}](std::size_t count) mutable {
            const auto context = sample.context();
            for (std::size_t i = 0; i < count; ++i) {
              const auto image = verifier::decode_picture(verifier::PictureFormat::kPng,
                                                          pictures.files[next++ % pictures.files.size()]);
              require(image && is_valid(verifier::find_codes(*image), context),
                      "a sample picture is not VALID");
            }
          }};
}

bool raw_verifies(const Sample& sample, std::size_t permit) {
  const auto& pieces = sample.permits()[permit].pieces;
  return reference::ed25519_verifies(sample.key()->public_key().x(), pieces.message, pieces.signature);
}

Contestant raw_files(const Sample& sample, const Pictures& pictures) {
  return {"libpng + ZXing QR only + raw Ed25519", [&, next = std::size_t{0}](std::size_t count) mutable {
            for (std::size_t i = 0; i < count; ++i, ++next) {
              const auto which = next % pictures.files.size();
              const auto grey = reference::read_png(pictures.files[which]);
              const auto text = reference::find_qr(grey.pixels, grey.width, grey.height);
              require(text == sample.permits()[pictures.permits[which]].text, "ZXing read another text");
              require(raw_verifies(sample, pictures.permits[which]), "raw Ed25519");
            }
          }};
}

Contestant our_frames(const Sample& sample, const Pictures& pictures) {
  return {"libcred", [&, next = std::size_t{0}](std::size_t count) mutable {
            const auto context = sample.context();
            for (std::size_t i = 0; i < count; ++i)
              keep(is_valid(verifier::find_codes(pictures.frames[next++ % kFrames]), context));
          }};
}

Contestant raw_frames(const Pictures& pictures) {
  return {"ZXing full search, QR only", [&, next = std::size_t{0}](std::size_t count) mutable {
            for (std::size_t i = 0; i < count; ++i) {
              const auto& frame = pictures.frames[next++ % kFrames];
              keep(reference::find_qr(frame.pixels, frame.width, frame.height));
            }
          }};
}

std::string recall(const Sample& sample, const Pictures& pictures) {
  const auto context = sample.context();
  std::size_t ours = 0;
  std::size_t theirs = 0;
  for (const auto& frame : pictures.frames) {
    if (is_valid(verifier::find_codes(frame), context)) ++ours;
    if (!reference::find_qr(frame.pixels, frame.width, frame.height).empty()) ++theirs;
  }
  require(ours >= theirs, "recall of camera frames is below ZXing's");
  return std::to_string(ours) + " of " + std::to_string(kFrames) + " read, ZXing " + std::to_string(theirs);
}

}  // namespace

std::vector<Row> picture_cases(const Surroundings& around) {
  const Sample sample(crypto::Algorithm::kEd25519);
  const auto own = our_pngs(sample);
  const auto others = other_pngs(sample);
  const auto frames = camera_frames(sample);
  auto effort = around.effort;
  std::vector<Row> rows;
  rows.push_back(compare(
      {"png-own", "our PNG (8 px a module) to verdict", our_files(sample, own), raw_files(sample, own), 0.80},
      effort));
  rows.push_back(compare({"png-other", "other programs' PNG to verdict", our_files(sample, others),
                          raw_files(sample, others), 1.05},
                         effort));
  // Every frame in every slice, or the rounds could not be compared.
  const auto what = "1080p camera frame to verdict (" + recall(sample, frames) + ")";
  const auto every = [](Contestant one) {
    return Contestant{one.name, [run = std::move(one.run)](std::size_t count) { run(count * kFrames); }};
  };
  auto row =
      compare({"frame", what, every(our_frames(sample, frames)), every(raw_frames(frames)), 0.6}, effort);
  row.our_value /= kFrames;
  row.reference_value /= kFrames;
  rows.push_back(row);
  return rows;
}

}  // namespace cred::bench
