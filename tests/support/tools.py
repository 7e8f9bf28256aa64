# SPDX-License-Identifier: Apache-2.0
"""Runs the built tools for tests: an authority, what it publishes, a verifier, all in one temporary folder."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]
EXAMPLE = SOURCE / "keys-example"
BIN = Path(os.environ.get("CRED_BIN", SOURCE / "build" / "dev"))
ISSUER = BIN / "issuer" / "cred-issuer"
VERIFIER = BIN / "verifier" / "cred-verifier"


class Case:
    """One scratch folder with a passphrase file; removed at the end."""

    def __init__(self):
        self.dir = Path(tempfile.mkdtemp(prefix="cred-test-"))
        self.passphrase = self.dir / "passphrase"
        self.passphrase.write_text("example only\n")
        self.passphrase.chmod(0o600)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.dir, ignore_errors=True)


def run(*command, expect=0, env=None, stdin=None, timeout=120):
    """The finished process; fails the test when the exit code is another than `expect` (None: any)."""
    done = subprocess.run([str(part) for part in command], capture_output=True, timeout=timeout, input=stdin,
                          env={**os.environ, **(env or {})})
    if expect is not None and done.returncode != expect:
        shown = " ".join(str(part) for part in command)
        raise AssertionError(f"exit {done.returncode}, expected {expect}: {shown}\n"
                             f"{done.stdout.decode(errors='replace')}{done.stderr.decode(errors='replace')}")
    return done


class Authority:
    def __init__(self, case, name="issuer", authority=SOURCE / "examples" / "authority.json",
                 at="2024-12-01T12:00:00+08:00", options=()):
        self.case, self.store = case, case.dir / name
        run(ISSUER, "init", "--store", self.store, "--authority", authority, "--at", at,
            "--passphrase-file", case.passphrase, *options)

    @classmethod
    def example(cls, case, name="issuer"):
        """A copy of keys-example/, which costs no making of keys; root.cbor and bundle.cbor are in EXAMPLE / "public"."""
        authority = object.__new__(cls)
        authority.case, authority.store = case, case.dir / name
        shutil.copytree(EXAMPLE / "issuer", authority.store)
        return authority

    def copy(self, name):
        """Another authority with the same keys and a history of its own from here on."""
        twin = object.__new__(type(self))
        twin.case, twin.store = self.case, self.case.dir / name
        shutil.copytree(self.store, twin.store)
        return twin

    def call(self, verb, *arguments, at=None, expect=0):
        clock = ("--at", at) if at else ()
        return run(ISSUER, verb, *arguments, "--store", self.store, "--passphrase-file", self.case.passphrase, *clock,
                   expect=expect)

    def mint(self, requests, out, at, expect=0):
        out.mkdir(parents=True, exist_ok=True)
        file = out / "requests.jsonl"
        file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in requests))
        return self.call("mint", file, "--out", out, at=at, expect=expect)

    def publish(self, out, at):
        self.call("publish", "--out", out, at=at)
        return out / "bundle.cbor", out / "root.cbor"


class Verifier:
    def __init__(self, case, name, root, at):
        self.store = case.dir / name
        run(VERIFIER, "init", "--store", self.store, "--root", root, "--at", at)

    def copy(self, name):
        """Another store that holds the same, and takes other bundles from here on."""
        twin = object.__new__(type(self))
        twin.store = self.store.parent / name
        shutil.copytree(self.store, twin.store)
        return twin

    def update(self, bundle, at, expect=0):
        return run(VERIFIER, "update", "--store", self.store, "--at", at, bundle, expect=expect)

    def verify(self, *inputs, at, options=(), env=None, stdin=None):
        """The verdicts, one dictionary an input."""
        done = run(VERIFIER, "verify", "--store", self.store, "--at", at, "--json", *options, *inputs, expect=None,
                   env=env, stdin=stdin)
        verdicts = [json.loads(line) for line in done.stdout.decode().splitlines()]
        if not verdicts:
            raise AssertionError(f"no verdict, exit {done.returncode}: {done.stderr.decode(errors='replace')}")
        return verdicts


def requests():
    """examples/permits.jsonl by id."""
    lines = (SOURCE / "examples" / "permits.jsonl").read_text().splitlines()
    return {row["id"]: row for row in map(json.loads, lines)}


def people():
    return json.loads((SOURCE / "examples" / "people.json").read_text())


class Rows:
    """Data-driven: every row is tried, every failure named, the count printed last."""

    def __init__(self, what):
        self.what, self.good, self.bad = what, 0, []

    def check(self, row, expected, got):
        if expected == got:
            self.good += 1
        else:
            self.bad.append(f"{row}: expected {expected}, got {got}")

    def finish(self):
        for line in self.bad:
            print(f"FAILED {self.what}: {line}")
        print(f"{self.what}: {self.good}/{self.good + len(self.bad)}")
        sys.exit(1 if self.bad or not self.good else 0)
