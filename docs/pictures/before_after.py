"""The sheet before and after a run, out of what the demo shows."""

import re
from html import escape

from svg import FONT, picture, wrap

STYLE = f"""
text {{ font: 12px {FONT}; fill: #1f2328 }}
.head {{ font-weight: 600 }} .title {{ font-size: 15px; font-weight: 600 }} .number {{ fill: #6e7781 }}
.sheet {{ fill: #ffffff; stroke: #d0d7de }} .bar {{ fill: #eef1f4 }} path {{ stroke: #d0d7de; fill: none }}
.good {{ fill: #1a7f37; font-weight: 600 }} .bad {{ fill: #cf222e; font-weight: 600 }} .link {{ fill: #0969da }}
.now {{ stroke: #6e7781; stroke-width: 2 }}
@media (prefers-color-scheme: dark) {{
  text {{ fill: #e6edf3 }} .number {{ fill: #8d96a0 }} .sheet {{ fill: #0d1117; stroke: #3d444d }}
  .bar {{ fill: #1c2128 }} path {{ stroke: #3d444d }} .good {{ fill: #3fb950 }} .bad {{ fill: #f85149 }}
  .link {{ fill: #4493f8 }}
}}
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
                last = found[-1][-1]
                for at, more in enumerate(cells):
                    # A space was lost where a word ended, and in Japanese where a figure meets a letter.
                    met = f"{last[at][-1:]}{more[:1]}"
                    is_word = re.fullmatch(r"[!-.0-~][!-~]|[0-9A-Za-z][ぁ-龠]|[ぁ-龠][0-9A-Za-z]", met)
                    last[at] = (last[at] + (" " if is_word else "") + more).strip()
            else:
                found[-1].append(cells)
    return found


def texts(lines):
    """Returns the longer beginnings of the texts, which the run itself has shown, by row."""
    told = (re.match(r"  \S (?:row (\d+)|(\d+) 行目) +\S+ +\S+ +(\S.*)", line) for line in lines)
    return {row[1] or row[2]: row[3] for row in told if row}


def look(cell):
    """Returns the class of a cell's words."""
    if cell in ("Published", "投稿済み"):
        return "good"
    if cell in ("Failed", "失敗"):
        return "bad"
    return "link" if cell.startswith("https://") else ""


# Which rows of the practice desk are shown: a picture that is read at a glance.
SHOWN = ("2", "4", "8", "9", "10", "12", "13")
WIDTHS = (30, 96, 186, 120, 78, 78, 366)


def sheet(lines, language):
    """Draws a few rows as they are before a run, and beside them what the run has written."""
    longer = texts(lines)
    _, before, _, after = tables(lines)
    after = {row[0]: row for row in after}
    rows = [[*row[:4], row[5], *after[row[0]][3:]] for row in before if row[0] in ("", *SHOWN)]
    for row in rows[1:]:
        row[2] = longer.get(row[0], row[2])
    names = [line for line in lines if re.fullmatch("The sheet (before|after)|実行[前後]のシート", line)]
    edges = [10 + sum(WIDTHS[:at]) for at in range(len(WIDTHS) + 1)]
    titles = zip(names, (10, edges[5]))
    drawn = [f'<text class="title" x="{left + 7}" y="22">{escape(name)}</text>' for name, left in titles]
    top = start = 34
    body = []
    for at, row in enumerate(rows):
        cells = [wrap(cell, int((wide - 14) / 6.4)) for cell, wide in zip(row, WIDTHS)]
        height = max(len(cell) for cell in cells) * 17 + 9
        if at == 0:
            body.append(f'<rect class="bar" x="10" y="{top}" width="{sum(WIDTHS)}" height="{height}"/>')
        for column, cell in enumerate(cells):
            kind = "head" if at == 0 else "number" if column == 0 else look(row[column])
            for number, line in enumerate(cell, 1):
                place = f'x="{edges[column] + 7}" y="{top + number * 17}"'
                body.append(f'<text class="{kind}" {place}>{escape(line)}</text>')
        top += height
        body.append(f'<path d="M10 {top}H{edges[-1]}"/>')
    body += [f'<path d="M{left} {start}V{top}"/>' for left in edges[1:-1] if left != edges[5]]
    body.append(f'<path class="now" d="M{edges[5]} {start}V{top}"/>')
    frame = f'<rect class="sheet" x="10" y="{start}" width="{sum(WIDTHS)}" height="{top - start}"/>'
    return picture("sheet", language, edges[-1] + 10, top + 8, STYLE, [*drawn, frame, *body])
