// SPDX-License-Identifier: Apache-2.0
#include "issuer/json.h"

#include <fmt/format.h>

#include <algorithm>

namespace cred::issuer {

const Json* Json::find(std::string_view key) const {
  const auto at = std::lower_bound(keys.begin(), keys.end(), key);
  if (at == keys.end() || *at != key) return nullptr;
  return &items[static_cast<std::size_t>(at - keys.begin())];
}

std::string_view name(Json::Kind kind) {
  switch (kind) {
    case Json::Kind::kNull:
      return "null";
    case Json::Kind::kBoolean:
      return "a boolean";
    case Json::Kind::kNumber:
      return "a number";
    case Json::Kind::kString:
      return "text";
    case Json::Kind::kArray:
      return "an array";
    case Json::Kind::kObject:
      break;
  }
  return "an object";
}

std::string pointer_token(std::string_view key) {
  std::string token;
  for (const char c : key) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token += c;
    }
  }
  return token;
}

std::string message_of(const Problem& problem) {
  const std::string place = problem.path.empty() ? "" : problem.path + ": ";
  return fmt::format("line {}: {}{}", problem.line, place, problem.detail);
}

std::string json_string(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
    } else {
      out += c;
    }
  }
  return out + '"';
}

namespace {

std::string joined(const Json& json, char open, char close) {
  std::string out(1, open);
  for (std::size_t i = 0; i < json.items.size(); ++i) {
    if (i > 0) out += ',';
    if (json.kind == Json::Kind::kObject) out += json_string(json.keys[i]) + ':';
    out += canonical(json.items[i]);
  }
  return out + close;
}

}  // namespace

std::string canonical(const Json& json) {
  switch (json.kind) {
    case Json::Kind::kNull:
      return "null";
    case Json::Kind::kBoolean:
    case Json::Kind::kNumber:
      return json.text;
    case Json::Kind::kString:
      return json_string(json.text);
    case Json::Kind::kArray:
      return joined(json, '[', ']');
    case Json::Kind::kObject:
      break;
  }
  return joined(json, '{', '}');
}

}  // namespace cred::issuer
