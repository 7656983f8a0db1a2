#!/usr/bin/env python3
"""Draws docs/picture.svg, the sheet before and after a run, out of what the demo really shows.

    cargo run --release -- demo --lang en | python3 docs/picture.py > docs/picture.svg
"""

import re
import sys
import unicodedata
from html import escape

LINE_HEIGHT = 17
ROW_PADDING = 9
CHARACTER = 6.7
WIDTH = 900
STYLE = """
text { font: 12px -apple-system, 'Segoe UI', 'Hiragino Sans', 'Noto Sans JP', sans-serif; fill: #1f2328 }
.head { font-weight: 600 } .title { font-size: 15px; font-weight: 600 } .number { fill: #6e7781 }
.sheet { fill: #ffffff; stroke: #d0d7de } .bar { fill: #eef1f4 } path { stroke: #d0d7de; fill: none }
.good { fill: #1a7f37; font-weight: 600 } .bad { fill: #cf222e; font-weight: 600 } .link { fill: #0969da }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .number { fill: #8d96a0 } .sheet { fill: #0d1117; stroke: #3d444d }
  .bar { fill: #1c2128 } path { stroke: #3d444d } .good { fill: #3fb950 } .bad { fill: #f85149 }
  .link { fill: #4493f8 }
}
"""


def tables(lines):
    """Returns each table of the demo as rows of cells; lines that continue a row are joined."""
    found = []
    for line in lines:
        if line.startswith("┌"):
            found.append([])
        elif line.startswith("│"):
            cells = [cell.strip() for cell in line.strip("│").split("┆")]
            if cells[0] == "" and found[-1]:
                for at, more in enumerate(cells):
                    glue = "" if found[-1][-1][at].endswith("/") else " "
                    found[-1][-1][at] = (found[-1][-1][at] + glue + more).strip()
            else:
                found[-1].append(cells)
    return found


def texts(lines):
    """Returns the longer beginnings of the texts, which the run itself has shown, by row."""
    shown = {}
    for line in lines:
        told = re.match(r"  \S row (\d+) +\S+ +\S+ +(\S.*)", line)
        if told:
            shown[told[1]] = told[2]
    return shown


def wrap(text, columns):
    """Breaks a text between its words."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and width(lines[-1] + " " + word) > columns:
            lines.append(word)
        else:
            lines[-1] = (lines[-1] + " " + word).strip()
    return lines


def width(text):
    """Returns how many columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def look(cell):
    """Returns the class of a cell's words."""
    if cell in ("Published", "投稿済み"):
        return "good"
    if cell in ("Failed", "失敗"):
        return "bad"
    return "link" if cell.startswith("https://") else ""


def sheet(title, rows, widths, top):
    """Draws one sheet; returns its elements and where it ends."""
    drawn = [f'<text class="title" x="20" y="{top + 16}">{escape(title)}</text>']
    top += 30
    start, body = top, []
    for at, row in enumerate(rows):
        cells = [wrap(cell, int((wide - 14) / CHARACTER)) for cell, wide in zip(row, widths)]
        height = max(len(cell) for cell in cells) * LINE_HEIGHT + ROW_PADDING
        if at == 0:
            body.append(f'<rect class="bar" x="20" y="{top}" width="{sum(widths)}" height="{height}"/>')
        left = 20
        for column, (lines, wide) in enumerate(zip(cells, widths)):
            kind = "head" if at == 0 else "number" if column == 0 else look(row[column])
            for number, line in enumerate(lines):
                y = top + (number + 1) * LINE_HEIGHT
                body.append(f'<text class="{kind}" x="{left + 7}" y="{y}">{escape(line)}</text>')
            left += wide
        top += height
        body.append(f'<path d="M20 {top}H{20 + sum(widths)}"/>')
    left = 20
    for wide in widths[:-1]:
        left += wide
        body.append(f'<path d="M{left} {start}V{top}"/>')
    frame = f'<rect class="sheet" x="20" y="{start}" width="{sum(widths)}" height="{top - start}"/>'
    return [*drawn, frame, *body], top + 22


def main():
    lines = sys.stdin.read().splitlines()
    longer = texts(lines)
    _, before, _, after = tables(lines)
    for table in (before, after):
        for row in table[1:]:
            row[2] = longer.get(row[0], row[2])
    titles = [line for line in lines if line in ("The sheet before", "The sheet after", "実行前のシート", "実行後のシート")]
    first, top = sheet(titles[0], before, [34, 100, 400, 140, 86, 100], 12)
    second, top = sheet(titles[1], after, [34, 100, 260, 86, 380], top)
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {top}" role="img">')
    print(f"<title>The sheet before and after a run</title><style>{STYLE}</style>")
    print("\n".join(first + second))
    print("</svg>")


main()
