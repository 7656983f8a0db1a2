//! What `check` says beyond the cells' own sentences.

use super::lists;
use crate::cell::column_letters;
use crate::i18n::display::{one_line, thousands};
use crate::reason::Found;

pub(crate) const DESK: &str = "シートとコンピューター";
pub(crate) const ONLY_A_LOOK: &str = "何も変更していません。";

pub(crate) fn found(found: &Found<'_>) -> String {
    match found {
        Found::Clock { ahead } => clock(*ahead),
        Found::Zone { zone, locale, home } => format!(
            "日時は、スプレッドシートのタイムゾーン {zone} で読み取ります。ロケール（{locale}）の時刻（{home}）とは異なります。意図したものでなければ「ファイル > 設定」で変更してください。"
        ),
        Found::LacksScopes { missing } => format!(
            "このトークンには投稿の権限がありません（足りないもの: {}）。Meta アプリで追加し、トークンを作り直して貼ってください。",
            missing.join("、")
        ),
        Found::LacksReplyScopes { missing } => format!(
            "このトークンで投稿はできますが、返信には {} が必要です。Meta アプリで追加し、トークンを作り直して貼ってください。",
            missing.join("、")
        ),
        Found::Unsupported { headers } => {
            format!(
                "次の列は投稿の内容にかかわりますが、このバージョンでは使えません: {}。そこに何か入っている行は、欠けたまま投稿せずに止め、「メッセージ」でお知らせします。",
                lists::quoted(headers)
            )
        }
        Found::MediaElsewhere { headers } => format!(
            "次の列には画像や動画のアドレスがありますが、見出しが分からないため投稿には使いません: {}。投稿に使う場合は、アドレスを「メディア」に入れるか、見出しを「メディア2」にしてください。",
            lists::quoted(headers)
        ),
        Found::TextElsewhere { headers } => format!(
            "次の列には投稿の文章があるようですが、見出しが分からないため投稿しません: {}。ツリーの続きなら、見出しを「返信1」にしてください。投稿しない文章なら、見出しを「メモ」にしてください。",
            lists::quoted(headers)
        ),
        Found::QuotaShort { due, left } => format!(
            "時刻の来た投稿・返信が {due} 件ありますが、24 時間の残りは {left} 件です。残りは空きができたら投稿します。"
        ),
        Found::FarOff { moment, zone, days } => {
            let date = moment.at.with_timezone(zone);
            format!(
                "{}に投稿されます（{days} 日後）。年が正しいか確かめてください。",
                date.format("%Y年%-m月%-d日")
            )
        }
        Found::Placeholders { found } => format!(
            "本文に「{}」が残っています。差し替えるつもりだった場合は直してください。このままでも投稿されます。",
            lists::quoted(found)
        ),
        Found::NoReplyToKeepBack => "この行には返信がないため、「返信までの時間」は使われません。返信を付けるなら「返信1」に書いてください。付けないなら、このセルを空にしてください。".to_owned(),
        Found::TabByHeaders { tab, wanted } => format!(
            "「{wanted}」という名前のタブがないため、見出しが同じタブ「{tab}」を使います。操作は不要です。"
        ),
        Found::TabUnused { tab, wanted, used } => format!(
            "タブ「{tab}」の見出しも「{wanted}」と同じですが、使うのはタブ「{used}」だけです。必要な行はそちらに移してください。"
        ),
        Found::ForeignColumn { tab, column, header, own } => {
            let (letters, header) = (column_letters(*column), one_line(header));
            format!(
                "タブ「{tab}」の {letters} 列「{header}」にはご自身の内容が入っているため、変更しません。threadsheet は「{own}」列に書き込みます。操作は不要です。"
            )
        }
        Found::MediaUnasked { n_media } => format!(
            "時間が足りず、画像・動画 {n_media} 件を確認できませんでした。--budget 15m のように時間を増やして、もう一度 check を実行してください。"
        ),
    }
}

pub(crate) fn clock(ahead: i64) -> String {
    let off = span(ahead.unsigned_abs());
    let side = side(ahead);
    format!(
        "このコンピューターの時計が Google の時計より {off} {side}います。ずれが大きいと Google にサインインできません。日時の自動設定をオンにして、もう一度実行してください。"
    )
}

fn side(ahead: i64) -> &'static str {
    match ahead {
        ..0 => "遅れて",
        _ => "進んで",
    }
}

pub(crate) fn run_clock(ahead: i64) -> String {
    let off = span(ahead.unsigned_abs());
    let side = side(ahead);
    format!(
        "このコンピューターの時計が Google の時計より {off} {side}います。投稿は Google の時刻に合わせたため、早まったり遅れたりはしていません。ずれが大きいと Google にサインインできなくなるため、日時の自動設定をオンにしてください。"
    )
}

pub(crate) const CLOCK_UNCHECKED: &str = "Google の応答に時刻がなかったため、このコンピューターの時計を使いました。公開されたかどうか分からない投稿は、ふだんより 2 時間長く待ってから確かめます。Google との間にあるプロキシが原因かもしれません。";

/// Returns a length of time, rounded, in the largest unit that it fills twice.
fn span(seconds: u64) -> String {
    let (count, unit) = match seconds {
        0..120 => (seconds, "秒"),
        120..7_200 => ((seconds + 30) / 60, "分"),
        7_200..172_800 => ((seconds + 1_800) / 3_600, "時間"),
        _ => (seconds / 86_400, "日"),
    };
    format!("{count} {unit}")
}

pub(crate) fn quota(posts: u32, replies: u32) -> String {
    let [posts, replies] = [posts, replies].map(|left| thousands(left as usize));
    format!("24 時間の残り: 投稿 {posts} 件、返信 {replies} 件。")
}

pub(crate) fn looked_at(accounts: usize, posts: usize, media: usize) -> String {
    format!(
        "アカウント {accounts} 件、これからの投稿 {posts} 件、画像・動画 {media} 件を確認しました。"
    )
}
