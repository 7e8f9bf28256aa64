# SPDX-License-Identifier: Apache-2.0
"""Finds the checks of verify and update in their sources, and puts each behind a switch, for tools/step_deletion.

A check is whatever can refuse: CRED_CHECK(…), return fail(…) and its like, return check_x(…), refuse(…), find(…), and each
part of a condition that stands before one of them or is a predicate's answer. Removing it means to go on as if it had
passed."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ROOT / "libcred" / "src"
# The steps of verify and update, and what they rest on.
FILES = ["verify.cpp", "verify/*", "verify_legacy.cpp", "update.cpp", "update/*", "registers.cpp", "trust/*",
         "status/list.cpp", "status/archive.cpp", "legacy/number.cpp", "legacy/record.cpp", "legacy/page.cpp",
         "legacy/register.cpp", "credential/permit.cpp", "credential/form.cpp", "credential/groups.cpp",
         "credential/passport_check.cpp", "credential/mrz.cpp", "sdcwt/token.cpp", "sdcwt/disclosure.cpp",
         "sdcwt/reveal.cpp", "sdcwt/replay.cpp", "cwt/claims.cpp", "cose/sign1.cpp", "cose/sign.cpp", "cose/header.cpp",
         "cose/key.cpp", "cose/unprotected.h", "qr/text.cpp", "cbor/decode.cpp", "cbor/reader.cpp", "codec/base45.cpp",
         "codec/deflate_zlib.cpp", "crypto/public_key.cpp", "crypto/p256_range.cpp", "crypto/ed25519_sodium.cpp"]
# Functions that make things, or read other people's: no step of verify or update.
NOT_OURS = {"sign1", "with_disclosures", "sign_part", "assemble_sign", "sign", "sign_presentation", "reveal_all",
            "check_wallet", "ForeignList::parse", "write_archive", "build_archive"}
# Functions that choose, and refuse nothing; and those whose "none" is no refusal.
CHOICES = {"is_replay", "search", "is_okp", "is_near", "operator==", "increment"}
ABSENT = {"MapReader::take", "MapReader::optional_uint", "MapReader::optional_text", "MapReader::optional_bytes",
          "Children::next", "disclosures_of", "read_disclosures", "whole", "uncovered", "Draft::finished_root",
          "Draft::finished_issuers", "Draft::root_needs_issuers", "Draft::settle"}

REFUSAL = r"(?:fail|refuse|damaged|stopped|tl::unexpected|check\w*|place(?:<\w+>)?|find|in\.finish)\("
STATEMENT = re.compile(r"(?<![\w.:>])(?:(?P<check>CRED_CHECK)\(|(?P<leave>return " + REFUSAL + r")"
                       r"|(?P<call>find|(?:\w+\.)?refuse)\(|(?P<none>return (?:std::nullopt|nullptr|false);))")
# An error that is handed on, as CRED_TRY does: no check of its own.
HANDED_ON = re.compile(r"return (?:tl::unexpected\(.*std::move\(\w+\)\.error\(\)|stopped\((?:.*std::move\(\w+\)|\w+)\.error\(\))", re.S)
IF = re.compile(r"\bif (?:constexpr )?\(")
FUNCTION = re.compile(r"^ {0,2}(?P<returns>(?:[\w:<>,&* ]+ )?)(?P<name>[\w:]+|operator==)\((?P<arguments>[^;{}]*)\)"
                      r"(?: const)?(?: &&)?\s*(?::[^{;]*)?\{", re.M)


def end_of(text, opening):
    """The index behind the bracket that closes text[opening]; what stands in quotes does not count."""
    depth, at = 0, opening
    while True:
        c = text[at]
        if c in "\"'":
            at = end_of_quote(text, at)
            continue
        if c in "([{":
            depth += 1
        elif c in ")]}":
            depth -= 1
            if depth == 0:
                return at + 1
        at += 1


def end_of_quote(text, opening):
    if text[opening] == "'" and text[opening - 1].isalnum():  # 1'000
        return opening + 1
    at = opening + 1
    while text[at] != text[opening]:
        at += 2 if text[at] == "\\" else 1
    return at + 1


def parts(text, start, end, operator):
    """[(start, end)] of what stands between `operator`s of text[start:end], outside of brackets."""
    found, at, begin = [], start, start
    while at < end:
        if text[at] in "([{":
            at = end_of(text, at)
        elif text[at] in "\"'":
            at = end_of_quote(text, at)
        elif text.startswith(operator, at):
            found.append((begin, at))
            at += len(operator)
            begin = at
        else:
            at += 1
    found.append((begin, end))
    return [(b + len(text[b:e]) - len(text[b:e].lstrip()), b + len(text[b:e].rstrip())) for b, e in found]


def without_comments(text):
    """The text with every comment blanked out, so that offsets stay."""
    return re.sub(r"//[^\n]*", lambda comment: " " * len(comment[0]), text)


class Source:
    """One file, and the switches put into it."""

    def __init__(self, text, name, steps):
        self.text, self.code, self.steps = text, without_comments(text), steps
        self.name = name.removesuffix(".cpp").removesuffix(".h")
        self.edits = []  # (start, end, what stands there instead)
        self.forced = []  # what cannot be left out, because there is no value to go on with
        self.functions = [(m.start(), m.end(), m["name"], m["returns"].strip().removeprefix("inline "))
                          for m in FUNCTION.finditer(self.code)
                          if m["name"] not in ("if", "for", "while", "switch") and not m["name"].startswith("std::")]
        self.guards = {}  # index behind a condition: the condition
        self.passes = {}  # index behind `if (…) return value;`: the condition
        for match in IF.finditer(self.code):
            end = end_of(self.code, match.end() - 1)
            self.guards[end] = (match.end(), end - 1)
            accepted = re.compile(r"\s*(?:return (?!" + REFUSAL + r")[^;]*;|\{\s*return (?!" + REFUSAL + r")[^;]*;\s*\})")
            if body := accepted.match(self.code, end):
                self.passes[body.end()] = (match.end(), end - 1)

    def function_at(self, position):
        """(name, return type) of the function around `position`."""
        name, returns = "?", ""
        for start, _, name_here, returns_here in self.functions:
            if start > position:
                break
            name, returns = name_here, returns_here
        return name, returns

    def guard_of(self, start, end):
        """The condition of the `if` that governs the statement alone, so that leaving it out goes on behind it."""
        before = self.code[:start].rstrip()
        if before.endswith("{") and self.code[end:].lstrip().startswith("}"):
            before = before[:-1].rstrip()
        return self.guards.get(len(before))

    def add(self, position, what):
        """The number of a new check."""
        title = f"{self.name} {self.function_at(position)[0]}: {what}"
        twins = sum(1 for step in self.steps if step == title or step.startswith(title + " ("))
        self.steps.append(title + (f" ({twins + 1})" if twins else ""))
        return len(self.steps) - 1

    def insert(self, at, text):
        self.edits.append((at, at, text))

    def switch_condition(self, position, condition, what, operator, deleted):
        """Each part of a condition behind a switch of its own: a || b refuses, a && b passes."""
        start, end = condition
        declared = parts(self.code, start, end, ";")
        start = declared[-1][0]
        if len(declared) == 1 and re.match(r"(?:const )?(?:auto|[\w:]+) \*?\w+ = ", self.code[start:end]):
            return False
        clauses = parts(self.code, start, end, operator)
        for begin, stop in clauses:
            clause = short(self.code[begin:stop])
            number = self.add(position, what + (f", where {clause}" if what else clause) if len(clauses) > 1 or not what
                              else what)
            self.insert(begin, "((")
            self.insert(stop, f") {'&& !' if deleted == 'false' else '|| '}cred_step::is_deleted({number}))")
        return True

    def statement(self, match):
        start = match.start()
        opening = match.end() - 1
        end = match.end() - 1 if match["none"] else end_of(self.code, opening)
        if self.code[end] != ";" or self.code[:start].rstrip()[-1] not in ";{}):e":
            return start
        function, returns = self.function_at(start)
        body = self.text[start:end]
        if function in NOT_OURS | CHOICES or function == "?" or HANDED_ON.match(body) or \
                match["none"] and function in ABSENT:
            return end
        what = what_of(match, body)
        guard = self.guard_of(start, end + 1)
        if match["check"]:
            number = self.add(start, what)
            self.edits.append((start, opening + 1, f"CRED_STEP_CHECK({number}, "))
        elif match["call"]:
            if not (guard and len(parts(self.code, *guard, "||")) > 1
                    and self.switch_condition(start, guard, what, "||", "false")):
                self.insert(start, f"{{ if (!cred_step::is_deleted({self.add(start, what)})) ")
                self.insert(end + 1, " }")
        elif match["leave"] and re.match(r"return (check\w*|place(<\w+>)?|in\.finish)\(", body):
            if returns == "Result<void>":
                number = self.add(start, what)
                self.edits.append((start, start + len("return "), f"CRED_STEP_RETURN({number}, "))
                self.insert(end, ")")
        elif guard:
            if not self.switch_condition(start, guard, what, "||", "false"):
                number = self.add(start, what)
                self.insert(start, f"{{ if (!cred_step::is_deleted({number})) ")
                self.insert(end + 1, " }")
        elif match["leave"] and body.startswith("return find"):
            number = self.add(start, what)
            self.insert(start, f"{{ if (cred_step::is_deleted({number})) return; ")
            self.insert(end + 1, " }")
        elif match["leave"]:
            passed = self.passes.get(len(self.code[:start].rstrip()))
            if passed and self.switch_condition(start, passed, what, "&&", "true"):
                return end
            if returns == "Result<void>":
                number = self.add(start, what)
                self.insert(start, f"{{ if (cred_step::is_deleted({number})) return {{}}; ")
                self.insert(end + 1, " }")
            elif not returns.startswith("tl::unexpected"):
                self.forced.append(f"{self.name} {function}: {what}")
        return end

    def predicates(self):
        """return a && b of a predicate: each part is a check."""
        for match in re.finditer(r"\breturn (?=[^;]*&&)", self.code):
            function, returns = self.function_at(match.start())
            if returns.split(" ")[-1] != "bool" or function in NOT_OURS | CHOICES:
                continue
            end = match.end()
            while self.code[end] != ";":
                end = end_of(self.code, end) if self.code[end] in "([{" else \
                    end_of_quote(self.code, end) if self.code[end] in "\"'" else end + 1
            if len(parts(self.code, match.end(), end, "&&")) > 1 and len(parts(self.code, match.end(), end, "?")) == 1 \
                    and len(parts(self.code, match.end(), end, "||")) == 1:
                self.switch_condition(match.start(), (match.end(), end), "", "&&", "true")

    def instrumented(self):
        at = 0
        for match in STATEMENT.finditer(self.code):
            if match.start() >= at:
                at = max(at, self.statement(match))
        self.predicates()
        out, at = [], 0
        for start, end, instead in sorted(self.edits, key=lambda edit: edit[:2]):
            out += [self.text[at:start], instead]
            at = end
        return "".join(out) + self.text[at:]


def short(code):
    words = re.sub(r"\s+", " ", code).strip()
    return f"`{words if len(words) <= 70 else words[:67] + '...'}`"


def what_of(match, body):
    """A check in words that stay the same when lines move: its condition, or its reason and first words."""
    if match["none"]:
        return ""
    reason = re.search(r"Reason::k(\w+)", body)
    word = re.sub(r"(?<!^)([A-Z])", r"-\1", reason[1]).lower() if reason else ""
    literal = re.search(r'"([^"]*)"', body)
    if not match["check"] and "check" not in body.split("(")[0] and (word or literal):
        return " ".join(part for part in (word, literal[0] if literal else "") if part)
    return short(body[len("CRED_CHECK("):-1] if match["check"] else body.removeprefix("return "))


def files():
    return [file for pattern in FILES for file in sorted(SOURCES.glob(pattern))]


def write_if_changed(file, text):
    """A copy that stays as it was need not be compiled again."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists() or file.read_text() != text:
        file.write_text(text)


def instrument_all(target):
    """Every check, in the order of FILES; with `target` the copies are written there."""
    steps, forced = [], []
    for file in files():
        source = Source(file.read_text(), str(file.relative_to(SOURCES)), steps)
        text = source.instrumented()
        forced += source.forced
        if target:
            copy = target / file.relative_to(SOURCES)
            write_if_changed(copy, f'#line 1 "{file.relative_to(ROOT)}"\n' + text)
    if target:
        write_if_changed(target / "steps.txt", "".join(step + "\n" for step in steps))
    return steps, forced
