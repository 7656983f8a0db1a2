//! The tables of the documentation that come out of the registries: between two markers a page holds exactly what the
//! entries say.
//!
//! `UPDATE_TABLES=1 cargo test --test promises tables` writes them anew.

use std::fs;
use std::path::Path;

use threadsheet_core::columns::{PostColumn, Writer};
use threadsheet_core::i18n::{self, desk};
use threadsheet_core::language::{Language, PerLanguage};
use threadsheet_core::setting::Setting;

use super::house::{Source, sources};

/// What stands before a note on a header and says who fills in the column; a table has a column of its own for that.
const BEGINS: [&str; 5] = ["You: ", "The program: ", "記入: ", "記入:", "自動: "];

/// Returns the table of the tab Posts; the Receipt is nothing to read or write for people.
fn posts(language: Language) -> String {
    let head = PerLanguage {
        en: "| header | 見出し | written by | content |\n|---|---|---|---|\n",
        ja: "| 見出し | 書く人 | 内容 |\n|---|---|---|\n",
    };
    // The parts of a thread are alike from the second on: one line speaks of all of them.
    let is_shown = |column: &PostColumn| {
        *column != PostColumn::Receipt && column.part().is_none_or(|number| number <= 2)
    };
    let columns = PostColumn::ALL.into_iter().filter(is_shown);
    let rows: String = columns.map(|column| row(column, language)).collect();
    format!("{}{rows}", head.get(language))
}

fn row(column: PostColumn, language: Language) -> String {
    let entry = column.entry();
    let writer = match entry.writer {
        Writer::Person => PerLanguage { en: "you", ja: "あなた" },
        Writer::Both => PerLanguage { en: "both", ja: "あなたとプログラム" },
        Writer::Program => PerLanguage { en: "program", ja: "プログラム" },
    };
    let note = desk::post_note(column, language);
    let note = BEGINS.into_iter().find_map(|begins| note.strip_prefix(begins)).unwrap_or(note);
    let mut content = match column {
        PostColumn::Status => PerLanguage {
            en: "[see below](#status)",
            ja: "[下の表](#ステータス)のとおり",
        }
        .get(language)
        .to_owned(),
        _ => note.replace('|', "\\|"),
    };
    if let Some(choices) = entry.choices {
        let (before, between, after) = PerLanguage {
            en: (" One of: ", ", ", "."),
            ja: ("「", "」「", "」から選びます。"),
        }
        .get(language);
        content += &[before, &choices(language).join(between), after].concat();
    }
    let header = |language: Language| match column.part() {
        Some(2) => {
            let last = PostColumn::REPLIES.map(|column| column.header(language))[8];
            format!("{} … {last}", column.header(language))
        }
        _ => entry.names.header.get(language).to_owned(),
    };
    let headers = match language {
        Language::English => Language::ALL.map(header).join(" | "),
        Language::Japanese => header(language),
    };
    format!("| {headers} | {} | {content} |\n", writer.get(language))
}

/// Returns the table of the tab Settings.
fn config(language: Language) -> String {
    let head = PerLanguage {
        en: "| setting | 設定 | what it does |\n|---|---|---|\n",
        ja: "| 設定 | 内容 |\n|---|---|\n",
    };
    let row = |setting: Setting| {
        let names = match language {
            Language::English => Language::ALL.map(|language| setting.name(language)).join(" | "),
            Language::Japanese => setting.name(language).to_owned(),
        };
        format!("| {names} | {} |\n", i18n::settings::note(setting, language))
    };
    let rows: String = Setting::ALL.into_iter().map(row).collect();
    format!("{}{rows}", head.get(language))
}

/// Holds what a page has between the markers of a table against what the registry says.
fn holds(page: &str, table: &str, wanted: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(page);
    let text = fs::read_to_string(&path).unwrap();
    let (begin, end) = (format!("<!-- table: {table} -->\n\n"), "\n<!-- end of the table -->");
    let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("{page}: no {begin}"));
    let (found, after) = rest.split_once(end).unwrap_or_else(|| panic!("{page}: no {end}"));
    if found != wanted && std::env::var_os("UPDATE_TABLES").is_some() {
        fs::write(&path, format!("{before}{begin}{wanted}{end}{after}")).unwrap();
        return;
    }
    assert_eq!(found, wanted, "{page}: UPDATE_TABLES=1 cargo test --test promises tables");
}

#[test]
fn the_pages_show_the_columns_of_posts_as_the_registry_has_them() {
    holds("the-sheet.md", "posts", &posts(Language::English));
    holds("the-sheet.ja.md", "posts", &posts(Language::Japanese));
}

#[test]
fn the_pages_show_the_settings_as_the_registry_has_them() {
    holds("the-sheet.md", "settings", &config(Language::English));
    holds("the-sheet.ja.md", "settings", &config(Language::Japanese));
}

/// How many files of the program may name an optional column beside its entry and the registry: the sentences about it
/// in each language, and where it means more than its entry says.
const FILES_MAX: usize = 6;

#[test]
fn an_optional_column_is_named_in_few_files() {
    let sources = sources();
    for (column, _) in PostColumn::options() {
        let own = format!("columns/{}.rs", column.entry().key.replace('-', "_"));
        let name = format!("PostColumn::{column:?}");
        let names = |line: &str| {
            let mut rests = line.split(&name).skip(1);
            rests.any(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
        };
        let is_of_program = |source: &&Source| {
            let folders = ["src/", "crates/core/src/"];
            let known = ["posts.rs", "post/fingerprint.rs"];
            let is_known = known.iter().any(|known| source.path.ends_with(known));
            folders.iter().any(|folder| source.path.starts_with(folder))
                && !source.path.ends_with(&own)
                && !is_known
        };
        let files = sources.iter().filter(is_of_program);
        let files = files.filter(|source| source.program().any(|(_, line)| names(line)));
        let files: Vec<&str> = files.map(|source| source.path.as_str()).collect();
        assert!(files.len() <= FILES_MAX, "{column:?}: {files:?}");
    }
}
