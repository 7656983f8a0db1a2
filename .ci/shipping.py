#!/usr/bin/env python3
"""Checks what cargo does not know: the workflows, the action's script, and the examples for other schedulers.

Usage: shipping.py BINARY. Asks the checkers that .ci/shipping.txt installs, none of which needs the network, and
whether the program understands every command line in the examples. Says all that is wrong, not only the first.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.executable).parent
WORKFLOWS = [*sorted(ROOT.glob(".github/workflows/*.yml")), ROOT / "examples/threadsheet.yml"]
SCRIPTS = [ROOT / "action/run.sh", ROOT / ".ci/run"]
YAML_RULES = (
    "{extends: default, rules: {line-length: {max: 120}, document-start: disable, truthy: {check-keys: false},"
    " comments: {min-spaces-from-content: 2}}}"
)
# Seconds that one checker may take before it counts as stuck.
PATIENCE = 120


def asked(words, *command, text=None):
    """Runs a checker, and returns its complaint if it has one."""
    ended = subprocess.run([*map(str, command)], cwd=ROOT, input=text, text=True, timeout=PATIENCE,
                           stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    print(f"  {'FAILED' if ended.returncode else '    ok'}  {words}", flush=True)
    return [f"{words}:\n{ended.stdout}"] if ended.returncode else []


def workflows():
    schema = [TOOLS / "check-jsonschema", "--builtin-schema"]
    yield from asked("workflows have the form that GitHub asks for", *schema, "vendor.github-workflows", *WORKFLOWS)
    yield from asked("so has the action", *schema, "vendor.github-actions", "action.yml")
    careful = ["--offline", "--strict-collection", "--persona", "pedantic"]
    yield from asked("zizmor finds nothing to attack in them", TOOLS / "zizmor", *careful, "action.yml", *WORKFLOWS)
    files = ["action.yml", *WORKFLOWS, "examples/kubernetes.yml"]
    yield from asked("their YAML is tidy", TOOLS / "yamllint", "--strict", "-d", YAML_RULES, *files)


def scripts():
    check = [TOOLS / "shellcheck", "--severity=style"]
    yield from asked("shellcheck finds nothing in the scripts", *check, *SCRIPTS)
    for file in [*WORKFLOWS, ROOT / "action.yml"]:
        tree = yaml.safe_load(file.read_text(encoding="utf-8"))
        jobs = [*tree.get("jobs", {}).values(), tree.get("runs", {})]
        blocks = [step["run"] for job in jobs for step in job.get("steps", []) if "run" in step]
        if blocks:
            # The runner puts -e and pipefail before each.
            text = "\n".join(f"(\nset -eo pipefail\n{block}\n)" for block in blocks)
            yield from asked(f"nor in what {file.name} runs", *check, "--shell=bash", "-", text=text)
    for line in (ROOT / "examples/threadsheet.cron").read_text(encoding="utf-8").splitlines():
        when = re.match(r"#?(\S+ \* \* \* \*) (.+)", line)
        if when:
            # SC1091: the file with the variables is the reader's own.
            line_check = [*check, "--shell=sh", "--exclude=SC1091", "-"]
            yield from asked("nor in a line for cron", *line_check, text=when[2] + "\n")


def examples():
    yield from asked("hadolint finds nothing in the Dockerfile", TOOLS / "hadolint", "examples/Dockerfile")
    validate = [TOOLS / "kubernetes-validate", "--strict"]
    yield from asked("Kubernetes knows every word of the CronJob", *validate, "examples/kubernetes.yml")
    task = ROOT / "examples/threadsheet.xml"
    if not task.read_bytes().isascii():
        yield f"{task} holds more than ASCII, and names no encoding"


def units():
    """systemd looks at the units; the program, which is not installed here, is one that always is."""
    if not shutil.which("systemd-analyze"):
        print("   ----   no systemd-analyze, and it could not be installed: the units are not looked at")
        return ["no systemd-analyze"] if os.environ.get("CI") == "true" and sys.platform == "linux" else []
    with tempfile.TemporaryDirectory() as folder:
        names = ("threadsheet.service", "threadsheet.timer", "threadsheet-watch.service")
        copies = [Path(folder) / name for name in names]
        for copy in copies:
            text = (ROOT / "examples" / copy.name).read_text(encoding="utf-8")
            copy.write_text(text.replace("/usr/local/bin/threadsheet", shutil.which("true")), encoding="utf-8")
        return asked("systemd understands the services and the timer", "systemd-analyze", "verify", *copies)


def started_by(unit):
    text = (ROOT / "examples" / unit).read_text(encoding="utf-8")
    return shlex.split(re.search(r"^ExecStart=\S+ (.+)", text, re.MULTILINE)[1])


def command_lines(binary):
    """The program itself reads each command line: --help at its end is answered only if all before was understood."""
    task = xml.parse(ROOT / "examples/threadsheet.xml")
    job = yaml.safe_load((ROOT / "examples/kubernetes.yml").read_text(encoding="utf-8"))
    inputs = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    container = job["spec"]["jobTemplate"]["spec"]["template"]["spec"]["containers"][0]
    sample = {"format": "json", "lang": "ja", "shard": "0/2", "spreadsheet": "id"}
    others = {"command", "google-credentials", "threads-app-secret", "threadsheet-key"}
    lines = {
        "the service": started_by("threadsheet.service"),
        "the loop": started_by("threadsheet-watch.service"),
        "the Windows task": task.find(".//{*}Arguments").text.split(),
        "the CronJob": container["args"],
        "the action": ["run", *(f"--{name}={sample.get(name, '1h')}" for name in inputs if name not in others)],
    }
    for words, line in lines.items():
        yield from asked(f"threadsheet understands the command line of {words}", binary, *line, "--help")


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    binary = Path(sys.argv[1]).resolve()
    faults = [*workflows(), *scripts(), *examples(), *units(), *command_lines(binary)]
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
