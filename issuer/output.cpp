// SPDX-License-Identifier: Apache-2.0
#include "issuer/output.h"

#include "cli/files.h"
#include "cli/picture/render.h"
#include "issuer/page.h"

namespace cred::issuer {

cli::Outcome<qr::Symbol> symbol_of(const Released& permit) {
  auto symbol = qr::Symbol::encode(permit.text, qr::Level::kM);
  if (!symbol) return cli::refused("the code of document " + permit.document, symbol.error());
  return std::move(*symbol);
}

cli::Outcome<Output> write_permit(const std::filesystem::path& folder, const Request& request,
                                  const Released& permit, const Authority& authority,
                                  trust::Environment environment) {
  CLI_TRY(auto symbol, symbol_of(permit));
  CLI_TRY(const Bytes png, cli::to_png(symbol));
  const std::string svg = cli::to_svg(symbol);
  const std::string html = permit_page({request, permit.document, authority, environment}, svg);
  Output output{std::move(symbol), {}};
  const std::pair<const char*, BytesView> contents[] = {{".png", png},
                                                        {".svg", as_bytes(svg)},
                                                        {".txt", as_bytes(permit.text)},
                                                        {".cwt", permit.token},
                                                        {".html", as_bytes(html)}};
  for (const auto& [ending, content] : contents) {
    const auto path = folder / (request.id + ending);
    CLI_CHECK(cli::write_file(path, content));
    output.files.push_back(path.string());
  }
  return output;
}

}  // namespace cred::issuer
