// SPDX-License-Identifier: Apache-2.0
// Strong<Tag, T>: a T that does not convert to the T of another meaning.
#pragma once

#include <compare>
#include <utility>

namespace cred {

template <class Tag, class T>
class Strong {
 public:
  explicit constexpr Strong(T value) : value_(std::move(value)) {}
  constexpr const T& value() const { return value_; }
  friend constexpr auto operator<=>(const Strong&, const Strong&) = default;

 private:
  T value_;
};

}  // namespace cred
