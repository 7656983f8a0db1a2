//! A spreadsheet that cannot be read whole: all that is wrong with its tabs, and its accounts all the
//! same.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use threadsheet_core::account::{AccountRow, secrets};
use threadsheet_core::columns::{AccountColumn, Tab};
use threadsheet_core::headings::{AccountHeadings, HEADER_ROWS_MAX, PostHeadings};
use threadsheet_core::language::Language;
use threadsheet_core::place::Place;
use threadsheet_core::plan::{self, AccountStep, Limits, Sheet as Plannable};
use threadsheet_core::run_error::RunError;
use threadsheet_core::schedule;
use threadsheet_core::seal::Seals;

use crate::config::Config;
use crate::report::{Links, News, Report};
use crate::run::snapshot::{
    LONG_ROWS, View, account_rows, by_headers, named, strangers, top, view,
};
use crate::sheets::grid::{tab_range, take_rows};
use crate::sheets::{Listing, Tab as Sheet, Workbook};

/// What can be told of such a spreadsheet.
pub(crate) struct PartialSheet {
    pub(crate) stops: Vec<RunError>,
    pub(crate) place: Place,
    /// The Accounts tab, where it is as it should be.
    pub(crate) accounts: Option<(View<AccountHeadings>, Vec<AccountRow>)>,
    listing: Listing,
    language: Language,
}

impl PartialSheet {
    /// Reads what can be read, after `first` has kept the whole from being read.
    pub(crate) async fn read(
        workbook: &mut Workbook,
        first: RunError,
        now: DateTime<Utc>,
        seals: &Seals,
        observer: &dyn Fn(News),
    ) -> Result<Self, RunError> {
        // Listed again: the reading that failed has kept nothing.
        let listing = workbook.list().await?;
        let [accounts, posts] = [Tab::Accounts, Tab::Posts].map(|wanted| named(&listing, wanted));
        let others = strangers(&listing);
        let ranges = [
            accounts.as_ref().map(|tab| tab_range(&tab.title)),
            posts.as_ref().map(|tab| top(tab, HEADER_ROWS_MAX)),
        ];
        let other = |tab: &Sheet| {
            let is_long = tab.rows > LONG_ROWS;
            if is_long { top(tab, HEADER_ROWS_MAX) } else { tab_range(&tab.title) }
        };
        let ranges: Vec<String> =
            ranges.into_iter().flatten().chain(others.iter().map(other)).collect();
        let mut grids = if ranges.is_empty() { Vec::new() } else { workbook.read(&ranges).await? };
        let found = [(Tab::Accounts, accounts), (Tab::Posts, posts)];
        let [accounts, posts] = found.map(|(wanted, named)| match named {
            Some(tab) => Ok(tab),
            None => by_headers(wanted, &listing, &others, &grids),
        });
        let zone = schedule::zone(&listing.zone)
            .map_err(|_| RunError::ZoneUnknown { zone: listing.zone.clone() });
        let accounts = accounts.and_then(|tab| {
            let rows = take_rows(&mut grids, tab.sheet_id);
            let receipt = |found: &AccountHeadings| found.column(AccountColumn::Receipt);
            let view = view(tab, &rows, AccountHeadings::find, receipt)?;
            // Before anything is said of these rows.
            for secret in secrets(&rows, &view.headings, seals) {
                observer(News::Secret(secret));
            }
            let rows = account_rows(&rows, &view.headings, seals);
            Ok((view, rows))
        });
        let posts = posts.and_then(|tab| {
            let rows = take_rows(&mut grids, tab.sheet_id);
            view(tab, &rows, PostHeadings::find, |_| None)
        });
        // Where neither tab is there, that is one trouble.
        let is_bare = matches!(first, RunError::NotLaidOut { .. });
        let of_tabs = [accounts.as_ref().err(), posts.as_ref().err()];
        let of_tabs = of_tabs.into_iter().filter(|_| !is_bare);
        let stops = [zone.as_ref().err()].into_iter().chain(of_tabs);
        let mut stops: Vec<RunError> = stops.into_iter().flatten().cloned().collect();
        // The second reading may find less wrong than the first; what kept the whole from being read is told all the
        // same.
        if !stops.contains(&first) {
            stops.push(first);
        }
        let language = match (&posts, &accounts) {
            (Ok(posts), _) => posts.headings.language,
            (Err(_), Ok((accounts, _))) => accounts.headings.language,
            (Err(_), Err(_)) => Language::of_locale(&listing.locale),
        };
        // Where the zone is unknown that is told; the times of tokens are shown in UTC meanwhile.
        let place = Place { zone: zone.unwrap_or(Tz::UTC), locale: listing.locale.clone(), now };
        Ok(Self { stops, place, accounts: accounts.ok(), listing, language })
    }

    /// Returns what would be done about the accounts.
    pub(crate) fn steps(&self, limits: Limits) -> Vec<AccountStep> {
        let rows = self.accounts.as_ref().map(|(_, rows)| rows.as_slice()).unwrap_or_default();
        let sheet = Plannable {
            accounts: rows,
            posts: &[],
            log_lines: None,
            language: self.language,
            place: &self.place,
            limits,
        };
        plan::plan(&sheet).accounts
    }

    /// Returns a report with nothing in it yet.
    pub(crate) fn report(&self, config: &Config, sheet_requests: u32) -> Report {
        let accounts = self.accounts.as_ref().map_or(0, |(view, _)| view.tab.sheet_id);
        Report {
            is_plan: true,
            at: self.place.now,
            zone: self.place.zone,
            language: self.language,
            title: self.listing.title.clone(),
            accounts: Vec::new(),
            posts: Vec::new(),
            standing: Vec::new(),
            settings: Vec::new(),
            stock: Vec::new(),
            notes: Vec::new(),
            sheet_requests,
            links: Links { spreadsheet: config.spreadsheet.clone(), accounts, ..Links::default() },
            shard: config.shard,
            clock: None,
            checkup: None,
        }
    }
}
