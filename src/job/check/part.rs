//! A spreadsheet that cannot be read whole: all that is wrong with its tabs, and its accounts all the
//! same.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;

use crate::core::account::{AccountRow, secrets};
use crate::core::headings::{AccountColumn, AccountHeadings, HEADER_ROWS_MAX, PostHeadings, Tab};
use crate::core::language::Language;
use crate::core::moment;
use crate::core::plan::{self, AccountStep, Limits, Sheet};
use crate::core::seal::Seals;
use crate::core::sheet::Place;
use crate::core::stop::Stop;
use crate::job::snapshot::{View, account_rows, find, take, top, view};
use crate::report::{Links, News, Report};
use crate::settings::Settings;
use crate::workbook::grid::tab_range;
use crate::workbook::{Listing, Workbook};

/// What can be told of such a spreadsheet.
pub(super) struct Part {
    pub(super) stops: Vec<Stop>,
    pub(super) place: Place,
    /// The Accounts tab, where it is as it should be.
    pub(super) accounts: Option<(View<AccountHeadings>, Vec<AccountRow>)>,
    listing: Listing,
    language: Language,
}

impl Part {
    /// Reads what can be read, after `first` has kept the whole from being read.
    pub(super) async fn read(
        workbook: &mut Workbook,
        first: Stop,
        now: DateTime<Utc>,
        seals: &Seals,
        watch: &dyn Fn(News),
    ) -> Result<Self, Stop> {
        let listing = workbook.list().await?;
        let (accounts, posts) = (find(&listing, Tab::Accounts), find(&listing, Tab::Posts));
        let ranges = [
            accounts.as_ref().ok().map(|tab| tab_range(&tab.title)),
            posts.as_ref().ok().map(|tab| top(tab, HEADER_ROWS_MAX)),
        ];
        let ranges: Vec<String> = ranges.into_iter().flatten().collect();
        let mut grids = if ranges.is_empty() { Vec::new() } else { workbook.read(&ranges).await? };
        let zone = moment::zone(&listing.zone)
            .map_err(|_| Stop::ZoneUnknown { zone: listing.zone.clone() });
        let accounts = accounts.and_then(|tab| {
            let rows = take(&mut grids, tab.sheet_id);
            let receipt = |found: &AccountHeadings| found.column(AccountColumn::Receipt);
            let view = view(tab, &rows, AccountHeadings::find, receipt)?;
            for secret in secrets(&rows, &view.headings, seals) {
                watch(News::Secret(secret));
            }
            let rows = account_rows(&rows, &view.headings, seals);
            Ok((view, rows))
        });
        let posts = posts.and_then(|tab| {
            let rows = take(&mut grids, tab.sheet_id);
            view(tab, &rows, PostHeadings::find, |_| None)
        });
        let stops = [zone.as_ref().err(), accounts.as_ref().err(), posts.as_ref().err()];
        let mut stops: Vec<Stop> = stops.into_iter().flatten().cloned().collect();
        if !stops.contains(&first) {
            stops.push(first);
        }
        let language = match (&posts, &accounts) {
            (Ok(posts), _) => posts.headings.language,
            (Err(_), Ok((accounts, _))) => accounts.headings.language,
            (Err(_), Err(_)) => Language::of_locale(&listing.locale),
        };
        let place = Place { zone: zone.unwrap_or(Tz::UTC), locale: listing.locale.clone(), now };
        Ok(Self { stops, place, accounts: accounts.ok(), listing, language })
    }

    /// Returns what would be done about the accounts.
    pub(super) fn steps(&self, limits: Limits) -> Vec<AccountStep> {
        let rows = self.accounts.as_ref().map(|(_, rows)| rows.as_slice()).unwrap_or_default();
        let sheet = Sheet {
            accounts: rows,
            posts: &[],
            journal: None,
            language: self.language,
            place: &self.place,
            limits,
        };
        plan::plan(&sheet).accounts
    }

    /// Returns a report with nothing in it yet.
    pub(super) fn report(&self, settings: &Settings, sheet_requests: u32) -> Report {
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
            notes: Vec::new(),
            sheet_requests,
            links: Links {
                spreadsheet: settings.spreadsheet.clone(),
                accounts,
                ..Links::default()
            },
            shard: settings.shard,
            clock: None,
            checkup: None,
        }
    }
}
