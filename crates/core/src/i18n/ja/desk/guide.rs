//! What stands in the Guide tab, and in the example row.

pub(crate) const GUIDE_TITLE: &str = "使い方";
pub(crate) const GUIDE_TITLE_BESIDE: &str = "threadsheet 使い方";
pub(crate) const GUIDE_HEADING: &str = "このシートの使い方";
pub(crate) const LAST_RUN: &str = "最終実行";
pub(crate) const LAST_RUN_HINT: &str = "赤いときは、プログラムがしばらく動いていません。GitHub の Actions か、実行しているコンピューターを確かめてください。";
pub(crate) const ALARM_AFTER: &str = "赤くなるまで（時間）";
pub(crate) const ALARM_HINT: &str =
    "ふだんの間隔の 2 倍が目安です。1 日 1 回だけ動かすなら 48 にしてください。";

pub(crate) fn steps() -> [&'static str; 7] {
    [
        "「アカウント」タブに、Threads のユーザーネームとトークンを入れます。トークンを貼るのは一度だけ。あとは自動で更新されます。",
        "「投稿」タブでは 1 行が 1 つの投稿です。アカウントを選び、本文（500 文字まで）を書き、投稿日時を入れます。",
        "画像や動画は「メディア」に URL を入れます（1 行に 1 つ）。ツリーにするには「返信先」に「前の行」と書きます。",
        "いつ投稿するかは「ステータス」で決まります。空白なら時刻になったとき、「今すぐ」なら次の実行で投稿され、「下書き」は投稿されません。",
        "終わると「投稿済み」と URL が入ります。「失敗」「要確認」「期限切れ」のときは、することが「メッセージ」に書かれます。",
        "毎週月曜の 9:00 のように、くり返す投稿は「ストック」タブに入れます（「threadsheet init --stock」で追加できます）。「いつ」のとおりに、前日「投稿」タブへ新しい行として入るので、そこで直したり止めたりできます。",
        "濃い色の見出しは記入する列、灰色はプログラムが書く列です。並べ替え・挿入・コピー・列の追加は自由です。隠れた列と「履歴」はそのままにしてください。",
    ]
}

pub(crate) const EXAMPLE_TEXT: &str = "これは見本です。アカウントを選び、本文と投稿日時を書き換えて、ステータスを空にすると投稿されます。";
