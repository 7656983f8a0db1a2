//! What the Token status cell of an account says.

use super::cells;
use crate::account::AccountReceipt;
use crate::language::Language;
use crate::reason::AccountState;
use crate::reason::account::NEAR_END_DAYS;

/// Returns a number of days as English counts them.
fn count(days: i64) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

fn protected(days: Option<i64>, language: Language) -> String {
    let left = days.map(|days| format!(", {} left", count(days))).unwrap_or_default();
    let rest = days.map(|days| format!("（残り {days} 日）")).unwrap_or_default();
    language.pick(
        format!("Works{left}, but its Token cell is protected, so it is not renewed. In Data > Protect sheets and ranges, let the address edit it with which the spreadsheet is shared, or take the protection off."),
        format!("使えます{rest}が、「トークン」のセルが保護されているため更新できません。「データ > シートと範囲を保護」で、共有先のアドレスに編集を許可するか、保護を外してください。"),
    )
}

impl AccountState {
    /// Returns how the sentence about a token begins with which all is well.
    #[must_use]
    pub fn fine_begins(language: Language) -> &'static str {
        language.pick("OK,", "正常です")
    }

    /// Returns what is said of an account that has another name on Threads than in its row.
    #[must_use]
    pub fn renamed(row_says: &str, called: &str, language: Language) -> String {
        language.pick(
            format!("This account is now called @{called} on Threads; its posts go on as before. When it suits you, write @{called} in place of @{row_says} in the tabs Accounts and Posts."),
            format!("Threads でのユーザーネームが @{called} に変わりました。投稿はこのまま続きます。ご都合のよいときに、「アカウント」と「投稿」のタブの @{row_says} を @{called} に書き換えてください。"),
        )
    }

    /// Returns the sentence, and the account's new name where it was changed on Threads.
    #[must_use]
    pub fn say_of(&self, receipt: &AccountReceipt, language: Language) -> String {
        let renamed = receipt.called.as_deref().filter(|_| self.is_usable());
        let renamed = renamed.map(|called| Self::renamed(&receipt.name, called, language));
        let said: Vec<String> = [self.say(language)].into_iter().chain(renamed).collect();
        said.join(language.pick(" ", ""))
    }

    /// Returns the sentence.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a list of sentences")]
    pub fn say(&self, language: Language) -> String {
        let pick =
            |english: &str, japanese: &str| language.pick(english.to_owned(), japanese.to_owned());
        match self {
            Self::Fine { days: Some(days) } => language.pick(
                format!("OK, renews by itself; {} left.", count(*days)),
                format!("正常です。自動で更新されます（残り {days} 日）。"),
            ),
            Self::Fine { days: None } => pick("OK, renews by itself.", "正常です。自動で更新されます。"),
            Self::NotRenewed { days, setback } if *days <= NEAR_END_DAYS => language.pick(
                format!("Works, {} left. It could not be renewed this time ({}); every run tries again. To be safe, generate a new token now and paste it here.", count(*days), setback.say(language)),
                format!("使えます（残り {days} 日）。今回は更新できませんでした（{}）。実行のたびにもう一度試します。念のため、新しいトークンを作ってここに貼ってください。", setback.say(language)),
            ),
            Self::NotRenewed { days, setback } => language.pick(
                format!("Works, {} left. It could not be renewed this time ({}); the next run tries again.", count(*days), setback.say(language)),
                format!("使えます（残り {days} 日）。今回は更新できませんでした（{}）。次の実行でもう一度試します。", setback.say(language)),
            ),
            Self::Protected { days } => protected(*days, language),
            Self::ShortLived => pick(
                "This token lives only an hour. Generate a long-lived one (User Token Generator) and paste it here.",
                "これは 1 時間で切れるトークンです。「アクセストークンを生成」で作ったトークンをここに貼ってください。",
            ),
            Self::Expired { days_ago: ..1 } => pick(
                "Expired. Generate a new token and paste it here; waiting posts then go out, if it is not too late for them.",
                "期限が切れました。新しいトークンを作ってここに貼ってください。待機中の投稿は、遅れすぎていなければ自動で投稿されます。",
            ),
            Self::Expired { days_ago } => language.pick(
                format!("Expired {} ago. Generate a new token and paste it here; waiting posts then go out, if it is not too late for them.", count(*days_ago)),
                format!("{days_ago} 日前に期限が切れました。新しいトークンを作ってここに貼ってください。待機中の投稿は、遅れすぎていなければ自動で投稿されます。"),
            ),
            Self::Invalid => pick(
                "Threads does not accept this token. Copy it again, whole, or generate a new one, and paste it here.",
                "Threads がこのトークンを受け付けません。全体をコピーし直すか、新しく作って貼ってください。",
            ),
            Self::NotATester => pick(
                "The tester invitation is not accepted yet. In Threads: Settings > Account > Website permissions > Invites, accept it, then generate a new token.",
                "テスターの招待がまだ承認されていません。Threads の 設定 > アカウント > ウェブサイトのアクセス許可 > 招待 で承認し、トークンを作り直してください。",
            ),
            Self::WrongApp => pick(
                "Threads does not know this app. Take the Threads app's own id and secret (THREADS_APP_SECRET), lower down on the Meta app's basic settings page, not those of the Meta app; then generate a new token and paste it here.",
                "Threads がこのアプリを認識しません。Meta アプリのものではなく、「ベーシック」設定の下のほうにある Threads アプリの ID とシークレット（THREADS_APP_SECRET）を使い、トークンを作り直して貼ってください。",
            ),
            Self::NotPermitted => pick(
                "This token may not publish. Add threads_basic and threads_content_publish in the Meta app, generate a new token and paste it here.",
                "このトークンには投稿の権限がありません。Meta アプリで threads_basic と threads_content_publish を追加し、トークンを作り直して貼ってください。",
            ),
            Self::Restricted => pick(
                "Threads has restricted this account. Open the Threads app and follow what it asks; posts wait.",
                "Threads がこのアカウントを制限しています。Threads アプリを開いて案内に従ってください。投稿は待機します。",
            ),
            Self::LoginAsked => pick(
                "Threads asks for a login. Log in to threads.com as this account and follow the instructions there; waiting posts then go out by themselves. If this stays, generate a new token and paste it here.",
                "Threads がログインを求めています。ブラウザで Threads にこのアカウントでログインし、表示される案内に従ってください。そのあと待機中の投稿は自動で投稿されます。続くようなら、トークンを作り直してここに貼ってください。",
            ),
            Self::ProofAsked => pick(
                "The Meta app requires a signature with every call. In the Meta app, open App settings > Advanced and switch off \"Require App Secret\"; waiting posts then go out by themselves.",
                "Meta アプリが呼び出しごとの署名を求めています。Meta アプリの「アプリの設定 > 詳細設定」で「Require App Secret（app secret が必要）」をオフにしてください。そのあと待機中の投稿は自動で投稿されます。",
            ),
            Self::Blocked { setback } => {
                let setback = setback.say(language);
                language.pick(
                    format!("Threads refuses this account or the Meta app ({setback}). Look for a notice in the Threads app and on developers.facebook.com; posts wait, and every run tries again."),
                    format!("Threads がこのアカウントか Meta アプリからの操作を受け付けません（{setback}）。Threads アプリと Meta の開発者ページにお知らせが出ていないかご確認ください。投稿は待機し、実行のたびにもう一度試します。"),
                )
            }
            Self::WrongAccount { row_says, belongs_to } => language.pick(
                format!("This token belongs to @{belongs_to}, but the row says @{row_says}. Sign in to Threads as @{row_says}, generate the token again and paste it here. If the account was renamed, write @{belongs_to} into Account and into its posts instead."),
                format!("このトークンは @{belongs_to} のものですが、この行は @{row_says} です。@{row_says} でログインし、トークンを作り直して貼ってください。ユーザーネームを変更した場合は、代わりに「アカウント」と投稿の行を @{belongs_to} に書き換えてください。"),
            ),
            Self::Cell(fault) => fault.say(language),
            Self::SameName { other_row } => language.pick(
                format!("Row {other_row} has the same account. Keep one of the two rows."),
                format!("{other_row} 行目に同じアカウントがあります。どちらか 1 行だけ残してください。"),
            ),
            Self::Loading { column, .. } => cells::loading_account(*column, language),
            Self::Unreachable { days: days @ 1.., setback } => language.pick(
                format!("For {} Threads could not be asked about this account ({}), so its posts wait. Open the account in the Threads app and follow what it asks; if all is well there, generate a new token and paste it here. Every run tries again.", count(*days), setback.say(language)),
                format!("{days} 日間、Threads にこのアカウントを確認できていません（{}）。投稿は待機しています。Threads アプリでこのアカウントを開き、案内があれば従ってください。問題がなければ、トークンを作り直してここに貼ってください。実行のたびにもう一度試します。", setback.say(language)),
            ),
            Self::Unreachable { setback, .. } => language.pick(
                format!("Could not ask Threads ({}). The next run tries again.", setback.say(language)),
                format!("Threads に確認できませんでした（{}）。次の実行でもう一度試します。", setback.say(language)),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_of_a_working_token_begins_as_its_colour_expects() {
        for language in [Language::English, Language::Japanese] {
            for days in [None, Some(1), Some(59)] {
                let said = AccountState::Fine { days }.say(language);
                assert!(said.starts_with(AccountState::fine_begins(language)), "{said}");
            }
        }
    }
}
