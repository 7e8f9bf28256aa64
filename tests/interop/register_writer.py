# SPDX-License-Identifier: Apache-2.0
"""A second writer of the register of physical cards, from docs/formats/register.md alone: Argon2id of python3-nacl, ChaCha20
of python3-cryptography under an HChaCha20 of its own."""

import functools
import hashlib
import struct
import unicodedata

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
from nacl.bindings import crypto_pwhash_alg
from writer import Issuer, Key, cbor, sign1

CARDS_PER_PAGE = 84


def normalised(number):
    kept = unicodedata.normalize("NFKC", number).upper()
    return "".join(c for c in kept if c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")


@functools.cache
def card_key(number, birth_date, salt):
    secret = b"FWP1 card\0" + normalised(number).encode() + b"\0" + str(birth_date).encode()
    key = crypto_pwhash_alg(48, secret, salt, 2, 19456 * 1024, 2)
    return key[:16], key[16:]


def rotated(value, count):
    return (value << count | value >> 32 - count) & 0xffffffff


def hchacha20(key, nonce):
    """draft-irtf-cfrg-xchacha 2.2."""
    state = list(struct.unpack("<4I8I4I", b"expand 32-byte k" + key + nonce))

    def quarter(a, b, c, d):
        for x, y, z, count in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
            state[x] = state[x] + state[y] & 0xffffffff
            state[z] = rotated(state[z] ^ state[x], count)

    for _ in range(10):
        for column in range(4):
            quarter(column, 4 + column, 8 + column, 12 + column)
        for n in range(4):
            quarter(n, 4 + (n + 1) % 4, 8 + (n + 2) % 4, 12 + (n + 3) % 4)
    return struct.pack("<8I", *state[:4], *state[12:])


def xchacha20(key, nonce, text):
    cipher = Cipher(algorithms.ChaCha20(hchacha20(key, nonce[:16]), bytes(8) + nonce[16:]), None)
    return cipher.encryptor().update(text)


def employer_check(uscc):
    return hashlib.sha256(b"FWP1 employer\0" + normalised(uscc).encode()).digest()[:4]


def record(sequence=1, category=2, kind=0, state=0, permission=0, event=0, issued=20240824, event_date=20240824, end=20280823,
           successor=bytes(10), uscc="91110108XXDEM00154"):
    return (bytes([sequence, category, kind, state, permission, event]) + struct.pack(">III", issued, event_date, end)
            + successor + employer_check(uscc))


def tree_root(leaves):
    """RFC 9162 2.1.1, as it stands there."""
    if len(leaves) < 2:
        return leaves[0] if leaves else hashlib.sha256(b"").digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return hashlib.sha256(b"\1" + tree_root(leaves[:split]) + tree_root(leaves[split:])).digest()


def pages_of(cards, edition):
    """cards: (tag, record key, record). Cards of one tag stay together."""
    cards = sorted(cards, key=lambda card: (card[0], card[2][0]))
    groups = []
    for card in cards:
        if not groups or len(groups[-1]) == CARDS_PER_PAGE:
            tail = []
            if groups and groups[-1][-1][0] == card[0]:
                tail = [other for other in groups[-1] if other[0] == card[0]]
                groups[-1] = groups[-1][:-len(tail)]
            groups.append(tail)
        groups[-1].append(card)
    pages, low = [], 0
    for number, group in enumerate(groups):
        high = int.from_bytes(groups[number + 1][0][0], "big") - 1 if number + 1 < len(groups) else (1 << 128) - 1
        tags = b"".join(tag for tag, _, _ in group)
        records = b"".join(xchacha20(key, edition + struct.pack(">II", number, slot), octets)
                           for slot, (_, key, octets) in enumerate(group))
        pages.append(struct.pack(">IHH", number, len(group), 0) + low.to_bytes(16, "big") + high.to_bytes(16, "big") + bytes(24)
                     + tags.ljust(CARDS_PER_PAGE * 16, b"\0") + records.ljust(CARDS_PER_PAGE * 32, b"\0"))
        low = high + 1
    return pages


class CardIssuer(Issuer):
    """An authority that also keeps a register of physical cards."""

    def __init__(self, iss, region, alg=-19):
        super().__init__(iss, region, alg)
        self.register, self.scope = Key(iss + " register", alg), [region]
        self.salt, self.edition = hashlib.sha256(iss.encode()).digest()[:16], hashlib.sha256(b"edition" + iss.encode()).digest()[:16]

    def entries(self):
        status = super().entries()[1]
        return super().entries() + [{**status, 4: self.register.cose, 5: 3, 7: self.scope, 10: ""}]

    def card(self, number, birth_date, octets):
        tag, key = card_key(number, birth_date, self.salt)
        return tag, key, octets

    def register_file(self, cards, as_of, version=1, pages=None, key=None, **header):
        """`header` by name replaces parts of it."""
        pages = pages_of(cards, self.edition) if pages is None else pages
        leaves = [hashlib.sha256(b"\0" + struct.pack(">I", number) + page).digest() for number, page in enumerate(pages)]
        content = {1: version, 2: as_of, 3: self.scope, 4: self.salt, 5: self.edition, 6: [len(pages), len(cards)],
                   7: tree_root(leaves)}
        content.update({int(name[1:]): value for name, value in header.items()})
        message = sign1("application/vnd.fwp.register+cose", cbor(content), key or self.register)
        block = b"FWPREG1\0" + struct.pack(">I", len(message)) + message
        return block.ljust(4096, b"\0") + b"".join(pages)
