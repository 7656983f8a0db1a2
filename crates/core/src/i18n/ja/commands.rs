//! What the terminal shows around a report: headings, outcomes, summaries, the demo's narration.

use crate::reason::Counts;

pub(crate) const ACCOUNTS: &str = "アカウント";
pub(crate) const POSTS: &str = "投稿";
pub(crate) const SETTINGS: &str = "設定";
pub(crate) const READING: &str = "スプレッドシートを読み込んでいます";
pub(crate) const ALL_WELL: &str = "問題はありません。";
pub(crate) const NOTHING_TO_DO: &str = "処理するものはありません。";
pub(crate) const ONLY_A_PLAN: &str = "予行演習です。何も変更していません。";

pub(crate) fn summary(counts: Counts, is_plan: bool) -> String {
    let Counts { published, waiting, need_person, renewed } = counts;
    let [to_publish, to_renew] =
        if is_plan { ["投稿予定", "更新予定"] } else { ["投稿済み", "更新"] };
    format!(
        "{to_publish} {published} 件、待機 {waiting} 件、トークン{to_renew} {renewed} 件、要対応 {need_person} 件。"
    )
}

pub(crate) fn read(accounts: usize, posts: usize) -> String {
    format!("スプレッドシートを読みました。アカウント {accounts} 件、処理する投稿 {posts} 件。")
}

pub(crate) fn waits(account: Option<String>, until: &str) -> String {
    match account {
        Some(account) => format!("{account}: 投稿の間隔を空けています（{until} まで）。"),
        None => format!("{until} まで待機し、時刻が来た投稿を出します。"),
    }
}

pub(crate) fn row(row: usize) -> String {
    format!("{row} 行目")
}

/// Outcomes of accounts, of a run and of a plan.
pub(crate) mod account {
    pub(crate) const FINE: &str = "正常";
    pub(crate) const LEARNED: &str = "確認済み";
    pub(crate) const LEARNED_PLAN: &str = "確認予定";
    pub(crate) const RENEWED: &str = "更新";
    pub(crate) const RENEWED_PLAN: &str = "更新予定";
    pub(crate) const NOT_RENEWED: &str = "使用可";
    pub(crate) const UNREACHABLE: &str = "応答なし";
    pub(crate) const NEEDS_PERSON: &str = "要対応";
}

/// What is said of a post that is made ready before its time.
pub(crate) mod soon {
    use crate::i18n::ja::LANGUAGE;
    use crate::reason::Refusal;

    pub(crate) const READY: &str = "準備ができました。投稿日時に投稿します。";

    pub(crate) fn not_ready(refusal: &Refusal) -> String {
        let refusal = refusal.say(LANGUAGE);
        format!("まだ準備ができていません。投稿日時にもう一度試します。{refusal}")
    }
}

/// Outcomes of posts, of a run and of a plan.
pub(crate) mod post {
    pub(crate) const PUBLISHED: &str = "投稿済み";
    pub(crate) const PUBLISHED_PLAN: &str = "投稿予定";
    pub(crate) const PUBLISHING: &str = "確認中";
    pub(crate) const WAITING: &str = "待機";
    pub(crate) const FAILED: &str = "失敗";
    pub(crate) const TO_FIX: &str = "要修正";
    pub(crate) const CHECK: &str = "要確認";
    pub(crate) const MISSED: &str = "期限切れ";
    pub(crate) const RESTORED: &str = "復元";
    pub(crate) const DRAFT: &str = "下書き";
}

/// What the demo says between the tables.
pub(crate) mod demo {
    pub(crate) const WELCOME: &str = "練習用のシートです。3 つの Threads アカウントと投稿が入っています。すべて架空で、このコンピューターの中だけで動きます。";
    pub(crate) const BEFORE: &str = "実行前のシート";
    pub(crate) const RUN: &str = "$ threadsheet run";
    pub(crate) const AFTER: &str = "実行後のシート";
    pub(crate) const AGAIN: &str = "$ threadsheet run（もう一度）";
    pub(crate) const WEEK: &str = "$ threadsheet preview";
    pub(crate) const NEXT: &str = "自分のアカウントで使うには";

    pub(crate) fn steps() -> [&'static str; 3] {
        [
            "1. 空のシートをサービスアカウントに共有します。threadsheet init がタブを作ります。",
            "2. 各アカウントのトークンを「トークン」セルに貼ります。更新は自動です。",
            "3. threadsheet check で確認し、threadsheet run を 30 分ごとに（README.md）。",
        ]
    }

    pub(crate) fn public(posts: usize, answers: usize) -> String {
        format!("練習用の Threads には {posts} 件の投稿があります（うち返信 {answers} 件）。")
    }

    pub(crate) fn still_public(posts: usize) -> String {
        format!("投稿は {posts} 件のまま。同じ投稿が二度出ることはありません。")
    }
}
