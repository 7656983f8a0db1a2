#!/usr/bin/env python3
"""Shows that other people's clients and threadsheet work on the same practice spreadsheet service.

Usage: clients.py BINARY. Starts `BINARY sandbox`; gspread and google-api-python-client, both as they come,
edit the practice desk between real runs of the program, as people do. Says each step, and stops at the
first that is not as it should be. .ci/clients.txt says which Python packages this needs.
"""

import contextlib
import json
import os
import re
import select
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

import gspread
import requests
from google.auth.transport.requests import AuthorizedSession
from google.oauth2 import service_account
from googleapiclient.discovery import build
from googleapiclient.errors import HttpError
from gspread.utils import ValidationConditionType, rowcol_to_a1
from requests.adapters import HTTPAdapter

GOOGLE = "https://sheets.googleapis.com"
SCOPES = ["https://www.googleapis.com/auth/spreadsheets"]
# Seconds that anything here may take before it counts as stuck.
PATIENCE = 120
# How many rows of the practice desk are to go out at once, and how many have a mistake in them.
PUBLISHED_FIRST = 8
# One of these rows is a thread of three parts.
PUBLIC_FIRST = PUBLISHED_FIRST + 2
FAILED_FIRST = 2

WORDS = {
    "en": {
        "tabs": ["Accounts", "Posts"], "log": "Log", "token": "Token", "account": "Account", "text": "Text",
        "due": "Publish at", "status": "Status", "permalink": "Permalink", "message": "Message",
        "done": "Published at", "published": "Published", "failed": "Failed", "receipt": "Receipt",
        "note": "Note to myself", "new": "A new post",
    },
    "ja": {
        "tabs": ["アカウント", "投稿"], "log": "履歴", "token": "トークン", "account": "アカウント", "text": "本文",
        "due": "投稿日時", "status": "ステータス", "permalink": "パーマリンク", "message": "メッセージ",
        "done": "投稿完了日時", "published": "投稿済み", "failed": "失敗", "receipt": "受付番号",
        "note": "自分用メモ", "new": "新しい投稿",
    },
}


class Mismatch(Exception):
    """Something is not as it should be."""


def same(got, wanted, what="the answer"):
    if got != wanted:
        raise Mismatch(f"{what} is not as it should be\n  got    {got!r}\n  wanted {wanted!r}")


def holds(condition, words):
    if not condition:
        raise Mismatch(words)


def refused(error, call, words):
    try:
        call()
    except error as refusal:
        holds(words in str(refusal), f"refused with other words than {words!r}: {refusal}")
        return
    raise Mismatch(f"not refused, though it should be with {words!r}")


@contextlib.contextmanager
def step(words):
    """Says a step once it is done, and which one it was when it fails."""
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print(f"FAILED  {words}", flush=True)
        raise
    print(f"  {time.monotonic() - began:5.1f} s  {words}", flush=True)


class ToPractice(HTTPAdapter):
    """Sends what is meant for Google to the practice service instead."""

    def __init__(self, root):
        self.root = root
        super().__init__()

    def send(self, request, **kwargs):
        request.url = request.url.replace(GOOGLE, self.root, 1)
        return super().send(request, **kwargs)


class Desk:
    """The practice desk: our program on one side, the two clients on the other."""

    def __init__(self, binary, language, doors):
        self.binary, self.language, self.words = binary, language, WORDS[language]
        self.book, self.threads_url = doors["spreadsheet"], doors["threads_url"]
        root = doors["sheets_url"].rstrip("/")
        self.environment = clean_environment() | {
            "THREADSHEET_SPREADSHEET": self.book,
            "GOOGLE_APPLICATION_CREDENTIALS": doors["credentials"],
            "THREADSHEET_SHEETS_URL": doors["sheets_url"],
            "THREADSHEET_THREADS_URL": self.threads_url,
        }
        key = json.loads(Path(doors["credentials"]).read_text(encoding="utf-8"))
        signed = service_account.Credentials.from_service_account_info(key, scopes=SCOPES)
        session = AuthorizedSession(signed)
        session.mount(GOOGLE, ToPractice(root))
        self.gspread = gspread.Client(auth=signed, session=session)
        options = {"api_endpoint": root}
        service = build("sheets", "v4", credentials=signed, client_options=options, static_discovery=True)
        self.sheets = service.spreadsheets()

    def run(self, *exit_codes):
        """Does one real run of the program, and returns its report."""
        command = [self.binary, "run", "--format", "json"]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=PATIENCE)
        said = f"{done.stdout}\n{done.stderr}"
        holds(done.returncode in exit_codes, f"the run ended with {done.returncode}, not {exit_codes}:\n{said}")
        report = json.loads(done.stdout)
        same((report["schema"], report["kind"], report["exit_code"]), (2, "run", done.returncode), "the report")
        return report

    def posts(self):
        """Returns the Posts tab through gspread."""
        return self.gspread.open_by_key(self.book).worksheet(self.words["tabs"][1])

    def rows(self):
        """Returns the rows of the Posts tab as people see them, header by header."""
        return table(self.posts().get_all_values())

    def row_of(self, text):
        """Returns the number of the one row with a text, from 1."""
        found = [at for at, row in enumerate(self.rows(), 2) if row[self.words["text"]] == text]
        same(len(found), 1, f"how many rows say {text!r}")
        return found[0]

    def column(self, name):
        """Returns the number of a column of the Posts tab, from 1."""
        return self.posts().row_values(1).index(self.words[name]) + 1

    def everything(self):
        """Returns every cell of every tab as it was typed."""
        asked = self.gspread.open_by_key(self.book).worksheets()
        return {tab.title: tab.get_all_values(value_render_option="FORMULA") for tab in asked}

    def public(self):
        """Returns the posts that the Threads service lists for each account whose token works."""
        accounts = table(self.gspread.open_by_key(self.book).worksheet(self.words["tabs"][0]).get_all_values())
        found, silent = [], 0
        for account in accounts:
            # A token is pasted with quotes and line breaks around it.
            token = re.search(r"THAA\w+", account[self.words["token"]]).group()
            for kind in ("threads", "replies"):
                query = {"fields": "id,text,permalink", "limit": 100, "access_token": token}
                answer = requests.get(f"{self.threads_url}v1.0/me/{kind}", params=query, timeout=PATIENCE)
                if answer.status_code == 200:
                    found += answer.json()["data"]
                else:
                    same(answer.json()["error"].get("error_subcode"), 463, "the refusal of the token that has ended")
                    silent += 1
        same(silent, 2, "how many lists were refused because one token has ended")
        return found


def table(values):
    header, *rows = values
    return [dict(zip(header, row)) for row in rows]


def clean_environment():
    """Returns the environment without what a developer has set for a desk of their own, or a workflow's runner."""
    ours = ("THREADSHEET_", "THREADS_", "GOOGLE_", "GITHUB_")
    return {name: value for name, value in os.environ.items() if not name.startswith(ours)}


@contextlib.contextmanager
def sandbox(binary, language):
    """Serves the practice world, yields where it is, and always stops it."""
    command = [binary, "sandbox", "--lang", language]
    server = subprocess.Popen(command, env=clean_environment(), stdout=subprocess.PIPE, text=True)
    try:
        ready, _, _ = select.select([server.stdout], [], [], PATIENCE)
        line = server.stdout.readline() if ready else ""
        holds(line.startswith("{"), f"`threadsheet sandbox` did not say where it is, but {line!r}")
        doors = json.loads(line)
        yield doors
        holds(server.poll() is None, f"the sandbox ended by itself with {server.returncode}")
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        server.stdout.close()
    same(server.returncode, 0, "how the sandbox ends when it is stopped")
    holds(not Path(doors["credentials"]).exists(), "the sandbox left its key file behind")


def published(report):
    return [post for post in report["posts"] if post["outcome"] == "published"]


def both_open(desk):
    """Step 1: what each client sees of the desk is the same."""
    words = desk.words
    book = desk.gspread.open_by_key(desk.book)
    tabs = [tab.title for tab in book.worksheets()]
    same(tabs, words["tabs"], "the tabs as gspread lists them")
    got = desk.sheets.get(spreadsheetId=desk.book, fields="sheets(properties(sheetId,title))").execute()
    same([tab["properties"]["title"] for tab in got["sheets"]], tabs, "the tabs as googleapis lists them")
    for tab in book.worksheets():
        got = desk.sheets.values().get(spreadsheetId=desk.book, range=tab.title).execute()
        # gspread fills short rows up to the longest one.
        seen = tab.get_all_values()
        wide = [row + [""] * (len(seen[0]) - len(row)) for row in got["values"]]
        same(wide, seen, f"the cells of {tab.title} through googleapis")
    header = book.worksheet(words["tabs"][1]).row_values(1)
    for name in ("account", "text", "due", "status", "done", "permalink", "message"):
        holds(words[name] in header, f"there is no header {words[name]!r}")


def first_run(desk):
    """Step 2: what is due goes out, and what is wrong is told."""
    words = desk.words
    report = desk.run(1)
    same(len(published(report)), PUBLISHED_FIRST, "how many rows went out")
    statuses = Counter(row[words["status"]] for row in desk.rows())
    same(statuses[words["published"]], PUBLISHED_FIRST, "how many rows say that they are out")
    same(statuses[words["failed"]], FAILED_FIRST, "how many rows say that they failed")
    same(len(desk.public()), PUBLIC_FIRST, "how many posts are public")
    same(desk.posts().row_values(1)[-1], words["receipt"], "the last header")
    tabs = [tab.title for tab in desk.gspread.open_by_key(desk.book).worksheets()]
    same(tabs, [*words["tabs"], words["log"]], "the tabs after a run")


def edit_with_gspread(desk):
    """Step 3, first half: a column of notes, a sort, a row at the top, one at the end, a note changed."""
    words, posts = desk.words, desk.posts()
    rows = desk.rows()
    due, coffee = rows[0][words["due"]], rows[0][words["account"]]
    travel = rows[2][words["account"]]
    right = len(posts.row_values(1)) + 1
    notes = [[words["note"]], *([f"note on {row[words['text']][:12]}"] for row in rows)]
    posts.update(notes, rowcol_to_a1(1, right))
    end = rowcol_to_a1(len(rows) + 1, right)
    posts.sort((desk.column("text"), "asc"), range=f"A2:{end}")
    texts = [row[words["text"]] for row in desk.rows()]
    same(Counter(texts), Counter(row[words["text"]] for row in rows), "the texts after the sort")
    holds(texts != [row[words["text"]] for row in rows], "the sort moved no row")
    header = posts.row_values(1)

    def new(account, text, note):
        cells = {words["account"]: account, words["text"]: text, words["due"]: due, words["note"]: note}
        return [cells.get(name, "") for name in header]

    top, last = f"{words['new']} 1", f"{words['new']} 2"
    posts.insert_row(new(coffee, top, "on top"), 2, value_input_option="USER_ENTERED")
    posts.append_row(new(travel, last, "at the end"), value_input_option="USER_ENTERED")
    same([row[words["text"]] for row in desk.rows()], [top, *texts, last], "the rows after an insert and an append")
    posts.update_cell(desk.row_of(rows[4][words["text"]]), right, "changed by hand")
    return [top, last]


def edit_with_googleapis(desk, old):
    """Step 3, second half: a copied row, a copied row made new, a blank row, a moved row."""
    words, sheet = desk.words, desk.posts()
    text, status = desk.column("text"), desk.column("status")

    def batch(*requests):
        return desk.sheets.batchUpdate(spreadsheetId=desk.book, body={"requests": list(requests)}).execute()

    def line(row):
        return {"sheetId": sheet.id, "startRowIndex": row - 1, "endRowIndex": row}

    def copied(row):
        below = len(desk.rows()) + 2
        batch({"copyPaste": {"source": line(row), "destination": line(below), "pasteType": "PASTE_NORMAL"}})
        return below

    again, model, *others = (row[words["text"]] for row in old[:6])
    copied(desk.row_of(again))
    renewed = copied(desk.row_of(model))
    new = f"{words['new']} 3"
    values = desk.sheets.values()
    where = f"'{sheet.title}'!{{}}".format
    values.update(spreadsheetId=desk.book, range=where(rowcol_to_a1(renewed, text)), valueInputOption="USER_ENTERED",
                  body={"values": [[new]]}).execute()
    values.clear(spreadsheetId=desk.book, range=where(rowcol_to_a1(renewed, status)), body={}).execute()

    def stretch(row):
        return {"sheetId": sheet.id, "dimension": "ROWS", "startIndex": row - 1, "endIndex": row}

    batch({"insertDimension": {"range": stretch(6), "inheritFromBefore": False}})
    lowest = max(others, key=desk.row_of)
    batch({"moveDimension": {"source": stretch(desk.row_of(lowest)), "destinationIndex": 2}})
    same(desk.row_of(lowest), 3, "the row to which a row was moved")
    same(sum(not any(row.values()) for row in desk.rows()), 1, "how many rows are blank")
    return again, new


def second_run(desk, before, first, copied, new):
    """Step 4: what is new goes out once, on its own row, and nothing else moves."""
    words = desk.words
    text, status, permalink = words["text"], words["status"], words["permalink"]
    report = desk.run(0)
    public = desk.public()
    says = {post["permalink"]: post["text"] for post in public}
    same(Counter(says.get(post["permalink"]) for post in published(report)), Counter(new), "what the run sent")
    same(Counter(post["text"] for post in public), Counter([*(post["text"] for post in first), *new]),
         "the texts that are public")
    same(max(Counter(says.values()).values()), 1, "how often a text is public")
    holds(all(post in public for post in first), "a post of the first run is not public as it was")

    tools = {words[name] for name in ("status", "done", "permalink", "message", "receipt")}
    after = desk.rows()
    same([row[words["note"]] for row in after], [row[words["note"]] for row in before], "the column of notes")
    same([own(row, tools) for row in after], [own(row, tools) for row in before], "what people typed, and the order")
    for row, was in zip(after, before):
        if row[text] in new:
            same(row[status], words["published"], f"the status of {row[text]!r}")
            holds(row[permalink], f"there is no permalink beside {row[text]!r}")
        else:
            same((row[status], row[permalink]), (was[status], was[permalink]), f"what {row[text]!r} says of itself")
        if row[permalink]:
            same(says.get(row[permalink]), row[text], "the text at a row's permalink")
            account = row[words["account"]].lstrip("@")
            holds(f"/@{account}/" in row[permalink], f"{row[permalink]} is not of {account}")
    out = [row for row in after if row[status] == words["published"]]
    parts = ("Reply 1", "Reply 2", "返信1", "返信2")
    shown = Counter(row[text] for row in out) + Counter(row[part] for row in out for part in parts if row.get(part))
    same(shown, Counter([*says.values(), copied]), "the rows that say they are out")


def own(row, tools):
    """Returns what people typed in a row."""
    return {name: cell for name, cell in row.items() if name not in tools}


def third_run(desk):
    """Step 5: there is nothing left to do, so nothing is done."""
    before, public = desk.everything(), desk.public()
    report = desk.run(0)
    same(published(report), [], "what went out")
    same(desk.public(), public, "the public posts")
    after = desk.everything()
    for tab, cells in before.items():
        same(after.get(tab), cells, f"the cells of {tab}")
    same(list(after), list(before), "the tabs")


def gspread_cells(tab):
    """Reads, writes, finds and moves cells."""
    tab.update([["Name", "Age", "When"], ["ann", 3, "2026-01-02"], ["bob", 1, ""], ["cid", 2, "x"]], "A1",
               value_input_option="USER_ENTERED")
    same(tab.get_all_values(),
         [["Name", "Age", "When"], ["ann", "3", "2026-01-02"], ["bob", "1", ""], ["cid", "2", "x"]])
    same(tab.get_all_records()[1], {"Name": "bob", "Age": 1, "When": ""})
    same(tab.acell("C2", value_render_option="UNFORMATTED_VALUE").value, 46024)
    tab.update_cell(3, 3, "filled")
    tab.update_acell("D2", "=B2*2")
    same(tab.acell("D2").value, "6")
    same(tab.acell("D2", value_render_option="FORMULA").value, "=B2*2")
    same(tab.find("filled").address, "C3")
    same([cell.address for cell in tab.findall("cid")], ["A4"])
    answer = tab.append_row(["dan", 9], value_input_option="RAW")
    same(answer["tableRange"], f"{tab.title}!A1:D4")
    same(answer["updates"]["updatedRange"], f"{tab.title}!A5:B5")
    tab.append_rows([["eve", 5], ["fay", 6]], insert_data_option="INSERT_ROWS")
    tab.insert_row(["zoe", 0], 2)
    same(tab.row_values(2), ["zoe", "0"])
    tab.delete_rows(2)
    same(tab.col_values(1), ["Name", "ann", "bob", "cid", "dan", "eve", "fay"])
    tab.sort((2, "asc"), range="A2:D7")
    same(tab.col_values(1), ["Name", "bob", "cid", "ann", "eve", "fay", "dan"])
    same(tab.acell("D4", value_render_option="FORMULA").value, "=B4*2")
    tab.batch_update([{"range": "F1:G1", "values": [["x", "y"]]}, {"range": "F2", "values": [[True]]}])
    same(tab.batch_get(["F1:G2", "A1"]), [[["x", "y"], ["TRUE"]], [["Name"]]])
    tab.batch_clear(["F1:G2"])
    same(tab.get("F1:G2"), [[]])
    tab.copy_range("A2:B2", "J1:K1")
    same(tab.get("J1:K1"), [["bob", "1"]])
    tab.cut_range("J1:K1", "L1")
    same(tab.get("J1:L1"), [["", "", "bob"]])


def gspread_looks(book, tab):
    """Formats, freezes, hides, protects and names."""
    tab.format("A1:D1", {"textFormat": {"bold": True}, "backgroundColor": {"red": 1.0, "green": 0.5, "blue": 0}})
    tab.freeze(rows=1)
    same(tab.frozen_row_count, 1)
    tab.update_note("A1", "a note")
    same((tab.get_note("A1"), tab.get_notes()), ("a note", [["a note"]]))
    tab.merge_cells("H1:I2")
    tab.unmerge_cells("H1:I2")
    tab.set_basic_filter("A1:D7")
    tab.clear_basic_filter()
    tab.hide_columns(10, 12)
    tab.unhide_columns(10, 12)
    tab.add_validation("E2:E5", ValidationConditionType.one_of_list, ["a", "b"], showCustomUi=True)
    tab.define_named_range("A2:B3", "people")
    [people] = [named for named in book.list_named_ranges() if named["name"] == "people"]
    tab.delete_named_range(people["namedRangeId"])
    tab.add_protected_range("A1:D1", warning_only=True)
    same(len(book.list_protected_ranges(tab.id)), 1)
    tab.columns_auto_resize(0, 3)
    tab.update_tab_color("#ff0000")
    tab.resize(rows=500)
    same(tab.row_count, 500)
    tab.add_rows(10)
    same(tab.row_count, 510)


def gspread_tabs(desk, book, tab):
    """Adds, copies, renames, orders and deletes tabs, and meets the errors."""
    before = [known.title for known in book.worksheets()]
    other = book.add_worksheet("Töst 'q' 1", 10, 5)
    same((other.row_count, other.col_count, other.index), (10, 5, len(before)))
    other.update([["q"]], "B2")
    same(other.get_all_values(), [["", ""], ["", "q"]])
    error = gspread.exceptions.APIError
    refused(error, lambda: book.add_worksheet(tab.title.upper(), 1, 1), "already exists")
    copy = other.duplicate(new_sheet_name="copy")
    same(copy.acell("B2").value, "q")
    copy.update_title("renamed")
    copy.hide()
    copy.show()
    book.reorder_worksheets([*(book.worksheet(title) for title in before), copy, other])
    same([known.title for known in book.worksheets()], [*before, "renamed", other.title])
    other.copy_to(desk.book)
    for title in ("renamed", other.title, f"Copy of {other.title}"):
        book.del_worksheet(book.worksheet(title))
    same([known.title for known in book.worksheets()], before)
    named = f"{tab.title}!A1"
    same(book.values_batch_get([named])["valueRanges"][0]["range"], named)
    refused(error, lambda: book.values_get("nope!A1"), "Unable to parse range: nope!A1")
    refused(error, lambda: book.batch_update({"requests": [{"deleteSheet": {"sheetId": tab.id, "foo": 1}}]}),
            'Unknown name "foo"')
    refused(gspread.exceptions.SpreadsheetNotFound, lambda: desk.gspread.open_by_key("none"), "404")
    tab.clear()
    same(tab.get_all_values(), [[]])


def googleapis_values(desk, title):
    """Updates, appends, reads and clears values."""
    values = desk.sheets.values()
    body = {"values": [["k", "v"], ["b", 2], ["a", 1], ["c", None]]}
    got = values.update(spreadsheetId=desk.book, range=f"{title}!A1", valueInputOption="RAW", body=body).execute()
    same((got["updatedRange"], got["updatedCells"]), (f"{title}!A1:B4", 7))
    values.append(spreadsheetId=desk.book, range=title, valueInputOption="USER_ENTERED", insertDataOption="INSERT_ROWS",
                  includeValuesInResponse=True, body={"values": [["d", "=1/0"]]}).execute()
    got = values.get(spreadsheetId=desk.book, range=f"{title}!A:B", valueRenderOption="UNFORMATTED_VALUE").execute()
    same(got["values"][:4], [["k", "v"], ["b", 2], ["a", 1], ["c"]])
    holds(got["values"][4][1].startswith("#DIV/0! ("), f"a division by zero shows {got['values'][4]}")
    two = [f"{title}!A1", f"{title}!A2:B2"]
    got = values.batchGet(spreadsheetId=desk.book, ranges=two, majorDimension="COLUMNS").execute()
    same([found["values"] for found in got["valueRanges"]], [[["k"]], [["b"], ["2"]]])
    data = [{"range": f"{title}!D1", "values": [["x"]]}, {"range": f"{title}!E1", "values": [["=D1&D1"]]}]
    got = values.batchUpdate(spreadsheetId=desk.book,
                             body={"valueInputOption": "USER_ENTERED", "data": data}).execute()
    same(got["totalUpdatedCells"], 2)
    got = values.batchClear(spreadsheetId=desk.book, body={"ranges": [f"{title}!D1:E1"]}).execute()
    same(got["clearedRanges"], [f"{title}!D1:E1"])


def googleapis_batches(desk, title, tab):
    """Sorts, inserts and copies under metadata, finds and replaces, and meets the errors."""
    def batch(*requests, **more):
        return desk.sheets.batchUpdate(spreadsheetId=desk.book, body={"requests": list(requests), **more}).execute()

    def rows(start, end):
        return {"sheetId": tab, "dimension": "ROWS", "startIndex": start, "endIndex": end}

    def named(place):
        marked = {"metadataId": 7, "metadataKey": "row", "visibility": "DOCUMENT", "location": place}
        return {"createDeveloperMetadata": {"developerMetadata": marked}}

    batch(named({"dimensionRange": rows(2, 3)}))
    batch({"sortRange": {"range": {"sheetId": tab, "startRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 2},
                         "sortSpecs": [{"dimensionIndex": 0, "sortOrder": "ASCENDING"}]}},
          {"insertDimension": {"range": rows(1, 2), "inheritFromBefore": False}},
          {"copyPaste": {"source": {"sheetId": tab, "startRowIndex": 2, "endRowIndex": 3},
                         "destination": {"sheetId": tab, "startRowIndex": 1, "endRowIndex": 2}}})
    got = desk.sheets.values().get(spreadsheetId=desk.book, range=f"{title}!A1:A9").execute()
    same(got["values"], [["k"], ["a"], ["a"], ["b"], ["c"], ["d"]])
    metadata = desk.sheets.developerMetadata()
    got = metadata.get(spreadsheetId=desk.book, metadataId=7).execute()
    same(got["location"]["dimensionRange"]["startIndex"], 2)
    lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "row"}}]}
    same(len(metadata.search(spreadsheetId=desk.book, body=lookup).execute()["matchedDeveloperMetadata"]), 1)
    refused(HttpError, lambda: batch(named({"spreadsheet": True})),
            "Cannot add developer metadata with ID [7] because developer metadata with that ID already exists.")
    got = batch({"findReplace": {"find": "a", "replacement": "z", "matchEntireCell": True, "sheetId": tab}})
    same(got["replies"][0]["findReplace"]["occurrencesChanged"], 2)
    got = batch({"findReplace": {"find": "nothing like it", "replacement": "z", "allSheets": True}},
                includeSpreadsheetInResponse=True, responseRanges=[f"{title}!A1:A2"], responseIncludeGridData=True)
    same(got["replies"], [{"findReplace": {}}])
    [shown] = [sheet for sheet in got["updatedSpreadsheet"]["sheets"] if sheet["properties"]["sheetId"] == tab]
    same([row["values"][0]["formattedValue"] for row in shown["data"][0]["rowData"]], ["k", "z"])
    read = desk.sheets.get
    got = read(spreadsheetId=desk.book, ranges=[title], fields="sheets(properties(sheetId,title))").execute()
    same(got, {"sheets": [{"properties": {"sheetId": tab, "title": title}}]})
    refused(HttpError, lambda: read(spreadsheetId=desk.book, fields="foo").execute(), "Cannot find matching fields")
    refused(HttpError, lambda: batch({"foo": {}}), 'Unknown name "foo" at \'requests[0]\': Cannot find field.')
    whole = batch({"deleteDimension": {"range": rows(4, 6)}}, {"appendDimension": {
        "sheetId": tab, "dimension": "ROWS", "length": 2}})
    same(whole["replies"], [{}, {}])


def wide_surface(desk):
    """What else both clients can do, on a tab of their own."""
    book = desk.gspread.open_by_key(desk.book)
    with step("gspread adds a tab, and writes, appends, finds, sorts, inserts, deletes and copies in it"):
        tab = book.add_worksheet("Elsewhere", 1000, 26)
        gspread_cells(tab)
    with step("gspread formats, freezes, hides, protects, filters and names in it"):
        gspread_looks(book, tab)
    with step("gspread adds, copies, renames, orders and deletes tabs, and is refused what Google refuses"):
        gspread_tabs(desk, book, tab)
    with step("googleapis updates, appends, reads and clears values, one range and several"):
        googleapis_values(desk, tab.title)
    with step("googleapis sorts under metadata, replaces, reads chosen fields, and is refused unknown ones"):
        googleapis_batches(desk, tab.title, tab.id)


def scenario(desk):
    """Two runs with a person's edits between them, and a third that finds nothing to do."""
    with step("both clients sign in with the key file and open the desk, and see the same tabs, headers and values"):
        both_open(desk)
    with step(f"the first run publishes {PUBLISHED_FIRST} rows and says what is wrong with {FAILED_FIRST}"):
        old = desk.rows()
        first_run(desk)
        first = desk.public()
    with step("gspread adds a column of notes, sorts, inserts a post on top, appends one, changes a note"):
        new = edit_with_gspread(desk)
    with step("googleapis copies a published row, makes a copy new, inserts a blank row, moves a row"):
        copied, third = edit_with_googleapis(desk, old)
        new.append(third)
        before = desk.rows()
    with step(f"the second run publishes the {len(new)} new posts once, each on its own row, and no old one"):
        second_run(desk, before, first, copied, new)
    if desk.language == "en":
        wide_surface(desk)
    with step("a third run does nothing, and changes no cell of any tab"):
        third_run(desk)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    binary = str(Path(sys.argv[1]).resolve())
    # A stop from outside is to stop the sandbox too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # A proxy leads away from this machine, and everything here stays on it.
    for name in [name for name in os.environ if name.lower().endswith("_proxy")]:
        del os.environ[name]
    began = time.monotonic()
    try:
        for language in WORDS:
            with sandbox(binary, language) as doors:
                print(f"the practice desk in {language!r}")
                scenario(Desk(binary, language, doors))
    except Mismatch as mismatch:
        sys.exit(f"clients: {mismatch}")
    except Exception:
        traceback.print_exc()
        sys.exit("clients: a client or the program did not do what it should")
    print(f"both clients and threadsheet agree, after {time.monotonic() - began:.1f} s")


if __name__ == "__main__":
    main()
