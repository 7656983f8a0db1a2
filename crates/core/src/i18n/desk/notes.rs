//! The notes on headers: what goes in, and who writes it.

use crate::headings::{AccountColumn, PostColumn};
use crate::i18n::commands::{Words, words};
use crate::language::Language;

/// What is said to whoever edits a Token cell by hand.
pub const TOKEN_WARNING: Words = words(
    "threadsheet: tokens renew themselves. Change one only to paste a new one.",
    "threadsheet: トークンは自動で更新されます。新しく貼り直すときだけ変更してください。",
);

/// What is said to whoever edits a Receipt cell by hand.
pub const RECEIPT_WARNING: Words = words(
    "threadsheet: here the program remembers what it has done. Please leave it as it is.",
    "threadsheet: プログラムの記録です。変更しないでください。",
);

/// Returns what is said to whoever types over the count of characters.
#[must_use]
pub fn count_warning() -> Words {
    words(
        "threadsheet: one formula in the header fills this column.",
        "threadsheet: この列は見出しの数式が自動で計算しています。",
    )
}

/// Returns the header of the count of characters; no reader of ours knows it.
#[must_use]
pub fn count_header() -> Words {
    words("Length", "文字数")
}

/// Returns the note on the count of characters.
#[must_use]
pub fn count_note() -> Words {
    words(
        "About how long the text is; amber above 450. Threads takes 500, and counts an emoji as several. The program counts exactly.",
        "本文のおよその文字数です。450 を超えると色が変わります。上限は 500 文字で、絵文字は数文字分と数えられます。正確な文字数はプログラムが確かめます。",
    )
}

/// Returns the note on a header of the Accounts tab.
#[must_use]
pub fn account_note(column: AccountColumn, language: Language) -> &'static str {
    match column {
        AccountColumn::Account => language.pick(
            "You: the Threads user name, with or without @.",
            "記入: Threads のユーザーネーム（@ はあってもなくても可）。",
        ),
        AccountColumn::Token => language.pick(
            "You: paste the access token here once. It then renews itself in this cell. Whoever may open this file can read it.",
            "記入: アクセストークンを一度だけ貼ります。以後はこのセルの中で自動更新されます。このファイルを開ける人は読むことができます。",
        ),
        AccountColumn::Refreshed => language.pick(
            "The program: when the token was last renewed.",
            "自動: トークンを最後に更新した日時。",
        ),
        AccountColumn::Expires => language.pick(
            "The program: when the token ends. It is renewed long before.",
            "自動: トークンの有効期限。期限よりずっと前に更新されます。",
        ),
        AccountColumn::Profile => language.pick(
            "The program: the account that the token belongs to.",
            "自動: トークンの持ち主のアカウント。",
        ),
        AccountColumn::Status => language.pick(
            "The program: how the token is, or what you need to do.",
            "自動: トークンの状態。必要なときは、すべきことが書かれます。",
        ),
        AccountColumn::Receipt => language.pick(
            "The program's memory. Please leave it as it is.",
            "プログラムの記録です。変更しないでください。",
        ),
        AccountColumn::Enabled => language.pick(
            "You: untick it, and this account's posts wait.",
            "記入: チェックを外すと、このアカウントの投稿は待機します。",
        ),
    }
}

/// Returns the note on a header of the Posts tab.
#[must_use]
pub fn post_note(column: PostColumn, language: Language) -> &'static str {
    match column {
        PostColumn::ReplyControl
        | PostColumn::ReplyTo
        | PostColumn::Topic
        | PostColumn::Link
        | PostColumn::AltText
        | PostColumn::Media => option_note(column, language),
        PostColumn::PublishedAt
        | PostColumn::Permalink
        | PostColumn::Message
        | PostColumn::Receipt => program_note(column, language),
        PostColumn::Account => language.pick(
            "You: which account posts it, as in the tab of accounts.",
            "記入: 投稿するアカウント。「アカウント」タブと同じ名前です。",
        ),
        PostColumn::Text => language.pick(
            "You: the text, at most 500 characters. What the cell shows is what is posted. Ctrl+Enter makes a new line.",
            "記入: 投稿の本文（500 文字まで）。セルに表示されたとおりに投稿されます。改行は Ctrl+Enter（Mac は ⌘+Enter）。",
        ),
        PostColumn::PublishAt => language.pick(
            "You: date and time, like 2026-01-31 9:00, in this spreadsheet's time zone (File > Settings). Without one the row waits.",
            "記入: 日付と時刻（例: 2026/01/31 9:00）。このシートのタイムゾーン（ファイル > 設定）の時刻です。空白なら待機します。",
        ),
        PostColumn::Date => language.pick(
            "You: the day on which it goes out.",
            "記入: 投稿する日付。",
        ),
        PostColumn::Time => language.pick(
            "You: the time of day at which it goes out, in this spreadsheet's time zone.",
            "記入: 投稿する時刻。このシートのタイムゾーンの時刻です。",
        ),
        PostColumn::Status => language.pick(
            "Empty or Queued: goes out at its time. Post now: goes out with the next run, whatever its time. Ready: approved, goes out at its time. Draft: never. Everything else the program writes.",
            "空白・予約: 時刻になったら投稿。今すぐ: 日時に関係なく次の実行で投稿。承認済み: 時刻になったら投稿。下書き: 投稿しない。そのほかはプログラムが書きます。",
        ),
    }
}

fn option_note(column: PostColumn, language: Language) -> &'static str {
    match column {
        PostColumn::Media => language.pick(
            "You: web addresses of pictures or videos, one on each line; several make a carousel.",
            "記入: 画像や動画の URL。1 行に 1 つ。複数ならカルーセルになります。",
        ),
        PostColumn::AltText => language.pick(
            "You: what the pictures show, one line for each.",
            "記入: 画像の説明。画像 1 つにつき 1 行。",
        ),
        PostColumn::Topic => language.pick(
            "You: one topic, with or without #.",
            "記入: トピックを 1 つ（# はあってもなくても可）。",
        ),
        PostColumn::Link => language.pick(
            "You: the web address for a link card. Not together with pictures or videos.",
            "記入: リンクカードにする URL。画像・動画とは一緒に使えません。",
        ),
        PostColumn::ReplyControl => language.pick(
            "You: who can reply. Empty means everyone.",
            "記入: 返信できる人。空白なら全員です。",
        ),
        _ => language.pick(
            "You: \"previous\" answers the nearest row above of the same account, and makes a chain. Or the address of a Threads post.",
            "記入:「前の行」と書くと、同じアカウントのすぐ上の行への返信になり、ツリーになります。Threads の投稿の URL も使えます。",
        ),
    }
}

fn program_note(column: PostColumn, language: Language) -> &'static str {
    match column {
        PostColumn::PublishedAt => {
            language.pick("The program: when it went out.", "自動: 投稿された日時。")
        }
        PostColumn::Permalink => {
            language.pick("The program: where the post is.", "自動: 投稿の URL。")
        }
        PostColumn::Message => language.pick(
            "The program: what went wrong, whose turn it is, and what to type.",
            "自動: うまくいかなかった理由と、次にすること。",
        ),
        _ => language.pick(
            "The program's memory. Please leave it as it is.",
            "プログラムの記録です。変更しないでください。",
        ),
    }
}
