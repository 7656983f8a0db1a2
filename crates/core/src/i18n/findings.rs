//! What `check` says beyond the cells' own sentences.

use super::cells::{self, thousands};
use super::commands::{Words, words};
use crate::cell::column_letters;
use crate::language::Language;
use crate::reason::Found;
use crate::text::covered;

/// The heading of what is neither about an account nor about a post.
pub const DESK: Words = words("Spreadsheet and machine", "シートとコンピューター");
/// What is said under a check.
pub const ONLY_A_LOOK: Words = words("Nothing was changed.", "何も変更していません。");

impl Found<'_> {
    /// Returns the sentence.
    #[must_use]
    pub fn say(&self, language: Language) -> String {
        match self {
            Self::Clock { ahead } => clock(*ahead, language),
            Self::Zone { zone, locale, home } => language.pick(
                format!("Times are read in the spreadsheet's time zone, {zone}; its locale is {locale}, where clocks show another time ({home}). If that is not meant, choose another zone in File > Settings."),
                format!("日時は、スプレッドシートのタイムゾーン {zone} で読み取ります。ロケール（{locale}）の時刻（{home}）とは異なります。意図したものでなければ「ファイル > 設定」で変更してください。"),
            ),
            Self::LacksScopes { missing } => language.pick(
                format!("This token may not publish: it lacks {}. Add what is missing in the Meta app, generate a new token and paste it here.", missing.join(", ")),
                format!("このトークンには投稿の権限がありません（足りないもの: {}）。Meta アプリで追加し、トークンを作り直して貼ってください。", missing.join("、")),
            ),
            Self::LacksReplyScopes { missing } => language.pick(
                format!("This token may post, but replies need {}. Add what is missing in the Meta app, generate a new token and paste it here.", missing.join(", ")),
                format!("このトークンで投稿はできますが、返信には {} が必要です。Meta アプリで追加し、トークンを作り直して貼ってください。", missing.join("、")),
            ),
            Self::NotCarriedOut { headers } => {
                let headers: Vec<String> = headers.iter().map(|header| cells::short(header)).collect();
                language.pick(
                    format!("These columns change what other tools post, and this version does not carry them out: {}. A row that holds anything there is not posted without it; its Message says so.", headers.join(", ")),
                    format!("次の列は投稿の内容にかかわりますが、このバージョンでは使えません: {}。そこに何か入っている行は、欠けたまま投稿せずに止め、「メッセージ」でお知らせします。", headers.join("、")),
                )
            }
            Self::QuotaShort { due, left } => language.pick(
                format!("{due} are due, and Threads takes {left} more from this account in these 24 hours. The rest waits, and goes out when there is room."),
                format!("時刻の来た投稿・返信が {due} 件ありますが、24 時間の残りは {left} 件です。残りは空きができたら投稿します。"),
            ),
            Self::FarOff { moment, zone, days } => {
                let date = moment.at.with_timezone(zone);
                language.pick(
                    format!("Goes out on {}, in {days} days. If that is not meant, correct the year.", date.format("%-d %B %Y")),
                    format!("{}に投稿されます（{days} 日後）。年が正しいか確かめてください。", date.format("%Y年%-m月%-d日")),
                )
            }
            Self::TabByHeaders { tab, wanted } => language.pick(
                format!("There is no tab called \"{wanted}\", so the tab \"{tab}\" is used, which has its headers. There is nothing to do."),
                format!("「{wanted}」という名前のタブがないため、見出しが同じタブ「{tab}」を使います。操作は不要です。"),
            ),
            Self::TabUnused { tab, wanted, used } => language.pick(
                format!("The tab \"{tab}\" has the headers of \"{wanted}\" too, but only the tab \"{used}\" is used. Move into it whatever should be used."),
                format!("タブ「{tab}」の見出しも「{wanted}」と同じですが、使うのはタブ「{used}」だけです。必要な行はそちらに移してください。"),
            ),
            Self::ForeignColumn { tab, column, header, own } => {
                let (letters, header) = (column_letters(*column), one_line(header));
                language.pick(
                    format!("Tab \"{tab}\", column {letters} (\"{header}\"): this column is yours, so threadsheet leaves it alone and writes into \"{own}\" instead. There is nothing to do."),
                    format!("タブ「{tab}」の {letters} 列「{header}」にはご自身の内容が入っているため、変更しません。threadsheet は「{own}」列に書き込みます。操作は不要です。"),
                )
            }
            Self::MediaUnasked { n_media } => language.pick(
                format!("The time was over: {n_media} pictures and videos were not looked at. Run the check again with more time, like --budget 15m."),
                format!("時間が足りず、画像・動画 {n_media} 件を確認できませんでした。--budget 15m のように時間を増やして、もう一度 check を実行してください。"),
            ),
        }
    }
}

/// Returns a header on one line.
fn one_line(header: &str) -> String {
    covered(&header.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Says how far this machine's clock is off.
#[must_use]
pub fn clock(ahead: i64, language: Language) -> String {
    let off = span(ahead.unsigned_abs(), language);
    let (english, japanese) = side(ahead);
    language.pick(
        format!("This machine's clock is {off} {english} Google's. Google lets nobody sign in whose clock is far off: let the system set the clock by itself, and run again."),
        format!("このコンピューターの時計が Google の時計より {off} {japanese}います。ずれが大きいと Google にサインインできません。日時の自動設定をオンにして、もう一度実行してください。"),
    )
}

fn side(ahead: i64) -> (&'static str, &'static str) {
    match ahead {
        ..0 => ("behind", "遅れて"),
        _ => ("ahead of", "進んで"),
    }
}

/// Says the same after a run, which goes by Google's time and not by this machine's.
#[must_use]
pub fn run_clock(ahead: i64, language: Language) -> String {
    let off = span(ahead.unsigned_abs(), language);
    let (english, japanese) = side(ahead);
    language.pick(
        format!("This machine's clock is {off} {english} Google's. Posts went by Google's time, so none was too early or too late. Let the system set the clock by itself: where it is far off, Google may refuse to sign in."),
        format!("このコンピューターの時計が Google の時計より {off} {japanese}います。投稿は Google の時刻に合わせたため、早まったり遅れたりはしていません。ずれが大きいと Google にサインインできなくなるため、日時の自動設定をオンにしてください。"),
    )
}

/// What is said where nothing tells whether this machine's clock is right.
pub const CLOCK_UNCHECKED: Words = words(
    "Google's answers did not say what time it is, so this machine's clock was used. A post of which it is not known whether it went out is left alone for two hours longer than usual. A proxy between this machine and Google may be the reason.",
    "Google の応答に時刻がなかったため、このコンピューターの時計を使いました。公開されたかどうか分からない投稿は、ふだんより 2 時間長く待ってから確かめます。Google との間にあるプロキシが原因かもしれません。",
);

/// Returns a length of time, rounded, in the largest unit that it fills twice.
fn span(seconds: u64, language: Language) -> String {
    let (count, english, japanese) = match seconds {
        0..120 => (seconds, "seconds", "秒"),
        120..7_200 => ((seconds + 30) / 60, "minutes", "分"),
        7_200..172_800 => ((seconds + 1_800) / 3_600, "hours", "時間"),
        _ => (seconds / 86_400, "days", "日"),
    };
    language.pick(format!("{count} {english}"), format!("{count} {japanese}"))
}

/// Says how much an account may still publish.
#[must_use]
pub fn quota(posts: u32, replies: u32, language: Language) -> String {
    let [posts, replies] = [posts, replies].map(|left| thousands(left as usize));
    language.pick(
        format!("Left in these 24 hours: {posts} posts, {replies} replies."),
        format!("24 時間の残り: 投稿 {posts} 件、返信 {replies} 件。"),
    )
}

/// Says what a check has looked at.
#[must_use]
pub fn looked_at(accounts: usize, posts: usize, media: usize, language: Language) -> String {
    let count = |n: usize, one: &str, several: &str| match n {
        1 => format!("1 {one}"),
        n => format!("{n} {several}"),
    };
    language.pick(
        format!(
            "Looked at {}, {} and {}.",
            count(accounts, "account", "accounts"),
            count(posts, "coming post", "coming posts"),
            count(media, "picture or video", "pictures and videos"),
        ),
        format!("アカウント {accounts} 件、これからの投稿 {posts} 件、画像・動画 {media} 件を確認しました。"),
    )
}

#[cfg(test)]
mod tests {
    use chrono_tz::Tz;

    use super::*;
    use crate::moment::Moment;

    #[test]
    fn every_finding_is_told_in_both_languages() {
        let moment = Moment { at: chrono::DateTime::UNIX_EPOCH, notice: None };
        let (zone, missing) = (Tz::Asia__Tokyo, ["threads_basic"]);
        let findings = [
            Found::Clock { ahead: 90 },
            Found::Zone { zone, locale: "en_GB", home: Tz::Europe__London },
            Found::LacksScopes { missing: &missing },
            Found::LacksReplyScopes { missing: &missing },
            Found::QuotaShort { due: 2, left: 1 },
            Found::FarOff { moment: &moment, zone, days: 700 },
            Found::MediaUnasked { n_media: 3 },
            Found::TabByHeaders { tab: "Queue", wanted: "Posts" },
            Found::TabUnused { tab: "Queue", wanted: "Posts", used: "Posts" },
            Found::ForeignColumn {
                tab: "Posts",
                column: 3,
                header: "Message",
                own: "threadsheet Message",
            },
        ];
        for found in findings {
            assert!(found.say(Language::English).ends_with('.'), "{found:?}");
            assert!(found.say(Language::Japanese).ends_with('。'), "{found:?}");
        }
        assert!(quota(250, 1_000, Language::Japanese).contains("1,000 件"));
        let looked = looked_at(1, 1, 1, Language::English);
        assert_eq!(looked, "Looked at 1 account, 1 coming post and 1 picture or video.");
    }

    #[test]
    fn a_clock_that_is_off_is_told_with_the_figure_and_the_side() {
        let said = |ahead| clock(ahead, Language::English);
        assert!(said(95).starts_with("This machine's clock is 95 seconds ahead of Google's."));
        assert!(said(-449).starts_with("This machine's clock is 7 minutes behind Google's."));
        assert!(clock(-7_200, Language::Japanese).contains("2 時間 遅れて"));
        let said = run_clock(-660, Language::English);
        assert!(
            said.starts_with("This machine's clock is 11 minutes behind Google's. Posts went by")
        );
        assert!(run_clock(660, Language::Japanese).contains("11 分 進んで"));
    }

    #[test]
    fn a_length_of_time_is_told_in_the_largest_unit_that_it_fills_twice() {
        for (seconds, told) in [
            (119, "119 seconds"),
            (120, "2 minutes"),
            (150, "3 minutes"),
            (7_200, "2 hours"),
            (9_000, "3 hours"),
            (172_800, "2 days"),
            (300_000, "3 days"),
        ] {
            assert_eq!(span(seconds, Language::English), told);
        }
        assert_eq!(span(300_000, Language::Japanese), "3 日");
    }

    #[test]
    fn a_clock_is_told_to_be_ahead_or_behind() {
        for say in [clock, run_clock] {
            assert!(say(300, Language::English).contains("5 minutes ahead of"));
            assert!(say(-300, Language::English).contains("5 minutes behind"));
            assert!(say(300, Language::Japanese).contains("5 分 進んで"));
            assert!(say(-300, Language::Japanese).contains("5 分 遅れて"));
        }
    }
}
