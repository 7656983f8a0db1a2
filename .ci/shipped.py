#!/usr/bin/env python3
"""Looks at the program as it is shipped: small, stripped, and one file that needs nothing beside it.

Usage: shipped.py BINARY. For Linux, and with Python's own library alone. Says all that is wrong, not only the first.
"""

import contextlib
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import release

# "At most 10 MB": what a download of the program may weigh, in bytes.
SIZE_MAX = 10_000_000
# Seconds that anything here may take before it counts as stuck.
PATIENCE = 120
# How the root of another file system is entered: as root, in a name space of one's own, or as whoever may become root.
WAYS_IN = [["chroot"], ["unshare", "--map-root-user", "chroot"], ["sudo", "--non-interactive", "chroot"]]
# The types of a segment that names a dynamic linker, and of a section that holds names for a debugger.
INTERPRETER, SYMBOLS = 3, 2


def checked(words, holds, told=""):
    """Says whether something holds, and returns the complaint if it does not."""
    print(f"  {'    ok' if holds else 'FAILED'}  {words}", flush=True)
    return [] if holds else [f"{words}: {told}"]


def ran(*command, **options):
    return subprocess.run([*map(str, command)], timeout=PATIENCE, text=True, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, **options)


def file(binary):
    """Reads the headers of the file, which is ELF of 64 bits with the low byte first."""
    data = binary.read_bytes()
    yield from checked(f"it is at most 10 MB: {len(data) / 1e6:.2f}", len(data) <= SIZE_MAX)
    segments, sections = struct.unpack_from("<QQ", data, 32)
    segment_size, n_segments, section_size, n_sections = struct.unpack_from("<HHHH", data, 54)
    kinds = [struct.unpack_from("<I", data, segments + at * segment_size)[0] for at in range(n_segments)]
    yield from checked("it is static", INTERPRETER not in kinds)
    kinds = [struct.unpack_from("<I", data, sections + at * section_size + 4)[0] for at in range(n_sections)]
    yield from checked("it is stripped", SYMBOLS not in kinds)


def way_into(root):
    return next((way for way in WAYS_IN if shutil.which(way[0]) and ran(*way, root, "/threadsheet", "--help").returncode == 0), None)


@contextlib.contextmanager
def practice_key(binary):
    """Serves the practice world outside, and hands out its key: with it, signing in needs no network."""
    sandbox = subprocess.Popen([binary, "sandbox"], stdout=subprocess.PIPE, text=True)
    try:
        yield Path(json.loads(sandbox.stdout.readline())["credentials"]).read_text(encoding="utf-8")
    finally:
        sandbox.terminate()
        sandbox.wait(PATIENCE)


def empty_root(binary):
    """Runs it where there is nothing but the program: no folders, no certificates, no time zones, no user names."""
    with tempfile.TemporaryDirectory() as root:
        shutil.copy(binary, Path(root) / "threadsheet")
        way = way_into(root)
        if not way:
            print("   ----   this machine lets nobody into another root: the program is not tried in an empty one")
            yield from ["no way into an empty root"] if os.environ.get("CI") == "true" else []
            return
        inside = [*way, root, "/threadsheet"]
        demo = ran(*inside, "demo")
        yield from checked("the demo works in an empty root", demo.returncode == 0, demo.stderr)
        with practice_key(binary) as key:
            asked = ["run", "--spreadsheet", "none", "--sheets-url", "https://127.0.0.1:9/", "--budget", "2s"]
            # Where no language is known it says so in both.
            run = ran("env", "LANG=en_GB.UTF-8", f"GOOGLE_CREDENTIALS={key}", *inside, *asked)
        says_why = run.returncode == 4 and run.stderr.count("\n") == 1
        yield from checked("a run that reaches nobody says so in one sentence", says_why, run.stderr)


def words(binary):
    """What it says of itself, and what of that is in an archive."""
    commit = ran("git", "rev-parse", "--short=9", "HEAD", cwd=release.ROOT).stdout.strip()
    version = ran(binary, "--version").stdout.strip()
    expected = rf"threadsheet \d+\.\d+\.\d+\S*{re.escape(f' ({commit})') if commit else ''}"
    yield from checked(f"it names its commit: {version}", re.fullmatch(expected, version))
    target = "x86_64-unknown-linux-musl"
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(release.pack(target, binary, folder, release.manual(binary))) as packed:
            names = packed.getnames()
            packed.extractall(folder, filter="data")
        wanted = ["threadsheet", "man/threadsheet.1", "man/threadsheet-run.1", "completions/threadsheet.bash",
                  "completions/_threadsheet", "completions/threadsheet.fish", "LICENSES-OF-OTHERS.txt"]
        yield from checked("the archive has all that belongs to it", set(wanted) <= set(names), names)
        pages = [Path(folder) / name for name in names if name.startswith("man/")]
        if shutil.which("man"):
            shown = ran("man", "--warnings", "--local-file", *pages, env=os.environ | {"MANPAGER": "cat"})
            is_clean = shown.returncode == 0 and not shown.stderr
            yield from checked("man shows its pages", is_clean and "--shard" in shown.stdout, shown.stderr)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    binary = Path(sys.argv[1]).resolve()
    faults = [*file(binary), *words(binary), *empty_root(binary)]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
