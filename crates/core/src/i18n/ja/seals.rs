//! What is said about sealed tokens.

use super::LANGUAGE;
use crate::columns::AccountColumn;
use crate::seal::Seal;
use crate::token::SealFault;

pub(crate) fn fault(fault: SealFault) -> String {
    let header = AccountColumn::Token.header(LANGUAGE);
    match fault {
        SealFault::NoKey => format!(
            "「{header}」は暗号化されていますが、開くための鍵がありません。プログラムを動かしている所で THREADSHEET_KEY に鍵を設定してください。鍵をなくした場合は、新しいトークンを作ってここに貼ってください。"
        ),
        SealFault::OtherKey => format!(
            "「{header}」は、THREADSHEET_KEY とは別の鍵で暗号化されています。その鍵をコンマのあとに追加してください。なくした場合は、新しいトークンを作ってここに貼ってください。"
        ),
        SealFault::Elsewhere => format!(
            "「{header}」は別のスプレッドシート用に暗号化されたもので、ここでは開けません。このアカウントのトークンをそのまま貼ってください。次の実行で暗号化されます。"
        ),
        SealFault::OtherUser => format!(
            "「{header}」は、この行でこれまで使っていたものとは別の Threads アカウント用に暗号化されているため、使いません。このアカウントのトークンをそのまま貼ってください。次の実行で暗号化されます。"
        ),
        SealFault::Damaged => format!(
            "「{header}」の暗号化されたトークンは、一部が欠けているか書き換えられています。最初から最後までコピーし直すか、新しいトークンを作ってここに貼ってください。"
        ),
        SealFault::Newer => format!(
            "「{header}」は、より新しいバージョンの threadsheet で暗号化されています。ここでも新しいバージョンを使うか、新しいトークンを作ってここに貼ってください。"
        ),
    }
}

pub(crate) fn standing(seal: Option<&Seal>, is_usable: bool) -> &'static str {
    match seal {
        Some(Seal { is_current: true, .. }) => "暗号化済みです。",
        Some(_) if is_usable => "古い鍵で暗号化されています。次の実行で新しい鍵に替わります。",
        Some(_) => "古い鍵で暗号化されています。",
        None if is_usable => "まだ暗号化されていません。次の実行で暗号化されます。",
        None => "暗号化されていません。",
    }
}

pub(crate) const SEALED: &str = "トークンを暗号化しました。";
pub(crate) const KEEP_THE_KEY: &str = "この 1 行をパスワード管理アプリなどに保管し、プログラムを動かしている所で THREADSHEET_KEY に設定してください（GitHub では「Settings > Secrets and variables > Actions」に、この名前のシークレットを作ります）。この鍵とシートの両方を持つ人はトークンを開けます。鍵をなくすとだれも開けず、トークンの貼り直しが必要です。";
pub(crate) const ASK: &str =
    "トークンを貼り付けて Enter を押してください（画面には表示されません）。";

pub(crate) fn paste(name: &str, days: Option<i64>) -> String {
    let token = AccountColumn::Token.header(LANGUAGE);
    let days = days.map(|days| format!("有効期限まであと {days} 日です。"));
    let days = days.unwrap_or_default();
    format!(
        "@{name} 用に、このスプレッドシート専用として暗号化しました。{days}この 1 行を {name} の行の「{token}」に貼ってください。"
    )
}
