// SPDX-License-Identifier: Apache-2.0
// Gives up everything a decoder of pictures does not need, for good: files, sockets, processes, memory
// without end. The libraries behind it are old and read what strangers send; a flaw in one must not become
// more than a picture that was not read.
#pragma once

namespace cred::verifier {

/// False: the system did not let us. Then no picture may be read.
bool confine();

/// Processor time for the next picture; beyond it the system ends the process, whether or not anybody still
/// waits.
void allow_processor_seconds(unsigned seconds);

}  // namespace cred::verifier
