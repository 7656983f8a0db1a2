//! The desks that are measured.

use chrono::{DateTime, Datelike as _, SubsecRound as _, TimeDelta, Utc};
use threadsheet_practice::clock::Clock;
use threadsheet_practice::oauth::SERVICE_ACCOUNT;
use threadsheet_practice::server::Server;
use threadsheet_practice::sheets::{CellAddress, Role, Seed};
use threadsheet_practice::threads::{DESK_SCOPES, Processing};
use threadsheet_practice::world::{Shared, World, enter};

pub(crate) const SHEET: &str = "measured-desk";

const ACCOUNTS: [&str; 6] =
    ["Account", "Token", "Token refreshed", "Token expires", "Profile", "Token status"];
const POSTS: [&str; 8] =
    ["Account", "Text", "Publish at", "Media", "Status", "Published at", "Permalink", "Message"];
const FINISHED: [&str; 9] = [
    "Account",
    "Text",
    "Publish at",
    "Media",
    "Status",
    "Published at",
    "Permalink",
    "Message",
    "Receipt",
];
const STOCK: [&str; 11] = [
    "Account",
    "Text",
    "When",
    "Rest",
    "Times",
    "Until",
    "Media",
    "Status",
    "Used",
    "Last used",
    "Message",
];
const LOG: [&str; 8] =
    ["When", "Account", "Row", "What", "Container id", "Media id", "Permalink", "Words"];
/// The column of the times.
const WHEN: usize = 2;
const PICTURE: &str = "https://example.com/a.jpg";
const PICTURES: &str =
    "https://example.com/1.jpg\nhttps://example.com/2.jpg\nhttps://example.com/3.jpg";

/// A served world with one spreadsheet.
pub(crate) struct Desk {
    pub(crate) world: Shared,
    pub(crate) server: Server,
    pub(crate) credentials: String,
    /// How many posts go out when it is run.
    pub(crate) due: usize,
    /// The rows that become due, from 0: drafts until the accounts are known.
    drafts: std::ops::Range<usize>,
    status: usize,
}

impl Desk {
    /// Accounts with so many texts each.
    pub(crate) fn texts(accounts: usize, posts: usize) -> Self {
        let rows = names(accounts).flat_map(|name| (0..posts).map(move |at| (name.clone(), at)));
        let rows = rows.map(|(name, at)| row(&name, &format!("Post {at}"), "")).collect();
        Self::new(accounts, &POSTS, rows, 0)
    }

    /// Accounts with a text, a picture and a carousel each.
    pub(crate) fn mixed(accounts: usize) -> Self {
        let rows = names(accounts).flat_map(|name| {
            [("Text", ""), ("Picture", PICTURE), ("Carousel", PICTURES)]
                .map(|(text, media)| row(&name, text, media))
        });
        Self::new(accounts, &POSTS, rows.collect(), 0)
    }

    /// Accounts with so many texts each that were never read by the program.
    pub(crate) fn never_read(accounts: usize, posts: usize) -> Self {
        let desk = Self::texts(accounts, posts);
        desk.make_due();
        desk
    }

    /// Accounts with so many texts each, for the day after tomorrow.
    pub(crate) fn queued(accounts: usize, posts: usize) -> Self {
        let desk = Self::texts(accounts, posts);
        desk.schedule(Utc::now() + TimeDelta::days(2));
        desk
    }

    /// Twenty accounts with 250 texts each for the day after tomorrow, and so many rows of Stock that are used on a day of
    /// the month which is not near.
    pub(crate) fn stocked(stock: usize) -> Self {
        let desk = Self::queued(20, 250);
        if stock > 0 {
            let day = (Utc::now() + TimeDelta::days(12)).day();
            let rule = if day > 28 { "15th 9:00".to_owned() } else { format!("{day}th 9:00") };
            let row = |at: usize| {
                let text =
                    format!("Again {at}: what the shop has.\n---\nAgain {at}: and until when.");
                texts(&[
                    &format!("account{}", at % 20),
                    &text,
                    &rule,
                    "2 days",
                    "100",
                    "2099-12-31",
                ])
            };
            let rows = [vec![texts(&STOCK)], (0..stock).map(row).collect()].concat();
            enter(&desk.world).sheets.add_tab(SHEET, 4, "Stock", rows);
        }
        desk
    }

    /// Three accounts and a post that is due, with so many lines in the Log, all of the last two days.
    pub(crate) fn logged(lines: usize) -> Self {
        let desk = Self::finished(30, 1);
        let now = Utc::now();
        let rows = [vec![texts(&LOG)], (0..lines).map(|at| logged(at, now)).collect()].concat();
        enter(&desk.world).sheets.add_tab(SHEET, 3, "Log", rows);
        desk
    }

    /// Three accounts, so many published rows, and some that are due below them.
    pub(crate) fn finished(published: usize, due: usize) -> Self {
        let now = Utc::now();
        let done = (0..published).map(|at| finished(at, now));
        let rows = done.chain((0..due).map(|at| row("account0", &format!("Due {at}"), "")));
        Self::new(3, &FINISHED, rows.collect(), published)
    }

    fn new(accounts: usize, headers: &[&str], rows: Vec<Vec<Seed>>, first_due: usize) -> Self {
        let mut world = World::new(Clock::real());
        world.threads.quirks.processing = Processing::at_once();
        let now = world.clock.now();
        world.sheets.add(SHEET, "Measured", "en_GB", "Asia/Tokyo");
        world.sheets.share(SHEET, SERVICE_ACCOUNT, Role::Writer);
        let mut account_rows = vec![texts(&ACCOUNTS)];
        for name in names(accounts) {
            world.threads.add_account(&name);
            let issued = now - TimeDelta::days(2);
            let token = world.threads.issue_token(&name, issued, TimeDelta::days(60), &DESK_SCOPES);
            account_rows.push(texts(&[&name, &token]));
        }
        world.sheets.add_tab(SHEET, 1, "Accounts", account_rows);
        let due = rows.len() - first_due;
        let drafts = first_due + 1..rows.len() + 1;
        let rows = [vec![texts(headers)], rows].concat();
        world.sheets.add_tab(SHEET, 2, "Posts", rows);
        let world = world.share();
        let server = Server::on_a_thread(world.clone()).unwrap();
        let credentials = enter(&world).credentials_json(&server.token_uri);
        Self { world, server, credentials, due, drafts, status: 4 }
    }

    /// Lets the drafts go out in the next run.
    pub(crate) fn make_due(&self) {
        let mut world = enter(&self.world);
        let now = world.clock.now();
        for row in self.drafts.clone() {
            world.sheets.type_in(CellAddress::new(SHEET, "Posts", row, self.status), "Ready", now);
        }
    }

    /// Gives the drafts a time instead, to the second, UTC; returns it.
    pub(crate) fn schedule(&self, at: DateTime<Utc>) -> DateTime<Utc> {
        let at = at.trunc_subsecs(0);
        let typed =
            at.with_timezone(&chrono_tz::Asia::Tokyo).format("%Y-%m-%d %H:%M:%S").to_string();
        let mut world = enter(&self.world);
        let now = world.clock.now();
        for row in self.drafts.clone() {
            world.sheets.type_in(CellAddress::new(SHEET, "Posts", row, WHEN), &typed, now);
            world.sheets.type_in(CellAddress::new(SHEET, "Posts", row, self.status), "", now);
        }
        at
    }

    /// Returns how many rows of all accounts but one say that they are published.
    pub(crate) fn shown_as_published(&self, but: &str) -> usize {
        let rows = enter(&self.world).sheets.shown(SHEET, "Posts").unwrap();
        let is_it = |row: &&Vec<String>| {
            row[0] != but && row.get(self.status).is_some_and(|status| status == "Published")
        };
        rows.iter().filter(is_it).count()
    }

    /// Returns how many posts are public.
    pub(crate) fn published(&self) -> usize {
        enter(&self.world).threads.posts().len()
    }
}

fn names(accounts: usize) -> impl Iterator<Item = String> {
    (0..accounts).map(|at| format!("account{at}"))
}

fn row(account: &str, text: &str, media: &str) -> Vec<Seed> {
    texts(&[account, text, "", media, "Draft"])
}

/// A row as an earlier run has left it.
fn finished(at: usize, now: DateTime<Utc>) -> Vec<Seed> {
    let link = format!("https://www.threads.com/@account{}/post/C{at:010}", at % 3);
    let when = Seed::Moment((now - TimeDelta::days(3)).naive_utc());
    let line = format!(
        "r{at:011} 3 posted h={at:016x} t=2026-01-01T00:00:00.000Z n=abcdefghijkl a=1 \
         f=2026-01-01T00:00:00.000Z c=17{at:015} m=18{at:015} u={link}"
    );
    let text = |text: &str| Seed::Text(text.to_owned());
    vec![
        text(&format!("account{}", at % 3)),
        text("A post of the usual length, which says what the shop has today and until when."),
        when.clone(),
        Seed::Empty,
        text("Published"),
        when,
        text(&link),
        Seed::Empty,
        text(&line),
    ]
}

/// A line of the Log as an earlier run has left it.
fn logged(at: usize, now: DateTime<Utc>) -> Vec<Seed> {
    let back = TimeDelta::seconds(i64::try_from(at).unwrap());
    let when = (now - TimeDelta::minutes(10) - back).with_timezone(&chrono_tz::Asia::Tokyo);
    let row = format!("s{at:011} {at:016x} 2026-01-01T00:00:00.000Z abcdefghijkl");
    let text = |text: &str| Seed::Text(text.to_owned());
    vec![
        Seed::Moment(when.naive_local()),
        text(&format!("account{}", at % 3)),
        text(&row),
        text("Published"),
        text(&format!("17{at:015}")),
        text(&format!("18{at:015}")),
        text(&format!("https://www.threads.com/@account{}/post/D{at:010}", at % 3)),
        Seed::Empty,
    ]
}

fn texts(cells: &[&str]) -> Vec<Seed> {
    let seed = |text: &&str| match *text {
        "" => Seed::Empty,
        text => Seed::Text(text.to_owned()),
    };
    cells.iter().map(seed).collect()
}
