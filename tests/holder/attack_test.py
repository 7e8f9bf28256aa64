#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What an attacker tries at the counter, on a phone and in front of a verifier: each row refused, beside its accepted twin."""

import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from phone import NOW, Phone, at, bind, nonce_for  # noqa: E402
from tools import EXAMPLE, VERIFIER, Authority, Case, Rows, Verifier, requests, run  # noqa: E402

FIRST, SECOND = "e-P01-1", "e-P02-1"
BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


def base45(octets):
    text = ""
    for i in range(0, len(octets), 2):
        value = int.from_bytes(octets[i:i + 2], "big")
        for _ in range(3 if len(octets) - i > 1 else 2):
            value, digit = divmod(value, 45)
            text += BASE45[digit]
    return text


def said(done, *words):
    """(exit, words of the message that are missing)"""
    text = done.stderr.decode()
    return done.returncode, [word for word in words if word not in text]


def check_refused(rows, name, done, *words, code=1):
    rows.check(name, (code, []), said(done, *words))


def at_the_counter(rows, case, authority, phone, other):
    """Returns the first permit, bound to `phone`."""
    out = case.dir / "wallet"

    def answer(enrolment, permit=FIRST, now=NOW):
        return authority.call("bind", permit, "--enrolment", enrolment, "--out", out, at=now, expect=None)

    unasked = phone.enrol("00" * 16, name="unasked")
    check_refused(rows, "a proof that nobody asked for", answer(unasked), "nonce")
    nonce = nonce_for(authority, FIRST)
    check_refused(rows, "a proof for another nonce", answer(unasked), "nonce")
    check_refused(rows, "a proof for another authority", answer(phone.enrol(nonce, iss="CN-310000")), "audience")
    proof = phone.enrol(nonce)
    check_refused(rows, "a proof for another application", answer(proof, SECOND), "nonce")
    changed = case.dir / "changed.enrolment"
    changed.write_text(proof.read_text().strip()[:-6] + "000000\n")
    rows.check("a proof that was changed", 1, answer(changed).returncode)
    check_refused(rows, "a proof after ten minutes", answer(proof, now=at(minutes=10)), "nonce")
    rows.check("the proof, in time", 0, answer(proof, now=at(minutes=9)).returncode)
    bound = out / f"{FIRST}.wallet.cwt"
    check_refused(rows, "the same proof again", answer(proof, now=at(minutes=9)), "nonce")
    second = nonce_for(authority, SECOND, at(minutes=9))
    check_refused(rows, "a key that is bound to another person", answer(phone.enrol(second), SECOND, at(minutes=9)), "another person")
    rows.check("another phone's key for that person", 0, answer(other.enrol(second), SECOND, at(minutes=9)).returncode)
    return bound, out / f"{SECOND}.wallet.cwt"


def on_the_phone(rows, case, phone, other, bound, bundle):
    now = at(minutes=12)
    check_refused(rows, "somebody else's permit", other.receive(bound, bundle, now, expect=None), "key")
    spoiled = case.dir / "spoiled.cwt"
    octets = bytearray(bound.read_bytes())
    octets[len(octets) // 2] ^= 1
    spoiled.write_bytes(octets)
    rows.check("a permit with one bit changed", 1, phone.receive(spoiled, bundle, now, expect=None).returncode)
    octets = bytearray(bundle.read_bytes())
    octets[len(octets) // 2] ^= 1
    changed = case.dir / "changed.cbor"
    changed.write_bytes(octets)
    rows.check("a bundle with one bit changed", 1, phone.receive(bound, changed, now, expect=None).returncode)
    print_only = case.dir / "permits" / f"{FIRST}.cwt"
    check_refused(rows, "a printed permit", phone.receive(print_only, bundle, now, expect=None), "typ")
    rows.check("its own permit", 0, phone.receive(bound, bundle, now, expect=None).returncode)

    wrong = case.dir / "wrong"
    wrong.write_text("not this one\n")
    wrong.chmod(0o600)
    check_refused(rows, "a wrong passphrase", phone.call("list", expect=None, passphrase=wrong), "passphrase")
    tampered = case.dir / "tampered"
    for place in (20, -1):
        shutil.rmtree(tampered, ignore_errors=True)
        shutil.copytree(phone.store, tampered)
        file = tampered / "wallet.cbor"
        octets = bytearray(file.read_bytes())
        octets[place] ^= 1
        file.write_bytes(octets)
        thief = object.__new__(Phone)
        thief.case, thief.store = case, tampered
        rows.check(f"a wallet file changed at {place}", 1, thief.call("list", expect=None).returncode)
    sealed = (phone.store / "wallet.cbor").read_bytes()
    rows.check("nothing of the permit stands in the wallet file", False, b"Z000101" in sealed or "AL-RASHED".encode() in sealed)


def before_a_verifier(rows, case, phone, verifier, bound):
    def verdict(file, now, *options):
        got, = verifier.verify(file, at=now, options=options)
        return got["verdict"], got["reason"]

    def challenge(name, now):
        file = case.dir / f"{name}.txt"
        run(VERIFIER, "challenge", "--store", verifier.store, "--at", now, "--audience", "Example Police", "--want", "20,22", "-o", file)
        return file

    bare = case.dir / "bare.txt"
    bare.write_text("".join(f"{prefix}:{base45(bound.read_bytes())}\n" for prefix in ("FWP1", "FWS1")))
    rows.check("a wallet credential shown bare, and as a print", ["MALFORMED", "MALFORMED"],
               [got["verdict"] for got in verifier.verify(bare, at=at(minutes=20))])

    code = phone.present("--to", "employer", now=at(minutes=20))
    rows.check("a live code", ("VALID", None), verdict(code, at(minutes=20, seconds=5)))
    rows.check("the same code again", ("NOT_PROVEN", "replay"), verdict(code, at(minutes=20, seconds=40)))
    rows.check("a screenshot of it, later", ("NOT_PROVEN", "presentation-old"), verdict(code, at(minutes=30)))
    code = phone.present("--to", "guard", now=at(minutes=21))
    rows.check("a guard's code at a checkpoint", ("NOT_PROVEN", "audience"),
               verdict(code, at(minutes=21), "--role", "checkpoint"))
    rows.check("the employer withheld, and asked for", ("NOT_PROVEN", "not-shown"),
               verdict(code, at(minutes=21), "--role", "guard", "--employer", "91110108XXDEM00154"))
    rows.check("the same code, nothing compared", ("VALID", None), verdict(code, at(minutes=21), "--role", "guard"))

    slow = at(minutes=30)
    code = phone.present("--to", "employer", now=slow)
    rows.check("a phone clock ten minutes slow, quick", ("NOT_PROVEN", "presentation-old"), verdict(code, at(minutes=40)))
    asked = challenge("asked", at(minutes=40))
    code = phone.present("--to", "Example Police", "--challenge", asked, now=slow)
    rows.check("a phone clock ten minutes slow, challenge", ("VALID", None), verdict(code, at(minutes=41), "--challenge", asked))
    rows.check("that answer again", ("NOT_PROVEN", "nonce"), verdict(code, at(minutes=42), "--challenge", asked))
    late, mine = challenge("late", at(minutes=50)), challenge("mine", at(minutes=50))
    code = phone.present("--challenge", late, now=at(minutes=51))
    rows.check("an answer to another challenge", ("NOT_PROVEN", "nonce"), verdict(code, at(minutes=51), "--challenge", mine))
    rows.check("an answer after 300 seconds", ("NOT_PROVEN", "nonce"), verdict(code, at(minutes=56), "--challenge", late))
    check_refused(rows, "a challenge of somebody else than the holder thinks",
                  phone.call("present", "--to", "My Employer", "--challenge", mine, expect=None), "Example Police")
    check_refused(rows, "quick mode for anybody", phone.call("present", "--to", "Example Police", expect=None), "--challenge", code=2)


def another_phone(rows, case, authority, phone, verifier, bundle, root):
    """Lost, then bound to a new phone, then cancelled: what the old and the new document say after each publish."""
    def say(hours, *phones):
        """The verdicts of these phones' codes and of the print, after a publish."""
        moment = at(hours=hours)
        published, _ = authority.publish(case.dir / f"hour-{hours}", moment)
        verifier.update(published, moment)
        codes = [device.present("--to", "employer", now=moment, name=device.store.name) for device in phones]
        return [got["verdict"] for got in verifier.verify(*codes, case.dir / "permits" / f"{FIRST}.txt", at=moment)]

    authority.call("lost", FIRST, "--decided", NOW[:10], at=at(hours=1))
    check_refused(rows, "lost twice", authority.call("lost", FIRST, "--decided", NOW[:10], at=at(hours=1), expect=None), "already")
    rows.check("the lost phone, and the print", ["LOST", "VALID"], say(2, phone))
    new = Phone(case, "new-phone", root, "Ed25519")
    new.receive(bind(authority, new, FIRST, at(hours=3)), bundle, at(hours=3))
    rows.check("old phone, new phone and print after rebinding", ["SUPERSEDED", "VALID", "VALID"], say(4, phone, new))
    authority.call("cancel", FIRST, "--decided", NOW[:10], at=at(hours=5))
    rows.check("all of them after cancelling", ["CANCELLED"] * 3, say(6, phone, new))
    check_refused(rows, "binding a cancelled permit", authority.call("bind", FIRST, "--nonce", at=at(hours=6), expect=None), "cancelled")


def main():
    rows = Rows("attacks")
    with Case() as case:
        authority = Authority.example(case)
        permits = requests()
        authority.mint([permits[FIRST], permits[SECOND]], case.dir / "permits", NOW)
        bundle, root = EXAMPLE / "public" / "bundle.cbor", EXAMPLE / "public" / "root.cbor"
        phone, other = Phone(case, "phone", root), Phone(case, "other-phone", root)
        bound, _ = at_the_counter(rows, case, authority, phone, other)
        on_the_phone(rows, case, phone, other, bound, bundle)
        published, _ = authority.publish(case.dir / "after", at(minutes=15))
        verifier = Verifier(case, "verifier", root, NOW)
        verifier.update(published, at(minutes=16))
        before_a_verifier(rows, case, phone, verifier, bound)
        another_phone(rows, case, authority, phone, verifier, bundle, root)
    rows.finish()


if __name__ == "__main__":
    main()
