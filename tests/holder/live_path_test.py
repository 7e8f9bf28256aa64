#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Two phones, one of each key type: enrolled, bound, presented in each profile and both modes. What is shown is what the profile
says and no more, codes keep within their sizes, and every --json fits its schema. All example people are presented in
tests/unit/sdcwt/samples_test.cpp."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "issuer"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from cases import schema  # noqa: E402
from phone import NOW, Phone, at, bind, lines  # noqa: E402
from tools import EXAMPLE, VERIFIER, Authority, Case, Rows, Verifier, requests, run  # noqa: E402

GROUPS = {"guard": ["name"], "employer": ["name", "work", "passport-check"], "checkpoint": ["name", "identity", "work"],
          "department": ["name", "identity", "work", "record"]}
# The QR version of a quick code at most, over the samples; an answer may have one more.
LARGEST = {"guard": 18, "employer": 21, "checkpoint": 21, "department": 22}
# Who has the longest codes of the samples, and who has no surname and a script of its own.
HOLDERS = (("e-P08-1", "ES256"), ("e-P09-1", "Ed25519"))
AUDIENCE = "示例公司 HR"  # 15 octets


def secrets(permit):
    """What only some profiles may reveal."""
    return {"passport number": permit["passport"]["number"], "birth date": permit["birth_date"],
            "social security number": permit["social_security"]["number"]}


def fits(rows, what, said, verb):
    rows.check(f"{what} fits its schema", [], [error.message for error in schema("holder-output", verb).iter_errors(said)])
    unnamed = said.keys() - schema("holder-output", verb).schema["$defs"][verb]["properties"].keys()
    rows.check(f"{what}: members the schema does not name", set(), unnamed)
    for member in said:
        twin = {key: value for key, value in said.items() if key != member}
        rows.check(f"{what} without {member}", False, schema("holder-output", verb).is_valid(twin))


def held_by(rows, case, authority, identity, algorithm):
    """A phone with the permit."""
    root, bundle = EXAMPLE / "public" / "root.cbor", EXAMPLE / "public" / "bundle.cbor"
    phone = Phone(case, f"phone-{identity}", root, algorithm)
    fits(rows, "init", lines(phone.made)[0], "init")
    token = bind(authority, phone, identity)
    said, = lines(phone.receive(token, bundle, options=("--json",)))
    fits(rows, "receive", said, "permit")
    rows.check(f"{identity} is received", requests()[identity]["name"]["native"], said["holder"]["name_native"])
    return phone


def check_verdict(rows, name, verdict, permit, role):
    rows.check(f"{name}: verdict", ("VALID", "holder-proven"), (verdict["verdict"], verdict["binding"]))
    rows.check(f"{name}: disclosed", GROUPS[role], verdict["disclosed"])
    shown = {what for what, value in secrets(permit).items() if value in str(verdict)}
    expected = {"checkpoint": {"passport number", "birth date"}, "department": set(secrets(permit))}.get(role, set())
    rows.check(f"{name}: personal numbers in the verdict", expected, shown)


def all_profiles(rows, case, held, verifier):
    """One verifier for each role, which reads the codes of both phones."""
    challenge = case.dir / "challenge.txt"
    run(VERIFIER, "challenge", "--store", verifier.store, "--at", at(minutes=9), "--audience", AUDIENCE, "-o", challenge)
    for number, role in enumerate(GROUPS):
        now, codes = at(minutes=10, seconds=number), []
        for phone, permit in held:
            quick = phone.presented("--to", role, now=now)
            name = f"{permit['id']}-{role}"
            fits(rows, name, quick, "present")
            rows.check(f"{name}: a quick code of version {quick['version']}", True, quick["version"] <= LARGEST[role])
            rows.check(f"{name}: the groups it says", GROUPS[role], quick["disclosed"])
            codes.append(quick["text"])
        said = held[0][0].presented("--challenge", challenge, "--show", role, now=now)
        rows.check(f"{role}: an answer of version {said['version']}", True, said["version"] <= LARGEST[role] + 1)
        file = case.dir / f"{role}.txt"
        file.write_text("\n".join(codes) + "\n")
        for (_, permit), verdict in zip(held, verifier.verify(file, at=now, options=("--role", role)), strict=True):
            check_verdict(rows, f"{permit['id']}-{role}", verdict, permit, role)


def answer(rows, case, held, verifier):
    phone, permit = held[0]
    challenge = case.dir / "asked.txt"
    run(VERIFIER, "challenge", "--store", verifier.store, "--at", at(minutes=40), "--audience", AUDIENCE, "--want", "20,22,25", "-o", challenge)
    code = phone.present(permit["permit"]["number"], "--to", AUDIENCE, "--challenge", challenge, now=at(minutes=41))
    passport = ("--passport", permit["passport"]["number"], "--birth-date", permit["birth_date"])
    verdict, = verifier.verify(code, at=at(minutes=42),
                               options=("--challenge", challenge, "--employer", permit["employer"]["uscc"], *passport))
    rows.check("answer to a challenge", ("VALID", "challenge"), (verdict["verdict"], verdict["mode"]))


def live_and_pages(rows, case, held, verifier):
    phone, permit = held[0]
    page, picture = case.dir / "page.html", case.dir / "code.png"
    # No object of JSON: a program that reads the text of codes gets a line a code.
    codes = phone.call("present", "--to", "guard", "--live", "--count", "2", now=at(minutes=50)).stdout.decode().splitlines()
    rows.check("--live makes a new code each time", 2, len(set(codes)))
    file = case.dir / "live.txt"
    file.write_text("\n".join(codes) + "\n")
    for seconds, expected in ((30, ["VALID", "VALID"]), (61, ["NOT_PROVEN", "NOT_PROVEN"])):
        verdicts = verifier.verify(file, at=at(minutes=50, seconds=seconds), options=("--role", "guard"))
        rows.check(f"live codes {seconds} s after the first", expected, [verdict["verdict"] for verdict in verdicts])
    said = phone.presented("--to", "guard", "--qr", picture, "--page", page, now=at(minutes=60))
    rows.check("the files are named", [str(picture), str(page)], said["files"])
    verdict, = verifier.verify(picture, at=at(minutes=60), options=("--role", "guard"))
    rows.check("the picture of a live code", "VALID", verdict["verdict"])
    text = page.read_text()
    rows.check("the page is complete", (False, True, True, False),
               ("{{" in text, "TEST" in text, "<svg" in text, "http://" in text.replace("http://www.w3.org", "")))
    rows.check("a guard's page shows no passport number", False, permit["passport"]["number"] in text)


def in_words_and_json(rows, held):
    phone, permit = held[0]
    shown = phone.call("show").stdout.decode()
    said, = lines(phone.call("show", "--json"))
    fits(rows, "show", said, "show")
    rows.check("show: everything in the permit stands there", (set(), set()),
               ({v for v in secrets(permit).values() if v not in shown}, {v for v in secrets(permit).values() if v not in str(said)}))
    rows.check("show names the profiles", (True, GROUPS), (all(role in shown for role in GROUPS), said["profiles"]))
    phone, permit = held[1]
    rows.check("list: both names", True, permit["name"]["native"] in phone.call("list").stdout.decode())
    listed, = lines(phone.call("list", "--json"))
    fits(rows, "list", listed, "permit")
    proof, = lines(phone.call("enrol", "--iss", "CN-110000", "--nonce", "00" * 16, "--card", "ESSC-0002", "--json"))
    fits(rows, "enrol", proof, "enrol")


def main():
    rows = Rows("live path")
    with Case() as case:
        authority = Authority.example(case)
        authority.mint([requests()[identity] for identity, _ in HOLDERS], case.dir / "permits", NOW)
        held = [(held_by(rows, case, authority, identity, algorithm), requests()[identity]) for identity, algorithm in HOLDERS]
        published, root = authority.publish(case.dir / "public", at(minutes=1))
        verifier = Verifier(case, "verifier", root, NOW)
        verifier.update(published, at(minutes=2))
        all_profiles(rows, case, held, verifier)
        answer(rows, case, held, verifier)
        live_and_pages(rows, case, held, verifier)
        in_words_and_json(rows, held)
    rows.finish()


if __name__ == "__main__":
    main()
