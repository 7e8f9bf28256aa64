// SPDX-License-Identifier: Apache-2.0
#include "source_dir.h"

namespace cred::test {

std::string source_file(const std::string& name) {
  return CRED_SOURCE_DIR "/" + name;
}

}  // namespace cred::test
