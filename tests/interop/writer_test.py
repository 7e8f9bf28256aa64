#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What the second writer (writer.py) makes, the verifier accepts, whatever the algorithm and the issuer; spoiled in one part,
it refuses for that part. Bundles likewise."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
sys.path.insert(0, str(Path(__file__).resolve().parent))
from tools import Case, Rows, Verifier  # noqa: E402
from writer import PERMIT, STATUS, Key, Raw, Tag, World, base45, cbor, end_of, head, sign1, unix  # noqa: E402

NOON = "2026-01-15T12:00:00+08:00"
NAME = {1: "AL-RASHED, NORAH ABDULLAH"}


def without(mapping, key):
    return {k: v for k, v in mapping.items() if k != key}


def permit_rows(world):
    """(what, token, expected verdict and reason)."""
    beijing, tianjin = world.issuers

    def claims(issuer=beijing, **changes):
        return issuer.claims(7, **changes)

    def signed(payload, issuer=beijing, **how):
        return sign1(61, payload if isinstance(payload, bytes) else cbor(payload), how.pop("key", issuer.permits), **how)

    for issuer in (beijing, tianjin):
        yield f"{issuer.iss} as it should be", issuer.permit(7), "VALID None"
        for index, value, verdict in ((8, 1, "REVOKED revoked"), (9, 2, "SUSPENDED suspended"), (10, 3, "SUPERSEDED superseded"),
                                      (11, 12, "CANCELLED cancelled"), (12, 13, "LOST lost"), (13, 4, "UNKNOWN status-value"),
                                      (14, 11, "UNKNOWN status-value"), (15, 14, "UNKNOWN status-value"),
                                      (16, 15, "UNKNOWN status-value"), (17, 0, "VALID None"), (1023, 1, "REVOKED revoked")):
            issuer.set_status(index, value)
            yield f"{issuer.iss} status {value}", issuer.permit(index), verdict
        yield f"{issuer.iss} index behind the list", issuer.permit(1024), "MALFORMED status-index"
        yield f"{issuer.iss} index 2^53", issuer.permit(1 << 53), "MALFORMED status-index"
        yield f"{issuer.iss} list not held", issuer.permit(7, uri=issuer.prefix + "1"), "UNKNOWN status-list-missing"
        yield f"{issuer.iss} list of another", issuer.permit(7, uri="CN-999999/s0"), "UNTRUSTED_ISSUER wrong-status-prefix"
        yield f"{issuer.iss} another region", issuer.permit(7, permit={2: 310101}), "UNTRUSTED_ISSUER wrong-region"
        yield f"{issuer.iss} its whole region", issuer.permit(7, permit={2: issuer.region}), "VALID None"
        yield f"{issuer.iss} category 4", issuer.permit(7, permit={1: 4}), "MALFORMED claims"
        yield f"{issuer.iss} no native name", issuer.permit(7, permit={20: NAME}), "VALID None"
        yield f"{issuer.iss} expired", issuer.permit(7, permit={4: 20260114}), "EXPIRED expired"
        yield f"{issuer.iss} last day", issuer.permit(7, permit={4: 20260115}), "VALID None"
        yield f"{issuer.iss} not yet", issuer.permit(7, permit={3: 20260116}), "NOT_YET_VALID not-yet-valid"
        yield f"{issuer.iss} first day", issuer.permit(7, permit={3: 20260115}), "VALID None"
        yield f"{issuer.iss} 30 February", signed(claims(issuer, permit={4: 20300230}, exp=end_of(20300301)), issuer), "MALFORMED claims"
        yield f"{issuer.iss} exp a second late", issuer.permit(7, exp=end_of(20300209) + 1), "MALFORMED time-inconsistent"
        yield f"{issuer.iss} iat = exp", issuer.permit(7, iat=end_of(20300209)), "MALFORMED time-inconsistent"
        yield (f"{issuer.iss} before the window", issuer.permit(7, iat=issuer.window[0] - 1, permit={4: 20250610}),
               "UNTRUSTED_ISSUER outside-signing-window")
        yield f"{issuer.iss} lifetime", issuer.permit(7, permit={4: 20310301}), "UNTRUSTED_ISSUER lifetime-too-long"
        future = unix(NOON) + 301
        yield f"{issuer.iss} from the future", issuer.permit(7, iat=future), "CLOCK_SUSPECT issued-in-future"
        yield f"{issuer.iss} within the tolerance", issuer.permit(7, iat=future - 1), "VALID None"
        yield f"{issuer.iss} from the future, for later", issuer.permit(7, iat=future, permit={3: 20260201}), "NOT_YET_VALID not-yet-valid"
        yield f"{issuer.iss} status key", signed(claims(issuer), issuer, key=issuer.status), "UNTRUSTED_ISSUER wrong-purpose"
        yield f"{issuer.iss} unknown key", signed(claims(issuer), issuer, key=Key("stranger", issuer.permits.alg)), "UNTRUSTED_ISSUER unknown-key"
        protected = {1: issuer.permits.alg, 4: issuer.permits.kid, 16: 61}
        yield (f"{issuer.iss} genuine kid, other key", signed(claims(issuer), key=Key("stranger", issuer.permits.alg), header=protected),
               "BAD_SIGNATURE issuer-signature")
        yield f"{issuer.iss} external alg", signed(claims(issuer), issuer, header={**protected, 1: -7}), "MALFORMED algorithm"
        other = -9 if issuer.permits.alg == -19 else -19
        yield f"{issuer.iss} alg of the other kind", signed(claims(issuer), issuer, header={**protected, 1: other}), "MALFORMED algorithm"
        yield f"{issuer.iss} kid of 9", signed(claims(issuer), issuer, header={**protected, 4: issuer.permits.thumbprint[:9]}), "MALFORMED header"
        yield f"{issuer.iss} another label", signed(claims(issuer), issuer, header={**protected, 3: "x"}), "MALFORMED header"
        yield f"{issuer.iss} unprotected kid", signed(claims(issuer), issuer, unprotected={4: issuer.permits.kid}), "MALFORMED header"
        for key in (1, 2, 4, 6, STATUS, PERMIT):
            yield f"{issuer.iss} without claim {key}", signed(without(claims(issuer), key), issuer), "MALFORMED claims"
        for key in (1, 2, 3, 4, 20, 22, 25):
            changed = claims(issuer)
            changed[PERMIT] = without(changed[PERMIT], key)
            yield f"{issuer.iss} without permit {key}", signed(changed, issuer), "MALFORMED claims"
        for key, value in ((5, 0), (7, b"x"), (8, {1: issuer.permits.cose}), (39, bytes(16)), (-70002, 1), ("x", 1)):
            yield f"{issuer.iss} with claim {key}", signed({**claims(issuer), key: value}, issuer), "MALFORMED claims"
        for key, value in ((5, 1), (21, {}), (26, {})):
            yield f"{issuer.iss} with permit {key}", issuer.permit(7, permit={key: value}), "MALFORMED claims"
        yield f"{issuer.iss} digests", issuer.permit(7, permit={Raw(b"\xf8\x3b"): [bytes(32)]}), "MALFORMED claims"

    # Of form, by one key each.
    yield "tianjin's name, beijing's key", signed(tianjin.claims(7)), "UNTRUSTED_ISSUER wrong-issuer-name"
    yield "high s", sign1(61, cbor(claims(tianjin)), tianjin.permits, signature=tianjin.permits.sign(
        cbor(["Signature1", cbor({1: -9, 4: tianjin.permits.kid, 16: 61}), b"", cbor(claims(tianjin))]), high_s=True)), "BAD_SIGNATURE issuer-signature"
    yield "a float", signed({**claims(), 6: Raw(b"\xfb" + bytes(8))}), "MALFORMED cbor"
    yield "null", signed({**claims(), 6: None}), "MALFORMED cbor"
    yield "tag 0", signed({**claims(), 6: Tag(1, 5)}), "MALFORMED cbor"
    yield "bignum", signed({**claims(), 6: Tag(2, b"\1" * 9)}), "MALFORMED cbor"
    yield "payload cut", signed(cbor(claims())[:-1]), "MALFORMED cbor"
    yield "payload and more", signed(cbor(claims()) + b"\0"), "MALFORMED cbor"
    yield "payload an array", signed(cbor([])), "MALFORMED claims"
    yield "payload empty", signed(b""), "MALFORMED cbor"
    yield "keys out of order", signed(head(5, 2) + cbor(2) + cbor("x") + cbor(1) + cbor("x")), "MALFORMED not-deterministic"
    yield "key twice", signed(head(5, 2) + (cbor(1) + cbor("x")) * 2), "MALFORMED cbor"
    yield "not shortest", signed({**claims(), 6: Raw(b"\x1a\0\0\0\1")}), "MALFORMED not-deterministic"
    yield "indefinite map", signed(b"\xbf\xff"), "MALFORMED not-deterministic"
    yield "depth 9", signed({**claims(), 6: Raw(b"\x81" * 8 + b"\0")}), "MALFORMED cbor"
    for what, text in (("empty", ""), ("256 octets", "A" * 256), ("NUL", "A\0"), ("escape", "A\x1b[1m"), ("C1", "A\u009b"), ("bidi", "A\u202e"),
                       ("isolate", "A\u2066"), ("zero width space", "A\u200b"), ("BOM", "\ufeffA"), ("soft hyphen", "A\u00ad"), ("line separator", "A\u2028"),
                       ("paragraph", "A\u2029"), ("private use", "A\ue000"), ("unassigned", "A\u0378"), ("noncharacter", "A\uffff"), ("not NFC", "e\u0301"),
                       ("tag character", "A\U000e0041"), ("interlinear", "A\ufff9")):
        yield f"name: {what}", beijing.permit(7, permit={20: {1: text}}), "MALFORMED claims"
        yield f"native name: {what}", beijing.permit(7, permit={20: {**NAME, 2: text}}), "MALFORMED claims"
        yield f"employer: {what}", beijing.permit(7, permit={22: {4: text, 5: "91110108XXDEM00154"}}), "MALFORMED claims"
    for what, text in (("ZWNJ", "نورة\u200cعبد"), ("ZWJ", "ක්\u200dෂ"), ("255 octets", "A" * 255), ("ideographs", "张伟"), ("outside the BMP", "𠮷野"),
                       ("Đ", "NGUYỄN ĐỨC"), ("tab is not", "A")):
        yield f"name: {what}", beijing.permit(7, permit={20: {1: text}}), "VALID None"
    yield "name not UTF-8", signed(cbor(claims(permit={20: {1: "XXXX"}})).replace(b"XXXX", b"\xff\xfe\xfd\xfc")), "MALFORMED cbor"
    yield "sub lower case", beijing.permit(7, sub="k3m9q2xt7rw4vnp8"), "MALFORMED claims"
    yield "sub of 15", beijing.permit(7, sub="K3M9Q2XT7RW4VNP"), "MALFORMED claims"
    yield "sub with U", beijing.permit(7, sub="K3M9Q2XT7RW4VNPU"), "MALFORMED claims"
    yield "uri of 23", beijing.permit(7, uri=beijing.prefix + "0" * 12), "MALFORMED claims"
    yield "previous tag alone", beijing.permit(7, permit={25: {1: bytes(16), 2: bytes(4), 3: bytes(4)}}), "MALFORMED claims"
    yield "previous tag and day", beijing.permit(7, permit={25: {1: bytes(16), 2: bytes(4), 3: bytes(4), 4: 20260301}}), "VALID None"
    yield "salt of 15", beijing.permit(7, permit={25: {1: bytes(15), 2: bytes(4)}}), "MALFORMED claims"
    yield "end before begin", beijing.permit(7, permit={3: 20300210}), "MALFORMED claims"
    yield "typ as text", sign1("application/cwt", cbor(claims()), beijing.permits), "MALFORMED typ"
    yield "typ of a list", sign1("application/statuslist+cwt", cbor(claims()), beijing.permits), "MALFORMED typ"
    yield "typ 293", sign1(293, cbor(claims()), beijing.permits), "MALFORMED typ"


def bundle_rows():
    """(what, bundle made from a changed World over a store that holds version 5, accepted or a word of the refusal)."""
    def world(**changes):
        made = World()
        made.versions = {"root": 1, "issuers": 5, "head": 5}
        for name, value in changes.items():
            setattr(made, name, value)
        return made

    newer = {"root": 1, "issuers": 5, "head": 6}
    both = {"root": 1, "issuers": 6, "head": 6}
    yield "the same again", world().bundle(), None
    yield "a newer head", world(versions=newer).bundle(), None
    yield "an older head", world(versions={**newer, "head": 4}).bundle(), "rollback"
    yield "older issuers", world(versions={"root": 1, "issuers": 4, "head": 6}).bundle(), "rollback"
    other = world()
    other.issued += 1
    yield "another head of the same version", other.bundle(), "equivocation"
    changed = world(versions=newer)
    changed.policy = {**changed.policy, 2: False}
    yield "other issuers of the same version", changed.bundle(), "equivocation"
    changed.versions = both
    yield "other issuers of a newer version", changed.bundle(), None
    yield "production", world(environment=1, versions=both).bundle(), "wrong-environment"
    late = world(versions=both)
    late.issued = unix("2026-01-16T12:00:01+08:00")
    yield "issued a day and a second ahead", late.bundle(), "issued-in-future"
    late.issued -= 1
    yield "issued a day ahead", late.bundle(), None
    yield "an expired head", world(versions=both, expires=unix("2026-01-15T10:00:00+08:00")).bundle(), None
    yield "expires before issued", world(versions=both, expires=unix("2026-01-15T08:00:00+08:00")).bundle(), "trust-form"
    lone = world(versions=both)
    lone.issuers_signers = lone.issuers_signers[:1]
    yield "one issuers signature", lone.bundle(), "threshold"
    stranger = world(versions=newer, head_keys=[Key("other head")])
    yield "a head key of another root", stranger.bundle(), "equivocation"
    # Members as they are held, under a newer head: they need not travel again.
    held = [(kind, name, 6, octets) for kind, name, _, octets in world().members()]
    yield "members left out that are held", world(versions=newer).bundle(omit=("CN-110000/s0", "CN-120000/s0"), members=held), None
    held = world().members()
    yield "members left out, named as they are held", world(versions=newer).bundle(omit=("CN-110000/s0", "CN-120000/s0"), members=held), None
    later = world(versions=both)
    later.issued += 60
    yield "a status member that is not held", later.bundle(omit=("CN-110000/s0",)), "member-missing"
    yield "octets that no member names", world(versions=newer).bundle(stowaways=[b"stowaway"]), "member-unlisted"
    twice = world(versions=both)
    twice.issuers[1].permits = twice.issuers[0].permits
    yield "one key in two entries", twice.bundle(), "duplicate-key"
    role = world(versions=both)
    role.issuers[0].permits = role.head_keys[0]
    yield "a head key as an entry", role.bundle(), "duplicate-key"
    impostor = world(versions=newer)
    members = impostor.members()
    members[0] = (1, "CN-110000/s0", 6, impostor.issuers[1].list_token(0, impostor.issued, name="CN-110000/s0"))
    yield "a list signed by another issuer", impostor.bundle(members=members), "wrong-status-prefix"
    members[0] = (1, "CN-110000/s0", 6, impostor.issuers[0].list_token(0, impostor.issued, key=impostor.issuers[0].permits))
    yield "a list signed by a permits key", impostor.bundle(members=members), "wrong-purpose"
    members[0] = (1, "CN-110000/s0", 6, impostor.issuers[0].list_token(0, impostor.issued, name="CN-110000/s1"))
    yield "a list of another name", impostor.bundle(members=members), "claims"
    members[0] = (1, "CN-110000/s00", 6, impostor.issuers[0].list_token(0, impostor.issued, name="CN-110000/s00"))
    yield "a number with a leading zero", impostor.bundle(members=members), "wrong-status-prefix"
    grave = world(versions=both)
    grave.tombstones = [{1: grave.issuers[0].permits.thumbprint, 2: grave.issued, 3: "stolen"}]
    yield "a tombstone", grave.bundle(), None
    twice_dead = world(versions=both)
    twice_dead.tombstones = grave.tombstones * 2
    yield "a tombstone twice", twice_dead.bundle(), "trust-form"
    policy = world(versions=both)
    policy.policy = {**policy.policy, 3: {**policy.policy[3], "guard": [2, 1, 0]}}
    yield "fresh over stale", policy.bundle(), "trust-form"
    policy.policy = {**policy.policy, 3: without(World().policy[3], "guard")}
    yield "a role left out", policy.bundle(), "trust-form"
    huge = world(versions={"root": 1, "issuers": 5, "head": (1 << 53) + 1})
    yield "version 2^53 + 1", huge.bundle(), "trust-form"
    huge.versions = {**huge.versions, "head": 1 << 53}
    yield "version 2^53", huge.bundle(), None
    yield "nothing", b"", "cbor"
    yield "half of it", world(versions=newer).bundle()[:2000], "cbor"
    yield "one octet more", world(versions=newer).bundle() + b"\0", "cbor"


def check_permits(rows, case):
    world = World()
    table = list(permit_rows(world))  # sets the status values as it goes
    for issuer in world.issuers:
        issuer.set_status(7, 0)
    root, bundle, codes = (case.dir / name for name in ("root.cbor", "bundle.cbor", "codes.txt"))
    root.write_bytes(world.root())
    bundle.write_bytes(world.bundle())
    verifier = Verifier(case, "verifier", root, NOON)
    verifier.update(bundle, NOON)
    codes.write_text("".join(f"FWS1:{base45(token)}\n" for _, token, _ in table))
    verdicts = verifier.verify(codes, at=NOON)
    rows.check("one verdict a line", len(table), len(verdicts))
    for (what, _, expected), verdict in zip(table, verdicts):
        rows.check(what, expected, f"{verdict['verdict']} {verdict['reason']}")
        if verdict["verdict"] in ("MALFORMED", "UNTRUSTED_ISSUER", "BAD_SIGNATURE"):
            rows.check(f"{what}: nothing is shown", (None, None, None), (verdict["holder"], verdict["permit"], verdict["document"]))
    for number, birth, expected in (("Z000101", "1984-07-19", "VALID None"), ("z-000 101", "1984-07-19", "VALID None"),
                                    ("Z000101", "1984-07-18", "HOLDER_MISMATCH passport"), ("Z000102", "1984-07-19", "HOLDER_MISMATCH passport")):
        codes.write_text(f"FWS1:{base45(world.issuers[0].permit(7))}\n")
        verdict, = verifier.verify(codes, at=NOON, options=("--passport", number, "--birth-date", birth))
        rows.check(f"passport {number} {birth}", expected, f"{verdict['verdict']} {verdict['reason']}")


def check_bundles(rows, case):
    held = World()
    held.versions = {"root": 1, "issuers": 5, "head": 5}
    root, file = case.dir / "held-root.cbor", case.dir / "offered.cbor"
    root.write_bytes(held.root())
    file.write_bytes(held.bundle())
    verifier = Verifier(case, "held", root, NOON)
    verifier.update(file, NOON)
    for number, (what, octets, expected) in enumerate(bundle_rows()):
        file.write_bytes(octets)
        done = verifier.copy(f"store-{number}").update(file, NOON, expect=None)
        said = done.stderr.decode()
        if expected is None:
            rows.check(f"bundle: {what}", (0, ""), (done.returncode, said if done.returncode else ""))
        else:
            rows.check(f"bundle: {what}", (1, expected), (done.returncode, expected if f"({expected})" in said else said))


def main():
    rows = Rows("interop writer")
    with Case() as case:
        check_permits(rows, case)
        check_bundles(rows, case)
    rows.finish()


if __name__ == "__main__":
    main()
