//! What `init` says it adds, or would.

pub(crate) const COMPLETE: &str = "追加するものはありません。シートは完成しています。";
pub(crate) const ADDED: &str = "追加しました:";
pub(crate) const WOULD_ADD: &str = "追加するもの:";
pub(crate) const NEXT: &str = "次は、スプレッドシートを開いてアカウントとトークンを入れてください。続きは「使い方」タブにあります。";
pub(crate) const ADOPTED: &str = "このコピーを独立したシートにしました。待機中の投稿はここからも投稿されます。元のシートで投稿するものは「下書き」にしてください。";
pub(crate) const WOULD_ADOPT: &str = "このコピーを独立したシートにします。待機中の投稿はここからも投稿されるため、元のシートで投稿するものは「下書き」にしてください。";
pub(crate) const MAY_ADD: &str = "次の見出しも、必要なら見出しの行に書き足せます: ";
pub(crate) const PREPARED: &str =
    "作成しました。初回の実行では、1 時間以上過ぎた投稿は送らずに「期限切れ」にします。";
pub(crate) const FIRST_RUN: &str = "ここからは、遅れた投稿も「期限切れ」になるまでは送ります。";
pub(crate) const LOG_REPLACED: &str = "以前の「履歴」タブの見出しが変更されたため、書き込めなくなりました。ここからはこのタブに記録します。どちらのタブも残しておいてください。";
pub(crate) const LOG_EMPTIED: &str = "「履歴」の行が削除されたため、以前の投稿の記録がありません。二重投稿を避けるため、今回だけ、1 時間以上過ぎた投稿は送らずに「期限切れ」にします。";
pub(crate) const LOG_LONG: &str = "「履歴」の行が多いため、新しい 2 万行だけを読みます。それより古い投稿の行を元に戻しても、投稿済みとは分かりません。";

pub(crate) fn tab(title: &str) -> String {
    format!("タブ「{title}」")
}

pub(crate) fn filled(title: &str) -> String {
    format!("空のタブ「{title}」の列")
}

pub(crate) fn columns(title: &str, headers: &[&str]) -> String {
    format!("「{title}」の右端に列: {}", headers.join("、"))
}

pub(crate) fn notes(title: &str, headers: &[&str]) -> String {
    format!("「{title}」の見出しにメモ: {}", headers.join("、"))
}

pub(crate) fn choices(title: &str, headers: &[&str]) -> String {
    format!("「{title}」にプルダウン: {}", headers.join("、"))
}

pub(crate) fn colours(title: &str, headers: &[&str]) -> String {
    format!("「{title}」に色分け: {}", headers.join("、"))
}

pub(crate) fn warning(title: &str, headers: &[&str]) -> String {
    format!("「{title}」に変更前の確認: {}", headers.join("、"))
}
