//! What every use case begins with: the clock, an id of its own, and the spreadsheet.

use threadsheet_core::run_error::RunError;
use tokio::time::Instant;

use crate::clock::Clock;
use crate::config::Config;
use crate::random;
use crate::sheets::{Connection, Workbook};

/// How long row ids are: enough that no two rows ever share one by chance.
const ID_CHARS: usize = 12;

/// Starts the clocks of a run, before anything was asked.
pub(crate) fn own_clock(config: &Config) -> Clock {
    Clock::start(config.now).off_by(config.clock_error)
}

/// Signs in and opens the spreadsheet, for a run with this nonce.
pub(crate) async fn open_workbook(config: &Config, nonce: &str) -> Result<Workbook, RunError> {
    let connection = Connection {
        credentials: &config.credentials.0,
        root: &config.sheets_url,
        spreadsheet: &config.spreadsheet,
        until: Instant::now() + config.budget,
        time_scale: config.time_scale,
    };
    Workbook::open(connection, nonce).await
}

/// Returns an id that no row has: a letter, then letters and digits.
pub(crate) fn random_id() -> String {
    const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyz234567";
    // Without randomness there is no protocol: an empty id is refused by the reader of receipts.
    let Some(bytes) = random::bytes::<ID_CHARS>() else { return String::new() };
    let letter = |(at, byte): (usize, &u8)| {
        let among = if at == 0 { 26 } else { LETTERS.len() };
        char::from(LETTERS[usize::from(*byte) % among])
    };
    bytes.iter().enumerate().map(letter).collect()
}
