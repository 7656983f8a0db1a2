//! What stands in the Guide tab, and in the example row.

use crate::i18n::commands::{Words, words};

/// The title of the tab.
pub const GUIDE_TITLE: Words = words("Guide", "使い方");
/// The title where a person's own tab has the usual one.
pub const GUIDE_TITLE_BESIDE: Words = words("threadsheet Guide", "threadsheet 使い方");
/// The first line.
pub const GUIDE_HEADING: Words = words("How to use this desk", "このシートの使い方");

/// The label of the cell that says when the program last ran.
pub const LAST_RUN: Words = words("Last run", "最終実行");
/// What that cell is for.
pub const LAST_RUN_HINT: Words = words(
    "Red: the program has not run for too long. Look at the Actions page on GitHub, or at the machine that runs it.",
    "赤いときは、プログラムがしばらく動いていません。GitHub の Actions か、実行しているコンピューターを確かめてください。",
);
/// The label of the number of hours after which that cell turns red.
pub const ALARM_AFTER: Words = words("Red after (hours)", "赤くなるまで（時間）");

/// What that number is for.
pub const ALARM_HINT: Words = words(
    "Twice as long as the program may usually be silent. If you run it once a day, type 48.",
    "ふだんの間隔の 2 倍が目安です。1 日 1 回だけ動かすなら 48 にしてください。",
);

/// The steps of the guide.
pub const STEPS: [Words; 6] = [
    words(
        "In the tab Accounts, type each account's Threads user name and paste its token. Once is enough: it then renews itself.",
        "「アカウント」タブに、Threads のユーザーネームとトークンを入れます。トークンを貼るのは一度だけ。あとは自動で更新されます。",
    ),
    words(
        "In the tab Posts, one row is one post: choose the Account, write the Text (up to 500 characters), and give Publish at a date and a time.",
        "「投稿」タブでは 1 行が 1 つの投稿です。アカウントを選び、本文（500 文字まで）を書き、投稿日時を入れます。",
    ),
    words(
        "For pictures and videos, put their web addresses into Media, one on each line. For a chain of posts, type previous into Reply to.",
        "画像や動画は「メディア」に URL を入れます（1 行に 1 つ）。ツリーにするには「返信先」に「前の行」と書きます。",
    ),
    words(
        "Status decides: empty goes out at its time, Post now with the next run, Draft not at all.",
        "いつ投稿するかは「ステータス」で決まります。空白なら時刻になったとき、「今すぐ」なら次の実行で投稿され、「下書き」は投稿されません。",
    ),
    words(
        "Afterwards the row says Published and where. If it says Failed, Check or Missed, Message says what to do.",
        "終わると「投稿済み」と URL が入ります。「失敗」「要確認」「期限切れ」のときは、することが「メッセージ」に書かれます。",
    ),
    words(
        "Dark headers are for you, grey ones for the program. Sort, insert, copy and add columns as you like; leave the hidden columns and the Log to the program.",
        "濃い色の見出しは記入する列、灰色はプログラムが書く列です。並べ替え・挿入・コピー・列の追加は自由です。隠れた列と「履歴」はそのままにしてください。",
    ),
];

/// The text of the example row.
pub const EXAMPLE_TEXT: Words = words(
    "An example. Choose an account, write your own words here, set the time, and empty Status: then it goes out.",
    "これは見本です。アカウントを選び、本文と投稿日時を書き換えて、ステータスを空にすると投稿されます。",
);
