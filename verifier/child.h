// SPDX-License-Identifier: Apache-2.0
// Another program, started to handle what strangers send: with limits, without our open files, killed when it
// takes too long or when nobody needs it any more.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "cli/system.h"

namespace cred::verifier {

/// Until when an answer is waited for. Runs on the steady clock: it measures, it does not tell the time.
class Deadline {
 public:
  explicit Deadline(std::chrono::milliseconds from_now) : end_(std::chrono::steady_clock::now() + from_now) {}
  int milliseconds_left() const;  // 0: passed

 private:
  std::chrono::steady_clock::time_point end_;
};

struct ChildLimits {
  std::optional<std::uint64_t> memory;             // octets of address space
  std::optional<std::uint64_t> processor_seconds;  // over its whole life
};

/// A running program. Its standard error goes nowhere: what it says there may quote the stranger.
class Child {
 public:
  /// `input` and `output` become its standard input and output. The program is looked for on the PATH when
  /// its name has no slash. None: it could not be started; errno says why.
  static std::optional<Child> start(const std::vector<std::string>& command, const cli::Descriptor& input,
                                    const cli::Descriptor& output, const ChildLimits& limits);
  ~Child();
  Child(Child&& other) noexcept : id_(std::exchange(other.id_, -1)) {}
  Child& operator=(Child&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
  }

  pid_t id() const { return id_; }
  /// Whether it ended by itself and said that all is well. Waits for its end, so only once its output has
  /// ended.
  bool succeeded();

 private:
  explicit Child(pid_t id) : id_(id) {}
  pid_t id_;
};

/// Whether `data` was sent whole, or filled, before the deadline. False also when the other end is gone.
bool send_before(const Deadline& deadline, int socket, BytesView data);
bool receive_before(const Deadline& deadline, int descriptor, void* data, std::size_t size);
/// What is there, at most `size` octets; 0 at the end; none when the deadline passed.
std::optional<std::size_t> receive_some(const Deadline& deadline, int descriptor, void* data,
                                        std::size_t size);

}  // namespace cred::verifier
