#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Installs into a prefix, moves it, and builds a program of somebody else against it, with CMake and with pkg-config."""

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from tools import BIN, SOURCE, run

CONSUMER = Path(__file__).resolve().parent / "consumer"
COMPILER = os.environ.get("CXX", "c++")
# A sanitised library asks for the same of who links it.
FLAGS = os.environ.get("CRED_CONSUMER_FLAGS", "")

EXPECTED = ["bin/cred-issuer", "bin/cred-holder", "bin/cred-verifier", "libexec/cred/cred-picture-reader", "lib/libcred.a", "lib/libcred_qr.a", "include/cred/verify.h",
            "include/cred/base/result.h", "lib/cmake/cred/cred-config.cmake", "lib/cmake/cred/cred-targets.cmake",
            "lib/pkgconfig/cred.pc", "lib/pkgconfig/cred-qr.pc", "share/man/man1/cred-issuer.1",
            "share/man/man1/cred-holder.1", "share/man/man1/cred-verifier.1", "share/bash-completion/completions/cred-verifier",
            "share/zsh/site-functions/_cred", "share/doc/cred/LICENSE"]


def installed(folder):
    """A prefix that was moved after it was installed: nothing in it may know where it was."""
    run("cmake", "--install", BIN, "--prefix", folder / "first")
    prefix = folder / "moved"
    (folder / "first").rename(prefix)
    missing = [name for name in EXPECTED if not (prefix / name).is_file()]
    assert not missing, f"not installed: {missing}"
    for file in [*prefix.rglob("*.cmake"), *prefix.rglob("*.pc")]:
        text = file.read_text()
        assert str(SOURCE) not in text and str(folder) not in text, f"{file.name} names a folder of the build"
    return prefix


def says_valid(program):
    said = run(program).stdout.decode()
    assert ": VALID, a symbol of" in said, said
    return said


def with_cmake(prefix, folder):
    run("cmake", "-S", CONSUMER, "-B", folder, "-G", "Ninja", f"-DCMAKE_PREFIX_PATH={prefix}",
        f"-DCMAKE_CXX_COMPILER={COMPILER}", f"-DCMAKE_CXX_FLAGS={FLAGS}")
    run("cmake", "--build", folder, timeout=300)
    return says_valid(folder / "consumer")


def with_pkg_config(prefix, folder):
    env = {"PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig")}
    flags = run("pkg-config", "--static", "--cflags", "--libs", "cred-qr", env=env).stdout.decode()
    program = folder / "with-pkg-config"
    run(*shlex.split(COMPILER), "-std=c++20", *shlex.split(FLAGS), CONSUMER / "main.cpp", "-o", program,
        *shlex.split(flags), timeout=300)
    return says_valid(program)


def main():
    with tempfile.TemporaryDirectory(prefix="cred-install-") as scratch:
        folder = Path(scratch)
        prefix = installed(folder)
        said = {with_cmake(prefix, folder / "build"), with_pkg_config(prefix, folder)}
        assert len(said) == 1, said
        version = run(prefix / "bin" / "cred-verifier", "--version").stdout.decode().split()[-1]
        modversion = run("pkg-config", "--modversion", "cred",
                         env={"PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig")}).stdout.decode().strip()
        assert version == modversion and f"cred {version}:" in said.pop(), "one version everywhere"
    print("install: found by find_package and by pkg-config, from a moved prefix")


if __name__ == "__main__":
    main()
