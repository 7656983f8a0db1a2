#!/usr/bin/env python3
"""Opens pages in headless Chromium and says what a person would meet: at each width, in light and in dark.

    .ci/browser.py [--widths 320,390,1200] [--shots FOLDER] [--pictures] PAGE.html ...

Prints one JSON object: for each page, width and scheme the faults that were found, and some counts. Nothing is
loaded from anywhere: every request is answered here, with a drawing where --pictures is given, else with a refusal.
Exit codes: 0 looked at, 3 no Chromium on this machine. Needs Python 3.11 alone: Chromium is spoken to through a pipe.
"""

import argparse
import base64
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--remote-debugging-pipe",
]
# Whatever hangs ends after this, with an error.
SECONDS_MAX = 180

# What is asked of every page. It runs outside the page's own world, whose policy allows no script.
LOOK = r"""
(() => {
  const faults = [], wide = document.documentElement.clientWidth;
  const name = (e) => e.tagName.toLowerCase() + (e.className ? '.' + e.getAttribute('class') : '');
  if (document.documentElement.scrollWidth > wide) faults.push('the page scrolls sideways: ' + document.documentElement.scrollWidth);
  for (const e of document.body.querySelectorAll('*')) {
    const box = e.getBoundingClientRect();
    if (!e.closest('.strip') && !e.closest('.heard') && (box.right > wide + 1 || box.left < -1)) faults.push('sticks out: ' + name(e));
    for (const a of e.attributes) {
      if (a.name.startsWith('on') || a.name === 'style') faults.push('attribute ' + a.name + ' of ' + name(e));
      if (['src', 'href', 'srcset', 'action', 'data'].includes(a.name) && !a.value.startsWith('https://') && !/^#row-\d+$/.test(a.value)) faults.push('leads to ' + a.value);
    }
  }
  for (const tag of ['script', 'iframe', 'object', 'embed', 'link', 'base', 'form', 'template'])
    if (document.querySelector(tag)) faults.push('holds a ' + tag);
  for (const i of document.images) if (!i.alt.trim()) faults.push('a picture without words');
  let level = 0;
  for (const h of document.querySelectorAll('h1,h2,h3,h4,h5,h6')) {
    const at = Number(h.tagName[1]);
    if (at > level + 1) faults.push('a heading is left out before ' + h.textContent);
    level = at;
  }
  const ids = [...document.querySelectorAll('[id]')].map((e) => e.id);
  if (new Set(ids).size !== ids.length) faults.push('an id is there twice');
  for (const e of document.querySelectorAll('[aria-labelledby]'))
    if (!document.getElementById(e.getAttribute('aria-labelledby'))) faults.push('a label is missing');
  const numbers = (c) => (c.match(/[\d.]+/g) || []).map(Number);
  const light = (c) => { const [r, g, b] = c.map((v) => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * r + .7152 * g + .0722 * b; };
  const ground = (e) => { for (; e; e = e.parentElement) { const c = numbers(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c.slice(0, 3); } return [255, 255, 255]; };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let lowest = 21;
  for (let t; (t = texts.nextNode());) {
    const e = t.parentElement;
    if (!t.data.trim() || e.closest('.heard')) continue;
    const pair = [light(numbers(getComputedStyle(e).color).slice(0, 3)), light(ground(e))].sort((a, b) => b - a);
    const contrast = (pair[0] + .05) / (pair[1] + .05);
    lowest = Math.min(lowest, contrast);
    if (contrast < 4.5) faults.push('contrast ' + contrast.toFixed(2) + ' in ' + name(e));
  }
  return JSON.stringify({
    faults: [...new Set(faults)], cards: document.querySelectorAll('article').length, texts: [...document.querySelectorAll('.text')].map((e) => e.textContent),
    marker: String(window.ran), title: document.title, lang: document.documentElement.lang, height: Math.ceil(document.body.getBoundingClientRect().height), contrast: Number(lowest.toFixed(2)),
  });
})()
"""


class Chromium:
    """A browser in a folder of its own, which is gone with it."""

    def __init__(self, program, pictures):
        self.pictures, self.count, self.requests, self.events = pictures, 0, [], []
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        theirs_in, self.out = os.pipe()
        self.into, theirs_out = os.pipe()
        line = f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'
        command = ["sh", "-c", line, program, *FLAGS, f"--user-data-dir={self.folder.name}", "about:blank"]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, pass_fds=(theirs_in, theirs_out), stdin=quiet, stdout=quiet, stderr=quiet)
        os.close(theirs_in)
        os.close(theirs_out)
        self.buffer = b""
        targets = self.ask("Target.getTargets")["targetInfos"]
        page = next(target["targetId"] for target in targets if target["type"] == "page")
        self.session = None
        self.session = self.ask("Target.attachToTarget", targetId=page, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.ask(f"{domain}.enable")
        self.ask("Fetch.enable", patterns=[{"urlPattern": "*"}])

    def ask(self, method, **params):
        """Sends a command and returns its answer; what happens meanwhile is dealt with."""
        number = self.send(method, params)
        while True:
            message = self.next()
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]

    def send(self, method, params):
        self.count += 1
        message = {"id": self.count, "method": method, "params": params}
        if getattr(self, "session", None):
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        return self.count

    def next(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.into, 1 << 16)
            if not piece:
                raise RuntimeError("Chromium has gone")
            self.buffer += piece
        line, _, self.buffer = self.buffer.partition(b"\0")
        message = json.loads(line)
        if message.get("method") == "Fetch.requestPaused":
            self.answer(message["params"])
        elif message.get("method") in ("Page.javascriptDialogOpening", "Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
            self.events.append(message["method"])
        return message

    def answer(self, paused):
        """Lets the page itself through; draws a picture, or refuses."""
        request, url = paused["requestId"], paused["request"]["url"]
        if url.startswith("file:"):
            self.send("Fetch.continueRequest", {"requestId": request})
            return
        self.requests.append(f"{paused['resourceType']} {url}")
        if self.pictures and url.startswith("https:") and paused["resourceType"] == "Image":
            headers = [{"name": "content-type", "value": "image/svg+xml"}]
            body = base64.b64encode(drawing(url).encode()).decode()
            self.send("Fetch.fulfillRequest", {"requestId": request, "responseCode": 200, "responseHeaders": headers, "body": body})
        else:
            self.send("Fetch.failRequest", {"requestId": request, "errorReason": "BlockedByClient"})

    def open(self, page, width, scheme, scale):
        """Opens a page, and waits until all of it is there."""
        self.requests, self.events = [], []
        size = {"width": width, "height": 4000, "deviceScaleFactor": scale, "mobile": width < 700}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.ask("Page.navigate", url=page.resolve().as_uri())
        while self.next().get("method") != "Page.loadEventFired":
            pass

    def evaluate(self, expression):
        """Asks the page something; its policy binds its own scripts, not the one who looks at it."""
        return self.ask("Runtime.evaluate", expression=expression, returnByValue=True)["result"]["value"]

    def shoot(self, path, top, width, height):
        """Writes a part of the page as a picture."""
        clip = {"x": 0, "y": top, "width": width, "height": height, "scale": 1}
        image = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        path.write_bytes(base64.b64decode(image["data"]))

    def look(self, page, width, scheme, shot):
        """Opens a page and returns what was found."""
        self.open(page, width, scheme, scale=2 if width < 700 else 1)
        found = json.loads(self.evaluate(LOOK))
        found |= {"requests": sorted(set(self.requests)), "events": self.events, "shot": shot and str(shot)}
        if shot:
            self.shoot(shot, 0, width, found["height"])
        return found

    def end(self):
        self.process.terminate()
        self.process.wait(timeout=20)
        self.folder.cleanup()


def installed():
    """Returns where Chromium is."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def drawing(url):
    """Returns a made-up landscape, another one for each address."""
    seed = zlib.crc32(url.encode())
    hue, high, sun = seed % 360, 150 + seed // 7 % 60, 70 + seed // 11 % 220
    sky = f'<linearGradient id="s" x2="0" y2="1"><stop stop-color="hsl({hue} 55% 62%)"/><stop offset="1" stop-color="hsl({(hue + 50) % 360} 70% 84%)"/></linearGradient>'
    hills = "".join(
        f'<path fill="hsl({(hue + 150 + 15 * at) % 360} 28% {46 - 12 * at}%)" d="M0 {high + 45 * at}C90 {high - 60 + 50 * at} 190 {high + 70 + 30 * at} 360 {high - 10 + 45 * at}V400H0Z"/>'
        for at in range(3)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="720" height="640" viewBox="0 0 360 320">{sky}<rect width="360" height="320" fill="url(#s)"/><circle cx="{sun}" cy="95" r="34" fill="#fff" opacity=".85"/>{hills}</svg>'


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--widths", default="320,390,1200")
    parser.add_argument("--schemes", default="light,dark")
    parser.add_argument("--shots", type=Path)
    parser.add_argument("--pictures", action="store_true")
    parser.add_argument("pages", nargs="+", type=Path)
    asked = parser.parse_args()
    program = installed()
    if not program:
        print("no Chromium on this machine", file=sys.stderr)
        return 3
    if asked.shots:
        asked.shots.mkdir(parents=True, exist_ok=True)
    signal.alarm(SECONDS_MAX)
    browser, found = Chromium(program, asked.pictures), []
    try:
        for page in asked.pages:
            for width in map(int, asked.widths.split(",")):
                for scheme in asked.schemes.split(","):
                    shot = asked.shots and asked.shots / f"{page.stem}-{width}-{scheme}.png"
                    seen = browser.look(page, width, scheme, shot)
                    found.append({"page": page.name, "width": width, "scheme": scheme, **seen})
    finally:
        browser.end()
    print(json.dumps(found, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
