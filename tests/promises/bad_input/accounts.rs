//! Cases 43 to 67, and 130: accounts and their tokens, each with one post that is due.

use serde_json::json;
use threadsheet_core::columns::AccountColumn;

use super::account_case::{AccountCase, account_case, hold};

/// What is typed into Token. `{token}` is the token of the row's own account, `{head}` and `{tail}` its two
/// halves, and `{name}` the account's name.
#[track_caller]
fn token(number: u16, typed: &str) -> AccountCase {
    account_case(number).and(AccountColumn::Token, typed)
}

/// What is typed into Enabled.
#[track_caller]
fn enabled(number: u16, typed: &str) -> AccountCase {
    account_case(number).and(AccountColumn::Enabled, typed)
}

pub(super) fn cases() -> Vec<AccountCase> {
    let mut cases = pasted();
    cases.extend(no_tokens());
    cases.extend(told_by_threads());
    cases.extend(switched());
    cases
}

/// What is cleaned.
fn pasted() -> Vec<AccountCase> {
    vec![
        token(43, r#""{token}""#),
        token(43, "“{token}”"),
        token(44, "Bearer {token}"),
        token(45, "{head}\n {tail}"),
        token(46, "\u{feff}{head}\u{200b}{tail}"),
        token(47, "access_token={token}&expires_in=5184000"),
        token(47, r#"{"access_token":"{token}","token_type":"bearer"}"#),
        account_case(53).and(AccountColumn::Account, "@{NAME} "),
        account_case(53).and(AccountColumn::Account, "https://www.threads.com/@{name}"),
        account_case(59).issued(55 * 24, 60).and(AccountColumn::Expires, "2099/01/01").fine(
            "OK, renews automatically; 60 days left.",
            "正常です。自動で更新されます（残り 60 日）。",
        ),
        account_case(60).issued(55 * 24, 60).and(AccountColumn::Expires, "来年").fine(
            "OK, renews automatically; 60 days left.",
            "正常です。自動で更新されます（残り 60 日）。",
        ),
        account_case(62).issued(1, 10).fine(
            "OK, renews automatically; 10 days left.",
            "正常です。自動で更新されます（残り 10 日）。",
        ),
    ]
}

/// What is no token of Threads.
fn no_tokens() -> Vec<AccountCase> {
    let long = "x1Yz".repeat(20);
    vec![
        token(49, &format!("IGAA{long}")).told(
            r#""Token" holds a token for Instagram, and Threads needs its own. Generate one under the Threads API in the Meta app and paste it here."#,
            "「トークン」に Instagram のトークンが入っています。Meta のアプリ画面で Threads API の「アクセストークンを生成」で作り、貼り直してください。",
        ),
        token(49, &format!("EAA{long}")).told(
            r#""Token" holds a token for Facebook, and Threads needs its own. Generate one under the Threads API in the Meta app and paste it here."#,
            "「トークン」に Facebook のトークンが入っています。Meta のアプリ画面で Threads API の「アクセストークンを生成」で作り、貼り直してください。",
        ),
        token(49, &["TH", "|1234567890|", &long[..27]].concat()).told(
            r#""Token" holds the token of the app itself, which cannot post for any account. Generate a token for this account and paste it here."#,
            "「トークン」にアプリ自体のトークンが入っています。これでは投稿できません。このアカウントの「アクセストークンを生成」で作り、貼り直してください。",
        ),
        token(49, "17841400000000000").told(
            r#""Token" holds only a number, such as an id. Paste the access token: a long line of letters and digits that begins with TH."#,
            "「トークン」に数字だけ（ID など）が入っています。TH で始まる長い英数字のアクセストークンを貼ってください。",
        ),
        token(47, r#"{"error_message":"Invalid Request","error_code":1349245}"#).told(
            "The tester invitation is not accepted yet. In Threads: Settings > Account > Website permissions > Invites, accept it, then generate a new token.",
            "テスターの招待がまだ承認されていません。Threads の 設定 > アカウント > ウェブサイトのアクセス許可 > 招待 で承認し、トークンを作り直してください。",
        ),
        token(56, "").told(
            r#""Token" is empty. Generate a token in the Meta app and paste it here; waiting posts then go out, unless it is too late for them."#,
            "「トークン」が空です。Meta のアプリ画面の「アクセストークンを生成」で作り、ここに貼ってください。待機中の投稿は、遅れすぎていなければ自動で投稿されます。",
        ),
        token(57, "THAAx1Yz").told(
            "Threads does not accept this token. Copy the whole token again, or generate a new one, and paste it here.",
            "Threads がこのトークンを受け付けません。全体をコピーし直すか、新しく作って貼ってください。",
        ),
        token(65, r#"="{token}""#).told(
            r#""Token" holds a formula, so it is neither used nor renewed. Paste the token itself into the cell."#,
            "「トークン」が数式になっているため、使うことも更新することもできません。トークンそのものをセルに貼ってください。",
        ),
        // What is in a note is for people; for the program the cell is empty.
        token(66, "").note("{token}").told(
            r#""Token" is empty. Generate a token in the Meta app and paste it here; waiting posts then go out, unless it is too late for them."#,
            "「トークン」が空です。Meta のアプリ画面の「アクセストークンを生成」で作り、ここに貼ってください。待機中の投稿は、遅れすぎていなければ自動で投稿されます。",
        ),
    ]
}

/// What only Threads can say of a token.
fn told_by_threads() -> Vec<AccountCase> {
    let no_permission =
        json!({"message": "Permission denied", "type": "OAuthException", "code": 10});
    let new_password = json!({"message": "Error validating access token: The session has been \
        invalidated because the user changed their password", "type": "OAuthException", "code": 190,
        "error_subcode": 460});
    vec![
        account_case(48).short_lived().told(
            "This token is valid for only an hour. Generate a long-lived one (User Token Generator) and paste it here.",
            "これは 1 時間で切れるトークンです。「アクセストークンを生成」で作ったトークンをここに貼ってください。",
        ),
        account_case(50).of("somebody").told(
            "This token belongs to @somebody, but the row says @{name}. Sign in to Threads as @{name}, generate the token again and paste it here. If the account was renamed, enter @somebody in Account and in its posts instead.",
            "このトークンは @somebody のものですが、この行は @{name} です。@{name} でログインし、トークンを作り直して貼ってください。ユーザーネームを変更した場合は、代わりに「アカウント」と投稿の行を @somebody に書き換えてください。",
        ),
        account_case(51).of("my_shop").told(
            "This token belongs to @my_shop, but the row says @{name}. Sign in to Threads as @{name}, generate the token again and paste it here. If the account was renamed, enter @my_shop in Account and in its posts instead.",
            "このトークンは @my_shop のものですが、この行は @{name} です。@{name} でログインし、トークンを作り直して貼ってください。ユーザーネームを変更した場合は、代わりに「アカウント」と投稿の行を @my_shop に書き換えてください。",
        ),
        token(57, "{head}").told(
            "Threads does not accept this token. Copy the whole token again, or generate a new one, and paste it here.",
            "Threads がこのトークンを受け付けません。全体をコピーし直すか、新しく作って貼ってください。",
        ),
        account_case(58).issued(63 * 24, 60).told(
            "Expired. Generate a new token and paste it here; waiting posts then go out, unless it is too late for them.",
            "期限が切れました。新しいトークンを作ってここに貼ってください。待機中の投稿は、遅れすぎていなければ自動で投稿されます。",
        ),
        account_case(63).answered(&no_permission).told(
            "This token is not allowed to publish. Add threads_basic and threads_content_publish in the Meta app, generate a new token and paste it here.",
            "このトークンには投稿の権限がありません。Meta アプリで threads_basic と threads_content_publish を追加し、トークンを作り直して貼ってください。",
        ),
        account_case(64).answered(&new_password).told(
            "Threads does not accept this token. Copy the whole token again, or generate a new one, and paste it here.",
            "Threads がこのトークンを受け付けません。全体をコピーし直すか、新しく作って貼ってください。",
        ),
        account_case(52).named("my_twin").told(
            "Row {below} has the same account. Keep one of the two rows.",
            "{below} 行目に同じアカウントがあります。どちらか 1 行だけ残してください。",
        ),
        account_case(52).named("my_twin").and(AccountColumn::Account, "@My_Twin ").told(
            "Row {above} has the same account. Keep one of the two rows.",
            "{above} 行目に同じアカウントがあります。どちらか 1 行だけ残してください。",
        ),
    ]
}

/// What is read of Enabled.
fn switched() -> Vec<AccountCase> {
    vec![
        enabled(130, "TRUE"),
        enabled(130, "yes"),
        enabled(130, "1"),
        enabled(130, "✔"),
        enabled(130, "x"),
        enabled(130, ""),
        enabled(130, "' \u{3000}"),
        enabled(55, "FALSE").off(),
        enabled(55, "いいえ").off(),
        enabled(130, "no").off(),
        enabled(130, "0").off(),
        enabled(130, "'FALSE").off(),
        // A word that is neither yes nor no was not written there to let posts out.
        enabled(130, "夏休み").off().fine(
            r#""Enabled" says "夏休み", which is neither yes nor no, so this account's posts wait. Tick the box, or type TRUE or FALSE."#,
            "「有効」の「夏休み」は「はい」とも「いいえ」とも読み取れないため、投稿は待機しています。チェックボックスにするか、「TRUE」か「FALSE」と入力してください。",
        ),
    ]
}

#[tokio::test]
async fn a_token_is_used_for_its_own_account_or_told_with_where_to_get_a_new_one() {
    hold(&cases()).await;
}
