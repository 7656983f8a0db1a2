"""The sheet as init makes it, with its own words, colours and widths."""

from html import escape

from svg import FONT, picture, width, wrap

STYLE = f"""
text {{ font: 13px {FONT}; fill: #1f2328 }} .bold {{ font-weight: 700 }} .ruler {{ fill: #575b5f; font-size: 11px }}
.paper {{ fill: #ffffff }} .bar {{ fill: #f1f3f5 }} .grid {{ stroke: #d9dce0; fill: none }} .tab {{ stroke-width: 3 }}
.frame {{ fill: none; stroke: #c3c8ce }}
"""
CROP, ROWS, RULER = 920, 3, 34


def colour(style, default):
    """Returns a colour of the spreadsheet's as the web writes it."""
    rgb = (style or {}).get("rgbColor")
    if rgb is None:
        return default
    return "#" + "".join(f"{round(255 * rgb.get(part, 0)):02x}" for part in ("red", "green", "blue"))


def shown(cell):
    """Returns what a cell shows. The header that counts letters is a formula, which the practice world does not work
    out; it looks like its number format, which is nothing but words."""
    pattern = cell.get("userEnteredFormat", {}).get("numberFormat", {}).get("pattern", "")
    return pattern.strip('"') if pattern.startswith('"') else cell.get("formattedValue", "")


def ground(cell, rules, row, column):
    """Returns a cell's own colour, or that of the first rule that fits it."""
    text = shown(cell)
    fits = {"TEXT_EQ": lambda value: text == value, "TEXT_STARTS_WITH": text.startswith}
    for rule in rules:
        condition = rule["booleanRule"]["condition"]
        value = condition.get("values", [{}])[0].get("userEnteredValue", "")
        area = rule["ranges"][0]
        inside = area["startColumnIndex"] <= column < area["endColumnIndex"] and row >= area["startRowIndex"]
        if inside and fits.get(condition["type"], lambda _: False)(value):
            return colour(rule["booleanRule"]["format"].get("backgroundColorStyle"), "")
    return colour(cell.get("userEnteredFormat", {}).get("backgroundColorStyle"), "")


def grid(tab, top):
    """Draws the upper left corner of a tab; returns its elements and where it ends."""
    data, rules, drawn = tab["data"][0], tab.get("conditionalFormats", []), []
    widths = [column["pixelSize"] for column in data["columnMetadata"] if not column.get("hiddenByUser")]
    edges = [RULER + sum(widths[:at]) for at in range(len(widths) + 1)]
    right = min(RULER + CROP, edges[-1])
    columns = [at for at in range(len(widths)) if edges[at] < right]
    drawn.append(f'<rect class="bar" x="0" y="{top}" width="{right}" height="22"/>')
    for at in columns:
        middle = (edges[at] + min(edges[at + 1], right)) / 2
        drawn.append(f'<text class="ruler" x="{middle}" y="{top + 15}" text-anchor="middle">{chr(65 + at)}</text>')
    top += 22
    start = top
    for row in range(ROWS + 1):
        cells = data["rowData"][row].get("values", [])
        cells += [{}] * (len(widths) - len(cells))
        lines = [wrap(shown(cells[at]), int((widths[at] - 12) / 6.9)) for at in columns]
        height = max(len(line) for line in lines) * 18 + 8
        drawn.append(f'<rect class="bar" x="0" y="{top}" width="{RULER}" height="{height}"/>')
        drawn.append(f'<text class="ruler" x="{RULER / 2}" y="{top + 17}" text-anchor="middle">{row + 1}</text>')
        for at, words in zip(columns, lines):
            wide, form = min(edges[at + 1], right) - edges[at], cells[at].get("userEnteredFormat", {})
            fill = ground(cells[at], rules, row, at)
            if fill:
                drawn.append(f'<rect x="{edges[at]}" y="{top}" width="{wide}" height="{height}" fill="{fill}"/>')
            kind = cells[at].get("dataValidation", {}).get("condition", {}).get("type", "")
            if kind == "BOOLEAN":
                words = ["☑" if words[0] == "TRUE" else "☐"]
            elif kind.startswith("ONE_OF") and edges[at + 1] <= right:
                drawn.append(f'<text class="ruler" x="{edges[at + 1] - 14}" y="{top + 18}">▾</text>')
            ink = colour(form.get("textFormat", {}).get("foregroundColorStyle"), "")
            ink = f' style="fill: {ink}"' if ink else ""
            bold = ' class="bold"' if form.get("textFormat", {}).get("bold") else ""
            for number, line in enumerate(words, 1):
                drawn.append(f'<text{bold}{ink} x="{edges[at] + 5}" y="{top + number * 18}">{escape(line)}</text>')
        top += height
        drawn.append(f'<path class="grid" d="M0 {top}H{right}"/>')
    drawn += [f'<path class="grid" d="M{edge} {start - 22}V{top}"/>' for edge in edges if edge <= right]
    return drawn, top


def desk(spreadsheet, language):
    """Draws the tabs of accounts and of posts, each above the row of all tabs."""
    tabs = [tab for tab in spreadsheet["sheets"] if tab["properties"]["title"] != "Sheet1"]
    drawn, top = [], 1
    for open_tab in tabs[:2]:
        elements, top = grid(open_tab, top)
        left = 12
        drawn += [*elements, f'<rect class="bar" x="0" y="{top}" width="{RULER + CROP}" height="30"/>']
        for tab in tabs:
            title = tab["properties"]["title"]
            wide = width(title) * 7 + 24
            line = colour(tab["properties"].get("tabColorStyle"), "#c3c8ce")
            if tab is open_tab:
                drawn.append(f'<rect class="paper" x="{left}" y="{top}" width="{wide}" height="27"/>')
            weight = ' class="bold"' if tab is open_tab else ""
            place = f'x="{left + wide / 2}" y="{top + 19}" text-anchor="middle"'
            drawn.append(f'<text{weight} {place}>{escape(title)}</text>')
            drawn.append(f'<path class="tab" stroke="{line}" d="M{left} {top + 27}h{wide}"/>')
            left += wide + 4
        top += 30
        drawn.append(f'<path class="grid" d="M0 {top}H{RULER + CROP}"/>')
        top += 14 if open_tab is tabs[0] else 0
    wide = RULER + CROP
    paper = f'<rect class="paper" x="0" y="0" width="{wide}" height="{top}"/>'
    frame = f'<rect class="frame" x="0.5" y="0.5" width="{wide - 1}" height="{top - 1}"/>'
    return picture("desk", language, wide, top, STYLE, [paper, *drawn, frame])
