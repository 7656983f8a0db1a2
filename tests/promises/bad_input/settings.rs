//! Cases 181 to 192: what people type into the Settings tab.

use threadsheet_core::language::Language;
use threadsheet_core::setting::Setting;

use super::setting_case::{SettingCase, hold, setting_case};

// What a row says whose value cannot be used, for each setting.
const PAUSE: [&str; 2] = [
    "The value cannot be used, so posts wait. Type a time up to 1 day, for example 2 minutes, or 0 for none.",
    "この値は使えないため、投稿を待っています。「2分」のように 1 日までで入れるか、間を空けないなら 0 にしてください。",
];
const LATE: [&str; 2] = [
    "The value cannot be used, so the usual one holds. Type from 1 minute to 30 days, for example 24 hours.",
    "この値は使えないため、いつもの値を使っています。「24時間」のように、1 分から 30 日までで入れてください。",
];
const RENEW: [&str; 2] = [
    "The value cannot be used, so the usual one holds. Type between 1 and 59 days, for example 14 days.",
    "この値は使えないため、いつもの値を使っています。「14日」のように、1 日から 59 日までで入れてください。",
];
const A_DAY: [&str; 2] = [
    "The value cannot be used, so posts wait. Type a whole number from 1 to 250, for example 25.",
    "この値は使えないため、投稿を待っています。「25」のように 1 から 250 までの数を入れてください。",
];
const SAME: [&str; 2] = [
    "The value cannot be used, so posts wait. Type a time up to 1 year, for example 14 days, or 0 for no limit.",
    "この値は使えないため、投稿を待っています。「14日」のように 1 年までで入れるか、制限しないなら 0 にしてください。",
];
const MARKED: [&str; 2] = [
    "The value cannot be used, so rows that are not marked wait. Type yes or no.",
    "この値は使えないため、ステータスが空の行は投稿を待っています。「はい」か「いいえ」にしてください。",
];
const LANGUAGE: [&str; 2] = [
    "The value cannot be used, so the usual one holds. Type English or 日本語.",
    "この値は使えないため、いつもの値を使っています。「日本語」か「English」にしてください。",
];
const WEBHOOK: [&str; 2] = [
    "The value cannot be used, so the usual one holds. Paste the whole address of the webhook. It begins with https:// and belongs to a server on the public internet; for Discord it begins with https://discord.com/api/webhooks/, for Slack with https://hooks.slack.com/.",
    "この値は使えないため、いつもの値を使っています。Webhook の URL 全体を貼ってください。https:// で始まる、インターネットで公開されているサーバーの URL をお使いください（Discord は https://discord.com/api/webhooks/、Slack は https://hooks.slack.com/ で始まります）。",
];
/// What a row says that names no setting.
const UNKNOWN: [&str; 2] = [
    "This is no setting, so nothing was changed by it. Correct the name, or delete the row. The settings are: Pause between posts of one account; Posts a day and account; Same text again after; Post only rows marked Queued; Do not post when later than; Renew tokens this long before they end; Send a notice to (webhook URL); Language of reports.",
    "この名前の設定はないため、使っていません。名前を直すか、この行を消してください。使える設定: 同じアカウントの投稿の間隔、1アカウント1日の投稿数、同じ文の再投稿まで、「予約」の行だけを投稿する、これより遅れた投稿は送らない、トークンを期限の何日前に更新するか、お知らせの送り先（Webhook の URL）、レポートの言語。",
];
/// What the second of two rows says that set the same.
const TWICE: [&str; 2] = [
    "Row 2 sets this already, and that one holds. Delete one of the two rows.",
    "2 行目に同じ設定があり、そちらを使っています。どちらかの行を消してください。",
];

/// What is typed beside the pause between posts.
#[track_caller]
fn pause(number: u16, typed: &'static str) -> SettingCase {
    setting_case(number, Setting::Gap, typed)
}

/// What is typed beside the longest lateness.
#[track_caller]
fn late(number: u16, typed: &'static str) -> SettingCase {
    setting_case(number, Setting::MaxLate, typed)
}

/// What is typed beside the time before a token ends.
#[track_caller]
fn renew(number: u16, typed: &'static str) -> SettingCase {
    setting_case(number, Setting::RefreshWithin, typed)
}

/// What is typed beside the posts a day.
#[track_caller]
fn a_day(number: u16, typed: &'static str) -> SettingCase {
    setting_case(number, Setting::PostsADay, typed)
}

/// What is typed beside the time before the same text goes out again.
#[track_caller]
fn same(number: u16, typed: &'static str) -> SettingCase {
    setting_case(number, Setting::SameTextAfter, typed)
}

/// What is typed beside *Post only rows marked Queued*.
#[track_caller]
fn marked(number: u16, typed: &'static str) -> SettingCase {
    setting_case(number, Setting::OnlyQueued, typed)
}

#[track_caller]
fn language(number: u16, typed: &'static str) -> SettingCase {
    setting_case(number, Setting::Language, typed)
}

#[track_caller]
fn webhook(number: u16, typed: &'static str) -> SettingCase {
    setting_case(number, Setting::Webhook, typed)
}

pub(super) fn cases() -> Vec<SettingCase> {
    let mut cases = durations();
    cases.extend(no_durations());
    cases.extend(numbers());
    cases.extend(repeats());
    cases.extend(choices());
    cases.extend(addresses());
    cases.extend(names());
    cases
}

/// 181: durations, as people write them; 182: nothing; 183: numbers, times and formulas.
fn durations() -> Vec<SettingCase> {
    vec![
        pause(181, "2分").minutes(2),
        pause(181, "２分").minutes(2),
        pause(181, "2 分間").minutes(2),
        pause(181, "2 min").minutes(2),
        pause(181, "2 mins.").minutes(2),
        pause(181, "2 minutes").minutes(2),
        pause(181, "2M").minutes(2),
        pause(181, "90秒").seconds(90),
        pause(181, "2分30秒").seconds(150),
        pause(181, "1時間").minutes(60),
        pause(181, "１時間３０分").minutes(90),
        pause(181, "1時間半").minutes(90),
        pause(181, "1.5時間").minutes(90),
        pause(181, "0.5 hours").minutes(30),
        pause(181, "1h 30m").minutes(90),
        late(181, "1日").days(1),
        renew(181, "2週間").days(14),
        renew(181, "14 days").days(14),
        pause(182, ""),
        pause(182, "' \u{3000}"),
        pause(183, "2").minutes(2),
        pause(183, "'2").minutes(2),
        pause(183, "'２").minutes(2),
        pause(183, "0").minutes(0),
        pause(183, "0:02").minutes(2),
        pause(183, "0:02:30").seconds(150),
        // The sheet makes it a time of day, which counts hours and minutes.
        pause(183, "1:30").minutes(90),
        late(183, "1.5").minutes(90),
        renew(183, "10").days(10),
        pause(183, "=1+1").minutes(2),
    ]
}

/// 184: what is no duration; 185: what is too short or too long.
fn no_durations() -> Vec<SettingCase> {
    vec![
        pause(184, "-5").says(PAUSE),
        pause(184, "'-5分").says(PAUSE),
        pause(184, "2ﾌﾝ").says(PAUSE),
        pause(184, "すこし").says(PAUSE),
        pause(184, "分").says(PAUSE),
        pause(184, "2026-01-31").says(PAUSE),
        pause(184, "TRUE").says(PAUSE),
        pause(184, "=1/0").says(PAUSE),
        late(184, "soon").says(LATE),
        renew(184, "50%").says(RENEW),
        pause(185, "25時間").says(PAUSE),
        late(185, "0").says(LATE),
        late(185, "400日").says(LATE),
        renew(185, "0").says(RENEW),
        renew(185, "60日").says(RENEW),
        renew(185, "99999999999999999999 d").says(RENEW),
    ]
}

/// 191: numbers of posts, and what is none.
fn numbers() -> Vec<SettingCase> {
    vec![
        a_day(191, "5").counts(5),
        a_day(191, "'5").counts(5),
        a_day(191, "５件").counts(5),
        a_day(191, "5 件").counts(5),
        a_day(191, "25 posts").counts(25),
        a_day(191, "=2+3").counts(5),
        a_day(191, "250").counts(250),
        a_day(191, ""),
        a_day(191, "0").says(A_DAY),
        a_day(191, "251").says(A_DAY),
        a_day(191, "-3").says(A_DAY),
        a_day(191, "2.5").says(A_DAY),
        a_day(191, "10%").says(A_DAY),
        a_day(191, "5 a week").says(A_DAY),
        a_day(191, "少し").says(A_DAY),
        a_day(191, "2026-01-31").says(A_DAY),
        a_day(191, "TRUE").says(A_DAY),
        a_day(191, "=1/0").says(A_DAY),
    ]
}

/// 192: how long a text is not posted again.
fn repeats() -> Vec<SettingCase> {
    vec![
        same(192, "14d").days(14),
        same(192, "14 days").days(14),
        same(192, "2週間").days(14),
        same(192, "14日").days(14),
        same(192, "'１４日").days(14),
        same(192, "14").days(14),
        same(192, "=7*2").days(14),
        same(192, "12時間").minutes(12 * 60),
        same(192, "365日").days(365),
        same(192, "0").days(0),
        same(192, ""),
        same(192, "' \u{3000}"),
        same(192, "400日").says(SAME),
        same(192, "2年").says(SAME),
        same(192, "-14").says(SAME),
        same(192, "'-14日").says(SAME),
        same(192, "しばらく").says(SAME),
        same(192, "two weeks").says(SAME),
        same(192, "14 日 と 少し").says(SAME),
        same(192, "2026-12-31").says(SAME),
        same(192, "TRUE").says(SAME),
        same(192, "=1/0").says(SAME),
    ]
}

/// 186: yes and no; 187: languages.
fn choices() -> Vec<SettingCase> {
    vec![
        marked(186, "TRUE").is(true),
        marked(186, "FALSE").is(false),
        marked(186, "はい").is(true),
        marked(186, "ﾊｲ").is(true),
        marked(186, "ＹＥＳ").is(true),
        marked(186, "1").is(true),
        marked(186, "○").is(true),
        marked(186, "✔").is(true),
        marked(186, "いいえ").is(false),
        marked(186, "ｲｲｴ").is(false),
        marked(186, "no").is(false),
        marked(186, "0").is(false),
        marked(186, "×").is(false),
        marked(186, ""),
        marked(186, "たぶん").says(MARKED),
        marked(186, "予約").says(MARKED),
        marked(186, "2").says(MARKED),
        language(187, "日本語").speaks(Language::Japanese),
        language(187, "japanese").speaks(Language::Japanese),
        language(187, "JP").speaks(Language::Japanese),
        language(187, " ＪＡ ").speaks(Language::Japanese),
        language(187, "英語").speaks(Language::English),
        language(187, "English").speaks(Language::English),
        language(187, "en").speaks(Language::English),
        language(187, "Latin").says(LANGUAGE),
        language(187, "TRUE").says(LANGUAGE),
    ]
}

/// 188: addresses that are called; 189: others.
fn addresses() -> Vec<SettingCase> {
    let discord = "https://discord.com/api/webhooks/1/s";
    vec![
        webhook(188, discord).calls(discord),
        webhook(188, " https://discord.com/api/webhooks/1/s\u{200b} ").calls(discord),
        webhook(188, "https://discord.com/api/ webhooks/1\n/s").calls(discord),
        webhook(188, "https://hooks.slack.com/services/T/B/s")
            .calls("https://hooks.slack.com/services/T/B/s"),
        webhook(188, ""),
        webhook(189, "discord.com/api/webhooks/1/s").says(WEBHOOK),
        webhook(189, "http://example.org/hook").says(WEBHOOK),
        webhook(189, "http://192.168.0.5/hook").says(WEBHOOK),
        // Whoever may write into the sheet is not to reach into the network of who runs this.
        webhook(189, "https://192.168.0.5/hook").says(WEBHOOK),
        webhook(189, "https://169.254.169.254/latest").says(WEBHOOK),
        webhook(189, "ftp://example.org/hook").says(WEBHOOK),
        webhook(189, "me@example.org").says(WEBHOOK),
        webhook(189, "https://").says(WEBHOOK),
        // A page for people answers too, and nobody would miss the notification.
        webhook(189, "https://discord.com/channels/1/2").says(WEBHOOK),
        webhook(189, "https://discord.gg/abc").says(WEBHOOK),
        webhook(189, "https://app.slack.com/client/T/C").says(WEBHOOK),
        webhook(189, "https://team.slack.com/archives/C").says(WEBHOOK),
        webhook(189, "はい").says(WEBHOOK),
        webhook(189, "=1/0").says(WEBHOOK),
    ]
}

/// 190: the names of settings.
fn names() -> Vec<SettingCase> {
    vec![
        pause(190, "2").named(" PAUSE between posts\u{a0}of one account ").minutes(2),
        pause(190, "2").named("同じアカウントの投稿の間隔").minutes(2),
        marked(190, "yes").named("予約の行だけを投稿する").is(true),
        pause(190, "2").named("Pause").says(UNKNOWN),
        pause(190, "2").named("間隔").says(UNKNOWN),
        pause(190, "").named("My own notes"),
        pause(190, "2").again("3").minutes(2).says(TWICE),
        pause(190, "soon").again("3").says(TWICE),
    ]
}

#[tokio::test]
async fn a_setting_holds_as_it_was_meant_or_its_row_says_what_to_type() {
    hold(&cases()).await;
}
