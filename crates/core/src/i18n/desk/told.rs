//! What `init` says it adds, or would.

use crate::i18n::commands::{Words, words};
use crate::language::Language;

/// What is said of a desk that lacks nothing.
pub const COMPLETE: Words = words(
    "Nothing to add: the desk is complete.",
    "追加するものはありません。シートは完成しています。",
);

/// What stands above a list of additions that were made.
pub const ADDED: Words = words("Added:", "追加しました:");

/// What stands above a list of additions that would be made.
pub const WOULD_ADD: Words = words("Would be added:", "追加するもの:");

/// What comes next, once the desk stands.
pub const NEXT: Words = words(
    "Next: open the spreadsheet, and type your accounts and tokens into the tab of accounts. The Guide tab says the rest.",
    "次は、スプレッドシートを開いてアカウントとトークンを入れてください。続きは「使い方」タブにあります。",
);

/// What is said of a copy that was made a desk of its own.
pub const ADOPTED: Words = words(
    "This copy is now a desk of its own. Posts that wait in it go out from here too: set those to Draft that the original posts.",
    "このコピーを独立したシートにしました。待機中の投稿はここからも投稿されます。元のシートで投稿するものは「下書き」にしてください。",
);

/// What would be done about a copy.
pub const WOULD_ADOPT: Words = words(
    "This copy would become a desk of its own. Posts that wait in it would go out from here too: set those to Draft that the original posts.",
    "このコピーを独立したシートにします。待機中の投稿はここからも投稿されるため、元のシートで投稿するものは「下書き」にしてください。",
);

/// Which further columns a tab may have.
pub const MAY_ADD: Words = words(
    "If you want them, type these headers too, anywhere in the header row: ",
    "次の見出しも、必要なら見出しの行に書き足せます: ",
);

/// The Log's first line, where `init` has made it.
pub const PREPARED: Words = words(
    "Laid out. The first run sets posts aside that are more than an hour late.",
    "作成しました。初回の実行では、1 時間以上過ぎた投稿は送らずに「期限切れ」にします。",
);

/// The Log's line about the first run.
pub const FIRST_RUN: Words = words(
    "From here on late posts go out, up to the usual limit.",
    "ここからは、遅れた投稿も「期限切れ」になるまでは送ります。",
);

/// The first line of a Log that takes the place of one whose headers are gone.
pub const LOG_REPLACED: Words = words(
    "The header row of the earlier Log was changed, so the program cannot write to it any more. It goes on here; please keep both tabs.",
    "以前の「履歴」タブの見出しが変更されたため、書き込めなくなりました。ここからはこのタブに記録します。どちらのタブも残しておいてください。",
);

/// The line of a Log whose lines were removed.
pub const LOG_EMPTIED: Words = words(
    "The lines of this Log were removed, so nothing tells any more what was posted before. Posts more than an hour late are set aside this once.",
    "「履歴」の行が削除されたため、以前の投稿の記録がありません。二重投稿を避けるため、今回だけ、1 時間以上過ぎた投稿は送らずに「期限切れ」にします。",
);

/// Said where the Log has more lines that matter than are held.
pub const LOG_LONG: Words = words(
    "The Log has more lines than the program reads at once, so only its newest 20,000 are known. A row of an older post that is undone is not recognised any more.",
    "「履歴」の行が多いため、新しい 2 万行だけを読みます。それより古い投稿の行を元に戻しても、投稿済みとは分かりません。",
);

/// Says that a tab is added.
#[must_use]
pub fn tab(title: &str, language: Language) -> String {
    language.pick(format!("the tab \"{title}\""), format!("タブ「{title}」"))
}

/// Says that an empty tab is filled.
#[must_use]
pub fn filled(title: &str, language: Language) -> String {
    language.pick(
        format!("the columns of the empty tab \"{title}\""),
        format!("空のタブ「{title}」の列"),
    )
}

/// Says that columns are added at the right end of a tab.
#[must_use]
pub fn columns(title: &str, headers: &[&str], language: Language) -> String {
    language.pick(
        format!("at the right of \"{title}\": {}", headers.join(", ")),
        format!("「{title}」の右端に列: {}", headers.join("、")),
    )
}

/// Says that headers get notes.
#[must_use]
pub fn notes(title: &str, headers: &[&str], language: Language) -> String {
    language.pick(
        format!("in \"{title}\", notes on the headers: {}", headers.join(", ")),
        format!("「{title}」の見出しにメモ: {}", headers.join("、")),
    )
}

/// Says that columns get dropdowns.
#[must_use]
pub fn choices(title: &str, headers: &[&str], language: Language) -> String {
    language.pick(
        format!("in \"{title}\", dropdowns: {}", headers.join(", ")),
        format!("「{title}」にプルダウン: {}", headers.join("、")),
    )
}

/// Says that columns get colours.
#[must_use]
pub fn colours(title: &str, headers: &[&str], language: Language) -> String {
    language.pick(
        format!("in \"{title}\", colours: {}", headers.join(", ")),
        format!("「{title}」に色分け: {}", headers.join("、")),
    )
}

/// Says that columns get a warning.
#[must_use]
pub fn warning(title: &str, headers: &[&str], language: Language) -> String {
    language.pick(
        format!("in \"{title}\", a warning before editing by hand: {}", headers.join(", ")),
        format!("「{title}」に変更前の確認: {}", headers.join("、")),
    )
}
