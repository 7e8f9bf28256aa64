# SPDX-License-Identifier: Apache-2.0
"""One authority, one permit, one verifier that holds what was published."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from tools import SOURCE, VERIFIER, Authority, Case, Rows, Verifier, requests, run  # noqa: E402,F401

AT = "2026-01-15T12:00:00+08:00"
PERMIT = "e-P01-1"


class Setting:
    """`text`: the good code; `picture`: its PNG; `bundle`, `root`: what was published."""

    def __init__(self, case):
        self.case = case
        self.authority = Authority(case)
        out = case.dir / "out"
        self.authority.mint([requests()[PERMIT]], out, "2025-02-10T12:00:00+08:00")
        self.bundle, self.root = self.authority.publish(out, AT)
        self.verifier = Verifier(case, "verifier", self.root, AT)
        self.verifier.update(self.bundle, AT)
        self.picture = (out / f"{PERMIT}.png").read_bytes()
        self.text = (out / f"{PERMIT}.txt").read_text().strip("\n")
        self.inputs = case.dir / "inputs"
        self.inputs.mkdir()

    def file(self, name, content):
        path = self.inputs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def call(self, *inputs, options=("--json",), expect=None, stdin=None, env=None):
        return run(VERIFIER, "verify", "--store", self.verifier.store, "--at", AT, *options, *inputs, expect=expect,
                   stdin=stdin, env=env)
