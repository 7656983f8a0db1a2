#!/usr/bin/env python3
"""Draws the pictures in this folder out of what the program really shows on the practice world.

    cargo build && python3 docs/pictures/draw.py target/debug/threadsheet            # draws them anew
    cargo build && python3 docs/pictures/draw.py target/debug/threadsheet --check    # says which are out of date

Needs Python 3.11 and openssl. A check leaves figures and spaces aside, for dates pass and lines break elsewhere.
"""

import re
import sys
from html import unescape
from pathlib import Path

from before_after import sheet
from desk import desk
from practice import Practice, terminal
from told import notice, shell

HERE = Path(__file__).resolve().parent
# The tab of settings, and the names of two of them.
SETTINGS = {
    "en": ("Settings", "Pause between posts of one account", "Send a notice to (webhook URL)"),
    "ja": ("設定", "同じアカウントの投稿の間隔", "お知らせの送り先（Webhook の URL）"),
}


def part(shown, begins, ends):
    """Returns the lines from the one that begins so to the one that ends so."""
    lines = shown.split("\n")
    plain = [re.sub(r"\x1b\[[\d;]*m", "", line) for line in lines]
    first = next(at for at, line in enumerate(plain) if line.startswith(begins))
    last = next(at for at, line in enumerate(plain) if line.endswith(ends) and at > first)
    return "\n".join(lines[first:last + 1])


def pictures(program):
    """Returns every picture by its name."""
    drawn = {}
    for language, tail in (("en", ""), ("ja", ".ja")):
        told = terminal(program, "demo", "--lang", language)
        plain = re.sub(r"\x1b\[[\d;]*m", "", told).split("\n")
        drawn[f"sheet{tail}"] = sheet(plain, language)
        if language == "en":
            once, again = part(told, "$ threadsheet run", "attention: 3."), part(told, "$ threadsheet run  ", "twice.")
            drawn["demo"] = shell("demo", language, f"{once}\n\n{again}")
        with Practice(program, language) as practice:
            checked = terminal(program, "check", env=practice.env)
            drawn[f"check{tail}"] = shell("check", language, f"$ threadsheet check\n\n{checked}")
            drawn[f"notice{tail}"] = notice(practice.notice(*SETTINGS[language]), language)
        with Practice(program, language) as practice:
            practice.empty()
            practice.run("init")
            drawn[f"desk{tail}"] = desk(practice.ask("?includeGridData=true"), language)
    return drawn


def words(svg):
    """Returns the signs of what a picture says, without figures and spaces: two accounts may end in either order."""
    said = unescape(re.sub(r"<[^>]*>", "", re.sub(r"<style>.*?</style>", "", svg, flags=re.DOTALL)))
    # Free slots are named by their day, which is another one tomorrow.
    said = re.sub(r"\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun|today|tomorrow)\b|今日|明日|[月火水木金土日]曜", "", said)
    return sorted(re.sub(r"\d+", "#", re.sub(r"\s+", "", said)))


def main():
    stale = []
    for name, svg in pictures(Path(sys.argv[1]).resolve()).items():
        path = HERE / f"{name}.svg"
        if sys.argv[2:] != ["--check"]:
            path.write_text(svg, encoding="utf-8")
        elif not path.exists() or words(path.read_text(encoding="utf-8")) != words(svg):
            stale.append(path.name)
    if stale:
        sys.exit(f"no longer what the program shows: {', '.join(stale)}. Draw them anew, and look at them.")


main()
