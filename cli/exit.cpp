// SPDX-License-Identifier: Apache-2.0
#include "cli/exit.h"

namespace cred::cli {

namespace {

int gravity(Exit exit) {
  switch (exit) {
    case Exit::kAccepted:
      return 0;
    case Exit::kUndetermined:
      return 1;
    case Exit::kRefused:
      return 2;
    case Exit::kOutside:
      return 3;
    case Exit::kUsage:
      return 4;
  }
  return 4;
}

}  // namespace

Exit worst(Exit a, Exit b) {
  return gravity(a) >= gravity(b) ? a : b;
}

}  // namespace cred::cli
