//! The tidiness of the house: who may use whom, how long a file may be, what may not lie about.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The longest a Rust file may be; beyond it there is a noun to split by.
const FILE_LINES_MAX: usize = 700;

/// What a module of the program may name of the program. Modules that are missing here may name anything; what a crate may
/// name of the others is held by Cargo.
const DIRECTIONS: [(&str, &[&str]); 15] = [
    ("config", &[]),
    ("http", &["random"]),
    ("random", &[]),
    ("shutdown", &[]),
    ("sheets", &["clock", "random", "http"]),
    ("threads", &["clock", "http"]),
    ("report", &["clock"]),
    ("run", &["sheets", "threads", "report", "clock", "shutdown", "random", "config", "http"]),
    ("watch", &["run", "report", "clock", "config"]),
    ("dry_run", &["run", "report", "config"]),
    ("preview", &["run", "report", "config"]),
    ("check", &["run", "dry_run", "sheets", "threads", "report", "clock", "config", "http"]),
    ("seal", &["run", "threads", "clock", "random", "config"]),
    ("init", &["run", "sheets", "report", "config"]),
    ("probe", &["sheets", "threads", "report", "clock", "shutdown", "random", "config"]),
];

/// Names that said nothing to whoever did not know the program, each with the term that stands for it now.
const OLD_NAMES: [(&str, &str); 40] = [
    ("alive", "heartbeat"),
    ("choices", "settings_tab"),
    ("clerk", "writer"),
    ("coming", "upcoming"),
    ("crossing", "crossed_batches"),
    ("diagnosis", "account_findings"),
    ("door", "router"),
    ("furniture", "decorations"),
    ("gap", "spacing"),
    ("habits", "response_variants"),
    ("job", "run"),
    ("journal", "log"),
    ("lab", "context"),
    ("lanes", "limits"),
    ("layout", "setup"),
    ("ledger", "oracle"),
    ("lifecycle", "in_doubt"),
    ("look", "render"),
    ("moment", "schedule"),
    ("moods", "quirks"),
    ("notice", "notification"),
    ("outlook", "upcoming"),
    ("pace", "time_scale"),
    ("pins", "column_guards"),
    ("plot", "diff"),
    ("receipt", "row_state"),
    ("rehearsal", "dry_run"),
    ("repair", "corrections"),
    ("said", "examples"),
    ("setback", "error_detail"),
    ("setbacks", "error_details"),
    ("sighting", "matching"),
    ("stray", "misplaced"),
    ("stuck", "waiting"),
    ("there", "observed"),
    ("told", "additions"),
    ("trouble", "fault"),
    ("turn", "transitions"),
    ("vigil", "watch"),
    ("workbook", "sheets"),
];

/// A file of the tree: its path from the root, with forward slashes, and its text.
pub(crate) struct Source {
    pub(crate) path: String,
    pub(crate) text: String,
}

impl Source {
    /// Returns the numbered lines that are compiled into the program: no comments, no tests.
    pub(crate) fn program(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_test = self.path.ends_with("/tests.rs") || self.path.contains("/tests/");
        let mut skipped: Option<Skipped> = None;
        self.text.lines().enumerate().filter_map(move |(index, line)| {
            if let Some(item) = &mut skipped {
                if item.ends_with(line) {
                    skipped = None;
                }
                return None;
            }
            if line.trim() == "#[cfg(test)]" {
                skipped = Some(Skipped { indent: indent(line), is_begun: false });
                return None;
            }
            let is_told = !is_test && !line.trim_start().starts_with("//");
            is_told.then_some((index + 1, line))
        })
    }

    /// Returns the name of the module directly under the crate that the file belongs to.
    fn top_module(&self) -> Option<&str> {
        let inside = self.path.strip_prefix("src/")?;
        inside.split(['/', '.']).next()
    }

    /// Returns how many modules deep the file lies: `src/report/text.rs` two, `src/report/mod.rs` one.
    fn depth(&self) -> usize {
        let folders = self.path.matches('/').count();
        if self.path.ends_with("/mod.rs") { folders - 1 } else { folders }
    }
}

/// An item that is compiled for tests alone, as rustfmt sets it.
struct Skipped {
    indent: usize,
    is_begun: bool,
}

impl Skipped {
    /// Tells whether the item ends with this line.
    fn ends_with(&mut self, line: &str) -> bool {
        let (is_outer, text) = (indent(line) == self.indent, line.trim());
        if !self.is_begun && (text.starts_with("#[") || text.starts_with("//")) {
            return false;
        }
        let is_whole = !self.is_begun && (text.ends_with(';') || text.ends_with("{}"));
        self.is_begun = true;
        is_outer && (is_whole || text.starts_with('}'))
    }
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the readable files under the root; what git would not carry is left out.
fn tree() -> Vec<Source> {
    let mut found = Vec::new();
    let mut folders = vec![root().to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path: PathBuf = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            if path.is_dir() && !["target", ".git", "node_modules", ".venv"].contains(&&*name) {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                let path = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
                found.push(Source { path, text });
            }
        }
    }
    found
}

pub(crate) fn sources() -> Vec<Source> {
    let mut rust = tree();
    rust.retain(|source| Path::new(&source.path).extension().is_some_and(|end| end == "rs"));
    assert!(rust.len() > 5, "the tree was not found");
    rust
}

/// Returns the modules directly under the crate that a line names.
fn named_modules(line: &str) -> Vec<String> {
    let mut names = Vec::new();
    for rest in line.split("crate::").skip(1) {
        // `crate::{core::cell, error}` names several: the first word of each item counts.
        let items = rest.strip_prefix('{').unwrap_or(rest);
        let list = if rest.starts_with('{') { items.split(',').collect() } else { vec![items] };
        for item in list {
            let word = |c: char| !(c.is_alphanumeric() || c == '_');
            names.extend(item.trim().split(word).next().map(str::to_owned));
        }
    }
    names.retain(|name| !name.is_empty());
    names
}

#[test]
fn modules_name_only_what_lies_below_them() {
    let mut faults = Vec::new();
    for source in sources() {
        let Some(top) = source.top_module() else { continue };
        let Some((_, below)) = DIRECTIONS.iter().find(|(name, _)| *name == top) else { continue };
        for (number, line) in source.program() {
            for name in named_modules(line) {
                if name != top && !below.contains(&&*name) {
                    faults.push(format!("{}:{number}: {top} names {name}", source.path));
                }
            }
            if line.matches("super::").count() >= source.depth() {
                faults.push(format!("{}:{number}: climbs out of {top}", source.path));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Returns the module that a file is, from the root of its crate; none for a crate's root and for tests.
fn module(path: &str) -> Option<(String, Vec<String>)> {
    let (krate, inside) = path.strip_suffix(".rs")?.split_once("src/")?;
    let mut parts: Vec<String> = inside.split('/').map(str::to_owned).collect();
    parts.pop_if(|last| ["mod", "lib", "main"].contains(&last.as_str()));
    let is_test = parts.iter().any(|part| part == "tests") || path.starts_with("tests/");
    (!parts.is_empty() && !is_test).then(|| (krate.to_owned(), parts))
}

/// Returns the paths that a use tree, or an expression, begins with.
fn expanded(tree: &str) -> Vec<String> {
    let Some((prefix, rest)) = tree.split_once('{') else { return vec![tree.trim().to_owned()] };
    let (mut depth, mut item, mut items) = (0, String::new(), Vec::new());
    for c in rest.chars() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(std::mem::take(&mut item));
                continue;
            }
            _ => {}
        }
        item.push(c);
    }
    items.push(item);
    let nested = items.iter().flat_map(|item| expanded(item.trim()));
    nested.map(|item| format!("{}{item}", prefix.trim())).collect()
}

/// Returns the modules of its own crate that a file names, from the crate's root.
fn named_paths(source: &Source, own: &[String]) -> Vec<Vec<String>> {
    let text = source.program().map(|(_, line)| line).collect::<Vec<_>>().join("\n");
    let begins = ["crate::", "super::", "self::"];
    let mut found = Vec::new();
    for (at, _) in text
        .match_indices("::")
        .filter(|(at, _)| begins.iter().any(|word| text[..at + 2].ends_with(word)))
    {
        let start =
            text[..at].rfind(|c: char| !(c.is_alphanumeric() || c == '_')).map_or(0, |at| at + 1);
        // The middle of a longer path was read with its beginning.
        if text[..start].ends_with("::") {
            continue;
        }
        let is_use = text[..start].trim_end().ends_with("use");
        let end =
            |c: char| if is_use { c == ';' } else { !(c.is_alphanumeric() || "_:".contains(c)) };
        let tree = text[start..].split(end).next().unwrap_or_default();
        for path in expanded(&tree.replace(['\n', ' '], "")) {
            let mut parts = path.split("::").peekable();
            let mut base = own.to_vec();
            while let Some(word) = parts.next_if(|part| ["crate", "super", "self"].contains(part)) {
                match word {
                    "crate" => base.clear(),
                    "super" => drop(base.pop()),
                    _ => {}
                }
            }
            found.push(base.into_iter().chain(parts.map(str::to_owned)).collect());
        }
    }
    found
}

/// What the files and folders of one folder name of one another, by the folder.
type Folders = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

/// Returns, for each folder, which of its files and folders name which others.
fn imports() -> Folders {
    let sources = sources();
    let modules: BTreeSet<(String, Vec<String>)> =
        sources.iter().filter_map(|source| module(&source.path)).collect();
    let mut folders = Folders::new();
    for source in &sources {
        let Some((krate, own)) = module(&source.path) else { continue };
        for mut path in named_paths(source, &own) {
            while !path.is_empty() && !modules.contains(&(krate.clone(), path.clone())) {
                path.pop();
            }
            let shared = own.iter().zip(&path).take_while(|(one, other)| one == other).count();
            if shared < own.len() && shared < path.len() {
                let folder = format!("{krate}src/{}", own[..shared].join("/"));
                let names = folders.entry(folder).or_default();
                names.entry(path[shared].clone()).or_default();
                names.entry(own[shared].clone()).or_default().insert(path[shared].clone());
            }
        }
    }
    folders
}

#[test]
fn no_folder_has_a_circle_of_imports() {
    let mut circles = Vec::new();
    for (folder, mut names) in imports() {
        // Whatever names nothing that is left cannot be part of a circle.
        while let Some(leaf) =
            names.iter().find(|(_, named)| named.is_empty()).map(|(name, _)| name.clone())
        {
            names.remove(&leaf);
            for named in names.values_mut() {
                named.remove(&leaf);
            }
        }
        if !names.is_empty() {
            circles.push(format!("{folder}: {names:?}"));
        }
    }
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn what_is_dangerous_or_impure_has_one_home() {
    let keepers: [(&str, &[&str]); 11] = [
        // What a runner of workflows reads passes one guard.
        ("io::stdout", &["src/report/screen.rs"]),
        ("io::stderr", &["src/report/screen.rs"]),
        // Requests without a fence are for where nobody works.
        ("RawSpreadsheet", &["src/sheets/raw.rs", "src/probe/"]),
        ("google_sheets4", &["src/sheets/google/"]),
        ("SystemRandom", &["src/random.rs", "crates/practice/src/"]),
        ("SystemTime::now", &["src/clock.rs", "crates/practice/src/clock.rs"]),
        ("Utc::now", &["src/clock.rs", "crates/practice/src/clock.rs"]),
        // The core decides from values, and the practice world is shown, tried and nothing else.
        ("std::env", &["src/", "crates/practice/src/"]),
        ("std::fs", &["src/", "crates/practice/src/"]),
        ("std::net::Tcp", &["src/", "crates/practice/src/"]),
        ("threadsheet_practice", &["src/demo", "src/cli/"]),
    ];
    let mut faults = Vec::new();
    let is_shipped =
        |source: &&Source| source.path.starts_with("src/") || source.path.contains("/src/");
    let kit = "crates/test-kit/";
    for source in sources().iter().filter(is_shipped).filter(|source| !source.path.starts_with(kit))
    {
        for (number, line) in source.program() {
            for (needle, homes) in keepers {
                let is_home = homes.iter().any(|home| source.path.starts_with(home));
                if line.contains(needle) && !is_home {
                    faults.push(format!("{}:{number}: {needle}", source.path));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn whoever_starts_the_program_in_a_test_keeps_the_machines_own_settings_from_it() {
    // Put together here, so that this file does not find itself.
    let starts = ["CARGO_BIN_EXE", "_threadsheet"].concat();
    let count = |source: &Source, needle: &str| source.text.matches(needle).count();
    let started: Vec<Source> =
        sources().into_iter().filter(|source| source.text.contains(&starts)).collect();
    assert!(started.len() > 3, "nothing starts the program");
    for source in started {
        let (starts, clears) = (count(&source, &starts), count(&source, ".env_clear()"));
        assert!(clears >= starts, "{}: a runner's variables are passed on", source.path);
    }
}

#[test]
fn no_file_has_an_old_name() {
    let is_old = |part: &str| OLD_NAMES.iter().any(|(old, _)| *old == part);
    let mut faults = Vec::new();
    for source in sources() {
        let is_ours =
            ["src/", "crates/", "tests/"].iter().any(|room| source.path.starts_with(room));
        if is_ours && source.path.trim_end_matches(".rs").split('/').any(is_old) {
            faults.push(source.path);
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_file_can_be_read_in_one_sitting() {
    let long: Vec<String> = sources()
        .iter()
        .map(|source| (source.text.lines().count(), &source.path))
        .filter(|(lines, _)| *lines > FILE_LINES_MAX)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn nothing_is_left_for_later() {
    // Put together here, so that this file does not find itself.
    let needles =
        [["TO", "DO"], ["FIX", "ME"], ["#[ig", "nore"], ["db", "g!("]].map(|n| n.concat());
    let mut faults = Vec::new();
    for source in tree() {
        for (index, line) in source.text.lines().enumerate() {
            // A word alone in quotation marks is spoken of: `check` looks for it in the texts of posts.
            let is_left = |needle: &String| {
                let quoted = ['"', '`'].map(|quote| format!("{quote}{needle}{quote}"));
                quoted
                    .iter()
                    .fold(line.to_owned(), |line, it| line.replace(it, ""))
                    .contains(needle)
            };
            if needles.iter().any(is_left) {
                faults.push(format!("{}:{}: {line}", source.path, index + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn nothing_in_the_tree_looks_like_a_secret() {
    // A Threads token is this prefix and sixty or more letters and digits; a private key that
    // opens something travels as one line, the practice key never does.
    let prefix = ["TH", "AA"].concat();
    let begins = ["PRIVATE KEY", "-----"].concat();
    let mut faults = Vec::new();
    for source in tree() {
        for (index, line) in source.text.lines().enumerate() {
            let token = line.match_indices(&prefix).any(|(at, _)| {
                line[at + prefix.len()..].chars().take_while(char::is_ascii_alphanumeric).count()
                    >= 60
            });
            let key = line.split(&begins).nth(1).is_some_and(|rest| rest.len() > 40);
            if token || key {
                faults.push(format!("{}:{}", source.path, index + 1));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_example_credentials_have_the_fields_of_a_key_and_open_nothing() {
    let text = fs::read_to_string(root().join("credentials.example.json")).unwrap();
    let key: serde_json::Value = serde_json::from_str(&text).unwrap();
    for field in [
        "type",
        "project_id",
        "private_key_id",
        "private_key",
        "client_email",
        "client_id",
        "auth_uri",
        "token_uri",
        "auth_provider_x509_cert_url",
        "client_x509_cert_url",
        "universe_domain",
    ] {
        assert!(key[field].as_str().is_some_and(|value| !value.is_empty()), "{field}");
    }
    assert_eq!(key["type"], "service_account");
    assert!(!key["private_key"].as_str().unwrap().contains("BEGIN"));
}
