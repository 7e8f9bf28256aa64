// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "cli/files.h"
#include "cred/codec/hex.h"
#include "cred/enrolment.h"
#include "holder/commands/commands.h"
#include "holder/json.h"

namespace cred::holder {

namespace {

/// 32 hexadecimal digits, in groups or not, on the command line or in a file.
cli::Outcome<sdcwt::Nonce> nonce_of(const std::string& argument) {
  const auto digits = [](std::string text) {
    std::erase(text, ' ');
    return codec::from_hex(text);
  };
  sdcwt::Nonce nonce{};
  auto octets = digits(argument);
  if (!octets || octets->size() != nonce.size()) {
    CLI_TRY(const auto line, text_or_file(argument, ""));
    octets = digits(line);
  }
  if (!octets || octets->size() != nonce.size())
    return cli::usage("--nonce is 32 hexadecimal digits, or a file that holds them",
                      "the authority makes one for your application: cred-issuer bind ID --nonce");
  std::ranges::copy(*octets, nonce.begin());
  return nonce;
}

}  // namespace

cli::Outcome<void> enrol(const Common& common, const EnrolOptions& options, const cli::Console& console) {
  CLI_TRY(const auto nonce, nonce_of(options.nonce));
  CLI_TRY(auto session, open(common, console));
  const auto request = request_enrolment(options.iss, nonce, options.card, session.wallet.device());
  if (!request) return cli::usage("--iss and --card: " + request.error().detail);
  if (!options.output.empty() || !common.json)
    CLI_CHECK(cli::write_file(options.output.empty() ? "-" : options.output, as_bytes(request->text + "\n")));
  if (common.json)
    say("{}\n", enrolment_json(options.iss, options.card, session.wallet.device().public_key(), request->text,
                               options.output, session.clock));
  console.hint(
      "give it to the authority within ten minutes of the nonce; it proves that this phone holds its key");
  return {};
}

}  // namespace cred::holder
