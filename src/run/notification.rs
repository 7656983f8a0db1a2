//! One message to the people of a desk, once a run has newly found something for them.
//!
//! It is sent once, whatever comes of it: a run neither waits for it long nor fails by it.

use std::time::Duration;

use threadsheet_core::notification::{Item, Notification};
use tokio::time::Instant;

use super::outbound::OutboundClient;
use super::settings_tab::{Delivery, SettingsTab};
use super::snapshot::Snapshot;
use crate::config::Config;
use crate::report::Report;
use crate::sheets::Workbook;

/// How long a notification may take.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The titles of the tabs in which news stand.
pub(crate) struct Titles {
    accounts: String,
    posts: String,
    stock: String,
}

impl Titles {
    pub(crate) fn of(snapshot: &Snapshot) -> Self {
        Self {
            accounts: snapshot.accounts_view.tab.title.clone(),
            posts: snapshot.posts_view.tab.title.clone(),
            stock: snapshot.stock.as_ref().map_or_else(String::new, |it| it.view.tab.title.clone()),
        }
    }
}

/// Sends what a run newly has for a person, where the desk wants to be told so, and says in the tab
/// and in the report if it did not arrive. Nothing is waited for beyond `until`.
pub(crate) async fn notify(
    (settings_tab, workbook): (&mut SettingsTab, &mut Workbook),
    report: &mut Report,
    titles: &Titles,
    config: &Config,
    until: Instant,
) {
    // The same question as for the exit code: what was told before sends no second message.
    let Some(webhook) = settings_tab.chosen.webhook.as_ref().filter(|_| report.exit_code() != 0)
    else {
        return;
    };
    let notice = Notification {
        language: report.language,
        title: report.title.clone(),
        link: format!("https://docs.google.com/spreadsheets/d/{}/edit", config.spreadsheet),
        items: items(report, titles, settings_tab.title()),
    };
    let body = notice.body_for(webhook);
    let patience = until.min(Instant::now() + config.time_scale.of(TIMEOUT));
    let delivery = match OutboundClient::new(&config.threads_url, config.time_scale) {
        Ok(outbound) if outbound.post(webhook.expose(), &body, patience).await => Delivery::Arrived,
        Ok(_) | Err(_) => Delivery::Failed,
    };
    tracing::info!(?delivery, "a notice was sent");
    report.settings.extend(settings_tab.line_of(delivery));
    // What cannot be written now is said in the report alone.
    let _ = settings_tab.tell_delivery(delivery, workbook).await;
    report.sheet_requests = workbook.requests();
}

fn items(report: &Report, titles: &Titles, config: &str) -> Vec<Item> {
    let item = |tab: &str, row: usize, account: &str, words: &str| Item {
        tab: tab.to_owned(),
        row,
        account: account.to_owned(),
        words: words.to_owned(),
    };
    let accounts = report.accounts.iter().filter(|line| line.is_news);
    let accounts = accounts.map(|line| item(&titles.accounts, line.row, &line.name, &line.words));
    let posts = report.posts.iter().filter(|line| line.is_news);
    let posts = posts.map(|line| item(&titles.posts, line.row, &line.account, &line.words));
    let stock = report.stock.iter().filter(|line| line.is_news);
    let stock = stock.map(|line| item(&titles.stock, line.row, &line.account, &line.words));
    let of_desk = report.settings.iter().filter(|line| line.is_news);
    let of_desk = of_desk.map(|line| item(config, line.row, "", &line.words));
    accounts.chain(posts).chain(stock).chain(of_desk).collect()
}
