//! `threadsheet preview`: the coming posts on the screen, in a file for a browser, or as JSON.

use std::path::Path;

use threadsheet_core::i18n::preview::written;
use threadsheet_core::run_error::RunError;

use super::output::{not_written, watcher};
use super::resolve::config;
use super::signals::while_wanted;
use super::{Format, Options};
use crate::config::RunScope;
use crate::preview;
use crate::report::actions::Runner;
use crate::report::preview::{html, json, text};
use crate::report::screen::{Screen, say};
use crate::report::text_layout::clean;

/// Shows the coming posts.
pub(super) async fn preview(
    options: &Options,
    page: Option<&Path>,
    runner: &Runner,
) -> Result<u8, RunError> {
    let config = config(options, RunScope::Both)?;
    let watcher = watcher(options, false, runner);
    let ended = while_wanted(preview::preview(&config, &|news| watcher.news(&news))).await;
    watcher.stop();
    let preview = ended?;
    match (page, options.format) {
        (Some(path), _) if path == Path::new("-") => say(html::page(&preview).trim_end()),
        (Some(path), format) => {
            write(path, &html::page(&preview))?;
            let path = clean(&path.display().to_string());
            match format {
                Format::Text => say(&written(&path, &preview.counts(), preview.language)),
                Format::Json => say(&json::object(&preview)),
            }
        }
        (None, Format::Text) => say(&text::page(&preview, Screen::of_stdout())),
        (None, Format::Json) => say(&json::object(&preview)),
    }
    Ok(0)
}

fn write(path: &Path, page: &str) -> Result<(), RunError> {
    std::fs::write(path, page).map_err(|error| not_written(path, &error))
}
