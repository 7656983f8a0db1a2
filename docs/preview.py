#!/usr/bin/env python3
"""Draws docs/preview.png out of what `threadsheet preview` really shows: on a phone, in both languages.

    cargo build && python3 docs/preview.py target/debug/threadsheet docs/preview.png

Needs Chromium. The practice desk's pictures do not exist, so a drawing stands for each.
"""

import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT, SCALE = 390, 1180, 1.5
FRAME = """<!DOCTYPE html><meta charset="utf-8"><style>
body { margin: 0; padding: 20px; display: flex; gap: 20px; justify-content: center; background: #d9dbe1 }
img { width: 390px; border-radius: 28px; box-shadow: 0 2px 14px #0004 }
</style>"""


def browser():
    """Returns the module that speaks to Chromium."""
    spec = importlib.util.spec_from_file_location("browser", ROOT / ".ci" / "browser.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def preview(program, language, page):
    """Serves the practice desk in a language, and writes its preview."""
    sandbox = subprocess.Popen([program, "sandbox", "--lang", language], stdout=subprocess.PIPE, text=True)
    try:
        doors = json.loads(sandbox.stdout.readline())
        variables = os.environ | {
            "THREADSHEET_SHEETS_URL": doors["sheets_url"],
            "THREADSHEET_THREADS_URL": doors["threads_url"],
            "GOOGLE_APPLICATION_CREDENTIALS": doors["credentials"],
            "THREADSHEET_SPREADSHEET": doors["spreadsheet"],
        }
        subprocess.run([program, "preview", "--html", page], env=variables, check=True)
    finally:
        sandbox.terminate()
        sandbox.wait()


def main():
    program, picture = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
    module = browser()
    chromium = module.Chromium(module.installed(), pictures=True)
    # Where each phone begins: at the top of the page, and at what the next run sends.
    phones = [("en", "light", "0"), ("ja", "dark", "document.querySelector('#section-2').getBoundingClientRect().top - 24")]
    try:
        with tempfile.TemporaryDirectory() as folder:
            frame, shots = Path(folder) / "frame.html", []
            for language, scheme, top in phones:
                page, shot = Path(folder) / f"{language}.html", Path(folder) / f"{language}.png"
                preview(program, language, page)
                chromium.open(page, WIDTH, scheme, SCALE)
                chromium.shoot(shot, chromium.evaluate(top), WIDTH, HEIGHT)
                shots.append(f'<img src="{shot.name}" alt="">')
            frame.write_text(FRAME + "".join(shots))
            chromium.open(frame, 2 * WIDTH + 60, "light", SCALE)
            chromium.shoot(picture, 0, 2 * WIDTH + 60, HEIGHT + 40)
    finally:
        chromium.end()


main()
