"""What is shown in a terminal, and what is sent to a channel."""

import re
from html import escape

from svg import FONT, picture, width, wrap

MONO = "ui-monospace, Menlo, Consolas, 'Noto Sans Mono CJK JP', 'BIZ UDGothic', monospace"

# What the program's colours look like on a dark ground, which suits light and dark pages alike.
TERMINAL_STYLE = f"""
text {{ font: 13px {MONO}; fill: #d5dbe3; white-space: pre }} .ground {{ fill: #11161d; stroke: #3d444d }}
.s1 {{ font-weight: 700; fill: #ffffff }} .s2 {{ fill: #8b96a5 }} .s31 {{ fill: #ff7b72 }} .s32 {{ fill: #56d364 }}
.s33 {{ fill: #e3b341 }} .s36 {{ fill: #79c0ff }}
"""
COLUMN, LINE = 7.85, 19


def shell(name, language, shown):
    """Draws what a terminal shows; each run of letters is as wide as its columns, in any font."""
    drawn, style, lines = [], "", shown.rstrip("\n").split("\n")
    for number, line in enumerate(lines, 1):
        column = 0
        for code, words in re.findall(r"\x1b\[([\d;]*)m|([^\x1b]+)", line):
            if not words:
                style = "" if code in ("", "0") else f"s{code.split(';')[-1]}"
                continue
            for run in re.findall(r"[^\u1100-\uffff]+|[\u1100-\uffff]+", words):
                if run.strip():
                    place = f'x="{16 + column * COLUMN:.1f}" y="{number * LINE + 14}"'
                    long = f'textLength="{width(run) * COLUMN:.1f}" lengthAdjust="spacingAndGlyphs"'
                    drawn.append(f'<text class="{style}" {place} {long}>{escape(run)}</text>')
                column += width(run)
    wide, high = round(80 * COLUMN + 32), len(lines) * LINE + 30
    ground = f'<rect class="ground" x="0.5" y="0.5" width="{wide - 1}" height="{high - 1}" rx="8"/>'
    return picture(name, language, wide, high, TERMINAL_STYLE, [ground, *drawn])


NOTICE_STYLE = f"""
text {{ font: 14px {FONT}; fill: #1f2328 }} .who {{ font-weight: 700 }} .bubble {{ fill: #f3f5f7; stroke: #d0d7de }}
.sign {{ fill: #1f4e5f }} .letter {{ fill: #ffffff; font-weight: 700 }} .link {{ fill: #0969da }}
@media (prefers-color-scheme: dark) {{
  text {{ fill: #e6edf3 }} .bubble {{ fill: #1c2128; stroke: #3d444d }}
  .letter {{ fill: #ffffff }} .link {{ fill: #4493f8 }}
}}
"""


def notice(text, language):
    lines = [(line, words.startswith("https://")) for words in text.split("\n") for line in wrap(words, 92)]
    high = len(lines) * 22 + 62
    drawn = [
        f'<rect class="bubble" x="0.5" y="0.5" width="759" height="{high - 1}" rx="10"/>',
        '<circle class="sign" cx="36" cy="36" r="18"/><text class="letter" x="36" y="41" text-anchor="middle">t</text>',
        '<text class="who" x="66" y="32">threadsheet</text>',
    ]
    for number, (line, is_link) in enumerate(lines):
        kind = ' class="link"' if is_link else ""
        drawn.append(f'<text{kind} x="66" y="{58 + number * 22}">{escape(line)}</text>')
    return picture("notice", language, 760, high, NOTICE_STYLE, drawn)
