//! The practice world, served to whoever wants to try something on it.

use std::fs::OpenOptions;
use std::future::Future;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::Serialize;
use threadsheet_core::language::Language;
use threadsheet_core::run_error::RunError;
use threadsheet_practice::sample_desk::{SPREADSHEET, THROW_AWAY};
use threadsheet_practice::server::Ports;

use super::Practice;
use super::output::not_written;
use crate::demo::Stage;
use crate::report::screen::say;

/// The first line on stdout: where the practice world is, and how it is entered.
#[derive(Serialize)]
struct Doors<'a> {
    sheets_url: &'a str,
    threads_url: &'a str,
    credentials: &'a Path,
    spreadsheet: &'a str,
    throw_away: &'a str,
}

/// Serves the practice world until `end`.
pub(super) async fn serve(
    asked: &Practice,
    language: Language,
    end: impl Future<Output = ()>,
) -> Result<u8, RunError> {
    let mistake = |error: io::Error| RunError::Bug(error.kind().to_string());
    let Practice { sheets_port, threads_port, quirks } = asked;
    let ports = Ports { sheets: *sheets_port, threads: *threads_port };
    let stage = Stage::set(language, ports).await.map_err(mistake)?;
    for quirk in quirks {
        quirk.apply(&mut stage.world());
    }
    let key = key_path();
    write_key(&key, &stage.credentials.0).map_err(|error| not_written(&key, &error))?;
    let doors = Doors {
        sheets_url: &stage.server.sheets_url,
        threads_url: &stage.server.threads_url,
        credentials: &key,
        spreadsheet: SPREADSHEET,
        throw_away: THROW_AWAY,
    };
    say(&serde_json::to_string(&doors).unwrap_or_default());
    end.await;
    // Whoever took the file away meanwhile has done our work.
    let _gone = std::fs::remove_file(&key);
    Ok(0)
}

fn key_path() -> PathBuf {
    std::env::temp_dir().join(format!("threadsheet-sandbox-{}.json", std::process::id()))
}

/// Writes the key where nothing is yet, so that no link that lies there is followed.
fn write_key(path: &Path, key: &str) -> io::Result<()> {
    // An earlier sandbox with the same process id may have left its file.
    if path.exists() {
        std::fs::remove_file(path)?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(key.as_bytes())
}
