#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every command line of cred-verifier that is wrong says so with exit 2, and every store that is none is refused."""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
from setting import AT, PERMIT, SOURCE, VERIFIER, Case, Rows, Setting, Verifier, requests, run  # noqa: E402

NO_STORE = {"CRED_VERIFIER_STORE": ""}


def usage(rows, setting):
    store = ("--store", setting.verifier.store)
    file = setting.file("good.txt", setting.text)
    table = [
        ((), "no verb"),
        (("fly",), "a verb that is none"),
        (("verify", *store), "nothing to verify"),
        (("verify", file), "no store"),
        (("verify", *store, "--role", "king", file), "a role that is none"),
        (("verify", *store, "--role", "Guard", file), "a role in capitals"),
        (("verify", *store, "--lang", "fr", file), "a language that is none"),
        (("verify", *store, "--passport", "Z000101", file), "a passport without a birth date"),
        (("verify", *store, "--birth-date", "1984-07-19", file), "a birth date without a passport"),
        (("verify", *store, "--passport", "Z000101", "--birth-date", "1984-02-30", file), "30 February"),
        (("verify", *store, "--passport", "Z000101", "--birth-date", "19.7.1984", file), "a date of another form"),
        (("verify", *store, "--passport", "-/.", "--birth-date", "1984-07-19", file), "a passport without a letter"),
        (("verify", *store, "--at", "yesterday", file), "a time that is none"),
        (("verify", *store, "--at", "2026-01-15T12:00:00", file), "a time without a zone"),
        (("verify", *store, "--at", "2026-02-30T12:00:00Z", file), "a day that is none"),
        (("verify", *store, "--fast", file), "an option that is none"),
        (("verify", "--store", setting.authority.store, file), "an issuer's store"),
        (("verify", "--store", setting.inputs, file), "a folder that is no store"),
        (("update", "--store", setting.authority.store, setting.bundle), "update of an issuer's store"),
        (("show", "--store", setting.authority.store), "show of an issuer's store"),
        (("inspect",), "nothing to inspect"),
        (("update", *store), "no bundle"),
        (("init", "--store", setting.case.dir / "new"), "no root"),
    ]
    for command, what in table:
        done = run(VERIFIER, *command, expect=None, env=NO_STORE)
        rows.check(f"{what}: exit", 2, done.returncode)
        rows.check(f"{what}: no verdict", b"", done.stdout)
        rows.check(f"{what}: says why", True, done.stderr.startswith(b"cred-verifier: error: "))
    done = run(VERIFIER, "fly", expect=None)
    rows.check("a verb that is none is named", True, b"`fly` is no verb of cred-verifier" in done.stderr)
    done = run(VERIFIER, "verify", "--store", setting.case.dir / "nowhere", file, expect=None)
    rows.check("a store that is not there: exit", 4, done.returncode)
    rows.check("opening made nothing", False, (setting.case.dir / "nowhere").exists())
    done = run(VERIFIER, "verify", "--json", "--at", AT, file, expect=0,
               env={"CRED_VERIFIER_STORE": str(setting.verifier.store)})
    rows.check("the store of the environment", "VALID", json.loads(done.stdout)["verdict"])


def later(rows):
    """A verb of a later version is known, and answers clearly; once it is there it leaves this list by itself."""
    known = run(VERIFIER, "--help").stdout.decode()
    for verb in ("legacy", "challenge", "scan", "roster", "receipt", "serve"):
        rows.check(f"{verb} is a verb", True, f"  {verb} " in known)
        if f"  {verb} " in known and "not in this version" in known.split(f"  {verb} ")[1].splitlines()[0]:
            done = run(VERIFIER, verb, "--store", "x", "y", expect=None)
            rows.check(f"{verb}: exit", 2, done.returncode)
            rows.check(f"{verb}: says so", True, b"not in this version" in done.stderr)


def before_the_first_update(rows, setting):
    fresh = Verifier(setting.case, "fresh", setting.root, AT)
    table = [(setting.text, "UNKNOWN no-bundle", 3), ("hello", "UNREADABLE not-ours", 3), ("FWS1:00", "MALFORMED cose", 1)]
    for text, expected, code in table:
        file = setting.file("before.txt", text)
        done = run(VERIFIER, "verify", "--store", fresh.store, "--at", AT, "--json", file, expect=None)
        verdict = json.loads(done.stdout)
        rows.check(f"before any update, {expected}", (expected, code, None),
                   (f"{verdict['verdict']} {verdict['reason']}", done.returncode, verdict["holder"]))
    rows.check("show, before any update", 0, run(VERIFIER, "show", "--store", fresh.store, "--at", AT, expect=None).returncode)
    rows.check("show in JSON", None,
               json.loads(run(VERIFIER, "show", "--json", "--store", fresh.store, "--at", AT).stdout)["bundle"])


def comparisons(rows, setting):
    """What is asked to be compared, in every combination, and the gravest answer."""
    request = requests()[PERMIT]
    number, birth = request["passport"]["number"], request["birth_date"]
    employer = request["employer"]["uscc"]
    file = setting.file("compare.txt", setting.text)
    passports = [((), None), (("--passport", number, "--birth-date", birth), "card-matched"),
                 (("--passport", number.lower(), "--birth-date", birth), "card-matched"),
                 (("--passport", "Z999999", "--birth-date", birth), "HOLDER_MISMATCH passport"),
                 (("--passport", number, "--birth-date", "1984-07-20"), "HOLDER_MISMATCH passport")]
    employers = [((), None), (("--employer", employer), None), (("--employer", employer.lower()), None),
                 (("--employer", "12110108XXDEM00234"), "EMPLOYER_MISMATCH employer-mismatch"),
                 (("--employer", "no code at all"), "EMPLOYER_MISMATCH employer-mismatch")]
    for passport, holder in passports:
        for asked, work in employers:
            wrong = holder if holder and holder != "card-matched" else work
            done = setting.call(file, options=(*passport, *asked, "--json"))
            verdict = json.loads(done.stdout)
            got = verdict["verdict"] + (f" {verdict['reason']}" if verdict["reason"] else "")
            rows.check(f"{passport} {asked}", (wrong or "VALID", 1 if wrong else 0), (got, done.returncode))
            rows.check(f"{passport} {asked}: binding", "card-matched" if holder == "card-matched" else "bearer",
                       verdict["binding"])


def no_bundle(rows, setting):
    """Any other file in the place of a bundle is named as what it is not, and nothing changes."""
    show = ("show", "--json", "--store", setting.verifier.store, "--at", AT)
    before = run(VERIFIER, *show).stdout
    for file in (setting.root, setting.file("permit.txt", setting.text), setting.file("empty", "")):
        done = setting.verifier.update(file, AT, expect=None)
        rows.check(f"update of {Path(file).name}", (1, b"", True, True),
                   (done.returncode, done.stdout, b"this file is no bundle" in done.stderr,
                    b"hint: a bundle is the file bundle.cbor" in done.stderr))
    rows.check("nothing changed", before, run(VERIFIER, *show).stdout)


def main():
    rows = Rows("usage of cred-verifier")
    with Case() as case:
        setting = Setting(case)
        usage(rows, setting)
        later(rows)
        before_the_first_update(rows, setting)
        comparisons(rows, setting)
        no_bundle(rows, setting)
    rows.finish()


if __name__ == "__main__":
    main()
