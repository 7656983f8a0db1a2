//! One account's part of a run: its token first, its posts beside the token's write, its row last.

use chrono::{DateTime, Utc};
use threadsheet_core::account::{AccountAction, AccountRow};
use threadsheet_core::account_receipt::AccountReceipt;
use threadsheet_core::cell::{Cell, Value, serial_of_instant};
use threadsheet_core::columns::AccountColumn;
use threadsheet_core::i18n::{lists, seals};
use threadsheet_core::log::Event;
use threadsheet_core::matching::Taken;
use threadsheet_core::plan::{AccountStep, Spacing};
use threadsheet_core::reason::AccountState;
use threadsheet_core::token::Token;

use super::cell_format::{date_cell, text_cell};
use super::context::Context;
use super::publish::groups::PublicPosts;
use super::publish::post_job::PostJob;
use super::publish::queue::Publisher;
use super::tokens::{self, Access};
use super::writer::batch::{AccountWrite, LogLine, TokenSwap};
use super::writer::single_writer::WriteHandle;
use crate::report::{AccountLine, News, PostLine};
use crate::sheets::changes::Written;

/// Half a second, in days: dates in cells are told apart to the second.
const HALF_SECOND: f64 = 0.5 / 86_400.0;

/// What there is to do for one account.
#[derive(Debug)]
pub(crate) struct Task {
    pub(crate) account: AccountRow,
    pub(crate) step: AccountStep,
    /// Whether the Token cell may not be written.
    pub(crate) is_token_closed: bool,
    /// Whether the Receipt cell may not be written.
    pub(crate) is_receipt_closed: bool,
    /// Rows whose containers may be public.
    pub(crate) doubts: Vec<PostJob>,
    /// Rows that are due, in the order in which they go out.
    pub(crate) posts: Vec<PostJob>,
    /// Rows that are due soon, to be made ready.
    pub(crate) soon: Vec<PostJob>,
    /// Media that rows have.
    pub(crate) taken: Taken,
    /// The public posts that the account's posts may answer.
    pub(crate) public: PublicPosts,
    /// When the account's last post went out, or may have: UTC, the real clock; asked only where posts
    /// keep a pause.
    pub(crate) last_out: Option<DateTime<Utc>>,
}

/// What was done for one account.
#[derive(Debug)]
pub(crate) struct Done {
    pub(crate) account: AccountLine,
    pub(crate) posts: Vec<PostLine>,
}

/// Does an account's part of the run.
pub(crate) async fn carry_out(
    task: Task,
    context: &Context,
    writes: WriteHandle,
    observer: &dyn Fn(News),
) -> Done {
    let Task { account, step, doubts, posts, soon, taken, public, last_out, .. } = task;
    let is_closed = task.is_token_closed;
    let is_receipt_closed = task.is_receipt_closed;
    let asking = asking(&account, &step);
    let mut access =
        tokens::check_token(&account, (&step, is_closed), context.token_stage(), observer).await;
    let token = token_write(&account, &access, context).filter(|_| !is_closed);
    let swap = token.map(|write| {
        let writes = writes.clone();
        async move { writes.write(Vec::new(), vec![write], Vec::new()).await.is_ok() }
    });
    let publishing = async {
        let mut publisher = Publisher {
            stage: context.publish_stage(),
            writes: &writes,
            observer,
            access: &mut access,
            asking,
            taken,
            public,
            pending: Vec::new(),
            lines: Vec::new(),
            quota: None,
            is_full: [false; 2],
            spacing: Spacing::new(context.publishing.limits.spacing, last_out),
            is_stopped: false,
            is_enabled: account.is_enabled(),
            pause: account.pause(&context.wording.place),
        };
        publisher.publish_all(doubts, posts).await;
        publisher.prefetch(soon).await;
        (publisher.pending, publisher.lines)
    };
    let swap = futures_util::future::OptionFuture::from(swap);
    let (is_written, (pending, lines)) = tokio::join!(swap, publishing);
    let is_sealed = is_written == Some(true) && !access.is_renewed;
    let mut line = line(&account, &step, &access, is_sealed, context);
    // Where nothing can be remembered, the cell for people tells what has been told.
    line.is_news &= !(is_receipt_closed && is_told(&account, &access, context));
    observer(News::Account(line.clone()));
    // The token's own write has brought the whole row up to date.
    let known = if is_written == Some(true) { None } else { write(&account, &access, context) };
    let known = known.or_else(|| troubled_since(&account, &access, context, is_written));
    // What cannot be written now heals in the next run.
    let _ = writes.write(pending, known.into_iter().collect(), Vec::new()).await;
    Done { account: line, posts: lines }
}

/// Returns the token by which an account that is listed twice asks about what it has sent: which of its rows
/// is meant makes no difference to that.
fn asking(account: &AccountRow, step: &AccountStep) -> Option<Token> {
    account.user().filter(|_| matches!(step.action, AccountAction::SameName { .. }))?;
    account.token.as_ref().ok().map(|cell| cell.token.clone())
}

/// Returns the write of a token that was renewed, or that is to be sealed.
fn token_write(account: &AccountRow, access: &Access, context: &Context) -> Option<AccountWrite> {
    let swap = renewal(account, access, context).or_else(|| sealing(account, access, context))?;
    let mut write = row_write(account, access, context);
    let (event, words) = if access.is_renewed {
        let refreshed = date_cell(context.time.clock.now(), &context.wording.place);
        write.cells.push((AccountColumn::Refreshed, refreshed));
        (Event::TokenRenewed, access.say(context.wording.posts_in))
    } else {
        (Event::TokenSealed, seals::SEALED.say(context.wording.posts_in).to_owned())
    };
    write.token = Some(swap);
    let account = access.receipt.name.clone();
    let [row, container, media, permalink] = [const { String::new() }; 4];
    write.log = Some(LogLine { event, account, row, container, media, permalink, words });
    Some(write)
}

/// Returns the swap of a renewed token, which is sealed straight away where there is a key.
fn renewal(account: &AccountRow, access: &Access, context: &Context) -> Option<TokenSwap> {
    let (Ok(cell), Some(token), true) = (&account.token, &access.token, access.is_renewed) else {
        return None;
    };
    // A token in the open is better than none.
    let plain = || token.expose().to_owned();
    let replacement = context.tokens.seal(token, &access.receipt.user).unwrap_or_else(plain);
    let outlived = Some(cell.token.clone()).filter(|old| old != token);
    Some(TokenSwap { find: cell.raw.clone(), replacement, outlived })
}

/// Returns the swap of a token that is known to be the row's own, and that is to be sealed.
fn sealing(account: &AccountRow, access: &Access, context: &Context) -> Option<TokenSwap> {
    let (Ok(name), Ok(cell)) = (&account.name, &account.token) else { return None };
    let is_wanted = context.tokens.refreshes && context.tokens.seals.wants(cell.seal.as_ref());
    let receipt = &access.receipt;
    let is_own = receipt.is_of(&cell.token) && receipt.is_verified_for(name);
    // There is nothing to protect in a dead token, and of two rows nobody knows which is meant.
    let is_left = matches!(
        access.state,
        AccountState::Cell(_)
            | AccountState::SameName { .. }
            | AccountState::Loading { .. }
            | AccountState::Expired { .. }
            | AccountState::Invalid
    );
    if !is_wanted || !is_own || is_left {
        return None;
    }
    let replacement = context.tokens.seal(&cell.token, &receipt.user)?;
    Some(TokenSwap { find: cell.raw.clone(), replacement, outlived: None })
}

/// Returns the write of an account's row, if it does not show yet what is known.
fn write(account: &AccountRow, access: &Access, context: &Context) -> Option<AccountWrite> {
    let mut write = row_write(account, access, context);
    write.cells.retain(|(column, value)| {
        account.own.iter().any(|(own, cell)| own == column && !shows(cell, value))
    });
    let is_known = account.receipt_line == write.receipt;
    (!is_known || !write.cells.is_empty()).then_some(write)
}

/// Returns the write of a trouble that came up after the token's own write.
fn troubled_since(
    account: &AccountRow,
    access: &Access,
    context: &Context,
    is_written: Option<bool>,
) -> Option<AccountWrite> {
    let is_troubled = access.state.code().is_some();
    (is_written == Some(true) && is_troubled).then(|| row_write(account, access, context))
}

fn row_write(account: &AccountRow, access: &Access, context: &Context) -> AccountWrite {
    let remembered = remembered(account, access, context);
    let mut cells =
        vec![(AccountColumn::Status, text_cell(&access.say(context.wording.accounts_in)))];
    // A cell that cannot be read says nothing new about the token.
    let is_about_the_token = !access.state.is_unasked()
        && !matches!(access.state, AccountState::Cell(_) | AccountState::SameName { .. });
    if is_about_the_token {
        let is_dead = matches!(access.state, AccountState::Expired { .. });
        let expires =
            remembered.expires.map_or(Written::Nothing, |at| date_cell(at, &context.wording.place));
        // Of a token that was found dead nobody may know when it ended: what the cell says stays.
        cells.extend((!is_dead).then_some((AccountColumn::Expires, expires)));
        let is_own = !remembered.name.is_empty() && remembered.name == own_name(account);
        let profile = if is_own { format!("@{}", remembered.username()) } else { String::new() };
        cells.push((AccountColumn::Profile, text_cell(&profile)));
    }
    AccountWrite {
        row: account.row,
        shown: account.shown.clone(),
        token: None,
        receipt: remembered.to_string(),
        cells,
        log: None,
    }
}

/// Tells whether the account's Token status says already what there is to say.
fn is_told(account: &AccountRow, access: &Access, context: &Context) -> bool {
    let says = text_cell(&access.say(context.wording.accounts_in));
    account.own.iter().any(|(own, cell)| *own == AccountColumn::Status && shows(cell, &says))
}

fn own_name(account: &AccountRow) -> &str {
    account.name.as_deref().unwrap_or_default()
}

/// Returns what is remembered from now on.
fn remembered(account: &AccountRow, access: &Access, context: &Context) -> AccountReceipt {
    let trouble = access.state.code();
    let mut receipt = if access.state.is_unasked() {
        // Nothing was learned, so nothing is forgotten.
        let before = account.receipt.clone().unwrap_or_default();
        let unasked = before.unasked.or(Some(context.wording.place.now));
        AccountReceipt { trouble: trouble.or(before.trouble), unasked, ..before }
    } else {
        AccountReceipt { trouble, unasked: None, ..access.receipt.clone() }
    };
    if let Ok(cell) = &account.token {
        receipt.lengthen(&cell.token);
    }
    receipt
}

/// Tells whether a cell shows a value already.
fn shows(cell: &Cell, value: &Written) -> bool {
    match value {
        Written::Nothing => cell.is_empty(),
        Written::Text(text) => cell.shown_text() == text,
        Written::Again(before) => cell == before,
        Written::DateTime(moment) | Written::FormattedDateTime(moment) => {
            let serial = serial_of_instant(*moment);
            matches!(cell.value, Value::Number(number) if (number - serial).abs() < HALF_SECOND)
        }
    }
}

fn line(
    account: &AccountRow,
    step: &AccountStep,
    access: &Access,
    is_sealed: bool,
    context: &Context,
) -> AccountLine {
    let before = account.receipt.as_ref().and_then(|receipt| receipt.trouble.clone());
    let trouble = access.state.code();
    let language = context.wording.accounts_in;
    let sealed = is_sealed.then(|| seals::SEALED.say(language).to_owned());
    let words: Vec<String> = [access.say(language)].into_iter().chain(sealed).collect();
    AccountLine {
        row: account.row + 1,
        name: step.name.clone(),
        outcome: access.outcome,
        words: lists::sentences(&words, language),
        expires: access.receipt.expires,
        is_news: account.enabled != Ok(false) && trouble.is_some() && trouble != before,
    }
}
