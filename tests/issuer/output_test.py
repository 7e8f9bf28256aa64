#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What the tools print with --json is what the schemas say, and each object has bad twins that the schema refuses; what ends
within 30 days is said by every command."""

import copy
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "holder"))
from cases import schema  # noqa: E402
from phone import Phone  # noqa: E402
from tools import ISSUER, SOURCE, VERIFIER, Authority, Case, Rows, Verifier, requests, run  # noqa: E402

NOON = "2025-11-01T12:00:00+08:00"
# A value of a type that no member of any output has where another stands.
WRONG = {str: 7, int: "7", bool: "yes", list: {}, dict: [], type(None): 7.5}


def twins(value):
    """(what was spoiled, the object with one required member gone or of another type)."""
    for key in value:
        without, wrong = copy.deepcopy(value), copy.deepcopy(value)
        del without[key]
        wrong[key] = WRONG[type(value[key])]
        yield f"without {key}", without, key
        yield f"with another {key}", wrong, None


def lines(done):
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


class Check:
    def __init__(self, rows):
        self.rows = rows

    def output(self, what, objects, name, part=None):
        """Every object fits, none of its twins does, and no member is without a word in the schema."""
        validator = schema(name, part)
        shape = validator.schema if part is None else validator.schema["$defs"][part]
        self.rows.check(f"{what}: something is printed", True, bool(objects))
        for number, value in enumerate(objects):
            self.rows.check(f"{what} {number}", [], [error.message for error in validator.iter_errors(value)])
            self.rows.check(f"{what} {number}: members the schema does not name", set(), value.keys() - shape["properties"].keys())
            for twin, spoiled, gone in twins(value):
                accepted = gone is not None and gone not in shape["required"]
                self.rows.check(f"{what} {number} {twin}", accepted, validator.is_valid(spoiled))


def check_issuer(check, case, authority):
    """Every verb with --json."""
    def of(*verb, at=NOON):
        return lines(authority.call(*verb, "--json", at=at))

    file, out = case.dir / "requests", case.dir / "out"
    file.write_text("\n".join(json.dumps(requests()[identity]) for identity in ("e-P01-1", "e-P02-1")))
    init = run(ISSUER, "init", "--store", case.dir / "second", "--authority", SOURCE / "examples" / "authority.json", "--json",
               "--passphrase-file", case.passphrase, "--alg", "ES256")
    check.output("init", lines(init), "issuer-output", "init")
    check.output("key new", of("key", "new", "spare", "--purpose", "permits", "--alg", "ES256"), "issuer-output", "key")
    keys = of("key", "list")
    check.output("key list", keys, "issuer-output", "key")
    check.rows.check("every key is listed", ["head", "log", "permits", "register", "spare", "status"], [key["name"] for key in keys])
    check.output("key show", of("key", "show", "head"), "issuer-output", "key")
    folder = ("--folder", case.dir / "stick", "--passphrase-file", case.passphrase)
    offline = lines(run(ISSUER, "key", "new", "issuers-9", "--purpose", "issuers", "--json", *folder))
    check.output("key new --folder", offline, "issuer-output", "key")
    check.rows.check("an offline key is in no root yet", "in no root yet", offline[0]["state"])
    for name in ("permits", "spare"):
        check.output(f"key export {name}", of("key", "export", name), "exported-key")
    check.output("root show", of("root", "show"), "issuer-output", "root")
    check.output("issuers show", of("issuers", "show"), "issuer-output", "issuers")
    minted = of("mint", file, "--out", out)
    check.output("mint", minted, "issuer-output", "mint")
    check.rows.check("mint names files that are there", [True] * 10, [Path(f).is_file() for row in minted for f in row["files"]])
    check.output("list", of("list"), "issuer-output", "list")
    check.output("cancel", of("cancel", "e-P02-1", "--decided", "2025-11-01", "--reason", "moved"), "issuer-output", "show")
    shown = of("show", "e-P02-1")
    check.output("show", shown, "issuer-output", "show")
    check.rows.check("show tells the history", ["mint", "cancel"], [event["kind"] for event in shown[0]["events"]])
    check.rows.check("show names the person in both forms", requests()["e-P02-1"]["name"]["native"], shown[0]["name_native"])
    check.output("publish", of("publish", "--out", out), "issuer-output", "publish")
    asked = of("bind", "e-P01-1", "--nonce")
    check.output("bind --nonce", asked, "issuer-output", "nonce")
    proof = Phone(case, "phone", out / "root.cbor").enrol(asked[0]["nonce"], NOON)
    check.output("bind --enrolment", of("bind", "e-P01-1", "--enrolment", proof, "--out", out), "issuer-output", "bind")
    lost = of("lost", "e-P01-1", "--decided", NOON[:10])
    check.output("lost", lost, "issuer-output", "show")
    check.rows.check("the phone has its events", ["mint", "nonce", "bind", "lost"], [event["kind"] for event in lost[0]["events"]])
    for row in minted + of("root", "show") + of("list"):
        check.rows.check("every output fits the whole schema too", True, schema("issuer-output").is_valid(row))


def check_verifier(check, case):
    """Verdicts of each outcome, and what `show` says before and after an update."""
    out = case.dir / "out"
    verifier = Verifier(case, "verifier", out / "root.cbor", NOON)

    def shown():
        return lines(run(VERIFIER, "show", "--store", verifier.store, "--at", NOON, "--json"))

    address, damaged = case.dir / "address.txt", case.dir / "damaged.txt"
    address.write_text("https://permit.example/1\nsome text\n")
    damaged.write_text((out / "e-P01-1.txt").read_text()[:-30] + "\n")
    check.output("show before the first update", shown(), "verifier-show")
    before = verifier.verify(out / "e-P01-1.png", at=NOON)
    verifier.update(out / "bundle.cbor", NOON)
    check.output("show", shown(), "verifier-show")
    passport = ("--passport", "Z000101", "--birth-date", "1984-07-19")
    verdicts = [before, verifier.verify(out / "e-P01-1.png", at=NOON),
                verifier.verify(out / "e-P01-1.txt", at=NOON, options=passport),
                verifier.verify(out / "e-P01-1.txt", at="2026-02-01T12:00:00+08:00"),
                verifier.verify(out / "e-P01-1.txt", at=NOON, options=("--employer", "12110108XXDEM00234")),
                verifier.verify(out / "e-P02-1.png", at=NOON), verifier.verify(address, damaged, at=NOON)]
    flat = [verdict for some in verdicts for verdict in some]
    check.output("verify", flat, "verdict")
    check.rows.check("all outcomes were among them", {"accepted", "refused", "undetermined"}, {row["outcome"] for row in flat})
    green = flat[1]
    for member, other in (("outcome", "refused"), ("reason", "revoked"), ("verdict", "GREEN"), ("checks", green["checks"][:12])):
        check.rows.check(f"a green verdict with {member} {other}", False, schema("verdict").is_valid({**green, member: other}))
    refused = next(row for row in flat if row["verdict"] == "MALFORMED")
    check.rows.check("unverified text in a refusal", False, schema("verdict").is_valid({**refused, "holder": {"name": "X"}}))


def check_endings(rows, case):
    """Under 30 days every command says what ends; before that none does."""
    authority = Authority(case, "ending", options=("--valid-until", "2025-12-31"))
    file = case.dir / "short"
    # A permit may outlive the key that signs it.
    file.write_text(json.dumps(requests()["e-P06-1"]))
    verbs = [("root", "show"), ("key", "list"), ("key", "show", "permits"), ("mint", file, "--out", case.dir / "short-out"), ("list",),
             ("show", "e-P06-1"), ("cancel", "e-P06-1", "--decided", "2025-12-20"), ("revoke", "e-P06-1", "--decided", "2025-12-21"),
             ("key", "new", "late", "--purpose", "log"), ("publish", "--out", case.dir / "short-out")]
    what = "the root, the issuers object, the permits key, the status key, the register key, the log key"

    def warnings(verb, at):
        stderr = authority.call(*verb, at=at).stderr.decode()
        return [line.split("warning: ")[1] for line in stderr.splitlines() if "warning: " in line]

    for verb in verbs[:5]:
        rows.check(f"{verb[0]}: 31 days before", [], warnings(verb, "2025-11-30T00:00:00+08:00"))
    for verb in verbs:
        rows.check(f"{verb[0]}: 29 days before", [f"expires in 29 days (2025-12-31): {what}"], warnings(verb, "2025-12-02T00:00:00+08:00"))
    # What was just published ends with the root.
    for at, words in (("2025-12-29T12:00:00+08:00", "expires in 1 day"), ("2025-12-30T12:00:00+08:00", "expires within a day"),
                      ("2025-12-31T00:00:00+08:00", "expired")):
        rows.check(f"list at {at}", [f"{words} (2025-12-31): {what}, the last published bundle"], warnings(("list",), at))
    done = authority.call("mint", file, "--out", case.dir / "late", "--key", "permits", at="2025-12-31T00:00:00+08:00", expect=1)
    rows.check("an expired key mints nothing", True, "outside-signing-window" in done.stderr.decode())
    brief = case.dir / "brief"
    authority.call("publish", "--out", brief, "--valid-for", "10", at="2025-11-01T12:00:00+08:00")
    rows.check("a bundle of ten days is named at once", ["expires in 10 days (2025-11-11 12:00): the last published bundle"],
               warnings(("list",), "2025-11-01T12:00:00+08:00"))


def main():
    rows = Rows("outputs and schemas")
    with Case() as case:
        check = Check(rows)
        check_issuer(check, case, Authority(case))
        check_verifier(check, case)
        check_endings(rows, case)
    rows.finish()


if __name__ == "__main__":
    main()
