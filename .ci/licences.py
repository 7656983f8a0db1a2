#!/usr/bin/env python3
"""Holds the dependencies to deny.toml: licences, banned crates, duplicates and sources.

Asks what `cargo deny check licenses bans sources` asks, of everything in the lock file, with nothing
to compile first. A line of deny.toml that no dependency needs any more is a fault as well.
"""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def satisfied(expression, allowed):
    """Returns the allowed licences that make an SPDX expression true, or None if they do not."""
    words = re.findall(r"[()]|[^\s()]+", expression.replace("/", " OR "))

    def either():
        found = both()
        while words and words[0] == "OR":
            words.pop(0)
            # The first choice that holds is the one relied on; the others need no line.
            other = both()
            found = other if found is None else found
        return found

    def both():
        found = one()
        while words and words[0] == "AND":
            words.pop(0)
            other = one()
            found = None if found is None or other is None else found | other
        return found

    def one():
        word = words.pop(0)
        if word == "(":
            found = either()
            words.pop(0)
            return found
        if words and words[0] == "WITH":
            word = f"{word} WITH {words[1]}"
            del words[:2]
        return {word} if word in allowed else None

    found = either()
    return None if words else found


def matches(spec, package):
    """Tells whether `name@1.2` means this package, as a requirement on its leading numbers."""
    name, _, version = spec.partition("@")
    wanted = version.split(".") if version else []
    return name == package["name"] and package["version"].split(".")[: len(wanted)] == wanted


def licence_faults(packages, rules):
    needed = set()
    for package in packages:
        expression = package["license"]
        found = satisfied(expression, rules["allow"]) if expression else None
        if found is None:
            yield f"{package['name']} {package['version']}: licence {expression!r} is not allowed"
        else:
            needed |= found
    for licence in set(rules["allow"]) - needed:
        yield f"deny.toml allows {licence}, which nothing needs"


def ban_faults(packages, rules):
    for package in packages:
        for ban in rules["deny"]:
            if matches(ban["crate"], package):
                yield f"{package['name']} {package['version']} is banned: {ban['reason']}"
    kept = {}
    for package in packages:
        if not any(matches(skip["crate"], package) for skip in rules["skip"]):
            kept.setdefault(package["name"], set()).add(package["version"])
    for name, versions in kept.items():
        if len(versions) > 1:
            yield f"{name} is there {len(versions)} times: {', '.join(sorted(versions))}"
    for skip in rules["skip"]:
        name = skip["crate"].partition("@")[0]
        met = any(matches(skip["crate"], package) for package in packages)
        if not met or name not in kept:
            yield f"deny.toml skips {skip['crate']}, which is no duplicate"


def source_faults(packages, root):
    registry = "registry+https://github.com/rust-lang/"
    for package in packages:
        source = package["source"] or "a path"
        if not source.startswith(registry):
            yield f"{package['name']} {package['version']} comes from {source}"
    for dependency in root["dependencies"]:
        if dependency["req"] == "*":
            yield f"{dependency['name']} is asked for in any version at all"


def main():
    rules = tomllib.loads((ROOT / "deny.toml").read_text(encoding="utf-8"))
    command = ["cargo", "metadata", "--locked", "--all-features", "--format-version", "1"]
    metadata = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    ours = set(metadata["workspace_members"])
    packages = [package for package in metadata["packages"] if package["id"] not in ours]
    roots = [package for package in metadata["packages"] if package["id"] in ours]

    faults = [*licence_faults(packages, rules["licenses"]), *ban_faults(packages, rules["bans"])]
    for root in roots:
        faults += source_faults(packages, root)
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(packages)} dependencies looked at, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
