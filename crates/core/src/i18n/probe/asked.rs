//! What a live probe asks before it does what others see, and why it refuses a spreadsheet.

use crate::cell::fold;
use crate::finding::Question;
use crate::language::Language;
use crate::stop::InTheWay;

/// Returns a question, to be answered in the same line.
#[must_use]
pub fn ask(question: &Question, language: Language) -> String {
    match question {
        Question::Post { account, posts_max } => language.pick(
            format!("The probe now publishes a short text on @{account}, for everybody to see, and then once more the same, to see what Threads does: at most {posts_max} public posts. It cannot delete them; you can, in the Threads app. Publish? [y/N]"),
            format!("@{account} に短いテスト投稿をし、同じものをもう一度送って Threads の動きを調べます。だれでも見られる投稿が、最大 {posts_max} 件できます。threadsheet では消せないので、あとで Threads アプリで削除してください。投稿しますか？（はい / いいえ）"),
        ),
        Question::Renew { account } => language.pick(
            format!("Renew the token of @{account}, to see whether the old one lives on? The new one goes into the Token cell of this spreadsheet. If the old one ends, your own desk needs the new one too. Renew? [y/N]"),
            format!("@{account} のトークンを更新し、古いトークンがまだ使えるか調べますか。新しいトークンはこのスプレッドシートの「トークン」に入ります。古いものが使えなくなった場合は、ふだんのシートにも貼り直す必要があります。更新しますか？（はい / いいえ）"),
        ),
    }
}

/// Tells whether an answer agrees. Anything that is not a plain yes does not.
#[must_use]
pub fn is_yes(answer: &str) -> bool {
    matches!(fold(answer).as_str(), "y" | "yes" | "はい")
}

/// Says why nothing is tried on a spreadsheet.
#[must_use]
pub fn refused(why: &InTheWay, language: Language) -> String {
    let found = match why {
        InTheWay::Mark => language.pick(
            "threadsheet has worked on this spreadsheet.".to_owned(),
            "このスプレッドシートは threadsheet で使われています。".to_owned(),
        ),
        InTheWay::Filled { tab } => language.pick(
            format!("The tab \"{tab}\" is not empty."),
            format!("タブ「{tab}」が空ではありません。"),
        ),
        InTheWay::Accounts { tab } => language.pick(
            format!("The tab \"{tab}\" holds more than one account, or something else."),
            format!("タブ「{tab}」に、1 つのアカウント以外のものがあります。"),
        ),
        InTheWay::AccountMissing { account } => return language.pick(
            format!("The probe takes the token of @{account} from this spreadsheet. Name a tab Accounts, type Account and Token into its first row, and below them {account} and its token."),
            format!("@{account} のトークンは、このスプレッドシートから読みます。「アカウント」という名前のタブの 1 行目に「アカウント」「トークン」、2 行目に {account} とそのトークンを入れてください。"),
        ),
        InTheWay::NoName { typed } => return language.pick(
            format!("\"{typed}\" is no Threads user name. Give --account the name from the profile, such as my_shop."),
            format!("「{typed}」は Threads のユーザーネームではありません。--account にはプロフィールの名前（例: my_shop）を指定してください。"),
        ),
    };
    language.pick(
        format!("{found} The probe is tried only where nobody works: make a new, empty spreadsheet, share it the same way, and name it with --spreadsheet. Nothing was changed."),
        format!("{found}お試しの測定は、だれも使っていないシートでだけ行います。新しい空のスプレッドシートを作って同じように共有し、--spreadsheet で指定してください。何も変更していません。"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_yes_agrees() {
        for answer in ["y\n", "YES", " ｙ ", "はい\r\n"] {
            assert!(is_yes(answer), "{answer:?}");
        }
        for answer in ["", "\n", "n", "いいえ", "yes please", "yy", "はいはい"] {
            assert!(!is_yes(answer), "{answer:?}");
        }
    }
}
