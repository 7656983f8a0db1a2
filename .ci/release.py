#!/usr/bin/env python3
"""The steps of a release that are more than one command. CONTRIBUTING.md tells when each is taken.

    release.py notes TAG                     what CHANGELOG.md says of the version; refuses any other tag
    release.py pack TARGET BINARY FOLDER     the archive of one target, as everybody downloads it; runs the binary
    release.py pin OWNER/NAME TAG            lets the action of this tree fetch that release from now on
"""

import functools
import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# What a program must carry along: its own licences, and those of all that is linked into it.
COMPANIONS = ["README.md", "README.ja.md", "CHANGELOG.md", "LICENSE-APACHE", "LICENSE-MIT"]
# The targets that the action fetches; the others are for people at home.
ACTION_TARGETS = ["aarch64-unknown-linux-musl", "x86_64-unknown-linux-musl"]


def archive_name(target):
    return f"threadsheet-{target}{'.zip' if 'windows' in target else '.tar.gz'}"


def sha256(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def notes(tag):
    """Returns the changelog's section of the version, which must be the one in Cargo.toml."""
    version = tomllib.loads((ROOT / "Cargo.toml").read_text(encoding="utf-8"))["workspace"]["package"]["version"]
    if tag != f"v{version}":
        sys.exit(f"the tag is {tag}, but Cargo.toml says {version}")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {re.escape(version)}\b.*?\n(.*?)(?=^## |\Z)", changelog, re.MULTILINE | re.DOTALL)
    if not section or not section[1].strip():
        sys.exit(f"CHANGELOG.md has no section {version}")
    return section[1].strip()


@functools.cache
def notices(target):
    """Returns the licence texts of everything that is linked into the program, each text once."""
    command = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", target]
    metadata = json.loads(subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout)
    uses = {node["id"]: node["deps"] for node in metadata["resolve"]["nodes"]}
    linked, waiting = set(), [metadata["resolve"]["root"]]
    while waiting:
        for dependency in uses[waiting.pop()]:
            is_linked = any(kind["kind"] is None for kind in dependency["dep_kinds"])
            if is_linked and dependency["pkg"] not in linked:
                linked.add(dependency["pkg"])
                waiting.append(dependency["pkg"])
    holders = {}
    for package in sorted(metadata["packages"], key=lambda package: (package["name"], package["version"])):
        if package["id"] not in linked:
            continue
        folder = Path(package["manifest_path"]).parent
        texts = [file for file in sorted(folder.iterdir()) if re.match(r"(?i)(licen[cs]e|copying|notice)", file.name)]
        files = [file.read_text(encoding="utf-8", errors="replace").strip() for file in texts if file.is_file()]
        for text in files or [f"{package['license']}. {'; '.join(package['authors'])}"]:
            holders.setdefault(text, []).append(f"{package['name']} {package['version']}")
    rule = "-" * 100
    return "\n\n".join(f"{rule}\n{', '.join(names)}\n{rule}\n\n{text}" for text, names in holders.items()) + "\n"


def manual(binary):
    """Returns what the program has for man and for shells, each under the name by which it is looked for."""
    binary = Path(binary).resolve()
    scripts = {"bash": "threadsheet.bash", "elvish": "threadsheet.elv", "fish": "threadsheet.fish",
               "powershell": "_threadsheet.ps1", "zsh": "_threadsheet"}
    asked = {f"completions/{name}": [binary, "completions", shell] for shell, name in scripts.items()}
    files = {name: subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout for name, command in asked.items()}
    with tempfile.TemporaryDirectory() as pages:
        subprocess.run([binary, "man", "--into", pages], check=True)
        return files | {f"man/{page.name}": page.read_bytes() for page in Path(pages).iterdir()}


def pack(target, binary, folder, more={}):
    """Writes threadsheet-TARGET.tar.gz, or .zip for Windows: the same bytes for the same files, whoever packs."""
    name = "threadsheet.exe" if "windows" in target else "threadsheet"
    files = {file: (ROOT / file).read_bytes() for file in COMPANIONS} | more
    files |= {name: Path(binary).read_bytes(), "LICENSES-OF-OTHERS.txt": notices(target).encode()}
    archive = Path(folder) / archive_name(target)
    archive.parent.mkdir(parents=True, exist_ok=True)
    if archive.suffix == ".zip":
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for file, data in sorted(files.items()):
                packed.writestr(zipfile.ZipInfo(file), data, zipfile.ZIP_DEFLATED)
        return archive
    with archive.open("wb") as raw, gzip.GzipFile("", "wb", mtime=0, fileobj=raw) as zipped:
        with tarfile.open(fileobj=zipped, mode="w") as packed:
            for file, data in sorted(files.items()):
                entry = tarfile.TarInfo(file)
                entry.size, entry.mode = len(data), 0o755 if file == name else 0o644
                packed.addfile(entry, io.BytesIO(data))
    return archive


def pin(repository, tag):
    """Writes action/SHA256SUMS, once GitHub has attested that the release's own workflow built each archive."""
    lines = [f"# https://github.com/{repository}/releases/download/{tag}"]
    with tempfile.TemporaryDirectory() as folder:
        for target in ACTION_TARGETS:
            archive = Path(folder) / archive_name(target)
            workflow = f"{repository}/.github/workflows/release.yml"
            gh("release", "download", tag, "--repo", repository, "--pattern", archive.name, "--dir", folder)
            attested = gh("attestation", "verify", str(archive), "--repo", repository, "--signer-workflow", workflow,
                          "--source-ref", f"refs/tags/{tag}", "--deny-self-hosted-runners", "--format", "json")
            # Before 2.67, gh calls it a success that there is no attestation at all.
            if not attested.strip() or not json.loads(attested):
                sys.exit(f"nobody has attested who built {archive.name}")
            lines.append(f"{sha256(archive)}  {archive.name}")
    (ROOT / "action/SHA256SUMS").write_text("\n".join(lines) + "\n", encoding="utf-8")


def gh(*arguments):
    return subprocess.run(["gh", *arguments], check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["notes", tag]:
            print(notes(tag))
        case ["pack", target, binary, folder]:
            print(pack(target, binary, folder, manual(binary)))
        case ["pin", repository, tag]:
            pin(repository, tag)
        case _:
            sys.exit(__doc__)
