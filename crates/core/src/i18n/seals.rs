//! What is said about sealed tokens: in a Token status, in a check, and on the terminal.

use super::commands::{Words, words};
use crate::headings::AccountColumn;
use crate::language::Language;
use crate::seal::{Seal, SealFault};

/// Says why a sealed token cannot be used, and what to do.
#[must_use]
pub fn fault(fault: SealFault, language: Language) -> String {
    let header = AccountColumn::Token.header(language);
    match fault {
        SealFault::NoKey => language.pick(
            format!("\"{header}\" is sealed, and there is no key to open it with. Put the key into THREADSHEET_KEY where the program runs. If the key is lost, generate a new token and paste it here."),
            format!("「{header}」は暗号化されていますが、開くための鍵がありません。プログラムを動かしている所で THREADSHEET_KEY に鍵を設定してください。鍵をなくした場合は、新しいトークンを作ってここに貼ってください。"),
        ),
        SealFault::OtherKey => language.pick(
            format!("\"{header}\" was sealed with another key than those in THREADSHEET_KEY. Add that key there, after a comma. If it is lost, generate a new token and paste it here."),
            format!("「{header}」は、THREADSHEET_KEY とは別の鍵で暗号化されています。その鍵をコンマのあとに追加してください。なくした場合は、新しいトークンを作ってここに貼ってください。"),
        ),
        SealFault::Elsewhere => language.pick(
            format!("\"{header}\" was sealed for another spreadsheet, and opens only there. Paste this account's token here as it is; the next run seals it."),
            format!("「{header}」は別のスプレッドシート用に暗号化されたもので、ここでは開けません。このアカウントのトークンをそのまま貼ってください。次の実行で暗号化されます。"),
        ),
        SealFault::OtherUser => language.pick(
            format!("\"{header}\" was sealed for another Threads account than the one this row has posted as, so it is not used. Paste this account's token here as it is; the next run seals it."),
            format!("「{header}」は、この行でこれまで使っていたものとは別の Threads アカウント用に暗号化されているため、使いません。このアカウントのトークンをそのまま貼ってください。次の実行で暗号化されます。"),
        ),
        SealFault::Damaged => language.pick(
            format!("\"{header}\" holds a sealed token of which a part is missing or was changed. Copy it again from beginning to end, or generate a new token and paste it here."),
            format!("「{header}」の暗号化されたトークンは、一部が欠けているか書き換えられています。最初から最後までコピーし直すか、新しいトークンを作ってここに貼ってください。"),
        ),
        SealFault::Newer => language.pick(
            format!("\"{header}\" was sealed by a newer version of threadsheet. Use that version here too, or generate a new token and paste it here."),
            format!("「{header}」は、より新しいバージョンの threadsheet で暗号化されています。ここでも新しいバージョンを使うか、新しいトークンを作ってここに貼ってください。"),
        ),
    }
}

/// Says whether a token is sealed, where there is a key; one that is of no use is not sealed any more.
#[must_use]
pub fn standing(seal: Option<&Seal>, is_usable: bool, language: Language) -> &'static str {
    match seal {
        Some(Seal { is_current: true, .. }) => language.pick("Sealed.", "暗号化済みです。"),
        Some(_) if is_usable => language.pick(
            "Sealed with an older key; the next run seals it anew.",
            "古い鍵で暗号化されています。次の実行で新しい鍵に替わります。",
        ),
        Some(_) => language.pick("Sealed with an older key.", "古い鍵で暗号化されています。"),
        None if is_usable => language.pick(
            "Not sealed yet; the next run seals it.",
            "まだ暗号化されていません。次の実行で暗号化されます。",
        ),
        None => language.pick("Not sealed.", "暗号化されていません。"),
    }
}

/// What a run says that has sealed a token.
pub const SEALED: Words = words("The token is sealed now.", "トークンを暗号化しました。");

/// What a person is told who is shown a new key.
pub const KEEP_THE_KEY: Words = words(
    "Keep this line in a password manager, and put it into THREADSHEET_KEY where the program runs (GitHub: Settings > Secrets and variables > Actions, a new secret of that name). Whoever has it and the sheet can open the tokens; without it nobody can, and new ones have to be pasted.",
    "この 1 行をパスワード管理アプリなどに保管し、プログラムを動かしている所で THREADSHEET_KEY に設定してください（GitHub では「Settings > Secrets and variables > Actions」に、この名前のシークレットを作ります）。この鍵とシートの両方を持つ人はトークンを開けます。鍵をなくすとだれも開けず、トークンの貼り直しが必要です。",
);

/// How a person is asked for the token that is to be sealed.
pub const ASK: Words = words(
    "Paste the token and press Enter; it is not shown.",
    "トークンを貼り付けて Enter を押してください（画面には表示されません）。",
);

/// Says whose token was sealed, for the person who pastes it; `days` are whole days until it expires.
#[must_use]
pub fn paste(name: &str, days: Option<i64>, language: Language) -> String {
    let token = AccountColumn::Token.header(language);
    let days = days.map(|days| {
        language.pick(format!(" Days left: {days}."), format!("有効期限まであと {days} 日です。"))
    });
    let days = days.unwrap_or_default();
    language.pick(
        format!("Sealed for @{name}, in this spreadsheet alone.{days} Paste the line into \"{token}\" in the row of {name}."),
        format!("@{name} 用に、このスプレッドシート専用として暗号化しました。{days}この 1 行を {name} の行の「{token}」に貼ってください。"),
    )
}
