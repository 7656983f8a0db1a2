//! The notes on headers: what goes in, and who writes it.

use crate::columns::{AccountColumn, PostColumn};

pub(crate) const TOKEN_WARNING: &str =
    "threadsheet: トークンは自動で更新されます。新しく貼り直すときだけ変更してください。";
pub(crate) const RECEIPT_WARNING: &str =
    "threadsheet: プログラムの記録です。変更しないでください。";
pub(crate) const COUNT_WARNING: &str = "threadsheet: この列は見出しの数式が自動で計算しています。";
pub(crate) const COUNT_HEADER: &str = "文字数";
pub(crate) const COUNT_NOTE: &str = "本文のおよその文字数です。450 を超えると色が変わります。上限は 500 文字で、絵文字は数文字分と数えられます。正確な文字数はプログラムが確かめます。";

pub(crate) fn account_note(column: AccountColumn) -> &'static str {
    match column {
        AccountColumn::Account => "記入: Threads のユーザーネーム（@ はあってもなくても可）。",
        AccountColumn::Token => {
            "記入: アクセストークンを一度だけ貼ります。以後はこのセルの中で自動更新されます。このファイルを開ける人は読むことができます。"
        }
        AccountColumn::Refreshed => "自動: トークンを最後に更新した日時。",
        AccountColumn::Expires => "自動: トークンの有効期限。期限よりずっと前に更新されます。",
        AccountColumn::Profile => "自動: トークンの持ち主のアカウント。",
        AccountColumn::Status => "自動: トークンの状態。必要なときは、すべきことが書かれます。",
        AccountColumn::Receipt => "プログラムの記録です。変更しないでください。",
        AccountColumn::Enabled => "記入: チェックを外すと、このアカウントの投稿は待機します。",
        AccountColumn::PauseUntil => {
            "記入: この日の 0:00 まで、このアカウントの投稿は待機します。31 日いっぱい休むときは、翌日の日付を入れてください。"
        }
        AccountColumn::DailyCap => {
            "記入: このアカウントから 1 日に投稿する上限です。つながった投稿は 1 件と数え、超えた分は翌日以降に投稿します。「今すぐ」の投稿は待ちません。1 から 250 までの数。空欄なら「設定」タブのとおりです。"
        }
        AccountColumn::Slots => {
            "記入: 投稿日時のない投稿を出す時刻です。例:「8:00、20:00±30」「平日 8:00、土 10:00」。上の行から順に、次の空いた枠で投稿します。±30 は最大 30 分ずらします。"
        }
    }
}

pub(crate) fn post_note(column: PostColumn) -> &'static str {
    match column {
        PostColumn::Account => "記入: 投稿するアカウント。「アカウント」タブと同じ名前です。",
        PostColumn::Text => {
            "記入: 投稿の本文（500 文字まで）。セルに表示されたとおりに投稿されます。改行は Ctrl+Enter（Mac は ⌘+Enter）。"
        }
        PostColumn::PublishAt => {
            "記入: 日付と時刻（例: 2026/01/31 9:00）。このシートのタイムゾーン（ファイル > 設定）の時刻です。空白なら、次の投稿枠（「アカウント」タブ）で投稿します。枠がなければ待機します。「返信先」のある行では、返信先の投稿からの時間（例: 30分後）も使えます。"
        }
        PostColumn::Date => "記入: 投稿する日付。",
        PostColumn::Time => "記入: 投稿する時刻。このシートのタイムゾーンの時刻です。",
        PostColumn::Media => "記入: 画像や動画の URL。1 行に 1 つ。複数ならカルーセルになります。",
        PostColumn::AltText => "記入: 画像の説明。画像 1 つにつき 1 行。",
        PostColumn::Topic => "記入: トピックを 1 つ（# はあってもなくても可）。",
        PostColumn::Link => "記入: リンクカードにする URL。画像・動画とは一緒に使えません。",
        PostColumn::ReplyControl => "記入: 返信できる人。空白なら全員です。",
        PostColumn::ReplyTo => {
            "記入:「前の行」と書くと、同じアカウントのすぐ上の行への返信になり、ツリーになります。Threads の投稿の URL も使えます。"
        }
        PostColumn::Countries => {
            "記入: 公開する国を限るとき、国名か 2 文字の国コードを「、」で区切って書きます。Threads で国を選べるアカウントだけで使えます。空白ならどの国にも公開されます。"
        }
        PostColumn::Reply1 => {
            "記入: ツリーの 2 番目の投稿（500 文字まで）。本文が投稿されたら、その下に続けて投稿されます。画像や動画の URL は、最後に 1 行に 1 つずつ書きます。返信2〜返信9 も同じように続き、空白の欄は飛ばします。"
        }
        PostColumn::Reply2
        | PostColumn::Reply3
        | PostColumn::Reply4
        | PostColumn::Reply5
        | PostColumn::Reply6
        | PostColumn::Reply7
        | PostColumn::Reply8
        | PostColumn::Reply9 => {
            "記入: ツリーの続き。1 つ前の投稿の下に投稿されます。書き方は返信1 と同じです。"
        }
        PostColumn::ReplyAfter => {
            "記入: 投稿してから最初の返信（返信1 など）を投稿するまでの時間。例:「30分」「2時間」「1日」。7 日まで。空白ならすぐに続けて投稿します。その後の返信は間を空けずに続きます。"
        }
        PostColumn::TreeId => {
            "記入: ほかのツールのシートで使う列です。同じ ID の行が 1 つのツリーになり、「投稿順序」の小さい順に、1 つ前の行への返信として投稿されます。「投稿順序」の列も必要です。"
        }
        PostColumn::TreeOrder => {
            "記入: ほかのツールのシートで使う列です。ツリーの中での順番を整数で書きます。「ツリーID」の列も必要です。"
        }
        PostColumn::Status => {
            "空白・予約: 時刻になったら投稿。今すぐ: 日時に関係なく次の実行で投稿。承認済み: 時刻になったら投稿。下書き: 投稿しない。そのほかはプログラムが書きます。"
        }
        PostColumn::PublishedAt => "自動: 投稿された日時。",
        PostColumn::Permalink => "自動: 投稿の URL。",
        PostColumn::Message => "自動: うまくいかなかった理由と、次にすること。",
        PostColumn::Receipt => "プログラムの記録です。変更しないでください。",
    }
}
