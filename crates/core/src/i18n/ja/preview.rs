//! What a preview says around the posts: headings, dates, how long until then, who can reply.

use chrono::{DateTime, Datelike as _, NaiveDate, TimeDelta};
use chrono_tz::Tz;

use super::cells;
use crate::columns::ReplyControl;
use crate::media::MediaKind;
use crate::text::LENGTH_MAX;

pub(crate) const TITLE: &str = "これからの投稿";
pub(crate) const NEEDS_PERSON: &str = "要対応";
pub(crate) const NEXT_RUN: &str = "次の実行";
pub(crate) const NEXT_RUNS: &str = "次回以降の実行";
pub(crate) const WAITING: &str = "待機中";
pub(crate) const UNDATED: &str = "日時未定";
pub(crate) const DRAFTS: &str = "下書き";
pub(crate) const NOTHING: &str =
    "これからの投稿はありません。「投稿」タブにアカウント・本文・投稿日時を入力してください。";
pub(crate) const NO_ACCOUNT: &str = "アカウントなし";
pub(crate) const ALT: &str = "代替テキスト";
pub(crate) const NO_ALT: &str = "代替テキストなし";
pub(crate) const ANSWERS: &str = "返信先";
pub(crate) const WRONG: &str = "要対応:";
pub(crate) const NOTE: &str = "お知らせ:";
pub(crate) const TOPIC: &str = "トピック:";
pub(crate) const LINK: &str = "リンク";

pub(crate) fn counts(coming: usize, wrong: usize, drafts: usize) -> String {
    let some = |count: usize, words: String| if count > 0 { words } else { String::new() };
    let [wrong, drafts] = [
        some(wrong, format!("、要対応 {wrong} 件")),
        some(drafts, format!("、下書き {drafts} 件")),
    ];
    format!("予定 {coming} 件{wrong}{drafts}")
}

pub(crate) fn as_of(at: DateTime<Tz>) -> String {
    let (when, zone) = (moment(at), at.timezone().name());
    format!("{when} 時点。日時はすべて {zone} です。")
}

pub(crate) fn written(path: &str, counts: &str) -> String {
    format!("{counts}。{path} をブラウザで開いてください。")
}

pub(crate) fn moment(at: DateTime<Tz>) -> String {
    let date = at.date_naive();
    format!("{}（{}）{}", at.format("%Y年%-m月%-d日"), weekday(date), clock(at))
}

/// Returns a time of day.
fn clock(at: DateTime<Tz>) -> String {
    at.format("%H:%M").to_string()
}

pub(crate) fn day(date: NaiveDate, today: NaiveDate) -> String {
    let near = match (date - today).num_days() {
        0 => "今日 ",
        1 => "明日 ",
        _ => "",
    };
    let year =
        if date.year() == today.year() { String::new() } else { date.format("%Y年").to_string() };
    format!("{near}{year}{}（{}）", date.format("%-m月%-d日"), weekday(date))
}

pub(super) fn weekday(date: NaiveDate) -> &'static str {
    let days = ["月", "火", "水", "木", "金", "土", "日"];
    days.get(date.weekday().num_days_from_monday() as usize).copied().unwrap_or_default()
}

pub(crate) fn until(left: TimeDelta) -> String {
    let minutes = left.abs().num_minutes();
    let (hours, days) = (minutes / 60, minutes / (24 * 60));
    let span = match (days, hours, minutes) {
        (0, 0, 0) => return "今".to_owned(),
        (0, 0, minutes) => format!("{minutes}分"),
        (0, hours @ 1..6, minutes) if minutes % 60 > 0 => format!("{hours}時間{}分", minutes % 60),
        (0, hours, _) => format!("{hours}時間"),
        (days @ 1..3, hours, _) if hours % 24 > 0 => format!("{days}日{}時間", hours % 24),
        (1, ..) => "1日".to_owned(),
        (days, ..) => format!("{days}日"),
    };
    if left.num_minutes().is_negative() { format!("{span}前") } else { format!("あと{span}") }
}

pub(crate) fn length(length: usize) -> String {
    format!("{LENGTH_MAX} 文字中 {length} 文字")
}

pub(crate) fn medium(kind: Option<MediaKind>, place: usize, of: usize) -> String {
    let kind = match kind {
        Some(MediaKind::Image) => "画像",
        Some(MediaKind::Video) => "動画",
        None => "画像または動画",
    };
    if of > 1 { format!("{kind} {place}/{of}") } else { kind.to_owned() }
}

pub(crate) fn answers_row(row: usize) -> String {
    format!("{row} 行目への返信")
}

pub(crate) fn after_the_post(delay: TimeDelta, at: Option<DateTime<Tz>>) -> String {
    let after = format!("投稿の {}後", cells::length(delay));
    at.map_or(after.clone(), |at| format!("{after}（{} ごろ）", moment(at)))
}

pub(crate) fn who_can_reply(who: ReplyControl) -> &'static str {
    match who {
        ReplyControl::Everyone => "誰でも返信できます",
        ReplyControl::AccountsYouFollow => "フォロー中のアカウントが返信できます",
        ReplyControl::MentionedOnly => "メンションした人が返信できます",
        ReplyControl::ParentPostAuthorOnly => "元の投稿者が返信できます",
        ReplyControl::FollowersOnly => "フォロワーが返信できます",
    }
}

/// Where a post stands.
pub(crate) mod stage {
    pub(crate) const SCHEDULED: &str = "予約";
    pub(crate) const NEXT_RUN: &str = "次に投稿";
    pub(crate) const NEXT_RUNS: &str = "次回以降に投稿";
    pub(crate) const UNDER_WAY: &str = "投稿中";
    pub(crate) const WAITING: &str = "待機中";
    pub(crate) const UNDATED: &str = "日時未定";
    pub(crate) const DRAFT: &str = "下書き";
    pub(crate) const FAILED: &str = "失敗";
    pub(crate) const TO_FIX: &str = "要修正";
    pub(crate) const MISSED: &str = "期限切れ";
    pub(crate) const CHECK: &str = "要確認";
}
