#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Every sample permit bound to a phone and presented in each profile: what is shown is what the profile says, no more."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from phone import NOW, Phone, at, bind  # noqa: E402
from tools import Authority, Case, Rows, Verifier, requests, run  # noqa: E402

GROUPS = {"guard": ["name"], "employer": ["name", "work", "passport-check"], "checkpoint": ["name", "identity", "work"],
          "department": ["name", "identity", "work", "record"]}
LARGEST = {"guard": 18, "employer": 21, "checkpoint": 21, "department": 22}  # QR version of a quick code


def in_force(permit):
    return permit["permit"]["valid_from"] <= NOW[:10] <= permit["permit"]["valid_until"]


def secrets(permit):
    """What only some profiles may reveal."""
    return {"passport number": permit["passport"]["number"], "birth date": permit["birth_date"],
            "social security number": permit["social_security"]["number"]}


def check_profiles(rows, phone, verifier, permit, document, minutes):
    for number, (role, groups) in enumerate(GROUPS.items()):
        now = at(minutes=minutes, seconds=number)
        name = f"{permit['id']}-{role}"
        code = phone.present(document, "--to", role, now=now, name=name)
        verdict, = verifier.verify(code, at=now, options=("--role", role))
        rows.check(f"{name}: verdict", ("VALID", "holder-proven"), (verdict["verdict"], verdict["binding"]))
        rows.check(f"{name}: disclosed", groups, verdict["disclosed"])
        shown = {what for what, value in secrets(permit).items() if value in str(verdict)}
        expected = {"checkpoint": {"passport number", "birth date"},
                    "department": {"passport number", "birth date", "social security number"}}.get(role, set())
        if permit["passport"]["number"] in permit["social_security"]["number"] and role == "department":
            shown.add("passport number")
        rows.check(f"{name}: personal numbers in the verdict", expected, shown)


def all_profiles(rows, case, authority, verifier, bundle, root):
    """Two phones, one of each key type; the permits take turns, each phone of one person at a time."""
    permits = [permit for permit in requests().values() if in_force(permit)]
    held = []
    for number, permit in enumerate(permits):
        phone = Phone(case, f"phone-{permit['id']}", root, ("ES256", "Ed25519")[number % 2])
        phone.receive(bind(authority, phone, permit["id"]), bundle)
        held.append((phone, permit))
    republished, _ = authority.publish(case.dir / "after", at(minutes=1))
    verifier.update(republished, at(minutes=2))
    for number, (phone, permit) in enumerate(held):
        check_profiles(rows, phone, verifier, permit, permit["permit"]["number"], 10 + number)
    return held


def answers(rows, case, held, verifier):
    phone, permit = held[0]
    challenge = case.dir / "challenge.txt"
    from tools import VERIFIER
    run(VERIFIER, "challenge", "--store", verifier.store, "--at", at(minutes=40), "--audience", "示例公司 HR", "--want", "20,22,25",
        "-o", challenge)
    code = phone.present(permit["permit"]["number"], "--to", "示例公司 HR", "--challenge", challenge, now=at(minutes=41))
    passport = ("--passport", permit["passport"]["number"], "--birth-date", permit["birth_date"])
    verdict, = verifier.verify(code, at=at(minutes=42),
                               options=("--challenge", challenge, "--employer", permit["employer"]["uscc"], *passport))
    rows.check("answer to a challenge", ("VALID", "challenge"), (verdict["verdict"], verdict["mode"]))


def live_and_pages(rows, case, held, verifier):
    phone, permit = held[0]
    page, picture = case.dir / "page.html", case.dir / "code.png"
    done = phone.call("present", "--to", "guard", "--live", "--count", "3", now=at(minutes=50))
    codes = done.stdout.decode().splitlines()  # a code may hold spaces
    rows.check("--live makes a new code each time", 3, len(set(codes)))
    for number, code in enumerate(codes):
        file = case.dir / f"live-{number}.txt"
        file.write_text(code + "\n")
        verdict, = verifier.verify(file, at=at(minutes=50, seconds=30 * number), options=("--role", "guard"))
        rows.check(f"live code {number}, when it is shown", "VALID", verdict["verdict"])
    phone.call("present", "--to", "guard", "--qr", picture, "--page", page, now=at(minutes=60))
    verdict, = verifier.verify(picture, at=at(minutes=60), options=("--role", "guard"))
    rows.check("the picture of a live code", "VALID", verdict["verdict"])
    text = page.read_text()
    rows.check("the page is complete", (False, True, True, False),
               ("{{" in text, "TEST" in text, "<svg" in text, "http://" in text.replace("http://www.w3.org", "")))
    rows.check("a guard's page shows no passport number", False, permit["passport"]["number"] in text)
    shown = phone.call("show").stdout.decode()
    rows.check("show: everything in the permit stands there", set(), {v for v in secrets(permit).values() if v not in shown})
    rows.check("show names the profiles", True, all(role in shown for role in GROUPS))
    rows.check("list: both names", True, permit["name"]["native"] in phone.call("list").stdout.decode())


def main():
    rows = Rows("live path")
    with Case() as case:
        authority = Authority(case)
        authority.mint([permit for permit in requests().values() if in_force(permit)], case.dir / "permits", NOW)
        bundle, root = authority.publish(case.dir / "before", NOW)
        verifier = Verifier(case, "verifier", root, NOW)
        held = all_profiles(rows, case, authority, verifier, bundle, root)
        answers(rows, case, held, verifier)
        live_and_pages(rows, case, held, verifier)
    rows.finish()


if __name__ == "__main__":
    main()
