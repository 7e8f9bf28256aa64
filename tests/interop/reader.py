#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A second reader, written from docs/formats alone and sharing no code with the toolkit: python3-cbor2 for CBOR,
python3-cryptography and python3-nacl for signatures, zlib. It checks what an independent party can check."""

import datetime
import hashlib
import zlib

import cbor2
import nacl.exceptions
import nacl.signing
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils

BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
PERMIT, STATUS, STATUS_LIST = -70001, 65535, 65533


def base45(text):
    out = bytearray()
    for i in range(0, len(text), 3):
        group = [BASE45.index(c) for c in text[i:i + 3]]
        value = sum(digit * 45 ** n for n, digit in enumerate(group))
        out += value.to_bytes(len(group) - 1, "big")
    return bytes(out)


def strict(data):
    """CBOR that is what its own deterministic encoding says."""
    item = cbor2.loads(data)
    assert cbor2.dumps(item, canonical=False) == data, "not the shortest encoding, or octets behind"
    assert is_ordered(item), "keys out of order"
    return item


def is_ordered(item):
    """RFC 8949 4.2.1: the keys of every map in the order of their octets; an item keeps the order it came in."""
    if isinstance(item, cbor2.CBORTag):
        return is_ordered(item.value)
    if isinstance(item, dict):
        keys = [cbor2.dumps(key) for key in item]
        return keys == sorted(keys) and all(map(is_ordered, item.values()))
    return not isinstance(item, (list, tuple)) or all(map(is_ordered, item))


class Key:
    """A COSE_Key of the bundle."""

    def __init__(self, cose_key):
        self.map = cose_key
        if cose_key[1] == 1:
            assert set(cose_key) == {1, -1, -2} and cose_key[-1] == 6
            self.alg, required = -19, cose_key
        else:
            assert set(cose_key) == {1, -1, -2, -3} and cose_key[1] == 2 and cose_key[-1] == 1
            point = bytes([3 if cose_key[-3] else 2]) + cose_key[-2]
            self.public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
            y = self.public.public_numbers().y.to_bytes(32, "big")
            self.alg, required = -9, {1: 2, -1: 1, -2: cose_key[-2], -3: y}
        self.thumbprint = hashlib.sha256(cbor2.dumps(required)).digest()
        self.kid = self.thumbprint[:8]

    def verifies(self, message, signature):
        try:
            if self.alg == -19:
                nacl.signing.VerifyKey(self.map[-2]).verify(message, signature)
            else:
                r, s = int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big")
                self.public.verify(utils.encode_dss_signature(r, s), message, ec.ECDSA(hashes.SHA256()))
            return len(signature) == 64
        except (nacl.exceptions.BadSignatureError, InvalidSignature):
            return False


def sign1(token, key_of, typ):
    """The claims of a COSE_Sign1 of ours; the key is found by kid."""
    message = strict(token)
    assert message.tag == 18
    protected, unprotected, payload, signature = message.value
    header = strict(protected)
    assert set(header) == {1, 4, 16} and unprotected == {} and header[16] == typ
    key = key_of(header[4])
    assert key.alg == header[1]
    assert key.verifies(cbor2.dumps(["Signature1", protected, b"", payload]), signature)
    return strict(payload), key


def sign(message_octets, role, typ):
    """The payload of a COSE_Sign that the role's threshold of keys signed."""
    message = strict(message_octets)
    assert message.tag == 98
    body, unprotected, payload, signers = message.value
    assert strict(body) == {16: "application/vnd.fwp.%s+cose" % typ} and unprotected == {}
    threshold, keys = role or strict(payload)[6][1]  # a root vouches for itself
    keys = {key.kid: key for key in map(Key, keys)}
    kids = []
    for protected, nothing, signature in signers:
        header = strict(protected)
        assert set(header) == {1, 4} and nothing == {}
        key = keys[header[4]]
        assert key.alg == header[1]
        assert key.verifies(cbor2.dumps(["Signature", body, protected, b"", payload]), signature)
        kids.append(header[4])
    assert kids == sorted(set(kids)) and len(kids) >= threshold
    return strict(payload), payload


class Bundle:
    def __init__(self, octets):
        version, roots, issuers, head, members = strict(octets)
        assert version == 1
        self.root, _ = sign(roots[-1], None, "root")
        self.issuers, payload = sign(issuers, self.root[6][2], "issuers")
        self.head, _ = sign(head, self.root[6][3], "head")
        assert self.head[5] == self.root[1] and self.head[6] == self.issuers[1]
        assert self.head[7] == hashlib.sha256(payload).digest()
        assert self.root[4] == self.issuers[4] == self.head[4]
        self.entries = {}
        for entry in self.issuers[5]:
            assert set(entry) == set(range(1, 11))
            key = Key(entry[4])
            assert key.kid not in self.entries
            self.entries[key.kid] = (key, entry)
        self.lists = {}
        by_hash = {hashlib.sha256(member).digest(): member for member in members}
        for member in self.head[8]:
            token = by_hash[member[5]]
            assert len(token) == member[4]
            if member[1] == 1:
                self.add_list(member[2], token)

    def key_of(self, kid):
        return self.entries[kid][0]

    def add_list(self, name, token):
        claims, key = sign1(token, self.key_of, "application/statuslist+cwt")
        entry = self.entries[key.kid][1]
        assert entry[5] == 2 and claims[2] == name and name.startswith(entry[10])
        assert claims[STATUS_LIST]["bits"] == 4
        self.lists[name] = zlib.decompress(claims[STATUS_LIST]["lst"])

    def status(self, reference):
        octet = self.lists[reference["uri"]][reference["idx"] // 2]
        return octet >> 4 if reference["idx"] % 2 else octet & 15


def midnight_after(day):
    date = datetime.date(day // 10000, day // 100 % 100, day % 100) + datetime.timedelta(days=1)
    china = datetime.timezone(datetime.timedelta(hours=8))
    return int(datetime.datetime(date.year, date.month, date.day, tzinfo=china).timestamp())


def read_permit(text, bundle):
    """The claims of a static permit and its status value."""
    assert text.startswith("FWS1:")
    claims, key = sign1(base45(text[5:]), bundle.key_of, 61)
    entry = bundle.entries[key.kid][1]
    permit = claims[PERMIT]
    assert set(claims) == {1, 2, 4, 6, STATUS, PERMIT} and set(permit) == {1, 2, 3, 4, 20, 22, 25}
    assert entry[5] == 1 and claims[1] == entry[1] and permit[1] in entry[6]
    assert any(str(permit[2]).startswith(str(region).rstrip("0")) for region in entry[7])
    assert claims[4] == midnight_after(permit[4]) and entry[8][0] <= claims[6] < entry[8][1]
    assert claims[4] - claims[6] <= entry[9]
    reference = claims[STATUS]["status_list"]
    assert reference["uri"].startswith(entry[10]) and len(reference["uri"]) <= 22
    return claims, bundle.status(reference)


def passport_tag(salt, number, birth_date):
    """The tag of group 25, through libsodium's Argon2id."""
    from nacl.bindings import crypto_pwhash_alg
    secret = b"FWP1 passport\0" + number.encode() + b"\0" + birth_date.replace("-", "").encode()
    return crypto_pwhash_alg(16, secret, salt, 2, 19456 * 1024, 2)[:4]
