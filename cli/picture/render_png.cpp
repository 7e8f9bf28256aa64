// SPDX-License-Identifier: Apache-2.0
#include <png.h>
#include <zlib.h>

#include <csetjmp>

#include "cli/picture/render.h"

namespace cred::cli {

namespace {

constexpr png_uint_32 kPixelsPerMetre =
    static_cast<png_uint_32>(kPixelsPerModule / kMillimetresPerModule * 1000);

// One row of modules as one row of pixels, 8 to an octet. With 8 pixels a module, every module is one octet.
static_assert(kPixelsPerModule == 8);

Bytes row_of(const qr::Symbol& symbol, int row) {
  constexpr std::uint8_t kWhite = 0xff;
  const int side = symbol.modules();
  Bytes octets(static_cast<std::size_t>(side + 2 * qr::kQuietZone), kWhite);
  if (row < 0 || row >= side) return octets;
  for (int column = 0; column < side; ++column) {
    if (symbol.dark(row, column)) octets[static_cast<std::size_t>(column + qr::kQuietZone)] = 0;
  }
  return octets;
}

void collect(png_structp png, png_bytep data, std::size_t size) {
  append(*static_cast<Bytes*>(png_get_io_ptr(png)), {data, size});
}

void nothing_to_flush(png_structp) {}

struct Writer {
  png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png == nullptr ? nullptr : png_create_info_struct(png);
  ~Writer() { png_destroy_write_struct(&png, &info); }
};

// libpng reports by longjmp: nothing with a destructor may be made in here.
bool write(Writer& writer, const std::vector<Bytes>& rows, Bytes& out) {
  if (setjmp(png_jmpbuf(writer.png)) != 0) return false;
  const auto side = static_cast<png_uint_32>(rows.front().size() * 8);
  png_set_write_fn(writer.png, &out, collect, nothing_to_flush);
  png_set_IHDR(writer.png, writer.info, side, side, 1, PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
               PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_set_pHYs(writer.png, writer.info, kPixelsPerMetre, kPixelsPerMetre, PNG_RESOLUTION_METER);
  // Seven rows of eight repeat the one above, which the filter UP turns into zeros. Runs of them are all
  // there is to find: looking for more takes five times as long and saves a tenth of the size.
  png_set_compression_strategy(writer.png, Z_RLE);
  png_set_filter(writer.png, PNG_FILTER_TYPE_BASE, PNG_FILTER_UP);
  png_write_info(writer.png, writer.info);
  for (const auto& row : rows) {
    for (int i = 0; i < kPixelsPerModule; ++i) png_write_row(writer.png, row.data());
  }
  png_write_end(writer.png, nullptr);
  return true;
}

}  // namespace

Outcome<Bytes> to_png(const qr::Symbol& symbol) {
  std::vector<Bytes> rows;
  for (int row = -qr::kQuietZone; row < symbol.modules() + qr::kQuietZone; ++row)
    rows.push_back(row_of(symbol, row));
  Bytes out;
  Writer writer;
  if (writer.info == nullptr || !write(writer, rows, out))
    return outside("libpng could not write the picture");
  return out;
}

}  // namespace cred::cli
