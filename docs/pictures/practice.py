"""The practice world as the pictures see it: the program on it, its spreadsheet, and whoever takes notices."""

import base64
import http.server
import json
import os
import pty
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

# Where the notice of the picture is sent to.
HOOK = "hooks.example.com"

# Seconds that anything here may take before it counts as stuck.
PATIENCE = 60


def terminal(program, *words, env=None):
    """Runs the program in a terminal of 80 columns, and returns what it shows there."""
    ours, theirs = pty.openpty()
    env = (env or {}) | {"PATH": os.environ["PATH"], "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "200"}
    process = subprocess.Popen([program, *words], stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, env=env)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 1 << 16)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    process.wait(timeout=PATIENCE)
    return shown.decode().replace("\r\n", "\n")


class Practice:
    """`threadsheet sandbox`, its spreadsheet service entered with the key that it gives out."""

    def __init__(self, program, language):
        self.program = program
        self.process = subprocess.Popen([program, "sandbox", "--lang", language], stdout=subprocess.PIPE, text=True)
        self.doors = json.loads(self.process.stdout.readline())
        self.token = self.sign_in()
        self.env = {
            "THREADSHEET_SHEETS_URL": self.doors["sheets_url"],
            "THREADSHEET_THREADS_URL": self.doors["threads_url"],
            "GOOGLE_APPLICATION_CREDENTIALS": self.doors["credentials"],
            "THREADSHEET_SPREADSHEET": self.doors["spreadsheet"],
        }

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=PATIENCE)

    def sign_in(self):
        """Signs an assertion with the practice key; openssl spares us a package."""
        with open(self.doors["credentials"], encoding="utf-8") as file:
            key = json.load(file)
        now, scope = int(time.time()), "https://www.googleapis.com/auth/spreadsheets"
        claims = {"iss": key["client_email"], "scope": scope, "aud": key["token_uri"], "iat": now, "exp": now + 3600}
        parts = [{"alg": "RS256", "typ": "JWT", "kid": key["private_key_id"]}, claims]
        text = b".".join(letters(json.dumps(part).encode()) for part in parts)
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(key["private_key"])
            file.flush()
            sign = ["openssl", "dgst", "-sha256", "-sign", file.name]
            signature = subprocess.run(sign, input=text, stdout=subprocess.PIPE, check=True).stdout
        grant = "urn:ietf:params:oauth:grant-type:jwt-bearer"
        form = {"grant_type": grant, "assertion": (text + b"." + letters(signature)).decode()}
        return answer(urllib.request.Request(key["token_uri"], urllib.parse.urlencode(form).encode()))["access_token"]

    def ask(self, path, body=None, method=None):
        """Sends one request about the spreadsheet."""
        url = f"{self.doors['sheets_url']}v4/spreadsheets/{self.doors['spreadsheet']}{path}"
        head = {"authorization": f"Bearer {self.token}", "content-type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        return answer(urllib.request.Request(url, data, head, method=method))

    def run(self, *words):
        subprocess.run([self.program, *words], env=self.env | {"PATH": os.environ["PATH"]}, stdout=subprocess.DEVNULL,
                       timeout=PATIENCE, check=False)

    def empty(self):
        """Takes every tab away, so that the spreadsheet is as a new one is."""
        tabs = [tab["properties"]["sheetId"] for tab in self.ask("")["sheets"]]
        first = {"addSheet": {"properties": {"title": "Sheet1"}}}
        self.ask(":batchUpdate", {"requests": [first, *({"deleteSheet": {"sheetId": tab}} for tab in tabs)]})

    def choose(self, tab, setting, value):
        """Types a value into a row of the tab of settings."""
        rows = self.ask(f"/values/{urllib.parse.quote(tab)}!A1:A30")["values"]
        row = next(at for at, cells in enumerate(rows, 1) if cells and cells[0] == setting)
        cell = urllib.parse.quote(f"{tab}!B{row}")
        self.ask(f"/values/{cell}?valueInputOption=RAW", {"values": [[value]]}, "PUT")

    def notice(self, tab, pause, webhook):
        """Lays out the desk without a pause between posts, and returns what a run sends to its webhook."""
        self.run("init")
        self.choose(tab, pause, "0")
        taken, threads = [], self.doors["threads_url"].rstrip("/")

        class Door(http.server.BaseHTTPRequestHandler):
            """The door of the practice Threads: the web of the notices is behind it, too."""

            def pass_on(self):
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                if self.headers["host"].startswith(HOOK):
                    taken.append(json.loads(body))
                    return self.reply(204, {}, b"")
                kept = {name: value for name, value in self.headers.items() if name.lower() != "accept-encoding"}
                request = urllib.request.Request(threads + self.path, body or None, kept, method=self.command)
                try:
                    with urllib.request.urlopen(request, timeout=PATIENCE) as given:
                        self.reply(given.status, given.headers, given.read())
                except urllib.error.HTTPError as error:
                    self.reply(error.code, error.headers, error.read())

            def reply(self, status, head, body):
                self.send_response(status)
                for name, value in head.items():
                    if name.lower() not in ("content-length", "transfer-encoding", "connection"):
                        self.send_header(name, value)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = do_HEAD = do_DELETE = pass_on

            def log_message(self, *_):
                pass

        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            self.choose(tab, webhook, f"https://{HOOK}/notices")
            self.env["THREADSHEET_THREADS_URL"] = f"http://127.0.0.1:{server.server_port}/"
            self.run("run")
            server.shutdown()
        return taken[0]["text"]


def letters(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def answer(request):
    with urllib.request.urlopen(request, timeout=PATIENCE) as given:
        return json.load(given)
