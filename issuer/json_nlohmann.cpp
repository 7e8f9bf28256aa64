// SPDX-License-Identifier: Apache-2.0
// The parser's events build our tree, because its own tree lets the last of two equal keys win, has no limit
// of depth and forgets the lines.
#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>

#include "issuer/json.h"

namespace cred::issuer {

namespace {

/// Counts lines while the parser reads. A line break counts with the character after it, for the parser looks
/// one character ahead of a number.
struct Lines {
  std::size_t now;
  bool at_break = false;
};

class Characters {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Characters(const char* at, Lines* lines) : at_(at), lines_(lines) {}
  reference operator*() const { return *at_; }
  Characters& operator++() {
    lines_->now += lines_->at_break ? 1 : 0;
    lines_->at_break = *at_ == '\n';
    ++at_;
    return *this;
  }
  Characters operator++(int) {
    Characters before = *this;
    ++*this;
    return before;
  }
  friend bool operator!=(const Characters& a, const Characters& b) { return a.at_ != b.at_; }

 private:
  const char* at_;
  Lines* lines_;
};

class Builder final : public nlohmann::json_sax<nlohmann::json> {
 public:
  Builder(const Lines& lines, std::size_t size) : lines_(lines), size_(size) {}

  bool null() override { return add(leaf(Json::Kind::kNull, {})); }
  bool boolean(bool value) override { return add(leaf(Json::Kind::kBoolean, value ? "true" : "false")); }
  bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& written) override { return number(written); }
  bool string(string_t& value) override { return add(leaf(Json::Kind::kString, std::move(value))); }
  bool binary(binary_t&) override { return stop("binary data"); }
  bool start_object(std::size_t) override { return open(Json::Kind::kObject); }
  bool start_array(std::size_t) override { return open(Json::Kind::kArray); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& key) override {
    auto& keys = open_.back().keys;
    if (std::find(keys.begin(), keys.end(), key) != keys.end())
      return stop("the key " + json_string(key) + " twice");
    if (keys.size() == kMaxMembers) return stop("more than " + std::to_string(kMaxMembers) + " members");
    keys.push_back(std::move(key));
    return true;
  }

  bool parse_error(std::size_t position, const std::string& last,
                   const nlohmann::detail::exception&) override {
    return stop(position > size_ ? "no JSON: the text ends too early"
                                 : "no JSON at " + json_string(last.substr(0, 40)));
  }

  std::optional<Json> root;
  std::optional<Problem> problem;

 private:
  Json leaf(Json::Kind kind, std::string text) const {
    return {.kind = kind, .line = lines_.now, .text = std::move(text), .keys = {}, .items = {}};
  }
  bool number(std::string written) { return add(leaf(Json::Kind::kNumber, std::move(written))); }

  bool add(Json value) {
    if (++values_ > kMaxValues) return stop("more than " + std::to_string(kMaxValues) + " values");
    if (open_.empty()) {
      root = std::move(value);
    } else {
      open_.back().items.push_back(std::move(value));
    }
    return true;
  }

  bool open(Json::Kind kind) {
    if (open_.size() == kMaxDepth) return stop("nested deeper than " + std::to_string(kMaxDepth));
    open_.push_back(leaf(kind, {}));
    return true;
  }

  bool close() {
    Json done = std::move(open_.back());
    open_.pop_back();
    sort_members(done);
    return add(std::move(done));
  }

  static void sort_members(Json& json) {
    std::vector<std::size_t> order(json.keys.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return json.keys[a] < json.keys[b]; });
    Json sorted{.kind = json.kind, .line = json.line, .text = {}, .keys = {}, .items = {}};
    if (json.kind != Json::Kind::kObject) return;
    for (const std::size_t i : order) {
      sorted.keys.push_back(std::move(json.keys[i]));
      sorted.items.push_back(std::move(json.items[i]));
    }
    json = std::move(sorted);
  }

  std::string path() const {
    std::string path;
    for (const auto& level : open_) {
      if (level.kind == Json::Kind::kArray) path += "/" + std::to_string(level.items.size());
      if (level.kind == Json::Kind::kObject && !level.keys.empty())
        path += "/" + pointer_token(level.keys.back());
    }
    return path;
  }

  bool stop(std::string detail) {
    problem = Problem{lines_.now, path(), std::move(detail)};
    return false;
  }

  const Lines& lines_;
  std::size_t size_;  // of the text
  std::vector<Json> open_;
  std::size_t values_ = 0;
};

}  // namespace

tl::expected<Json, Problem> parse_json(std::string_view text, std::size_t first_line) {
  // The parser would skip it, in front of every line of JSON Lines.
  if (text.starts_with("\xef\xbb\xbf"))
    return tl::unexpected(Problem{first_line, "", "a byte order mark: save the file as UTF-8 without one"});
  Lines lines{first_line};
  Builder builder(lines, text.size());
  const char* begin = text.data();
  const bool complete =
      nlohmann::json::sax_parse(Characters(begin, &lines), Characters(begin + text.size(), &lines), &builder);
  if (builder.problem) return tl::unexpected(*builder.problem);
  if (!complete || !builder.root) return tl::unexpected(Problem{first_line, "", "no JSON"});
  return std::move(*builder.root);
}

}  // namespace cred::issuer
