#!/usr/bin/env python3
"""Runs action.yml the way a runner would, against releases that are served on this machine.

Usage: action.py BINARY. Every download goes through curl and TLS, as it does in earnest. .ci/shipping.txt says which
Python packages this needs; the action itself needs Linux, bash, curl, tar and sha256sum, and so does this.
"""

import contextlib
import functools
import http.server
import json
import os
import re
import shutil
import ssl
import stat
import subprocess
import sys
import tempfile
import threading
import unittest
from pathlib import Path

import trustme
import yaml

sys.path.insert(0, str(Path(__file__).parent))
import release

ROOT = Path(__file__).resolve().parent.parent
# Seconds that anything here may take before it counts as stuck.
PATIENCE = 60
# Says what has reached it: its process, its arguments, and the variables that stand for secrets.
PROBE = r"""#!/bin/sh
printf '%s\0' "$$" "$@"
for name in GOOGLE_CREDENTIALS GOOGLE_APPLICATION_CREDENTIALS THREADS_APP_SECRET THREADSHEET_KEY INPUT_GOOGLE_CREDENTIALS \
    INPUT_THREADSHEET_KEY; do
    eval "printf '%s\0' \"\${$name-none}\""
done
exit 42
"""
# What people type who mean harm, or only have odd file names.
HOSTILE = [
    "$(touch stepped-in)", "`touch stepped-in`", "'; touch stepped-in; '", '"; touch stepped-in #', "a\nb\n::error::c",
    "${{ github.token }}", "$HOME", "--help", "* ? [a]", "\\", " ", "日本語",
]


class Releases(http.server.SimpleHTTPRequestHandler):
    """A release's page: each file lies at another address, to which its own one leads, as on GitHub."""

    def do_GET(self):
        if not self.path.startswith("/download/"):
            return super().do_GET()
        self.send_response(302)
        self.send_header("Location", self.path.removeprefix("/download"))
        self.end_headers()

    def log_message(self, *_):
        pass


class Action(unittest.TestCase):
    """A copy of the action, a release for it to fetch, and a workspace to run in."""

    @classmethod
    def setUpClass(cls):
        cls.cleanup = contextlib.ExitStack()
        cls.addClassCleanup(cls.cleanup.close)
        folder = Path(cls.cleanup.enter_context(tempfile.TemporaryDirectory()))
        cls.files, cls.authority = folder / "files", folder / "authority.pem"
        authority = trustme.CA()
        authority.cert_pem.write_to_path(str(cls.authority))
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("127.0.0.1").configure_cert(tls)
        handler = functools.partial(Releases, directory=cls.files)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.socket = tls.wrap_socket(server.socket, server_side=True)
        cls.cleanup.callback(server.server_close)
        cls.cleanup.callback(server.shutdown)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        cls.address = f"https://127.0.0.1:{server.server_port}/download"

    def setUp(self):
        folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.tree, self.workspace, self.temp = folder / "action", folder / "workspace", folder / "temp"
        for made in (self.workspace, self.temp, self.files):
            made.mkdir()
        self.addCleanup(shutil.rmtree, self.files)
        self.tree.mkdir()
        shutil.copy(ROOT / "action.yml", self.tree)
        shutil.copytree(ROOT / "action", self.tree / "action")
        self.runner = {"RUNNER_OS": "Linux", "RUNNER_ARCH": "X64"}

    def released(self, program=PROBE):
        """Serves a release with this program for both machines, and pins it."""
        binary = self.temp / "program"
        binary.write_bytes(program if isinstance(program, bytes) else program.encode())
        archives = [release.pack(target, binary, self.files) for target in release.ACTION_TARGETS]
        self.pinned([f"{release.sha256(archive)}  {archive.name}" for archive in archives])
        return archives

    def pinned(self, lines):
        sums = "\n".join([f"# {self.address}", *lines]) + "\n"
        (self.tree / "action/SHA256SUMS").write_text(sums, encoding="utf-8")

    def run_action(self, job=None, **given):
        """Plays the runner: the steps of action.yml one by one, until one fails. Returns the last one's end."""
        action = yaml.safe_load((self.tree / "action.yml").read_text(encoding="utf-8"))
        given = {name.replace("_", "-"): value for name, value in given.items()}
        self.assertLessEqual(given.keys(), action["inputs"].keys(), "an input that the action does not have")
        inputs = {name: about.get("default", "") for name, about in action["inputs"].items()} | given
        for step in action["runs"]["steps"]:
            self.assertNotIn("${{", step["run"], "an expression is pasted into a script")
            self.assertNotIn("uses", step)
            variables = {}
            for name, value in step["env"].items():
                meant = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", value)
                variables[name] = inputs[meant[1]]
            script = self.temp / "step.sh"
            script.write_text(step["run"], encoding="utf-8")
            environment = {"PATH": os.environ["PATH"], "HOME": str(self.temp), "CURL_CA_BUNDLE": str(self.authority)}
            environment |= self.runner | {"RUNNER_TEMP": str(self.temp), "GITHUB_ACTION_PATH": str(self.tree)}
            environment |= (job or {}) | variables
            command = [step["shell"], "--noprofile", "--norc", "-eo", "pipefail", str(script)]
            process = subprocess.Popen(command, cwd=self.workspace, env=environment, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=subprocess.PIPE)
            self.addCleanup(process.kill)
            out, err = process.communicate(timeout=PATIENCE)
            ended = subprocess.CompletedProcess(process.pid, process.returncode, out.decode(), err.decode())
            if ended.returncode:
                break
        self.assertEqual(list(self.workspace.iterdir()), [], "something was left in the workspace")
        return ended

    def probed(self, **given):
        """Runs the action with the probe for a program: returns its arguments and its secrets."""
        ended = self.run_action(**given)
        self.assertEqual(ended.returncode, 42, ended)
        process, *said = ended.stdout.split("\0")[:-1]
        self.assertEqual(int(process), ended.args, "the program is a child of the step, so it would not hear a cancel")
        return said[:-6], said[-6:]

    def stopped(self, words, **given):
        """Runs the action, which is to stop with one sentence that has these words, before any program starts."""
        ended = self.run_action(**given)
        self.assertEqual(ended.returncode, 1, ended)
        (line,) = ended.stdout.splitlines()
        self.assertTrue(line.startswith("::error title=threadsheet::"), line)
        self.assertIn(words, line)
        return line

    def test_a_good_archive_is_run_on_both_machines_and_its_exit_code_is_the_steps(self):
        self.released()
        self.assertEqual(self.probed()[0], ["run"])
        self.runner["RUNNER_ARCH"] = "ARM64"
        self.assertEqual(self.probed()[0], ["run"])

    def test_an_archive_that_was_tampered_with_is_never_started(self):
        for archive in self.released():
            archive.write_bytes(archive.read_bytes() + b"\0")
        self.stopped("is not the program that was released")

    def test_an_archive_whose_hash_is_not_committed_is_never_started(self):
        self.released()
        self.pinned([])
        self.stopped("is not the program that was released")

    def test_an_archive_that_cannot_be_fetched_is_said_so(self):
        for archive in self.released():
            archive.unlink()
        self.stopped("could not be fetched")
        self.stopped("取得できませんでした", lang="ja")
        self.stopped("取得できませんでした", job={"LANG": "ja_JP.UTF-8"})

    def test_the_tree_as_it_is_fetches_the_release_it_pins_or_says_that_there_is_none(self):
        sums = (ROOT / "action/SHA256SUMS").read_text(encoding="utf-8")
        if sums.startswith("# https:"):
            first, *rest = sums.splitlines()
            self.assertRegex(first, r"^# https://github\.com/[\w.-]+/[\w.-]+/releases/download/v[\w.-]+$")
            named = [line.split("  ")[1] for line in rest]
            self.assertEqual(named, [*map(release.archive_name, release.ACTION_TARGETS)])
            for line in rest:
                self.assertRegex(line, r"^[0-9a-f]{64}  ")
        else:
            self.stopped("belongs to no release yet")
            self.stopped("まだリリースがなく", lang="ja")

    def test_another_machine_or_command_is_refused_before_anything_is_fetched(self):
        self.stopped("is not one of", command="run --dry-run; id")
        self.stopped("is not one of", command="$(touch stepped-in)")
        for system, machine in [("macOS", "ARM64"), ("Windows", "X64"), ("Linux", "ARM")]:
            self.runner = {"RUNNER_OS": system, "RUNNER_ARCH": machine}
            self.stopped("runs on Linux")

    def test_every_command_means_what_it_says_and_an_empty_one_the_scheduled_job(self):
        self.released()
        meanings = {
            "": "run", "run": "run", "dry-run": "run --dry-run", "refresh": "refresh", "publish": "publish",
            "check": "check", "preview": "preview", "init": "init", "adopt": "init --adopt",
        }
        for command, meaning in meanings.items():
            self.assertEqual(" ".join(self.probed(command=command)[0]), meaning)
            more = " --hold=9m" if meaning.startswith("run") else ""
            more += " --shard=0/2" if meaning.split()[0] in ("run", "refresh", "publish") else ""
            self.assertEqual(" ".join(self.probed(command=command, hold="9m", shard="0/2")[0]), meaning + more)

    def test_hostile_inputs_stay_data(self):
        self.released()
        options = ["hold", "shard", "spreadsheet", "refresh-within", "max-late", "settle", "budget", "format", "lang"]
        for value in HOSTILE:
            given = {name.replace("-", "_"): value for name in options}
            given |= dict.fromkeys(["google_credentials", "threads_app_secret", "threadsheet_key"], value)
            said, secrets = self.probed(**given)
            self.assertEqual(said, ["run", *(f"--{name}={value}" for name in options)])
            self.assertEqual(secrets, [value, "none", value, value, "none", "none"])

    def test_a_key_that_is_given_is_the_one_that_is_meant_and_one_left_by_an_earlier_step_stands_else(self):
        self.released()
        job = {"GOOGLE_APPLICATION_CREDENTIALS": "/earlier.json"}
        none = ["none"] * 4
        self.assertEqual(self.probed(job=job)[1], ["none", "/earlier.json", *none])
        self.assertEqual(self.probed(job=job, google_credentials="{}")[1], ["{}", "none", *none])

    def test_the_program_itself_does_its_job_as_an_action(self):
        self.released(BINARY.read_bytes())
        # Killed before it is waited for, whatever fails meanwhile.
        served = subprocess.Popen([BINARY, "sandbox"], stdout=subprocess.PIPE, text=True)
        with served as sandbox, contextlib.ExitStack() as stack:
            stack.callback(sandbox.terminate)
            doors = json.loads(sandbox.stdout.readline())
            key = Path(doors["credentials"]).read_text(encoding="utf-8")
            page = self.temp / "summary.md"
            job = {"THREADSHEET_SHEETS_URL": doors["sheets_url"], "THREADSHEET_THREADS_URL": doors["threads_url"],
                   "GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(page)}
            meant = {"job": job, "spreadsheet": doors["spreadsheet"], "google_credentials": key, "format": "json"}
            runs = [json.loads(self.run_action(command=command, **meant).stdout) for command in ("dry-run", "", "run")]
        self.assertEqual([run["kind"] for run in runs], ["plan", "run", "run"])
        published = [sum(row["outcome"] == "published" for row in run["posts"]) for run in runs[1:]]
        self.assertGreater(published[0], 0)
        self.assertEqual(published[1], 0, "something was published twice")
        self.assertEqual(page.read_text(encoding="utf-8").count("## threadsheet: "), 3, "a page for each run")

    def test_pinning_asks_who_built_each_archive_and_then_the_action_fetches_that_release(self):
        self.released()
        (self.tree / ".ci").mkdir()
        shutil.copy(ROOT / ".ci/release.py", self.tree / ".ci")
        gh = self.temp / "gh"
        gh.write_text(f'#!/bin/sh\n[ "$1" = release ] && exec cp "{self.files}/$7" "$9"\neval "$VERDICT"\n')
        gh.chmod(gh.stat().st_mode | stat.S_IXUSR)
        command = [sys.executable, self.tree / ".ci/release.py", "pin", "somebody/threadsheet", "v1.2.3"]
        environment = os.environ | {"PATH": f"{self.temp}:{os.environ['PATH']}"}
        sums = self.tree / "action/SHA256SUMS"
        before = sums.read_text()
        for verdict in ("exit 1", "exit 0", "echo []"):
            refused = subprocess.run(command, env=environment | {"VERDICT": verdict}, stderr=subprocess.DEVNULL,
                                     timeout=PATIENCE)
            self.assertNotEqual(refused.returncode, 0, verdict)
            self.assertEqual(sums.read_text(), before, "pinned, though nobody has attested anything")
        subprocess.run(command, env=environment | {"VERDICT": "echo [{}]"}, check=True, timeout=PATIENCE)
        first, *rest = sums.read_text().splitlines()
        self.assertEqual(first, "# https://github.com/somebody/threadsheet/releases/download/v1.2.3")
        self.pinned(rest)
        self.assertEqual(self.probed()[0], ["run"])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    BINARY = Path(sys.argv.pop()).resolve()
    unittest.main()
