//! What the pages promise beside their words: links lead somewhere, and both languages know of each other.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns the pages for people, as paths from the root.
fn pages() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["", "docs"] {
        let entries = fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path());
        let page = |path: &PathBuf| path.extension().is_some_and(|end| end == "md");
        found.extend(entries.filter(page).map(|path| path.strip_prefix(root()).unwrap().into()));
    }
    assert!(found.len() > 10, "the pages were not found");
    found
}

fn text(page: &Path) -> String {
    fs::read_to_string(root().join(page)).unwrap()
}

/// Returns the anchors of a page, as GitHub makes them of headings.
fn anchors(page: &Path) -> BTreeSet<String> {
    let text = text(page);
    let headings = text.lines().filter_map(|line| {
        let title = line.trim_start_matches('#');
        (title.len() < line.len()).then(|| title.trim())
    });
    headings.map(slug).collect()
}

fn slug(title: &str) -> String {
    let kept = |letter: &char| letter.is_alphanumeric() || " -_".contains(*letter);
    title.to_lowercase().chars().filter(kept).collect::<String>().replace(' ', "-")
}

/// Returns where the links and pictures of a page lead that lie in this repository.
fn links(text: &str) -> Vec<&str> {
    let targets = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    targets.filter(|target| !target.contains("://")).collect()
}

#[test]
fn every_link_leads_to_a_file_and_to_a_heading_in_it() {
    let mut faults = Vec::new();
    for page in pages() {
        let folder = page.parent().unwrap();
        let text = text(&page);
        for target in links(&text) {
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let path = if file.is_empty() { page.clone() } else { folder.join(file) };
            let is_there = root().join(&path).exists();
            if !is_there || !(anchor.is_empty() || anchors(&path).contains(anchor)) {
                faults.push(format!("{}: {target}", page.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_page_in_one_language_links_to_the_same_in_the_other() {
    for page in pages() {
        let name = page.file_name().unwrap().to_str().unwrap();
        let Some(english) = name.strip_suffix(".ja.md").map(|name| format!("{name}.md")) else {
            continue;
        };
        let other = page.with_file_name(&english);
        assert!(links(&text(&page)).contains(&&*english), "{name}");
        assert!(links(&text(&other)).contains(&name), "{english}");
    }
}

#[test]
fn two_commands_show_the_job_and_run_the_tests() {
    for page in ["README.md", "README.ja.md"] {
        let text = text(Path::new(page));
        for command in ["cargo run --release -- demo", "cargo test"] {
            let is_line = |line: &str| {
                let typed = line.strip_prefix("    ").unwrap_or_default().split('#').next();
                typed.is_some_and(|typed| typed.trim() == command)
            };
            assert!(text.lines().any(is_line), "{page} does not say: {command}");
        }
    }
}
