//! What GitHub Actions shows of a run: in a step summary and in annotations.

pub(crate) const NEEDS_YOU: &str = "あなたの対応が必要なもの";
pub(crate) const NEW: &str = "新規";
pub(crate) const PUBLISHED: &str = "投稿しました";
pub(crate) const TO_PUBLISH: &str = "投稿する予定";
pub(crate) const WAITING: &str = "待機しているもの";
pub(crate) const ACCOUNTS: &str = "アカウント";
pub(crate) const ADDED: &str = "追加したもの";
pub(crate) const TO_ADD: &str = "追加する予定";
pub(crate) const SCHEDULE: &str = "定期実行について";
pub(crate) const OPEN_SHEET: &str = "スプレッドシートを開く";
pub(crate) const OPEN_POST: &str = "投稿を開く";

pub(crate) fn advice() -> [&'static str; 3] {
    [
        "GitHub の定期実行は遅れることが多く、ときには 1 回抜けます。これは普通のことで、何も失われません。時刻の来た投稿は次の実行で送ります。",
        "公開リポジトリでは、コミットが 60 日間ないと GitHub が定期実行を止め、メールで知らせます。続けるには「Actions」でこのワークフローのページを開き、続行（有効化）のボタンを押すか、何かをコミットしてください。",
        "GitHub の規約では、実行環境はリポジトリのソフトウェアのためのものです。この程度の軽い利用は認められることもありますが、保証はありません。確実に動かすには、自分のマシンで実行してください。",
    ]
}

pub(crate) fn place(tab: &str, row: usize) -> String {
    format!("{tab} {row} 行目")
}

pub(crate) fn more(n_more: usize) -> String {
    format!("ほかに {n_more} 件あります。すべてスプレッドシートで確認できます。")
}

pub(crate) fn late(minutes: i64) -> String {
    if minutes < 120 { format!("{minutes} 分") } else { format!("{} 時間", minutes / 60) }
}

pub(crate) fn latest(minutes: i64) -> String {
    let late = late(minutes);
    format!("投稿日時から実行まで、最大 {late}の遅れがありました。")
}

pub(crate) fn no_summary(why: &str) -> String {
    format!(
        "GitHub Actions のサマリーを書き込めませんでした（{why}）。ほかの処理には影響ありません。"
    )
}

pub(crate) fn mistake() -> &'static str {
    "threadsheet の不具合です。場所はログにあります。同じ投稿が二度出ることはありません。報告をお願いします。"
}

/// Headers of columns.
pub(crate) mod column {
    pub(crate) const ROW: &str = "行";
    pub(crate) const ACCOUNT: &str = "アカウント";
    pub(crate) const TEXT: &str = "本文";
    pub(crate) const POST: &str = "投稿";
    pub(crate) const LATE: &str = "遅れ";
    pub(crate) const DAYS: &str = "残り日数";
    pub(crate) const TOKEN: &str = "トークン";
}
