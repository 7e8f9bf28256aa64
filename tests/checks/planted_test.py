#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Each check passes on a tiny clean tree and names the one violation planted into it. Usage: planted_test.py CHECK"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2]

REASONS = '#define CRED_REASONS(X) \\\n  X(kNoCode, "no-code") \\\n  X(kLost, "lost")\n'
CLEAN = {
    "libcred/include/cred/base/error.h": REASONS,
    "libcred/include/cred/base/result.h": '#include <tl/expected.hpp>\n#include "cred/base/error.h"\n',
    "libcred/include/cred/codec/hex.h": '#include "cred/base/result.h"\n',
    "libcred/include/cred/cose/key.h": '#include "cred/codec/hex.h"\n',
    "libcred/include/cred/qr/text.h": '#include "cred/codec/hex.h"\n',
    "libcred/include/cred/verify.h": '#include "cred/cose/key.h"\n',
    "libcred/src/crypto/ecdsa_openssl.cpp": "#include <openssl/ec.h>\n#include <string>\n",
    "libcred/src/verify.cpp": '#include "cred/verify.h"\n#include "cred/qr/text.h"\n',
    "cli/clock.cpp": "#include <chrono>\nauto now() { return std::chrono::system_clock::now(); }\n",
    "cli/clock.h": "int clock();\n",
    "issuer/main.cpp": '#include <CLI/CLI.hpp>\n#include "cli/clock.h"\n#include "cred/verify.h"\n',
    "verifier/store.h": '#include "cred/verify.h"\n',
    "docs/reasons.md": "| UNREADABLE | `no-code` | m | d |\n| LOST | `lost` | m | d |\n",
    "schemas/verdict.schema.json": json.dumps({"properties": {"reason": {"enum": ["no-code", "lost", None]}}}),
}

# (check, file, the line planted at its end, what the check must say)
PLANTED = [
    ("layers", "libcred/include/cred/base/error.h", '#include "cred/cose/key.h"', "error.h:4: base must not include cose"),
    ("layers", "libcred/include/cred/qr/text.h", '#include "cred/cose/key.h"', "text.h:2: qr must not include cose"),
    ("layers", "libcred/src/qr/text.cpp", '#include "cred/verify.h"', "text.cpp:1: qr must not include verify"),
    ("layers", "libcred/src/verify.cpp", '#include "cli/clock.h"', "verify.cpp:3: verify must not include cli"),
    ("layers", "cli/clock.h", '#include "verifier/store.h"', "clock.h:2: cli must not include verifier"),
    ("layers", "issuer/main.cpp", '#include "verifier/store.h"', "main.cpp:4: issuer must not include verifier"),
    ("layers", "issuer/main.cpp", '#include "store.h"', 'main.cpp:4: "store.h" is no file of ours'),
    ("layers", "libcred/src/extra/a.cpp", "int a;", "a.cpp:1: unit extra stands in no column"),
    ("third_party", "libcred/src/cose/key.cpp", "#include <openssl/ec.h>", "key.cpp:1: <openssl/ec.h> belongs into"),
    ("third_party", "libcred/include/cred/cose/key.h", "#include <sodium.h>", "key.h:2: <sodium.h> belongs into"),
    ("third_party", "cli/clock.h", "#include <nlohmann/json.hpp>", "clock.h:2: <nlohmann/json.hpp> belongs into"),
    ("third_party", "issuer/list.cpp", "#include <CLI/CLI.hpp>", "list.cpp:1: <CLI/CLI.hpp> belongs into"),
    ("third_party", "issuer/list.cpp", "#include <sqlite3.h>", "list.cpp:1: <sqlite3.h> belongs into"),
    ("third_party", "issuer/list.cpp", "#include <boost/any.hpp>", "list.cpp:1: <boost/any.hpp> has no address"),
    ("third_party", "libcred/src/verify.cpp", "#include <fstream>", "verify.cpp:3: <fstream> is the outside world"),
    ("third_party", "libcred/src/verify.cpp", "#include <unistd.h>", "verify.cpp:3: <unistd.h> belongs into"),
    ("third_party", "libcred/src/verify.cpp", 'auto* e = std::getenv("TZ");', "verify.cpp:3: libcred reads no environment"),
    ("third_party", "issuer/list.cpp", "auto t = std::time(nullptr);", "list.cpp:1: only cli/clock.cpp asks the system"),
    ("third_party", "issuer/list.cpp", "auto t = system_clock::now();", "list.cpp:1: only cli/clock.cpp asks the system"),
    ("reasons", "libcred/include/cred/base/error.h", 'X(kBase45, "base45")', 'error.h:4: "base45" is missing in'),
    ("reasons", "libcred/include/cred/base/error.h", 'X(kSoon, "later")', 'error.h:4: kSoon is not "later"'),
    ("reasons", "libcred/include/cred/base/error.h", 'X(kLost, "lost")', 'error.h:4: "lost" stands twice'),
    ("reasons", "docs/reasons.md", "| UNKNOWN | `maybe` | m | d |", 'reasons.md:3: "maybe" is no reason'),
]


def run(check, tree):
    with tempfile.TemporaryDirectory(prefix="cred-checks-") as folder:
        for name, text in tree.items():
            file = Path(folder) / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        done = subprocess.run([sys.executable, SOURCE / "tools" / f"check_{check}", folder], capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def main():
    check = sys.argv[1]
    code, said = run(check, CLEAN)
    faults = [] if code == 0 else [f"the clean tree is refused: {said}"]
    rows = [row for row in PLANTED if row[0] == check]
    for _, file, line, expected in rows:
        code, said = run(check, {**CLEAN, file: CLEAN.get(file, "") + line + "\n"})
        if code != 1 or expected not in said.split("\n")[0]:
            faults.append(f"{file} with {line}\n  expected exit 1 and: {expected}\n  got {code} and: {said}")
    if check == "reasons":
        schema = json.dumps({"properties": {"reason": {"enum": ["no-code", "maybe", None]}}})
        code, said = run(check, {**CLEAN, "schemas/verdict.schema.json": schema})
        if code != 1 or 'verdict.schema.json:1: "maybe" is no reason' not in said:
            faults.append(f"a word only the schema knows: got {code} and {said}")
    print("\n".join(faults + [f"planted: {len(rows)} in {check}, {len(faults)} not as expected"]))
    sys.exit(1 if faults or not rows else 0)


if __name__ == "__main__":
    main()
