// SPDX-License-Identifier: Apache-2.0
// bench: how fast we are against the bare libraries in the same run. Usage: see kUsage. The exit code is 0
// whether goals are met or not (a goal is no test), 4 when a case could not run.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <string_view>

#include "bench/cases.h"
#include "bench/table.h"

namespace {

using namespace cred::bench;
namespace fs = std::filesystem;

constexpr std::string_view kUsage =
    "usage: bench [--case NAME]... [--rounds N] [--slice MILLISECONDS] [--verifier FILE] [--json FILE]\n"
    "cases: verify live mint pictures threads status register cards process; all without --case\n";

struct Options {
  std::vector<std::string_view> cases;
  Effort effort;
  fs::path verifier;
  fs::path json;
};

[[noreturn]] void usage() {
  std::fputs(kUsage.data(), stderr);
  std::exit(2);
}

std::size_t number_from(std::string_view text) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number == 0) usage();
  return number;
}

Options options_from(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; i += 2) {
    const std::string_view name = argv[i];
    if (i + 1 == argc) usage();
    const std::string_view value = argv[i + 1];
    if (name == "--case")
      options.cases.push_back(value);
    else if (name == "--rounds")
      options.effort.rounds = number_from(value);
    else if (name == "--slice")
      options.effort.slice = static_cast<double>(number_from(value)) * 1e-3;
    else if (name == "--verifier")
      options.verifier = value;
    else if (name == "--json")
      options.json = value;
    else
      usage();
  }
  return options;
}

std::vector<Case> chosen(const Options& options) {
  std::vector<Case> cases;
  for (const auto& one : kCases) {
    const auto asked = std::ranges::find(options.cases, std::string_view(one.name)) != options.cases.end();
    if (asked || options.cases.empty()) cases.push_back(one);
  }
  if (cases.size() < options.cases.size()) usage();
  return cases;
}

/// A folder that goes when the run ends.
struct Scratch {
  fs::path path;
  Scratch() {
    std::string name = (fs::temp_directory_path() / "cred-bench-XXXXXX").string();
    require(mkdtemp(name.data()) != nullptr, "cannot make a temporary folder");
    path = name;
  }
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
};

}  // namespace

int main(int argc, char** argv) {
  const auto options = options_from(argc, argv);
  const Scratch scratch;
  const auto programs = fs::read_symlink("/proc/self/exe").parent_path();
  const Surroundings around{
      options.effort, programs,
      options.verifier.empty() ? programs.parent_path() / "verifier" / "cred-verifier" : options.verifier,
      scratch.path};
  const auto before = this_machine();
  fmt::print("{}, {} cores, load average {:.1f}; {} rounds\n\n{}", before.processor, before.cores,
             before.load, options.effort.rounds, header_line());
  std::vector<Row> rows;
  for (const auto& one : chosen(options)) {
    for (auto& row : one.run(around)) {
      fmt::print("{}", table_line(row));
      std::fflush(stdout);
      rows.push_back(std::move(row));
    }
  }
  const auto after = this_machine();
  const auto missed = std::ranges::count_if(rows, [](const Row& row) { return !row.met(); });
  fmt::print("\n{} goals missed; load average at the end {:.1f}\n", missed, after.load);
  if (!options.json.empty()) {
    std::ofstream out(options.json);
    out << to_json(rows, before, after, options.effort);
    require(out.good(), "cannot write " + options.json.string());
  }
  return 0;
}
