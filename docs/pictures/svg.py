"""What all pictures share: letters, lines, the frame."""

import re
import unicodedata

FONT = "-apple-system, 'Segoe UI', 'Hiragino Sans', 'Yu Gothic UI', 'Noto Sans JP', 'Noto Sans CJK JP', sans-serif"
# What begins no line, and what ends none.
NO_BEGINNING, NO_END = set("、。，．・：；？！）」』】ー…,.;:?!)"), set("「『（【")

TITLES = {
    "sheet": ("The sheet before and after a run", "実行前と実行後のシート"),
    "demo": ("The demo in a terminal", "ターミナルでのデモ"),
    "check": ("What check finds on the practice desk", "練習用のシートで check が見つけたもの"),
    "desk": ("The sheet as init has made it", "init が作ったシート"),
    "notice": ("The notice of a run", "実行のお知らせ"),
}


def width(text):
    """Returns how many columns a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def wrap(text, columns):
    """Breaks a text between its words, and between letters that are no words, as Japanese is broken."""
    lines = [""]
    for piece in re.findall(r"[!-~]+(?: (?=[!-~]))?|\s|.", text):
        fits = width(lines[-1] + piece.rstrip()) <= columns or piece in NO_BEGINNING
        if fits or not lines[-1]:
            lines[-1] += piece
        elif lines[-1][-1] in NO_END:
            lines[-1:] = [lines[-1][:-1], lines[-1][-1] + piece]
        else:
            lines.append(piece.lstrip())
        while width(lines[-1].rstrip()) > columns + 2:
            lines[-1:] = [lines[-1][:columns], lines[-1][columns:]]
    return [line.rstrip() for line in lines]


def picture(name, language, wide, high, style, drawn):
    """Returns a whole picture."""
    title = TITLES[name][language == "ja"]
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" role="img">'
    return "\n".join([head, f"<title>{title}</title><style>{style}</style>", *drawn, "</svg>", ""])
