# SPDX-License-Identifier: Apache-2.0
"""A second writer, from docs/formats alone and sharing no code with the toolkit: it makes authorities, bundles, status
lists and permits that the toolkit's verifier must accept, and, spoiled in one part, refuse for that part."""

import datetime
import functools
import hashlib
import struct
import zlib

import nacl.signing
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from nacl.bindings import crypto_pwhash_alg

BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
CHINA = datetime.timezone(datetime.timedelta(hours=8))
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
PERMIT, STATUS, STATUS_LIST = -70001, 65535, 65533


class Tag:
    def __init__(self, number, value):
        self.number, self.value = number, value


class Raw(bytes):
    """Octets that stand in the encoding as they are."""


def head(major, value):
    for limit, extra, form in ((24, None, ">B"), (1 << 8, 24, ">BB"), (1 << 16, 25, ">BH"), (1 << 32, 26, ">BI"),
                               (1 << 64, 27, ">BQ")):
        if value < limit:
            return struct.pack(form, *((major << 5 | value,) if extra is None else (major << 5 | extra, value)))
    raise ValueError(value)


def cbor(item):
    """RFC 8949 4.2.1: shortest heads, definite lengths, keys in the order of their octets."""
    if isinstance(item, Raw):
        return bytes(item)
    if isinstance(item, bool):
        return b"\xf5" if item else b"\xf4"
    if item is None:
        return b"\xf6"
    if isinstance(item, int):
        return head(0, item) if item >= 0 else head(1, -1 - item)
    if isinstance(item, bytes):
        return head(2, len(item)) + item
    if isinstance(item, str):
        return head(3, len(item.encode())) + item.encode()
    if isinstance(item, (list, tuple)):
        return head(4, len(item)) + b"".join(map(cbor, item))
    if isinstance(item, Tag):
        return head(6, item.number) + cbor(item.value)
    pairs = sorted((cbor(key), cbor(value)) for key, value in item.items())
    return head(5, len(pairs)) + b"".join(key + value for key, value in pairs)


def base45(data):
    text = ""
    for i in range(0, len(data), 2):
        group = data[i:i + 2]
        value = int.from_bytes(group, "big")
        for _ in range(len(group) + 1):
            value, digit = divmod(value, 45)
            text += BASE45[digit]
    return text


class Key:
    """A private key from a seed. What it signed once it signs the same way again: ECDSA is random, and what is published
    twice shall be the same octets."""

    signed = {}

    def __init__(self, seed, alg=-19):
        self.alg = alg
        secret = hashlib.sha256(seed.encode()).digest()
        if alg == -19:
            self.private = nacl.signing.SigningKey(secret)
            self.cose = {1: 1, -1: 6, -2: bytes(self.private.verify_key)}
            required = self.cose
        else:
            self.private = ec.derive_private_key(int.from_bytes(secret, "big") % (P256_ORDER - 1) + 1, ec.SECP256R1())
            numbers = self.private.public_key().public_numbers()
            x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
            self.cose = {1: 2, -1: 1, -2: x, -3: numbers.y % 2 == 1}
            required = {1: 2, -1: 1, -2: x, -3: y}
        self.thumbprint = hashlib.sha256(cbor(required)).digest()
        self.kid = self.thumbprint[:8]

    def sign(self, message, high_s=False):
        if self.alg == -19:
            return self.private.sign(message).signature
        known = Key.signed.get((self.kid, message, high_s))
        if known is None:
            known = Key.signed[self.kid, message, high_s] = self.sign_p256(message, high_s)
        return known

    def sign_p256(self, message, high_s):
        r, s = utils.decode_dss_signature(self.private.sign(message, ec.ECDSA(hashes.SHA256())))
        if (s > P256_ORDER // 2) != high_s:
            s = P256_ORDER - s
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def sign1(typ, payload, key, header=None, unprotected=None, signature=None):
    protected = cbor(header if header is not None else {1: key.alg, 4: key.kid, 16: typ})
    signature = signature or key.sign(cbor(["Signature1", protected, b"", payload]))
    return cbor(Tag(18, [protected, unprotected or {}, payload, signature]))


def sign(typ, payload, keys):
    body = cbor({16: f"application/vnd.fwp.{typ}+cose"})
    signers = []
    for key in sorted(keys, key=lambda key: key.kid):
        protected = cbor({1: key.alg, 4: key.kid})
        signers.append([protected, {}, key.sign(cbor(["Signature", body, protected, b"", payload]))])
    return cbor(Tag(98, [body, {}, payload, signers]))


def unix(text):
    return int(datetime.datetime.fromisoformat(text).timestamp())


def end_of(day):
    date = datetime.datetime(day // 10000, day // 100 % 100, day % 100, tzinfo=CHINA)
    return int((date + datetime.timedelta(days=1)).timestamp())


@functools.cache
def passport_tag(salt, number, birth_date):
    secret = b"FWP1 passport\0" + number.encode() + b"\0" + str(birth_date).encode()
    return crypto_pwhash_alg(16, secret, salt, 2, 19456 * 1024, 2)[:4]


class Issuer:
    """One authority among several of a bundle: a key for permits, one for status lists."""

    def __init__(self, iss, region, alg):
        self.iss, self.region, self.prefix = iss, region, iss + "/s"
        self.permits, self.status = Key(iss + " permits", alg), Key(iss + " status", alg)
        self.window = [unix("2020-01-01T00:00:00+08:00"), unix("2036-01-01T00:00:00+08:00")]
        self.lists = {0: bytearray(b"\x11" * 512)}  # 1,024 entries, never released: INVALID

    def entries(self):
        def entry(key, purpose, categories, regions, lifetime):
            return {1: self.iss, 2: "示例主管部门", 3: "Example authority", 4: key.cose, 5: purpose, 6: categories, 7: regions,
                    8: self.window, 9: lifetime, 10: self.prefix}
        return [entry(self.permits, 1, [1, 2, 3], [self.region], 6 * 366 * 86400), entry(self.status, 2, [], [], 0)]

    def set_status(self, index, value):
        octet = self.lists[0][index // 2]
        self.lists[0][index // 2] = octet & 0x0f | value << 4 if index % 2 else octet & 0xf0 | value

    def list_token(self, number, iat, name=None, key=None, **claims):
        payload = {2: name or f"{self.prefix}{number}", 6: iat,
                   STATUS_LIST: {"bits": 4, "lst": zlib.compress(bytes(self.lists[number]), 9)}, **claims}
        return sign1("application/statuslist+cwt", cbor(payload), key or self.status)

    def claims(self, index, **changes):
        """The payload of a permit; `changes` by name replace parts of it."""
        permit = {1: 1, 2: self.region + 108, 3: 20250210, 4: 20300209, 20: {1: "AL-RASHED, NORAH ABDULLAH", 2: "نورة"},
                  22: {4: "北京示例量子科技有限公司", 5: "91110108XXDEM00154"},
                  25: {1: bytes(16), 2: passport_tag(bytes(16), "Z000101", 19840719)}}
        permit.update(changes.get("permit", {}))
        return {1: self.iss, 2: changes.get("sub", "K3M9Q2XT7RW4VNP8"), 4: changes["exp"] if "exp" in changes else end_of(permit[4]),
                6: changes.get("iat", unix("2025-02-10T12:00:00+08:00")),
                STATUS: {"status_list": {"idx": index, "uri": changes.get("uri", f"{self.prefix}0")}}, PERMIT: permit}

    def permit(self, index, **changes):
        return sign1(61, cbor(self.claims(index, **changes)), self.permits)


class World:
    """A root, several issuers and what one publish says; every part can be changed before it is encoded."""

    def __init__(self, issued="2026-01-15T09:00:00+08:00", environment=0):
        self.issued, self.expires = unix(issued), unix("2026-06-01T00:00:00+08:00")
        self.environment, self.epoch = environment, 1
        self.root_keys = [Key(f"root {n}", alg) for n, alg in ((1, -19), (2, -9), (3, -19))]
        self.issuers_keys = [Key(f"issuers {n}", alg) for n, alg in ((1, -9), (2, -19), (3, -9))]
        self.head_keys = [Key("head")]
        self.issuers = [Issuer("CN-110000", 110000, -19), Issuer("CN-120000", 120000, -9)]
        self.versions = {"root": 1, "issuers": 1, "head": 1}
        self.issuers_signers = self.issuers_keys[1:]
        self.tombstones = []
        day = 86400
        self.policy = {1: 20241201, 2: True, 4: 300,
                       3: {"guard": [7 * day, 30 * day, 0], "employer": [7 * day, 30 * day, 0],
                           "checkpoint": [day, 7 * day, 0], "department": [day, 7 * day, 0]}}
        self.extra_members = []  # (kind, name, version, octets)

    def preamble(self, what):
        return {1: self.versions[what], 2: self.issued, 3: self.expires, 4: self.environment}

    def root(self):
        roles = {1: [2, [key.cose for key in self.root_keys]], 2: [2, [key.cose for key in self.issuers_keys]],
                 3: [1, [key.cose for key in self.head_keys]]}
        return sign("root", cbor({**self.preamble("root"), 2: unix("2024-12-01T12:00:00+08:00"),
                                  3: unix("2036-01-01T00:00:00+08:00"), 5: self.epoch, 6: roles}),
                    self.root_keys[:2])

    def issuers_payload(self):
        entries = [entry for issuer in self.issuers for entry in issuer.entries()]
        return cbor({**self.preamble("issuers"), 5: entries, 6: self.tombstones, 7: self.policy})

    def members(self):
        lists = [(1, f"{issuer.prefix}{number}", self.versions["head"], issuer.list_token(number, self.issued))
                 for issuer in self.issuers for number in issuer.lists]
        return lists + self.extra_members

    def bundle(self, omit=(), head_changes=None, members=None, stowaways=()):
        """The bundle file; members whose name is in `omit` are left out of it, octets in `stowaways` come on top."""
        payload, members = self.issuers_payload(), members or self.members()
        listed = [{1: kind, 2: name, 3: version, 4: len(octets), 5: hashlib.sha256(octets).digest()}
                  for kind, name, version, octets in members]
        content = {**self.preamble("head"), 5: self.versions["root"], 6: self.versions["issuers"],
                   7: hashlib.sha256(payload).digest(), 8: listed, **(head_changes or {})}
        return cbor([1, [self.root()], sign("issuers", payload, self.issuers_signers),
                     sign("head", cbor(content), self.head_keys),
                     [octets for _, name, _, octets in members if name not in omit] + list(stowaways)])
