//! What is wrong with a stock row is told in that row, in the language of its tab, and never makes a post.

use threadsheet_practice::sheets::Seed;
use threadsheet_practice::world::enter;
use threadsheet_test_kit::{Practice, SHEET, due};

use super::{STOCK, Typed, desk, made, message, settle};

/// The columns in both languages: the row's own, one that Posts lack, and ours.
const HEADERS: [[&str; 2]; 12] = [
    ["Account", "アカウント"],
    ["Text", "本文"],
    ["When", "いつ"],
    ["Rest", "間隔"],
    ["Times", "回数"],
    ["Until", "期限"],
    ["Media", "メディア"],
    ["Status", "ステータス"],
    ["Publish at", "投稿日時"],
    ["Location", "場所"],
    ["Poll", "アンケート"],
    ["Message", "メッセージ"],
];

const GOOD: [&str; 11] = ["shop_a", "Good", "daily 9:00", "", "", "", "", "", "", "", ""];

/// A row that is wrong in one cell: which, what stands in it, and what the row is told in both languages.
struct Wrong(usize, &'static str, [&'static str; 2]);

const LINKS: &str = "One\n---\nhttps://a.example/1 https://a.example/2 https://a.example/3 https://a.example/4 https://a.example/5 https://a.example/6";

#[expect(clippy::too_many_lines, reason = "a table")]
fn wrong() -> Vec<Wrong> {
    vec![
        Wrong(
            0,
            "shop_c",
            [
                "There is no account \"shop_c\" in the Accounts tab. Did you mean shop_a? Correct the name, or add the account there.",
                "「アカウント」タブに「shop_c」がありません。「shop_a」ではありませんか。名前を直すか、アカウントを追加してください。",
            ],
        ),
        Wrong(
            0,
            "",
            [
                "\"Account\" is empty. Type the account's Threads user name; below a merged cell, every row needs it.",
                "「アカウント」が空です。Threads のユーザーネームを入力してください。セルを結合している場合は、行ごとに必要です。",
            ],
        ),
        Wrong(
            1,
            "",
            [
                "There is nothing to post yet: type a text or a media address.",
                "投稿する内容がまだありません。本文かメディアのURLを入力してください。",
            ],
        ),
        Wrong(
            1,
            "One\n---\n---\nTwo",
            [
                "Text 2 is empty: there is nothing between two lines ---. Write it, or take one of the lines out.",
                "2番目の文が空です(「---」の行が続いています)。文を入力するか、「---」の行を1つ消してください。",
            ],
        ),
        Wrong(
            1,
            LINKS,
            [
                "Text 2: \"Text\" and \"Link\" hold 6 different links, and Threads takes 5. Take out 1.",
                "2番目の文: 「本文」と「リンク」に合わせて 6 個のリンクがあります。Threads の上限は 5 個です。1 個減らしてください。",
            ],
        ),
        Wrong(
            2,
            "",
            [
                "When is empty. Type slots, or a rule like daily 9:00; Mon, Thu 20:00; 1st 9:00; every 3 days 9:00.",
                "「いつ」が空です。「枠」、または「毎日 9:00」「毎週月・木 20:00」「毎月1日 9:00」「3日ごと 9:00」のように入力してください。",
            ],
        ),
        Wrong(
            2,
            "sometimes",
            [
                "\"sometimes\" is not a rule that is known here. Type slots, or a rule like daily 9:00; Mon, Thu 20:00; 1st 9:00; every 3 days 9:00.",
                "「sometimes」は、使い方の決まりとして読み取れません。「枠」、または「毎日 9:00」「毎週月・木 20:00」「毎月1日 9:00」「3日ごと 9:00」のように入力してください。",
            ],
        ),
        Wrong(
            2,
            "Feb 30",
            [
                "\"Feb 30\" is not a rule that is known here. Type slots, or a rule like daily 9:00; Mon, Thu 20:00; 1st 9:00; every 3 days 9:00.",
                "「Feb 30」は、使い方の決まりとして読み取れません。「枠」、または「毎日 9:00」「毎週月・木 20:00」「毎月1日 9:00」「3日ごと 9:00」のように入力してください。",
            ],
        ),
        Wrong(
            2,
            "毎月31日 9:00",
            [
                "Not every month has a day 31. Type last day 9:00 for the last day of each month, or a day up to the 28th.",
                "31日がない月があります。月の最後の日なら「月末 9:00」、それ以外は28日までの日を入力してください。",
            ],
        ),
        Wrong(
            2,
            "32nd 9:00",
            [
                "No month has a day 32. Type a day from 1st to 28th, or last day 9:00.",
                "32日という日はありません。1日から28日まで、または「月末 9:00」と入力してください。",
            ],
        ),
        Wrong(
            2,
            "every 0 days 9:00",
            [
                "0 days is not a time between two uses. Type it like every 3 days 9:00, with 1 to 365.",
                "0日ごとにはできません。1から365までで、「3日ごと 9:00」のように入力してください。",
            ],
        ),
        Wrong(
            2,
            "daily",
            [
                "\"daily\" has no time of day. Add one, like 9:00.",
                "「daily」に時刻がありません。「9:00」のように足してください。",
            ],
        ),
        Wrong(
            2,
            "daily 25:00",
            [
                "The times of day in \"25:00\" cannot be used as they stand. Type them like 9:00 or 9:00, 18:30, at most 48 a week and apart from each other.",
                "「25:00」の時刻はこのままでは使えません。「9:00」や「9:00、18:30」のように、重ならない時刻を週48回までで入力してください。",
            ],
        ),
        Wrong(
            2,
            "slots",
            [
                "Waiting: this account has no Slots in the Accounts tab. Type them there, or type a rule like daily 9:00 into When.",
                "待機中: このアカウントには「アカウント」タブの「投稿枠」がありません。投稿枠を入力するか、「いつ」に「毎日 9:00」のように入力してください。",
            ],
        ),
        Wrong(
            3,
            "long",
            [
                "Rest says \"long\", which is not a length of time from 1 hour to 2 years. Type it like 3 days or 12h.",
                "「間隔」の「long」は、1時間から2年までの長さとして読み取れません。「3日」や「12時間」のように入力してください。",
            ],
        ),
        Wrong(
            4,
            "0",
            [
                "Times says \"0\", which is not a whole number from 1 on. Type one, or leave it empty for as often as you like.",
                "「回数」の「0」は、1以上の整数ではありません。数字を入力するか、何回でも使うなら空にしてください。",
            ],
        ),
        Wrong(
            4,
            "many",
            [
                "Times says \"many\", which is not a whole number from 1 on. Type one, or leave it empty for as often as you like.",
                "「回数」の「many」は、1以上の整数ではありません。数字を入力するか、何回でも使うなら空にしてください。",
            ],
        ),
        Wrong(
            5,
            "someday",
            [
                "Until says \"someday\", which is not a date with its year. Type it like 2026-12-31.",
                "「期限」の「someday」は年のある日付として読み取れません。「2026/12/31」のように入力してください。",
            ],
        ),
        Wrong(
            5,
            "1/15",
            [
                "Until says \"1/15\", which is not a date with its year. Type it like 2026-12-31.",
                "「期限」の「1/15」は年のある日付として読み取れません。「2026/12/31」のように入力してください。",
            ],
        ),
        Wrong(
            5,
            "2020-01-01",
            [
                "Done: there is no further time before its end, 2020-01-01 (Until). Type a later date to go on.",
                "期限の2020/01/01までに、もう使う時刻がありません。続けるには、先の日付を入力してください。",
            ],
        ),
        Wrong(
            6,
            "picture.jpg",
            [
                "\"Media\" says \"picture.jpg\": this is not a web address. Paste the address of an image or video, https://…",
                "「メディア」の「picture.jpg」: ウェブのアドレスではありません。https:// で始まる画像か動画のアドレスを貼ってください。",
            ],
        ),
        Wrong(
            7,
            "Post now",
            [
                "Status says \"Post now\". Leave it empty to use this row, or type Draft to keep it back.",
                "ステータスが「Post now」になっています。使う行は空に、使わない行は「下書き」にしてください。",
            ],
        ),
        Wrong(
            8,
            "2027-01-05 9:00",
            [
                "\"Publish at\" has no meaning in the Stock tab: When says the time, and a post from here replies to nothing. Empty the cell.",
                "「ストック」タブでは「投稿日時」は使われません。日時は「いつ」で決まり、返信にもなりません。このセルを空にしてください。",
            ],
        ),
        Wrong(
            10,
            "Yes",
            [
                "\"Poll\" holds something that this version cannot post, so the row was not posted. If the column is only for yourself, rename its header, for example to \"Poll (internal)\". Otherwise empty the cell.",
                "「アンケート」の内容はこのバージョンでは投稿できないため、この行は投稿しませんでした。ご自分用の列なら、見出しを「アンケート（社内用）」のように変えてください。そのほかの場合は、セルを空にしてください。",
            ],
        ),
    ]
}

/// Returns the messages of rows of which each is wrong, in a tab of that language; 0 is English.
async fn told(language: usize, rows: &[Wrong]) -> (Practice, Vec<String>) {
    let desk = Practice::new(&["shop_a", "shop_b"], &[due("shop_a", "Typed")]).await;
    desk.run().await;
    let seed = |text: &str| {
        if text.is_empty() { Seed::Empty } else { Seed::Text(text.to_owned()) }
    };
    let mut seeds = vec![HEADERS.iter().map(|pair| seed(pair[language])).collect::<Vec<_>>()];
    for Wrong(column, typed, _) in rows {
        let cells = (0..GOOD.len()).map(|at| seed(if at == *column { typed } else { GOOD[at] }));
        seeds.push(cells.collect());
    }
    seeds.push(GOOD.iter().map(|cell| seed(cell)).collect());
    let tab = [STOCK, "ストック"][language];
    enter(&desk.world).sheets.add_tab(SHEET, 33, tab, seeds);
    settle(&desk).await;
    let header = HEADERS[11][language];
    let told = (0..rows.len()).map(|at| desk.cell(tab, at + 2, header)).collect();
    (desk, told)
}

#[tokio::test]
async fn every_cell_has_a_refusal_of_its_own_in_both_languages_and_costs_its_own_row_alone() {
    let mut wrong = Vec::new();
    for language in [0, 1] {
        let rows = self::wrong();
        let (desk, told) = told(language, &rows).await;
        for (Wrong(column, typed, wanted), told) in rows.iter().zip(told) {
            if told != wanted[language] {
                wrong.push(format!("{} {typed:?}: {told}", HEADERS[*column][language]));
            }
        }
        let texts: Vec<String> = made(&desk).into_iter().map(|(_, text, _)| text).collect();
        assert_eq!(texts, ["Good"], "{language}");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn a_row_that_is_corrected_is_used() {
    let good: Typed = ["x", "daily 9:00", "", "", ""];
    let desk = desk(&[good]).await;
    desk.type_in(STOCK, 2, "Text", &format!("short\n---\n{}", "あ".repeat(600)));
    settle(&desk).await;
    assert!(message(&desk, 2).starts_with("Text 2: "), "{}", message(&desk, 2));
    assert!(made(&desk).is_empty());
    desk.type_in(STOCK, 2, "Text", "short");
    settle(&desk).await;
    assert_eq!(made(&desk).len(), 1, "corrected, it is used");
}

#[tokio::test]
async fn a_row_in_trouble_is_counted_once_and_is_news_once() {
    let desk = desk(&[["x", "sometimes", "", "", ""]]).await;
    let first = desk.run().await;
    assert_eq!((first.exit_code(), first.n_wrong_stock()), (1, 1));
    let second = desk.run().await;
    assert_eq!((second.exit_code(), second.n_wrong_stock()), (0, 1), "told before");
    let page = threadsheet::report::text::page(&second, threadsheet::report::screen::Screen::Plain);
    assert!(page.contains("Needs your attention: 1."), "{page}");
}
