// SPDX-License-Identifier: Apache-2.0
// Every encoded item of a permit, in the token, its header and its payload, spoiled in every way an encoding
// can be: signed by the right key, so that only the reader stands between it and a green.
#include <catch2/catch.hpp>
#include <functional>

#include "cred/cbor/decode.h"
#include "hostile/parts.h"
#include "hostile/samples.h"

namespace cred::hostile {
namespace {

using cbor::Type;

/// Where an item stands, and its head in parts.
struct Place {
  std::size_t at;
  std::size_t end;        // of the item
  std::size_t head_size;  // octets
  Type type;
  std::uint64_t value;

  std::uint8_t major(const Bytes& in) const { return static_cast<std::uint8_t>(in[at] & 0xe0); }
  bool counts() const {
    return type == Type::kBytes || type == Type::kText || type == Type::kArray || type == Type::kMap;
  }
};

std::uint64_t value_of(BytesView head) {
  if (head.size() == 1) return head[0] & 0x1f;
  std::uint64_t value = 0;
  for (const auto octet : head.subspan(1)) value = value << 8 | octet;
  return value;
}

void walk(const cbor::Item& item, const std::uint8_t* begin, std::vector<Place>& places) {
  const auto encoded = item.encoded();
  const std::size_t info = encoded[0] & 0x1f;
  const std::size_t head_size = info < 24 ? 1 : 1 + (std::size_t{1} << (info - 24));
  const auto at = static_cast<std::size_t>(encoded.data() - begin);
  places.push_back({at, at + encoded.size(), head_size, item.type(), value_of(encoded.first(head_size))});
  if (item.type() == Type::kTag) return walk(item.tagged(), begin, places);
  if (item.type() != Type::kArray && item.type() != Type::kMap) return;
  cbor::Children children(item);
  while (const auto child = children.next()) walk(*child, begin, places);
}

std::vector<Place> places_of(const Bytes& encoded) {
  std::vector<Place> places;
  walk(*cbor::decode(encoded, cbor::Limits::own(encoded.size())), encoded.data(), places);
  return places;
}

Bytes head(std::uint8_t major, std::uint64_t value, unsigned width) {
  Bytes octets = {static_cast<std::uint8_t>(major | (24 + width))};
  for (int shift = (8 << width) - 8; shift >= 0; shift -= 8)
    octets.push_back(static_cast<std::uint8_t>(value >> shift));
  return octets;
}

Bytes spliced(const Bytes& in, std::size_t from, std::size_t to, const Bytes& with) {
  Bytes out(in.begin(), in.begin() + static_cast<std::ptrdiff_t>(from));
  append(out, with);
  append(out, BytesView(in).subspan(to));
  return out;
}

using Take = std::function<void(const std::string& what, const Bytes& spoiled, const std::string& expected)>;

/// A head in every form longer than the shortest, and every length or count that cannot be there.
void spoil_head(const Bytes& in, const Place& place, const Take& take) {
  for (unsigned width = 0; width < 4; ++width) {
    const auto longer = head(place.major(in), place.value, width);
    if (longer.size() <= place.head_size) continue;
    take("a longer head", spliced(in, place.at, place.at + place.head_size, longer),
         "MALFORMED not-deterministic");
  }
  if (!place.counts()) return;
  for (const std::uint64_t value : {std::uint64_t{1} << 32, std::uint64_t{1} << 63, ~std::uint64_t{0},
                                    ~std::uint64_t{0} / 2, ~std::uint64_t{0} - 8}) {
    take("a length of " + std::to_string(value),
         spliced(in, place.at, place.at + place.head_size, head(place.major(in), value, 3)),
         "MALFORMED cbor");
  }
}

/// The same content in chunks, or with a break at its end.
void spoil_length(const Bytes& in, const Place& place, const Take& take) {
  if (!place.counts()) return;
  const Bytes item(in.begin() + static_cast<std::ptrdiff_t>(place.at),
                   in.begin() + static_cast<std::ptrdiff_t>(place.end));
  const bool string = place.type == Type::kBytes || place.type == Type::kText;
  Bytes open = {static_cast<std::uint8_t>(place.major(in) | 0x1f)};
  append(open, BytesView(item).subspan(string ? 0 : place.head_size));
  open.push_back(0xff);
  take("an open length", spliced(in, place.at, place.end, open), "MALFORMED not-deterministic");
}

/// What no format of ours has, in the place of the item or around it.
void spoil_type(const Bytes& in, const Place& place, const Take& take) {
  for (const auto* other : {"f6", "f7", "e0", "f8ff", "f93c00", "fa3f800000", "fb3ff0000000000000", "c24101"})
    take(std::string("in its place ") + other, spliced(in, place.at, place.end, hex(other)),
         "MALFORMED cbor");
  for (const auto* tag : {"c0", "c1", "d81e", "d9d9f7", "dbffffffffffffffff"})
    take(std::string("behind a tag ") + tag, spliced(in, place.at, place.at, hex(tag)), "MALFORMED cbor");
  for (const auto* broken : {"1c", "5d", "9e", "ff"})
    take(std::string("in its place ") + broken, spliced(in, place.at, place.end, hex(broken)),
         "MALFORMED cbor");
}

void spoil_text(const Bytes& in, const Place& place, const Take& take) {
  if (place.type != Type::kText || place.value < 3) return;
  // Truncated, overlong, a surrogate, beyond U+10FFFF, a lone continuation.
  for (const auto* wrong : {"c3", "c080", "e08080", "eda080", "f4908080", "80", "fe", "ff"}) {
    auto octets = hex(wrong);
    if (octets.size() > place.value) continue;
    octets.resize(place.value, 'A');
    take(std::string("not UTF-8: ") + wrong, spliced(in, place.at + place.head_size, place.end, octets),
         "MALFORMED cbor");
  }
}

void spoil_map(const Bytes& in, const Place& place, const Take& take) {
  if (place.type != Type::kMap || place.value == 0) return;
  const auto places = places_of(Bytes(in.begin() + static_cast<std::ptrdiff_t>(place.at),
                                      in.begin() + static_cast<std::ptrdiff_t>(place.end)));
  const auto child_end = [&](std::size_t from) {
    for (const auto& child : places)
      if (child.at == from && child.at != 0) return child.end;
    return from;
  };
  auto larger = in;
  ++larger[place.at];  // every map of ours has fewer than 23 members
  for (std::size_t at = place.head_size; place.at + at < place.end;) {
    const auto end = child_end(child_end(at));
    const Bytes pair(in.begin() + static_cast<std::ptrdiff_t>(place.at + at),
                     in.begin() + static_cast<std::ptrdiff_t>(place.at + end));
    take("a key twice", spliced(larger, place.at + at, place.at + at, pair), "MALFORMED cbor");
    if (at > place.head_size) {
      auto moved = spliced(in, place.at + at, place.at + end, {});
      moved = spliced(moved, place.at + place.head_size, place.at + place.head_size, pair);
      take("a key out of order", moved, "MALFORMED not-deterministic");
    }
    at = end;
  }
}

void spoil_everything(const Bytes& in, const Take& take) {
  for (const auto& place : places_of(in)) {
    for (const auto spoil : {spoil_head, spoil_length, spoil_type, spoil_text, spoil_map})
      spoil(in, place, [&](const auto& what, const auto& spoiled, const auto& expected) {
        take("octet " + std::to_string(place.at) + ": " + what, spoiled, expected);
      });
  }
}

TEST_CASE("no item of a permit can be written in another way") {
  test::World world;
  const auto context = world.context();
  auto& key = *world.authority.permits_key;
  const auto good = original(world);
  REQUIRE(test::summary(verify_static(assembled(good, key), context)) == "VALID");

  Histogram histogram;
  const auto check = [&](const std::string& where, const Bytes& token, const std::string& expected) {
    const auto verdict = verify_static(token, context);
    histogram.count(verdict);
    if (test::summary(verdict) == expected && !verdict.facts) return;
    FAIL_CHECK(where << ": " << test::summary(verdict) << ", expected " << expected << " (" << verdict.detail
                     << ")");
  };
  spoil_everything(good.payload, [&](const auto& what, const auto& spoiled, const auto& expected) {
    auto parts = good;
    parts.payload = spoiled;
    check("payload, " + what, assembled(parts, key), expected);
  });
  spoil_everything(good.protected_header, [&](const auto& what, const auto& spoiled, const auto& expected) {
    auto parts = good;
    parts.protected_header = spoiled;
    check("header, " + what, assembled(parts, key), expected);
  });
  spoil_everything(assembled(good, key), [&](const auto& what, const auto& spoiled, const auto& expected) {
    check("token, " + what, spoiled, expected);
  });
  histogram.print("every item of a permit in another encoding");
  CHECK(histogram.accepted() == 0);
}

TEST_CASE("a payload is not read before its signature verifies") {
  test::World world;
  const auto context = world.context();
  const auto good = original(world);
  std::size_t cases = 0;
  spoil_everything(good.payload, [&](const auto& what, const auto& spoiled, const auto&) {
    auto parts = good;
    parts.payload = spoiled;
    parts.sign = false;
    INFO(what);
    ++cases;
    REQUIRE(test::summary(verify_static(assembled(parts, *world.authority.permits_key), context)) ==
            "BAD_SIGNATURE issuer-signature");
  });
  CHECK(cases > 500);
}

}  // namespace
}  // namespace cred::hostile
