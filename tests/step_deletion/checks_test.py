#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Each form a check has is found, and its switch leaves it out alone."""

import re
import unittest

from checks import Source

FORMS = {  # a function: its checks, and with the switch of the last one the line it stands in
    "Result<void> check_a(int n) {\n  if (n < 1 || n > 9) return fail(Reason::kClaims, \"n is \");\n  return {};\n}": (
        ['x check_a: claims "n is ", where `n < 1`', 'x check_a: claims "n is ", where `n > 9`'],
        "((n < 1) && !cred_step::is_deleted(0)) || ((n > 9) && !cred_step::is_deleted(1))"),
    "Result<int> a(int n) {\n  if (n > 1 && n < 9) return n;\n  return fail(Reason::kClaims, \"n\");\n}": (
        ['x a: claims "n", where `n > 1`', 'x a: claims "n", where `n < 9`'],
        "((n > 1) || cred_step::is_deleted(0)) && ((n < 9) || cred_step::is_deleted(1))"),
    "bool is_a(char c) {\n  return c >= '\"' && c != ')';\n}": (
        ["x is_a: `c >= '\"'`", "x is_a: `c != ')'`"],
        "((c >= '\"') || cred_step::is_deleted(0)) && ((c != ')') || cred_step::is_deleted(1))"),
    "std::optional<int> find_a(int n) {\n  if (n == 0) return std::nullopt;\n  return n;\n}": (
        ["x find_a: `n == 0`"], "if (((n == 0) && !cred_step::is_deleted(0)))"),
    "Result<void> a(R& in) {\n  if (in.size() > 3) in.refuse(\"three\");\n  return in.finish();\n}": (
        ['x a: "three"', "x a: `in.finish()`"], "CRED_STEP_RETURN(1, in.finish());"),
    "Result<int> a(int n) {\n  CRED_CHECK(check_a(n));  // return fail(no)\n  return n;\n}": (
        ["x a: `check_a(n)`"], "CRED_STEP_CHECK(0, check_a(n));"),
    "void a() {\n  if (b) return find(Check::kClock, Reason::kLost, \"b\");\n  pass();\n}": (
        ['x a: lost "b"'], "((b) && !cred_step::is_deleted(0))"),
}


class Checks(unittest.TestCase):
    def test_each_form_is_found_and_switched(self):
        for text, (titles, switched) in FORMS.items():
            steps = []
            self.assertIn(switched, Source(text, "x.cpp", steps).instrumented())
            self.assertEqual(steps, titles)

    def test_two_checks_in_the_same_words_have_two_names(self):
        steps = []
        Source("Result<void> a() {\n  CRED_CHECK(b());\n  CRED_CHECK(b());\n  return {};\n}", "x.cpp", steps).instrumented()
        self.assertEqual(steps, ["x a: `b()`", "x a: `b()` (2)"])

    def test_an_error_handed_on_is_no_check(self):
        steps = []
        Source("Result<int> a() {\n  if (!b) return tl::unexpected(std::move(b).error());\n  return 1;\n}", "x.cpp",
               steps).instrumented()
        self.assertEqual(steps, [])

    def test_a_value_that_is_not_there_is_named(self):
        source = Source("Result<int> a() {\n  use();\n  return fail(Reason::kText, \"none\");\n}", "x.cpp", [])
        source.instrumented()
        self.assertEqual(source.forced, ['x a: text "none"'])


if __name__ == "__main__":
    unittest.main()
