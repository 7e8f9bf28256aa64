// SPDX-License-Identifier: Apache-2.0
// `cred-verifier verify` of one text from start to end, against programs that do nothing: one linked to the
// same libraries, one to libcrypto and libsodium only. Processor time, so that neighbours do not count; wall
// time beside it.
#include "bench/cases.h"
#include "bench/processes.h"
#include "bench/stores.h"
#include "cli/files.h"

namespace cred::bench {

namespace {

using Arguments = std::vector<std::string>;

Usage total(const Arguments& arguments, int repeats) {
  Usage sum{};
  for (int i = 0; i < repeats; ++i) {
    const auto used = run_program(arguments);
    require(used.exit == 0, arguments[0] + " ended with " + std::to_string(used.exit));
    sum.processor += used.processor / repeats;
    sum.wall += used.wall / repeats;
  }
  return sum;
}

void add(std::vector<Row>& rows, const std::string& name, const std::string& reference, const Arguments& ours,
         const Arguments& empty, double goal, const Effort& effort) {
  constexpr int kRepeats = 8;
  std::vector<double> our_times, empty_times, ratios, our_walls, empty_walls, wall_ratios;
  total(ours, kRepeats);
  total(empty, kRepeats);
  for (std::size_t round = 0; round < effort.rounds; ++round) {
    const bool we_begin = round % 2 == 0;
    const auto first = total(we_begin ? ours : empty, kRepeats);
    const auto second = total(we_begin ? empty : ours, kRepeats);
    const auto& mine = we_begin ? first : second;
    const auto& its = we_begin ? second : first;
    our_times.push_back(mine.processor);
    empty_times.push_back(its.processor);
    ratios.push_back(mine.processor / its.processor);
    our_walls.push_back(mine.wall);
    empty_walls.push_back(its.wall);
    wall_ratios.push_back(mine.wall / its.wall);
  }
  const auto row = [&](const std::string& which, const std::string& what, const std::vector<double>& mine,
                       const std::vector<double>& its, const std::vector<double>& both) {
    return Row{.name = name + which,
               .what = what,
               .ours = "cred-verifier",
               .reference = reference,
               .unit = "ms",
               .our_value = spread_of(mine).median * 1e3,
               .reference_value = spread_of(its).median * 1e3,
               .ratio = spread_of(both),
               .kind = GoalKind::kRatioAtMost,
               .goal = goal};
  };
  rows.push_back(row("", "verify of one text, whole process", our_times, empty_times, ratios));
  rows.push_back(row("-wall", "the same by the clock", our_walls, empty_walls, wall_ratios));
}

}  // namespace

std::vector<Row> process_cases(const Surroundings& around) {
  const Sample sample(crypto::Algorithm::kEd25519);
  const auto store = make_store(around.scratch / "process", sample.published());
  import_bundle(store);
  const auto text = around.scratch / "permit.txt";
  require(cli::write_file(text, as_bytes(sample.permits()[0].text + "\n")).has_value(),
          "cannot write a text");
  const Arguments verify{around.verifier, "verify", "--store", store, "--at", to_text(test::kNow), text};
  std::vector<Row> rows;
  add(rows, "process-same", "empty program, same libraries", verify, {around.programs / "bench_empty_same"},
      2.0, around.effort);
  add(rows, "process-crypto", "empty program, libcrypto and libsodium", verify,
      {around.programs / "bench_empty_crypto"}, 2.5, around.effort);
  return rows;
}

}  // namespace cred::bench
