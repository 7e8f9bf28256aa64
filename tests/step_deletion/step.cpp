// SPDX-License-Identifier: Apache-2.0
//
//   CRED_DELETE_STEP=N     check N refuses nothing
//   CRED_RECORD_STEPS=FILE a line a test: its name, and the checks that refused something in it
#include "step_deletion/step.h"

#define CATCH_CONFIG_EXTERNAL_INTERFACES  // a listener
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

namespace cred_step {

namespace {

std::set<int>& reached() {
  static std::set<int> numbers;
  return numbers;
}

int deleted() {
  static const char* text = std::getenv("CRED_DELETE_STEP");
  static const int number = text ? std::atoi(text) : -1;
  return number;
}

struct Recorder : Catch::TestEventListenerBase {
  using TestEventListenerBase::TestEventListenerBase;

  void testCaseStarting(const Catch::TestCaseInfo& /*test*/) override { reached().clear(); }
  void testCaseEnded(const Catch::TestCaseStats& stats) override {
    const char* file = std::getenv("CRED_RECORD_STEPS");
    if (!file) return;
    std::ofstream out(file, std::ios::app);
    out << stats.testInfo.name;
    for (const int number : reached()) out << '\t' << number;
    out << '\n';
  }
};

}  // namespace

bool is_deleted(int number) {
  reached().insert(number);
  return number == deleted();
}

CATCH_REGISTER_LISTENER(Recorder)

}  // namespace cred_step
