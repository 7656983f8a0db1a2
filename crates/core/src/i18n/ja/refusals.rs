//! Why a post certainly did not go out, in its Message cell.

use super::{LANGUAGE, cells};
use crate::columns::PostStatus;
use crate::i18n::display::short;
use crate::media::server_response::ServedWhy;
use crate::media::{MediaFault, MediaWhy};
use crate::reason::{MediaError, Refusal, TreeFault};

pub(crate) fn refusal(refusal: &Refusal, again: Option<PostStatus>) -> String {
    match refusal {
        Refusal::Cell(fault) | Refusal::CellByThreads { fault, .. } => fault.say(LANGUAGE),
        Refusal::UnknownAccount { name, nearest } => unknown_account(name, nearest.as_deref()),
        Refusal::SamePost { other_row } => format!("{other_row} 行目に同じ投稿があります。もう一度投稿するには、本文か投稿日時を変えてください。"),
        Refusal::SameText { other_row, from } => format!(
            "{other_row} 行目と同じ文です。「設定」タブの「同じ文の再投稿まで」により、次に投稿できるのは {} からです。本文か投稿日時を変えてください。このまま投稿するには「ステータス」を「今すぐ」にしてください。",
            from.format("%Y/%m/%d %-H:%M")
        ),
        Refusal::NoParent => "「返信先」が「前の行」ですが、上に同じアカウントの投稿がありません。返信したい投稿の下の行に移してください。".to_owned(),
        Refusal::ParentGone => format!("返信先の行がなくなったため、投稿しませんでした（ほかの投稿の下に付くのを防ぐためです）。その行を元に戻してください。今のすぐ上の行への返信にしてよければ、{}ください。", once_more(again).1),
        Refusal::Tree(fault) => tree(*fault),
        Refusal::TreeParentGone => format!("この行の 1 つ前にあった行がツリーからなくなったため、投稿しませんでした（ほかの投稿の下に付くのを防ぐためです）。その行を元に戻してください。今の順番のまま投稿してよければ、{}ください。", once_more(again).1),
        Refusal::ParentNotFound => format!("「返信先」の投稿が Threads で見つかりません。投稿が残っているか確かめ、セルを直すか{}と、もう一度試します。", once_more(again).0),
        Refusal::PartBeforeNotFound => format!("1 つ前の投稿が Threads で見つからず、続きを付けられません。投稿が残っているか確かめ、{}と、もう一度試します。ここまでにする場合は、ステータスを「投稿済み」にしてください。", once_more(again).0),
        Refusal::PartBeforeUnknown => "1 つ前の投稿のアドレスが分からないため、続きを付けられません。残りはアプリから投稿し、ステータスを「投稿済み」にしてください。".to_owned(),
        Refusal::ThreadRewritten => "最初の投稿が公開されたあとで、この行が書き換えられています。続きを投稿するには、本文・日時・アカウントを元に戻すか、ステータスを「今すぐ」にしてください。新しい投稿にする場合は、ステータスを「投稿済み」にしてから別の行に書いてください。".to_owned(),
        Refusal::PartMoved => "同じ文が、別の欄の投稿としてすでに公開されています。欄がずれているようです。元の欄に戻すか、このセルを空にしてください。このまま投稿するには、ステータスを「今すぐ」にしてください。".to_owned(),
        Refusal::ByThreads { detail } => {
            let detail = detail.say(LANGUAGE);
            format!("Threads がこの投稿を受け付けませんでした（{detail}）。行を直すと、自動でもう一度投稿します。")
        }
        Refusal::MediaFailed { word } => media_failed(word, again),
        Refusal::MediumUnknown { url, why: ServedWhy::Unknown } => format!("{} が画像か動画か分かりません。先頭に image: または video: と書いてください。", short(url)),
        Refusal::MediumUnknown { url, why } => {
            let fault = MediaFault { why: MediaWhy::Served(why.clone()), read: url.clone() };
            let fault = cells::media(&fault);
            format!("{fault}セルを変えずに直した場合は、{}と、もう一度試します。", once_more(again).0)
        }
    }
}

/// Says why a row can go under none of its tree.
fn tree(fault: TreeFault) -> String {
    match fault {
        TreeFault::NoOrder { other_row } => format!(
            "{other_row} 行目と同じ「ツリーID」ですが、「投稿順序」が空です。ツリーの行は番号の小さい順に投稿されます。番号を入力してください。"
        ),
        TreeFault::SameOrder { other_row } => format!(
            "{other_row} 行目と「ツリーID」も「投稿順序」も同じです。どちらかの番号を変えるか、別のツリーなら「ツリーID」を変えてください。"
        ),
        TreeFault::OrderTaken { other_row } => format!(
            "{other_row} 行目と「ツリーID」も「投稿順序」も同じで、その行はもう投稿されています。ツリーをコピーした場合は、コピーした行すべての「ツリーID」を新しいものに変えてください。このツリーに続ける場合は、投稿済みの行より大きい番号にしてください。"
        ),
        TreeFault::Passed { other_row } => format!(
            "このツリーの {other_row} 行目は、この行より「投稿順序」が大きく、もう投稿されているため、その前には入れられません。投稿済みの行より大きい番号にするか、「ツリーID」を変えてください。"
        ),
        TreeFault::OtherAccount { other_row } => format!(
            "{other_row} 行目と同じ「ツリーID」ですが、アカウントが違います。1 つのツリーは 1 つのアカウントで投稿します。アカウントを直すか、この行の「ツリーID」を変えてください。"
        ),
        TreeFault::ReplyTo { other_row } => format!(
            "「ツリーID」では {other_row} 行目の続きですが、「返信先」が別の投稿になっています。どちらかを空にしてください。"
        ),
        TreeFault::PublishedElsewhere { other_row } => format!(
            "「ツリーID」では {other_row} 行目の続きですが、その行はこのプログラムで投稿していないため、どの投稿か分かりません。その投稿の URL を「返信先」に貼ってください。"
        ),
    }
}

/// Says what has a row tried again as it stands, as `…する` and as `…して`.
fn once_more(again: Option<PostStatus>) -> (String, String) {
    let (how, ends) = match again {
        Some(status) => {
            (format!("「ステータス」で「{}」を選び直", status.word(LANGUAGE)), ["す", "して"])
        }
        None => ("「ステータス」を空に".to_owned(), ["する", "して"]),
    };
    (format!("{how}{}", ends[0]), format!("{how}{}", ends[1]))
}

/// Explains Threads' word for what is wrong with a medium.
fn media_failed(word: &str, again: Option<PostStatus>) -> String {
    let why = match MediaError::of(word) {
        MediaError::Duration => Some("長すぎます（上限は 5 分）"),
        MediaError::AspectRatio => Some("縦横の比が極端です"),
        MediaError::FrameRate => Some("フレームレートが範囲外です（23〜60 fps）"),
        MediaError::BitRate => Some("ビットレートが高すぎます"),
        MediaError::Audio => Some("音声を使えません（AAC のモノラルかステレオ）"),
        MediaError::Conversion => Some("動画を変換できません"),
        MediaError::Unread => None,
    };
    let (_, once_more) = once_more(again);
    match why {
        Some(why) => format!(
            "Threads がこの画像・動画を使えませんでした: {why}（「{word}」）。保存し直して新しいアドレスを貼るか、{once_more}もう一度試してください。"
        ),
        None => format!(
            "Threads が画像または動画を読み込めませんでした（「{word}」）。ログインなしで開ける JPEG・PNG・MP4・MOV のアドレスか確かめ、セルを直すか{once_more}ください。"
        ),
    }
}

fn unknown_account(name: &str, nearest: Option<&str>) -> String {
    let hint = nearest.map(|nearest| format!("「{nearest}」ではありませんか。"));
    let hint = hint.unwrap_or_default();
    format!(
        "「アカウント」タブに「{name}」がありません。{hint}名前を直すか、アカウントを追加してください。"
    )
}
