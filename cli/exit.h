// SPDX-License-Identifier: Apache-2.0
// The five exit codes of every tool (docs/reasons.md).
#pragma once

namespace cred::cli {

enum class Exit : int {
  kAccepted = 0,      // done; every input accepted
  kRefused = 1,       // an input was refused
  kUsage = 2,         // the command line is wrong
  kUndetermined = 3,  // cannot tell
  kOutside = 4,       // a file, database or device failed
};

/// Of several inputs the gravest counts: 2 over 4 over 1 over 3 over 0.
Exit worst(Exit a, Exit b);

}  // namespace cred::cli
