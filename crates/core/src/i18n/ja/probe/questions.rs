//! What a live probe asks before it does what others see, and why it refuses a spreadsheet.

use crate::probe_result::Question;
use crate::run_error::InTheWay;

pub(crate) fn ask(question: &Question) -> String {
    match question {
        Question::Post { account, posts_max } => format!(
            "@{account} に短いテスト投稿をし、同じものをもう一度送って Threads の動きを調べます。だれでも見られる投稿が、最大 {posts_max} 件できます。threadsheet では消せないので、あとで Threads アプリで削除してください。投稿しますか？（はい / いいえ）"
        ),
        Question::Renew { account } => format!(
            "@{account} のトークンを更新し、古いトークンがまだ使えるか調べますか。新しいトークンはこのスプレッドシートの「トークン」に入ります。古いものが使えなくなった場合は、ふだんのシートにも貼り直す必要があります。更新しますか？（はい / いいえ）"
        ),
    }
}

pub(crate) fn refused(why: &InTheWay) -> String {
    let found = match why {
        InTheWay::Mark => "このスプレッドシートは threadsheet で使われています。".to_owned(),
        InTheWay::Filled { tab } => format!("タブ「{tab}」が空ではありません。"),
        InTheWay::Accounts { tab } => {
            format!("タブ「{tab}」に、1 つのアカウント以外のものがあります。")
        }
        InTheWay::AccountMissing { account } => {
            return format!(
                "@{account} のトークンは、このスプレッドシートから読みます。「アカウント」という名前のタブの 1 行目に「アカウント」「トークン」、2 行目に {account} とそのトークンを入れてください。"
            );
        }
        InTheWay::NoName { typed } => {
            return format!(
                "「{typed}」は Threads のユーザーネームではありません。--account にはプロフィールの名前（例: my_shop）を指定してください。"
            );
        }
    };
    format!(
        "{found}この測定は、だれも使っていないシートでだけ行います。新しい空のスプレッドシートを作って同じように共有し、--spreadsheet で指定してください。何も変更していません。"
    )
}

pub(crate) fn yes() -> &'static [&'static str] {
    &["はい"]
}
