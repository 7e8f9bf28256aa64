#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""What cred-issuer does when the world does not help: things that are there, missing or of another kind, passphrases, full
disks, read-only folders, a kill at any moment, two at once. Every failure says what and where, leaves nothing half-written,
and the same command works once the cause is gone."""

import fcntl
import hashlib
import json
import os
import random
import resource
import signal
import shutil
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))
from tools import ISSUER, SOURCE, VERIFIER, Authority, Case, Rows, Verifier, requests, run  # noqa: E402

NOON = "2025-11-01T12:00:00+08:00"
AUTHORITY = SOURCE / "examples" / "authority.json"
ENDINGS = {".png", ".svg", ".txt", ".cwt", ".html"}


def snapshot(folder):
    """Every file and what is in it, but not the lock."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file() and path.name != "lock"}


def leftovers(folder):
    return [path.name for path in folder.rglob("*") if path.name.startswith(".") or path.name.endswith(("-journal", ".tmp"))]


def is_whole(registry):
    """SQLite agrees with itself, every minted document has an index of its own."""
    with sqlite3.connect(registry) as database:
        sound = database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        indices = database.execute("SELECT list, idx FROM status_indices").fetchall()
        orphans = database.execute("SELECT count(*) FROM events WHERE document NOT IN (SELECT document FROM status_indices)").fetchone()
    return sound and len(indices) == len(set(indices)) and orphans == (0,)


def counts(registry):
    """Indices given out, permits minted."""
    with sqlite3.connect(registry) as database:
        return tuple(database.execute(f"SELECT count(*) FROM {what}").fetchone()[0]
                     for what in ("status_indices", "events WHERE kind = 'mint'"))


class World:
    def __init__(self, rows, case):
        self.rows, self.case, self.dir = rows, case, case.dir
        self.authority = Authority(case)
        self.file = case.dir / "requests"
        self.file.write_text("\n".join(json.dumps(row) for row in requests().values()))

    def command(self, verb, *arguments, store=None, passphrase=True):
        secret = ("--passphrase-file", self.case.passphrase) if passphrase is True else passphrase
        return [str(part) for part in (ISSUER, *verb.split(), *arguments, "--store", store or self.authority.store, "--at", NOON, *secret)]

    def init(self, store, *options, **how):
        return self.command("init", "--authority", AUTHORITY, *options, store=store, **how)

    def fails(self, what, command, code, *parts, **how):
        """The exit code, and each part in what it says."""
        done = subprocess.run(command, capture_output=True, timeout=300, **how)
        stderr = done.stderr.decode(errors="replace")
        self.rows.check(what, (code, []), (done.returncode, [part for part in parts if part not in stderr] and [stderr]))
        return stderr


def check_never_overwritten(world):
    store = world.authority.store
    before = snapshot(store)
    world.fails("init over a store", world.init(store), 1, str(store), "never overwritten", "choose a new folder")
    key = world.command("key new", "permits", "--purpose", "permits")
    world.fails("key new over a key", key, 1, "permits.key", "never overwritten", "choose another name")
    world.rows.check("and the store is as it was", before, snapshot(store))
    file = world.dir / "a-file"
    file.write_text("mine")
    world.fails("init over a file", world.init(file), 1, str(file), "never overwritten")
    (full := world.dir / "full").mkdir()
    (full / "mine").write_text("mine")
    world.fails("init in a folder with something in it", world.init(full), 1, str(full), "never overwritten")
    (link := world.dir / "link").symlink_to(world.dir / "nowhere")
    world.fails("init over a dangling link", world.init(link), 1, str(link), "never overwritten")
    world.rows.check("what was there is there", ["mine", "mine"], [file.read_text(), (full / "mine").read_text()])
    world.rows.check("nothing is left beside them", [], leftovers(world.dir))
    for name in ("../permits", ".hidden", "a/b", "", "x" * 33, "\x1b[2J"):
        stderr = world.fails(f"key new {name!r}", world.command("key new", name, "--purpose", "permits"), 2, "a key's name is")
        world.rows.check(f"key new {name!r} shows no escape", False, "\x1b" in stderr)
    world.fails("a purpose there is none of", world.command("key new", "new", "--purpose", "seal"), 2, "--purpose is permits, status")


def check_stores(world):
    nowhere = world.dir / "missing"
    verbs = ("root show", "key list", "list", "show e-P01-1", f"mint {world.file} --out {world.dir}/o", f"publish --out {world.dir}/o",
             "cancel e-P01-1 --decided 2025-11-01")
    for verb in verbs:
        world.fails(f"{verb.split()[0]}: no such store", world.command(verb, store=nowhere), 4, "there is no store at", str(nowhere), "cred-issuer init")
    world.rows.check("opening never creates", False, nowhere.exists())
    world.authority.publish(world.dir / "public", NOON)
    verifier = Verifier(world.case, "verifier", world.dir / "public" / "root.cbor", NOON)
    world.fails("a verifier's store", world.command("list", store=verifier.store), 2, str(verifier.store),
                "is a cred-verifier-store, not a cred-issuer-store")
    world.fails("an issuer's store given to a verifier", [str(VERIFIER), "show", "--store", str(world.authority.store)], 2,
                "is a cred-issuer-store, not a cred-verifier-store")
    bare = {key: value for key, value in os.environ.items() if key != "CRED_ISSUER_STORE"}
    world.fails("no store named", [str(ISSUER), "list"], 2, "--store", env=bare)
    shown = subprocess.run([str(ISSUER), "root", "show"], capture_output=True, env={**bare, "CRED_ISSUER_STORE": str(world.authority.store)})
    world.rows.check("the store named by the environment", 0, shown.returncode)


def check_keys(world):
    """What mint says of a key that cannot do it."""
    out = world.dir / "no-out"
    mint = ("mint", world.file, "--out", out, "--key")
    world.fails("a key of another purpose", world.command(*mint, "status"), 1, "wrong-purpose", "key status is for status")
    world.fails("a key that is not there", world.command(*mint, "nobody"), 1, "there is no key nobody", "key list")
    run(*world.command("key new", "young", "--purpose", "permits"))
    world.fails("a key nobody was told of", world.command(*mint, "young"), 1, "not in the issuers object")
    early = world.command(*mint, "permits")
    early[early.index(NOON)] = "2024-11-30T12:00:00+08:00"
    world.fails("before the key's window", early, 1, "outside-signing-window")
    world.rows.check("none of them made a folder", False, out.exists())


def check_passphrases(world):
    out = world.dir / "never"
    before = snapshot(world.authority.store)
    twin = world.authority.copy("passphrase-of-windows")

    def mint(*passphrase, store=None):
        return world.command("mint", world.file, "--out", out, store=store, passphrase=passphrase)

    def wrong(name, octets):
        file = world.dir / name
        file.write_bytes(octets)
        file.chmod(0o600)
        return "--passphrase-file", str(file)

    world.fails("a wrong passphrase", mint(*wrong("wrong", b"not it\n")), 1, "key permits", "passphrase")
    world.fails("an empty passphrase", mint(*wrong("empty", b"\n")), 1, "empty")
    world.fails("a passphrase of a megabyte", mint(*wrong("long", b"x" * 1_000_000)), 1, "longer than 1024")
    world.fails("a passphrase file that is not there", mint("--passphrase-file", str(world.dir / "gone")), 4, "gone")
    world.fails("a passphrase file that is a folder", mint("--passphrase-file", str(world.dir)), 4, str(world.dir))
    world.fails("a descriptor that is not open", mint("--passphrase-file", "fd:77"), 4, "fd:77")
    world.fails("a descriptor that is no number", mint("--passphrase-file", "fd:three"), 2, "fd:three")
    # A session of its own has no terminal to ask at.
    world.fails("no passphrase and no terminal", mint(), 2, "--passphrase-file", stdin=subprocess.DEVNULL, start_new_session=True)
    world.fails("publish without one", world.command("publish", "--out", out, passphrase=()), 2, "--passphrase-file",
                stdin=subprocess.DEVNULL, start_new_session=True)
    world.rows.check("no passphrase, nothing made", (before, False), (snapshot(world.authority.store), out.exists()))
    read, write = os.pipe()
    os.write(write, b"example only\nwhat follows is somebody else's\n")
    os.close(write)
    done = subprocess.run(mint("--passphrase-file", f"fd:{read}"), capture_output=True, pass_fds=(read,))
    world.rows.check("a passphrase from a descriptor", (0, b"what follows"), (done.returncode, os.read(read, 12)))
    os.close(read)
    shared = world.dir / "shared"
    shared.write_text("example only\r\n")
    shared.chmod(0o644)
    world.fails("a passphrase file others may read, with an ending of Windows", mint("--passphrase-file", str(shared), store=twin.store),
                0, "others may read the passphrase file")


def full_disk(limit):
    """No file may grow beyond `limit` octets: what a full disk looks like to one process, whoever runs it."""
    def before_exec():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    return {"preexec_fn": before_exec, "restore_signals": False}


def check_full_disk(world):
    store = world.dir / "on-a-full-disk"
    for limit in (0, 100, 1000, 5000):
        world.fails(f"init with {limit} octets a file", world.init(store), 4, "cannot write" if limit < 5000 else "", **full_disk(limit))
        world.rows.check(f"and nothing is left of it ({limit})", (False, []), (store.exists(), leftovers(world.dir)))
    twin = world.authority.copy("full-disk")
    keys = snapshot(twin.store / "keys")
    world.fails("key new", world.command("key new", "more", "--purpose", "log", store=twin.store), 4, "cannot write", **full_disk(10))
    world.rows.check("leaves no part of a key", (keys, []), (snapshot(twin.store / "keys"), leftovers(twin.store)))

    out = world.dir / "full-out"
    mint = world.command("mint", world.file, "--out", out, store=twin.store)
    registry = twin.store / "registry.sqlite"
    size = registry.stat().st_size
    # From no octet at all to a disk that holds the registry but not the pictures.
    for limit in (0, size // 2, size, size + 4096, size + 12288):
        world.fails(f"mint with {limit} octets a file", mint, 4, "the registry failed", "nothing of this command was recorded",
                    **full_disk(limit))
        world.rows.check(f"the registry is whole ({limit})", (True, 0), (is_whole(registry), counts(registry)[1]))
        world.rows.check(f"no file was written ({limit})", [], list(out.glob("*")))
    done = run(*mint, "--json")
    minted = [json.loads(line)["document"] for line in done.stdout.decode().splitlines()]
    world.rows.check("with room it works", (len(requests()), []), (len(minted), leftovers(out)))

    again = world.command("mint", world.file, "--out", world.dir / "again", store=twin.store)
    world.fails("pictures that do not fit", again, 4, "cannot write", "run the same command again", **full_disk(1500))
    world.rows.check("no picture is half there", [], leftovers(world.dir / "again"))
    done = run(*again, "--json")
    world.rows.check("the same command writes them", minted, [json.loads(line)["document"] for line in done.stdout.decode().splitlines()])
    public = world.dir / "full-public"
    publish = world.command("publish", "--out", public, store=twin.store)
    world.fails("publish", publish, 4, "the registry failed", **full_disk(100))
    world.rows.check("publishes nothing half", [], leftovers(public) if public.exists() else [])
    run(*publish)
    world.rows.check("and then everything", {"bundle.cbor", "root.cbor"}, {path.name for path in public.iterdir()})
    with open("/dev/full", "w") as full:
        done = subprocess.run(world.command("list", store=twin.store), stdout=full, stderr=subprocess.PIPE)
    world.rows.check("standard output on a full disk", (4, True), (done.returncode, b"cannot write standard output" in done.stderr))


def check_burned(world):
    """The indices of the mints that failed above: given out, never used, INVALID in what is published."""
    twin = world.authority.copy("burned")
    out = world.dir / "burned-out"
    mint = world.command("mint", world.file, "--out", out, store=twin.store)
    registry = twin.store / "registry.sqlite"
    failed = 0
    for more in range(4096, 40960, 4096):
        done = subprocess.run(mint, capture_output=True, **full_disk(registry.stat().st_size + more))
        failed += done.returncode != 0
        if counts(registry)[0]:
            break
    given, minted = counts(registry)
    world.rows.check("a mint failed after its indices were given out", (True, 0), (failed > 0 and given > 0, minted))
    run(*mint)
    twin.publish(out, NOON)
    sys.path.insert(0, str(SOURCE / "tests" / "interop"))
    import reader
    bundle = reader.Bundle((out / "bundle.cbor").read_bytes())
    with sqlite3.connect(registry) as database:
        rows = database.execute("SELECT idx, document IN (SELECT document FROM events) FROM status_indices").fetchall()
    uri = next(iter(bundle.lists))
    for index, released in rows:
        world.rows.check(f"index {index}", 0 if released else 1, bundle.status({"uri": uri, "idx": index}))
    world.rows.check("no index was given out twice", given + len(requests()), len(rows))


def check_read_only(world):
    """Folders that may not be written into. Root may write anywhere, so root becomes nobody for this."""
    drop = []
    if os.geteuid() == 0:
        drop = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    home = world.dir / "home"
    home.mkdir()
    (home / "locked").mkdir()
    (home / "open").mkdir()
    store = home / "issuer"
    shutil.copytree(world.authority.store, store)
    shutil.copy(world.case.passphrase, home / "passphrase")
    shutil.copy(world.file, home / "requests")
    if drop:
        world.dir.chmod(0o755)
        for path in [home, *home.rglob("*")]:
            os.chown(path, 65534, 65534)
    (home / "locked").chmod(0o555)
    before = snapshot(store)

    def command(verb, *arguments, where=store):
        return [*drop, *(str(part) for part in (ISSUER, *verb.split(), *arguments, "--store", where, "--at", NOON,
                                                "--passphrase-file", home / "passphrase"))]

    tools = {"cwd": "/"}
    world.fails("init in a read-only folder", command("init", "--authority", AUTHORITY, where=home / "locked" / "issuer"), 4,
                "locked", "ermission", **tools)
    world.fails("mint into a read-only folder", command("mint", home / "requests", "--out", home / "locked"), 4, "locked", "ermission", **tools)
    world.fails("mint into a folder below it", command("mint", home / "requests", "--out", home / "locked" / "out"), 4, "locked", **tools)
    world.fails("publish into a read-only folder", command("publish", "--out", home / "locked"), 4, "locked", "ermission", **tools)
    world.rows.check("nothing was minted or published", (before, []), (snapshot(store), list((home / "locked").iterdir())))
    (store / "keys").chmod(0o500)
    world.fails("key new into read-only keys", command("key new", "late", "--purpose", "log"), 4, "late", "ermission", **tools)
    (store / "keys").chmod(0o700)
    store.chmod(0o500)
    (store / "registry.sqlite").chmod(0o400)
    world.fails("mint with a read-only store", command("mint", home / "requests", "--out", home / "open"), 4, **tools)
    store.chmod(0o700)
    (store / "registry.sqlite").chmod(0o600)
    world.rows.check("and all is as it was", (before, []), (snapshot(store), leftovers(home)))
    done = subprocess.run(command("mint", home / "requests", "--out", home / "open"), capture_output=True, **tools)
    world.rows.check("where it may write, it works", (0, ENDINGS), (done.returncode, {path.suffix for path in (home / "open").iterdir()}))


def check_killed(world):
    """kill -9 at moments drawn from seeds, each followed by the same command to the end."""
    for seed in range(6):
        twin = world.authority.copy(f"killed-{seed}")
        out = world.dir / f"killed-out-{seed}"
        mint = world.command("mint", world.file, "--out", out, store=twin.store)
        begun = time.monotonic()
        if seed == 0:
            run(*mint)
            whole = time.monotonic() - begun
            continue
        child = subprocess.Popen(mint, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            child.wait(timeout=whole * random.Random(seed).random())
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        registry = twin.store / "registry.sqlite"
        torn = [path.name for path in out.glob("e-*") if path.suffix not in ENDINGS]
        world.rows.check(f"killed {seed}: no torn file has a name of a permit", [], torn)
        given_before = counts(registry)
        # All of a file or nothing of it.
        world.rows.check(f"killed {seed}: minted all or none", True, given_before[1] in (0, len(requests())))
        run(*mint)
        given, minted = counts(registry)
        world.rows.check(f"killed {seed}: whole, and each permit once", (True, len(requests())), (is_whole(registry), minted))
        world.rows.check(f"killed {seed}: no index was given out again", given_before[0] + (0 if given_before[1] else minted), given)
        shutil.rmtree(twin.store)


def check_two_at_once(world):
    twin = world.authority.copy("shared-store")
    with open(twin.store / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        mint = world.command("mint", world.file, "--out", world.dir / "one", store=twin.store)
        world.fails("mint while another command holds the store", mint, 4, "another command is writing", "wait until it has ended")
    commands = [world.command("mint", world.file, "--out", world.dir / f"both-{i}", store=twin.store) for i in range(3)]
    children = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for command in commands]
    said = [(child.communicate()[1].decode(), child.returncode) for child in children]
    world.rows.check("of three at once one works or more", True, any(code == 0 for _, code in said))
    world.rows.check("and the others are refused clearly", [],
                     [text for text, code in said if code != 0 and not (code == 4 and "another command is writing" in text)])
    registry = twin.store / "registry.sqlite"
    world.rows.check("each permit once", (True, (len(requests()),) * 2), (is_whole(registry), counts(registry)))


def main():
    rows = Rows("failures of the issuer")
    with Case() as case:
        world = World(rows, case)
        named = sys.argv[1:]  # one check alone: failure_test.py check_killed
        for check in (check_never_overwritten, check_stores, check_keys, check_full_disk, check_burned, check_read_only,
                      check_killed, check_two_at_once, check_passphrases):
            if not named or check.__name__ in named:
                check(world)
    rows.finish()


if __name__ == "__main__":
    main()
