// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace cred::cli {

/// For a program whose whole life is one short question, first thing in main(): OpenSSL leaves out what no
/// check needs, the tables of all ciphers and digests by name and the machine's openssl.cnf. That is a sixth
/// of all it would do; and no configuration of the machine has a say in a verdict.
void start_openssl_bare();

}  // namespace cred::cli
