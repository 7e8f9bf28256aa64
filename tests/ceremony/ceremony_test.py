# SPDX-License-Identifier: Apache-2.0
"""What goes wrong at a ceremony, and what is published of several authorities; docs/ceremonies.md is the good way."""

import hashlib
import json
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "interop"))
from reader import base45  # noqa: E402
from writer import World  # noqa: E402
from support.tools import ISSUER, Authority, Case, Rows, Verifier, requests, run  # noqa: E402

DAY = "2026-01-15T12:00:00+08:00"
OTHER = {"iss": "CN-120000", "name": {"zh": "示例", "en": "Example"}, "regions": ["120000"], "categories": ["A", "B", "C"],
         "hotline": "12333"}


class Ceremony(Authority):
    def do(self, *words, at=DAY, expect=0):
        """stdout and stderr of a verb of two words or more."""
        done = run(ISSUER, *words, "--store", self.store, "--passphrase-file", self.case.passphrase, "--at", at,
                   expect=expect)
        return done.stdout.decode() + done.stderr.decode()

    @property
    def draft(self):
        return self.store / "trust" / "next.draft"

    def sign(self, role="issuers", keys=(1, 2)):
        return "".join(self.do(role, "sign", "--key", f"{role}-{number}") for number in keys)


def elsewhere(case, *words, expect=0):
    """A machine without a store."""
    done = run(ISSUER, *words, "--passphrase-file", case.passphrase, expect=expect, env={"CRED_ISSUER_STORE": ""})
    return done.stdout.decode() + done.stderr.decode()


def snapshot(store):
    return {path.relative_to(store): path.read_bytes() for path in (store / "trust").rglob("*") if path.is_file()}


def refusals(case, issuer, rows):
    """One wrong step a row: refused, with these words, and nothing of the store changed."""
    issuer.do("issuers", "policy", "--tolerance", "120")
    stale = case.dir / "stale.draft"
    shutil.copy(issuer.draft, stale)
    issuer.do("issuers", "discard")
    issuer.do("issuers", "policy", "--tolerance", "60")
    copy = case.dir / "copy.draft"
    shutil.copy(issuer.draft, copy)
    elsewhere(case, "issuers", "sign", copy, "--key", issuer.store / "offline" / "issuers-1.key")
    garbage = case.dir / "garbage.draft"
    spoiled = copy.read_bytes()
    garbage.write_bytes(spoiled[:-1] + bytes([spoiled[-1] ^ 1]))
    steps = [
        ("a key of another role", ("issuers", "sign", "--key", "root-1"), 1, "unknown-key"),
        ("the head key", ("issuers", "sign", "--key", "head"), 1, "unknown-key"),
        ("a draft that changes no root", ("root", "sign", "--key", "root-1"), 1, "does not change the root"),
        ("a key that is not there", ("issuers", "sign", "--key", "issuers-9"), 1, "there is no key"),
        ("the same key twice", ("issuers", "sign", copy, "--key", "issuers-1"), 1, "has signed the draft already"),
        ("a copy of another change", ("issuers", "adopt", stale), 1, "equivocation"),
        ("a copy with a spoiled signature", ("issuers", "adopt", garbage), 1, "issuer-signature"),
        ("a bundle for a draft", ("issuers", "adopt", issuer.store / "trust" / "current.cbor"), 1, "trust-form"),
        ("a key for issuers that is a root key", ("issuers", "add", "root-1"), 1, "only permits, status"),
        ("a threshold over the keys", ("root", "next", "--threshold", "root=4"), 1, "threshold"),
        ("a threshold of 0", ("root", "next", "--threshold", "head=0"), 1, "threshold"),
        ("a permits key as head key", ("root", "next", "--add", "head=permits"), 1, "wrong-purpose"),
        ("a head role without keys", ("root", "next", "--remove", "head"), 1, "threshold"),
        ("a root key twice", ("root", "next", "--add", "root=root-1"), 1, "duplicate-key"),
        ("a root that ends before it begins", ("root", "next", "--valid-until", "2020-01-01"), 1, "trust-form"),
        ("a withdrawal without a reason", ("issuers", "revoke", "permits"), 2, "--reason is needed"),
        ("a role of no verifier", ("issuers", "policy", "--role", "doorman=1h,2h,bearer"), 2, "--role is"),
        ("fresh over stale", ("issuers", "policy", "--role", "guard=3h,2h,bearer"), 1, "over stale"),
        ("an empty window", ("issuers", "add", "permits", "--until", "2024-12-01"), 1, "empty signing window"),
        ("a region that is none", ("issuers", "add", "permits", "--region", "1"), 2, "--region"),
        ("a lifetime of no day", ("issuers", "add", "permits", "--lifetime", "0"), 2, "--lifetime is 1 to 3660 days"),
        ("a lifetime below zero", ("issuers", "add", "permits", "--lifetime", "-5"), 2, "--lifetime is 1 to 3660 days"),
        ("a tolerance below zero", ("issuers", "policy", "--tolerance", "-1"), 2, "--tolerance is 0 to 86400 seconds"),
        ("a tolerance of days", ("issuers", "policy", "--tolerance", "86401"), 2, "--tolerance is 0 to 86400 seconds"),
    ]
    for name, words, code, expected in steps:
        before = snapshot(issuer.store)
        done = run(ISSUER, *words, "--store", issuer.store, "--passphrase-file", case.passphrase, "--at", DAY, expect=None)
        said = done.stderr.decode()
        rows.check(name, (code, expected, True),
                   (done.returncode, expected if expected in said else said, snapshot(issuer.store) == before))
    # The second signature, then the copy of the first: current; a copy signed too late no longer fits.
    late = case.dir / "late.draft"
    shutil.copy(issuer.draft, late)
    said = issuer.do("issuers", "sign", "--key", "issuers-3") + issuer.do("issuers", "adopt", copy)
    rows.check("two signatures make it current", True, "issuers 2 are current" in said)
    rows.check("nothing is left of the draft", False, issuer.draft.exists())
    said = issuer.do("issuers", "adopt", late, expect=1)
    rows.check("a copy signed too late", True, "no longer fits: it was made on root 1 and issuers 1" in said)


def shown_before_signing(case, issuer, rows):
    """A signer sees everything that changes, without a store and before the passphrase."""
    issuer.do("issuers", "add", "permits", "--until", "2027-01-01")
    issuer.do("issuers", "revoke", "register", "--reason", "lost on a train")
    issuer.do("issuers", "policy", "--role", "checkpoint=1h,2h,holder-proven")
    wrong = case.dir / "wrong-passphrase"
    wrong.write_text("not it\n")
    wrong.chmod(0o600)
    copy = case.dir / "shown.draft"
    shutil.copy(issuer.draft, copy)
    done = run(ISSUER, "issuers", "sign", copy, "--key", issuer.store / "offline" / "issuers-1.key", "--passphrase-file",
               wrong, expect=1, env={"CRED_ISSUER_STORE": ""})
    said = done.stdout.decode()
    for line in ("environment  test", "fingerprint", "until before 2027-01-01", "! withdrawn: register key", "lost on a train",
                 "checkpoint: fresh up to 24 hours -> 1 hour",
                 "bearer -> holder-proven", "0 of 2 signatures"):
        rows.check(f"shown before signing: {line}", True, line in said)
    rows.check("a wrong passphrase signs nothing", copy.read_bytes(), issuer.draft.read_bytes())
    issuer.do("issuers", "discard")


def windows(case, issuer, rows):
    """Several permits keys at once; of one that is out, what it signed in its window stays good."""
    sample = requests()["e-P01-1"]
    out = case.dir / "permits-a"
    issuer.mint([sample], out, at="2025-06-01T12:00:00+08:00")
    issuer.do("key", "new", "permits-b", "--purpose", "permits", "--alg", "ES256")
    issuer.do("issuers", "add", "permits-b", "--from", "2026-01-15", "--category", "A")
    issuer.do("issuers", "add", "permits", "--until", "2026-02-01")
    issuer.sign()
    out_b = case.dir / "permits-b"
    out_b.mkdir()
    request = case.dir / "b.json"
    request.write_text(json.dumps({**sample, "id": "second"}, ensure_ascii=False))
    issuer.do("mint", request, "--out", out_b, "--key", "permits-b")
    bundle, root = issuer.publish(case.dir / "public", at="2026-02-10T09:00:00+08:00")
    verifier = Verifier(case, "windows", root, at="2026-02-10T10:00:00+08:00")
    verifier.update(bundle, at="2026-02-10T10:00:00+08:00")
    for name, file in (("old key", out / "e-P01-1.txt"), ("new key", out_b / "second.txt")):
        verdict = verifier.verify(file, at="2026-02-10T12:00:00+08:00")[0]
        rows.check(f"a permit of the {name}", "VALID", verdict["verdict"])
    said = issuer.do("mint", request, "--out", out_b, "--key", "permits", at="2026-02-10T12:00:00+08:00", expect=None)
    rows.check("an old key signs no more", True, "outside-signing-window" in said)
    return verifier


def spared_from_file(case, issuer, rows):
    """Of a stolen key the permits somebody vouches for, by their log entries in a file; the store need not know them."""
    other = issuer.copy("elsewhere")
    request = {**requests()["e-P01-1"], "id": "third"}
    (case.dir / "c.json").write_text(json.dumps(request, ensure_ascii=False))
    other.do("mint", case.dir / "c.json", "--out", case.dir / "permits-b", "--key", "permits-b")
    texts = {name: case.dir / "permits-b" / f"{name}.txt" for name in ("second", "third")}
    entries = {name: hashlib.sha256(base45(text.read_text().strip()[5:])).hexdigest() for name, text in texts.items()}
    revoke = ("issuers", "revoke", "permits-b", "--reason", "stolen", "--spare")
    file = case.dir / "entries.txt"
    for name, content, line in (("no hexadecimal", "zz\n", 1), ("an odd number of digits", entries["second"][:-1], 1),
                                ("24 octets", f"\n{entries['second'][:48]}\n", 2), ("a NUL", "\0" * 64, 1)):
        file.write_text(content)
        said = other.do(*revoke, file, expect=1)
        rows.check(f"spared entries: {name}", True, f"line {line} is no log entry" in said)
    file.write_text(f"{entries['second'].upper()}\r\n\r\n{entries['second'][:32]}\r\n")
    other.do(*revoke, file)
    other.sign()
    at = "2026-02-10T09:00:00+08:00"
    bundle, root = other.publish(case.dir / "public-spared", at=at)
    verifier = Verifier(case, "spared", root, at=at)
    verifier.update(bundle, at=at)
    for name, expected in (("second", ("VALID", None)), ("third", ("UNTRUSTED_ISSUER", "key-revoked"))):
        verdict = verifier.verify(texts[name], at=at)[0]
        rows.check(f"{name} of a stolen key", expected, (verdict["verdict"], verdict["reason"]))


def several(case, issuer, rows):
    """Two authorities in one bundle: each judged by its own list; hostile hand-ins are refused."""
    file = case.dir / "other.json"
    file.write_text(json.dumps(OTHER))
    other = Ceremony(case, "other", authority=file)
    for key in ("permits", "status"):
        exported = case.dir / f"{key}.json"
        exported.write_text(run(ISSUER, "key", "export", key, "--store", other.store, "--at", DAY).stdout.decode())
        issuer.do("issuers", "add", exported, "--from", "2024-12-01")
    issuer.sign()
    permit = {**requests()["e-P01-1"], "id": "tianjin", "work_region": "120101"}
    permit["permit"] = {**permit["permit"], "region": "120101"}
    other.mint([permit], case.dir / "tianjin", at="2025-06-01T12:00:00+08:00")
    old, _ = other.publish(case.dir / "old", at="2026-02-11T08:00:00+08:00")
    new, _ = other.publish(case.dir / "new", at="2026-02-11T09:00:00+08:00")
    theirs = case.dir / "theirs.cbor"
    theirs.write_bytes(World("2026-02-11T09:00:00+08:00").bundle())
    public = case.dir / "public"
    at = "2026-02-11T10:00:00+08:00"
    publish = lambda *words, **how: issuer.do("publish", "--out", public, *words, **{"at": at, **how})  # noqa: E731
    publish("--include", new)
    verifier = Verifier(case, "several", public / "root.cbor", at=at)
    verifier.update(public / "bundle.cbor", at=at)
    morning = case.dir / "morning.cbor"
    shutil.copy(public / "bundle.cbor", morning)
    verdict = lambda: verifier.verify(case.dir / "tianjin" / "tianjin.txt", at="2026-02-11T12:00:00+08:00")[0]  # noqa: E731
    rows.check("a permit of the other authority", "VALID", verdict()["verdict"])

    cut = case.dir / "cut.cbor"
    cut.write_bytes(new.read_bytes()[:-10])
    for name, include, expected in (("an older list", old, "rollback"), ("a stranger's lists", theirs, "unknown-key"),
                                    ("a file cut short", cut, "cbor"), ("no bundle at all", file, "cbor")):
        before = (public / "bundle.cbor").read_bytes()
        said = publish("--include", include, expect=1)
        rows.check(name, (True, True), (expected in said, (public / "bundle.cbor").read_bytes() == before))
        if expected not in said:
            print(said)

    publish("--delta-from", morning, at="2026-02-11T10:30:00+08:00")
    whole, delta = (public / "bundle.cbor").stat().st_size, (public / "delta.cbor").stat().st_size
    rows.check("a delta is smaller", True, delta < whole)
    fresh = Verifier(case, "fresh", public / "root.cbor", at=at)
    said = fresh.update(public / "delta.cbor", at="2026-02-11T11:00:00+08:00", expect=1).stderr.decode()
    rows.check("a delta for one who does not hold the rest", True, "member-missing" in said)
    said = verifier.update(public / "delta.cbor", at="2026-02-11T11:00:00+08:00").stdout.decode()
    rows.check("the lists of the other stay included", "VALID", verdict()["verdict"])

    other.do("cancel", "tianjin", "--decided", "2026-02-11", at="2026-02-11T11:00:00+08:00")
    newest, _ = other.publish(case.dir / "newest", at="2026-02-11T11:10:00+08:00")
    publish("--include", newest, at="2026-02-11T11:20:00+08:00")
    verifier.update(public / "bundle.cbor", at="2026-02-11T11:30:00+08:00")
    rows.check("cancelled by the other authority", "CANCELLED", verdict()["verdict"])

    issuer.do("issuers", "revoke", case.dir / "status.json", "--reason", "stolen")
    issuer.sign()
    said = publish(at="2026-02-11T11:40:00+08:00")
    rows.check("lists of a withdrawn signer leave", True, "is included no longer" in said)
    said = verifier.update(public / "bundle.cbor", at="2026-02-11T11:50:00+08:00").stdout.decode()
    for line in ("! withdrawn: status key", "- status list CN-120000:0", "~ status list CN-110000:0"):
        rows.check(f"update says: {line}", True, line in said)
    rows.check("no list, no verdict", "UNKNOWN", verdict()["verdict"])
    return verifier


def rotated(case, issuer, verifier, rows):
    """A root with a new head key in a new epoch reaches a verifier that holds the first root."""
    issuer.do("key", "new", "head-2", "--purpose", "head")
    issuer.do("root", "next", "--remove", "head", "--add", "head=head-2")
    issuer.sign("root")
    issuer.do("root", "next", "--threshold", "issuers=3")
    said = issuer.sign("root", (2, 3)) + issuer.sign("issuers", (1, 2, 3))
    rows.check("root and issuers together", True, "root 3 is current\nissuers" in said)
    bundle, _ = issuer.publish(case.dir / "public", at="2026-02-12T09:00:00+08:00")
    said = verifier.update(bundle, at="2026-02-12T10:00:00+08:00").stdout.decode()
    for line in ("root      version 1 -> 3", "+ head key", "- head key", "~ epoch 1 -> 2", "~ issuers threshold 2 of 3 -> 3 of 3"):
        rows.check(f"update says: {line}", True, line in said)
    said = verifier.update(case.dir / "morning.cbor", at="2026-02-12T11:00:00+08:00", expect=1).stderr.decode()
    rows.check("a bundle of the old head key", True, "the bundle was refused" in said)


def two_head_keys(case, issuer, verifier, rows):
    """Two must sign the head: `publish` signs with both, and does not with one of them."""
    issuer.do("key", "new", "head-3", "--purpose", "head")
    issuer.do("root", "next", "--add", "head=head-3", "--threshold", "head=2")
    issuer.sign("root")
    bundle, _ = issuer.publish(case.dir / "public", at="2026-02-13T09:00:00+08:00")
    said = verifier.update(bundle, at="2026-02-13T10:00:00+08:00").stdout.decode()
    for line in ("~ epoch 2 -> 3", "~ head threshold 1 of 1 -> 2 of 2"):
        rows.check(f"update says: {line}", True, line in said)
    before = bundle.read_bytes()
    (issuer.store / "keys" / "head-3.key").rename(case.dir / "head-3.key")
    done = run(ISSUER, "publish", "--store", issuer.store, "--out", case.dir / "public", "--passphrase-file",
               case.passphrase, "--at", "2026-02-13T11:00:00+08:00", expect=1)
    rows.check("one of two head keys publishes nothing", (True, True),
               (b"1 of the head keys are in" in done.stderr and b"2 must sign" in done.stderr, bundle.read_bytes() == before))


def main():
    rows = Rows("ceremony")
    with Case() as case:
        issuer = Ceremony(case)
        refusals(case, issuer, rows)
        shown_before_signing(case, issuer, rows)
        windows(case, issuer, rows)
        spared_from_file(case, issuer, rows)
        verifier = several(case, issuer, rows)
        rotated(case, issuer, verifier, rows)
        two_head_keys(case, issuer, verifier, rows)
    rows.finish()


if __name__ == "__main__":
    main()
