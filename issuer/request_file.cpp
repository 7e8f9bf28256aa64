// SPDX-License-Identifier: Apache-2.0
#include "issuer/request_file.h"

#include <fmt/format.h>

#include <map>

namespace cred::issuer {

namespace {

std::string_view trimmed(std::string_view line) {
  constexpr std::string_view kBlank = " \t\r\n";
  const auto first = line.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return line.substr(first, line.find_last_not_of(kBlank) - first + 1);
}

/// Calls `use(line, number)` for every line that is not blank; stops when it answers false.
template <class Use>
bool each_line(std::string_view text, Use use) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    const auto line = trimmed(text.substr(0, end));
    if (!line.empty() && !use(line, number)) return false;
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return true;
}

/// The first line that is not blank.
std::string_view first_line(std::string_view text) {
  std::string_view first;
  each_line(text, [&](std::string_view line, std::size_t) {
    first = line;
    return false;
  });
  return first;
}

// JSON Lines if the first line is a whole object, or every line looks like one: then a torn line is a fault
// of that line. A document over several lines has lines that are neither.
bool is_json_lines(std::string_view text) {
  const auto first = first_line(text);
  if (first.starts_with('{') && parse_json(first)) return true;
  return each_line(
      text, [](std::string_view line, std::size_t) { return line.front() == '{' && line.back() == '}'; });
}

bool full(const RequestFile& file) {
  return file.problems.size() >= kMaxProblems;
}

void read_row(const Json& row, const std::string& path, RequestFile& file) {
  Problems problems;
  auto request = read_request(row, problems);
  for (auto& problem : problems) {
    problem.path = path + problem.path;
    file.problems.push_back(std::move(problem));
  }
  if (request) file.requests.push_back(std::move(*request));
}

void read_document(std::string_view text, std::size_t first_line, RequestFile& file) {
  const auto json = parse_json(text, first_line);
  if (!json) return file.problems.push_back(json.error());
  if (json->kind != Json::Kind::kArray) return read_row(*json, "", file);
  for (std::size_t i = 0; i < json->items.size() && !full(file); ++i)
    read_row(json->items[i], fmt::format("/{}", i), file);
}

void refuse_repeated_ids(RequestFile& file) {
  std::map<std::string_view, std::size_t> first;
  for (const auto& request : file.requests) {
    const auto [seen, inserted] = first.emplace(request.id, request.line);
    if (inserted) continue;
    file.problems.push_back(
        {request.line, "/id", fmt::format("{} stands in line {} already", request.id, seen->second)});
  }
}

}  // namespace

RequestFile read_requests(std::string_view text) {
  RequestFile file;
  if (trimmed(text).empty()) {
    file.problems.push_back({1, "", "no request in the file"});
  } else if (is_json_lines(text)) {
    each_line(text, [&](std::string_view line, std::size_t number) {
      read_document(line, number, file);
      return !full(file);
    });
  } else {
    read_document(text, 1, file);
  }
  if (full(file))
    file.problems.push_back({file.problems.back().line, "", "the rest of the file was not read"});
  if (file.problems.empty() && file.requests.empty())
    file.problems.push_back({1, "", "no request in the file"});
  refuse_repeated_ids(file);
  return file;
}

}  // namespace cred::issuer
