//! Cases 128 to 131, and the Account cell of a post: words that choose.

use threadsheet_core::columns::{PostColumn, PostStatus};

use super::post_case::{PostCase, hold, post_case};

/// What is typed into Status.
#[track_caller]
fn status(number: u16, typed: &str) -> PostCase {
    post_case(number, PostColumn::Status, typed)
}

/// What is typed into Account.
#[track_caller]
fn account(number: u16, typed: &str) -> PostCase {
    post_case(number, PostColumn::Account, typed)
}

#[expect(clippy::too_many_lines, reason = "a table")]
pub(super) fn cases() -> Vec<PostCase> {
    vec![
        status(128, " QUEUED "),
        status(128, "予約済み"),
        status(128, "Ready").and(PostColumn::PublishAt, ""),
        status(128, "Done ").waits(),
        status(128, "済").waits(),
        status(128, "ＯＫ").waits(),
        status(128, "下書き").waits(),
        // Nothing is refused that was not to be sent yet: the word stands, and the row waits.
        status(128, "たぶん").waits().says(
            r#"Waiting: the Status "たぶん" is not known. Leave it empty or use Queued, Post now, Ready, Draft."#,
            "待機中: ステータスの「たぶん」は使えません。空にするか、「予約」「今すぐ」「承認済み」「下書き」のどれかにしてください。",
        ),
        status(128, "retry").waits().says(
            r#"Waiting: the Status "retry" is not known. Leave it empty or use Queued, Post now, Ready, Draft."#,
            "待機中: ステータスの「retry」は使えません。空にするか、「予約」「今すぐ」「承認済み」「下書き」のどれかにしてください。",
        ),
        status(128, "#REF!").waits().says(
            "Waiting: the Status \"#REF!\" is not known. Leave it empty or use Queued, Post now, Ready, Draft.",
            "待機中: ステータスの「#REF!」は使えません。空にするか、「予約」「今すぐ」「承認済み」「下書き」のどれかにしてください。",
        ),
        status(129, "TRUE").waits(),
        status(129, "FALSE"),
        status(130, "'TRUE").waits(),
        status(130, "✔").waits(),
        // Yes to what? Only marks that other tools set for a post that is out mean Published.
        status(130, "yes").waits().says(
            r#"Waiting: the Status "yes" is not known. Leave it empty or use Queued, Post now, Ready, Draft."#,
            "待機中: ステータスの「yes」は使えません。空にするか、「予約」「今すぐ」「承認済み」「下書き」のどれかにしてください。",
        ),
        status(130, "1").waits().says(
            r#"Waiting: the Status "1" is not known. Leave it empty or use Queued, Post now, Ready, Draft."#,
            "待機中: ステータスの「1」は使えません。空にするか、「予約」「今すぐ」「承認済み」「下書き」のどれかにしてください。",
        ),
        status(131, "posted").waits(),
        status(131, "投稿中").stops(PostStatus::Check).says(
            "Check the profile: this row says Publishing, but nothing is known about it. Set Status to Published if it is there, or to Post now to send it.",
            "アカウントを確認してください。「投稿中」とありますが、記録がありません。公開されていれば「ステータス」を「投稿済み」に、まだなら「今すぐ」にしてください。",
        ),
        account(53, "@My_Shop "),
        account(53, "＠ｍｙ＿ｓｈｏｐ"),
        account(53, "https://www.threads.com/@my_shop"),
        account(54, "my_shpo").fails(
            r#"There is no account "my_shpo" in the Accounts tab. Did you mean my_shop? Correct the name, or add the account there."#,
            "「アカウント」タブに「my_shpo」がありません。「my_shop」ではありませんか。名前を直すか、アカウントを追加してください。",
        ),
        account(54, "florist").fails(
            r#"There is no account "florist" in the Accounts tab. Correct the name, or add the account there."#,
            "「アカウント」タブに「florist」がありません。名前を直すか、アカウントを追加してください。",
        ),
        account(54, "カフェ").fails(
            r#""Account" says "カフェ", which is not a Threads user name. Type the name as it stands in the profile, for example my_shop."#,
            "「アカウント」の「カフェ」は Threads のユーザーネームではありません。プロフィールにあるとおりに、例えば my_shop のように入力してください。",
        ),
        account(54, "my_shop my_cafe").fails(
            r#""Account" says "my_shop my_cafe", and each row posts to one account. For several accounts, copy the row and type one name into each; for one, type its user name without blanks, for example my_shop."#,
            "「アカウント」に「my_shop my_cafe」とありますが、1 つの行から投稿できるのは 1 つのアカウントです。複数のアカウントで投稿するときは行をコピーし、行ごとに 1 つずつ入力してください。1 つだけのときは、my_shop のように空白のないユーザーネームを入力してください。",
        ),
        account(54, "all").fails(
            r#""Account" says "all", and each row posts to one account. For several accounts, copy the row and type one name into each; for one, type its user name without blanks, for example my_shop."#,
            "「アカウント」に「all」とありますが、1 つの行から投稿できるのは 1 つのアカウントです。複数のアカウントで投稿するときは行をコピーし、行ごとに 1 つずつ入力してください。1 つだけのときは、my_shop のように空白のないユーザーネームを入力してください。",
        ),
        account(55, "my_bar").waits().says(
            "Waiting: the account is switched off. Tick Enabled in the Accounts tab to send its posts.",
            "待機中: このアカウントは停止中です。「アカウント」タブの「有効」にチェックを入れると投稿します。",
        ),
        account(56, "my_inn").waits().says(
            "Waiting: the account's token needs attention; see the Accounts tab. This post goes out once that is fixed, unless it is too late by then.",
            "待機中: アカウントのトークンを確認してください。「アカウント」タブの案内どおりに直すと、遅れすぎていなければ投稿します。",
        ),
        account(154, "").fails(
            r#""Account" is empty. Type the account's Threads user name; below a merged cell, every row needs it."#,
            "「アカウント」が空です。Threads のユーザーネームを入力してください。セルを結合している場合は、行ごとに必要です。",
        ),
    ]
}

#[tokio::test]
async fn a_word_is_read_in_every_spelling_or_told_with_the_words_that_are_known() {
    hold(&cases()).await;
}
