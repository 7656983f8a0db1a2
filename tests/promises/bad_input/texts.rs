//! Cases 68 to 105: the text of a post.

use serde_json::json;
use threadsheet_core::columns::PostColumn;
use threadsheet_core::language::Language;

use super::post_case::{PostCase, hold, post_case};

/// What is typed into Text.
#[track_caller]
fn text(number: u16, typed: &str) -> PostCase {
    post_case(number, PostColumn::Text, typed)
}

/// What is typed with a `'` in front, which has the sheet keep it as text.
#[track_caller]
fn kept(number: u16, typed: &str) -> PostCase {
    post_case(number, PostColumn::Text, &format!("'{typed}")).sends(typed)
}

/// A post of tomorrow: what should be known of a text is said as long as it can be changed.
fn tomorrow(line: PostCase) -> PostCase {
    line.and(PostColumn::PublishAt, "2026-11-24 10:00").at("2026-11-24 10:00:00")
}

pub(super) fn cases() -> Vec<PostCase> {
    let mut cases = counted();
    cases.extend(as_typed());
    cases.extend(secrets());
    cases.extend(links());
    cases.extend(behind());
    cases.extend(no_text());
    cases.extend(formulas());
    cases.extend(loading());
    cases.extend(the_same());
    cases
}

/// How long a text may be.
fn counted() -> Vec<PostCase> {
    let links = |count: u8| {
        let links = (1..=count).map(|n| format!("https://a.example/{n}"));
        links.collect::<Vec<_>>().join(" ")
    };
    vec![
        text(68, &"あ".repeat(500)),
        text(69, &"あ".repeat(501)).fails(
            r#""Text" has 501 characters; 1 too many. Threads takes 500, and an emoji counts as several. Shorten the text."#,
            "「本文」が 501 文字あり、1 文字多すぎます。上限は 500 文字です（絵文字は 1 つで数文字に数えます）。短くしてください。",
        ),
        text(70, &"😀".repeat(200)).fails(
            r#""Text" has 800 characters; 300 too many. Threads takes 500, and an emoji counts as several. Shorten the text."#,
            "「本文」が 800 文字あり、300 文字多すぎます。上限は 500 文字です（絵文字は 1 つで数文字に数えます）。短くしてください。",
        ),
        text(97, &"a".repeat(50_000)).fails(
            r#""Text" has 50,000 characters; 49,500 too many. Threads takes 500, and an emoji counts as several. Shorten the text."#,
            "「本文」が 50,000 文字あり、49,500 文字多すぎます。上限は 500 文字です（絵文字は 1 つで数文字に数えます）。短くしてください。",
        ),
        // Threads makes the first tag the topic, and shows the others as text.
        text(98, "#a #b #c 三つのタグ"),
        text(98, &"#tag ".repeat(1_000)).fails(
            r#""Text" has 4,999 characters; 4,499 too many. Threads takes 500, and an emoji counts as several. Shorten the text."#,
            "「本文」が 4,999 文字あり、4,499 文字多すぎます。上限は 500 文字です（絵文字は 1 つで数文字に数えます）。短くしてください。",
        ),
        text(98, "Two topics").and(PostColumn::Topic, "#coffee #tea").fails(
            "\"Topic\" says \"#coffee #tea\": a post has one topic only. Keep one of them.",
            "「トピック」の「#coffee #tea」: トピックは 1 つの投稿に 1 つだけです。1 つに絞ってください。",
        ),
        text(98, "Abroad").and(PostColumn::Countries, "Japan, Elbonia").fails(
            "\"Countries\" says \"Elbonia\", which is not a known country. Type names or two-letter codes with commas between them, for example Japan, US.",
            "「公開する国」の「Elbonia」は国名として読み取れません。「日本、US」のように、国名か 2 文字の国コードを「、」で区切って入力してください。",
        ),
        text(98, "At home").and(PostColumn::Countries, "日本").fails(
            "Threads does not let this account choose the countries of a post, so it was not posted. Empty \"Countries\" to post it everywhere.",
            "このアカウントでは、Threads で公開する国を選べないため、投稿しませんでした。どの国にも公開してよければ、「公開する国」を空にしてください。",
        ),
        text(99, &links(5)),
        text(99, &links(6)).fails(
            r#""Text" and "Link" hold 6 different links, and Threads takes 5. Take out 1."#,
            "「本文」と「リンク」に合わせて 6 個のリンクがあります。Threads の上限は 5 個です。1 個減らしてください。",
        ),
    ]
}

/// What goes out letter by letter.
fn as_typed() -> Vec<PostCase> {
    vec![
        text(71, "👨‍👩‍👧‍👦 🇯🇵 👍🏽 1️⃣"),
        // A lost character may be meant; it is told as long as it can be put right.
        tomorrow(text(72, "a\u{fffd}b")).says(
            r#""Text" holds �, the sign of a lost character. If it is not intended, type that character again."#,
            "「本文」に文字化けの記号（�）があります。意図したものでなければ、その文字を入力し直してください。",
        ),
        text(73, "مرحبا \u{202b}abc\u{202c} שלום"),
        text(74, "cafe\u{301} か\u{3099}"),
        text(75, "Z\u{351}\u{36b}\u{343}a\u{328}lgo"),
        kept(81, "=1+1"),
        kept(84, "#N/A"),
        kept(85, "+123"),
        kept(85, "-5"),
        text(85, "@someone"),
        text(86, "a\r\nb\rc\u{b}d\u{2028}e").sends("a\nb\nc\nd\ne"),
        text(87, &format!("above{}below", "\n".repeat(13))),
        text(88, "a\n\n").sends("a"),
        text(89, "Monday\tclosed"),
        text(90, "“quotes” — dash"),
        text(91, "<b>&amp;</b>"),
        text(92, "**bold** [x](https://a.example)"),
        // How a text looks is not read, so nothing can be said about it.
        text(93, "Sold out").looks(json!({"textFormat": {"strikethrough": true, "bold": true}})),
        tomorrow(text(104, "a\0b\u{1b}c")).sends("abc").says(
            r#""Text" held invisible control characters; they are left out."#,
            "「本文」に目に見えない制御文字があったため、取り除きました。",
        ),
        text(105, "\u{e000}\u{378}x"),
    ]
}

/// What is said of a row whose time has come and that holds nothing to post.
const NOTHING: [&str; 2] = [
    "Waiting: there is nothing to post yet; \"Text\" and \"Media\" are empty. Fill in one of them. A picture placed over the cells cannot be read; paste its address into \"Media\".",
    "待機中: 「本文」も「メディア」も空のため、まだ投稿できません。どちらかを入力してください。セルの上に置いた画像は読み取れないので、そのアドレスを「メディア」に貼ってください。",
];

/// What must not become public.
fn secrets() -> Vec<PostCase> {
    // Put together here, so that the tree holds no token.
    let token = ["TH", "AAQ", &"x1Yz".repeat(30)].concat();
    let earlier = ["TH", "QVJ", &"x1Yz".repeat(30)].concat();
    let strange = "x1Yz_".repeat(20);
    let key = ["-----BEGIN PRI", "VATE KEY-----\nMIIEvQ==\n-----END PRI", "VATE KEY-----"].concat();
    let texts = [&token, &earlier, &strange, &key].map(|secret| {
        text(67, &format!("My token is {secret}")).fails(
            r#""Text" holds an access token or a key, so it was not posted. Move the token to the Accounts tab, and type the text here."#,
            "「本文」にアクセストークンか鍵が入っているため、投稿しませんでした。トークンは「アカウント」タブに移し、ここには文章を入力してください。",
        )
    });
    let link = format!("https://a.example/?access_token={}", "x1Yz".repeat(8));
    let others = [
        (PostColumn::AltText, "Alt text", "代替テキスト", format!("A cake {token}")),
        (PostColumn::Topic, "Topic", "トピック", token.clone()),
        (PostColumn::Link, "Link", "リンク", link),
        (PostColumn::Link, "Link", "リンク", format!("https://a.example/{earlier}")),
        (PostColumn::Media, "Media", "メディア", format!("https://a.example/x.jpg?t={token}")),
    ];
    let others = others.map(|(column, english, japanese, typed)| {
        post_case(67, column, &typed).fails(
            &format!("\"{english}\" holds an access token or a key, which must not become public, so it was not posted. Take it out of the cell, and make a new one if others may have seen it."),
            &format!("「{japanese}」にアクセストークンか鍵が入っています。公開されると危険なため、投稿しませんでした。セルから取り除き、ほかの人に見られた可能性がある場合は作り直してください。"),
        )
    });
    texts.into_iter().chain(others).collect()
}

/// The address of a link card.
fn links() -> Vec<PostCase> {
    let link = |typed: &str| post_case(99, PostColumn::Link, typed);
    let private = ["https://localhost/x", "https://192.168.0.2/x", "https://a/x"].map(|typed| {
        link(typed).fails(
            &format!("\"Link\" says \"{typed}\": this address works only inside your own computer or network. Paste one that everybody can open."),
            &format!("「リンク」の「{typed}」: このアドレスは自分のパソコンやネットワークの中でしか開けません。だれでも開けるアドレスを貼ってください。"),
        )
    });
    let two = link("https://a.examplehttps://b.example").fails(
        r#""Link" says "https://a.examplehttps://b.example", which is not one web address. Type a single address that begins with https://."#,
        "「リンク」の「https://a.examplehttps://b.example」はウェブのアドレスではありません。https:// で始まるアドレスを 1 つだけ入力してください。",
    );
    private
        .into_iter()
        .chain([two, link("https://a.example/page。"), link("(https://a.example/p)")])
        .collect()
}

/// What lies behind words: Threads shows nothing of it, so what the cell shows is posted, and that is told.
fn behind() -> Vec<PostCase> {
    let link = "Some words in \"Text\" have a link behind them. Threads does not show such links, so only the words are posted; type the address to show it.";
    let link_ja = "「本文」の文字にリンクが設定されていますが、Threads では使えないため、文字だけを投稿します。リンクを見せるには、アドレスを入力してください。";
    let chip = "\"Text\" holds a smart chip (a file, a page or a person); the name that the cell shows is posted, without a link.";
    let chip_ja = "「本文」にスマートチップ（ファイル・ページ・人）があります。表示されている名前だけを、リンクなしで投稿します。";
    let run = json!({"textFormatRuns": [{"startIndex": 0, "format": {"link": {"uri": "https://a.example/x"}}}]});
    let file = json!({"chipRuns": [{"startIndex": 0, "chip": {"richLinkProperties": {"uri": "https://drive.google.com/x"}}}]});
    let person = json!({"chipRuns": [{"startIndex": 0, "chip": {"personProperties": {"email": "hanako@a.example"}}}]});
    let says = |number, column: PostColumn, typed: &str| {
        let (english, japanese) =
            (column.header(Language::English), column.header(Language::Japanese));
        post_case(number, column, typed).fails(
            &format!("\"{english}\" says \"photo.jpg\": these words have a link behind them. Paste the address itself, https://…"),
            &format!("「{japanese}」の「photo.jpg」: 文字にリンクが設定されています。アドレスそのもの（https://…）を貼ってください。"),
        )
    };
    vec![
        tomorrow(text(95, "secret-plan.docx")).holds(file.clone()).says(chip, chip_ja),
        // It is told even where it is too late to change it.
        text(95, "secret-plan.docx").holds(file.clone()).says(chip, chip_ja),
        text(95, "plan.docx")
            .holds(file.clone())
            .and(PostColumn::Status, "Post now")
            .says(chip, chip_ja),
        tomorrow(text(95, "山田 花子")).holds(person).says(chip, chip_ja),
        tomorrow(text(94, "見に来てください")).holds(run.clone()).says(link, link_ja),
        tomorrow(text(94, "店"))
            .looks(json!({"textFormat": {"link": {"uri": "https://a.example"}}}))
            .says(link, link_ja),
        tomorrow(text(94, "=HYPERLINK(\"https://a.example\",\"お店\")"))
            .sends("お店")
            .says(link, link_ja),
        tomorrow(text(94, "https://a.example/x")),
        says(95, PostColumn::Media, "photo.jpg").holds(file.clone()),
        says(95, PostColumn::Media, "photo.jpg").holds(run.clone()),
        says(94, PostColumn::Media, "=HYPERLINK(\"https://a.example/x.jpg\",\"photo.jpg\")"),
        says(95, PostColumn::Link, "photo.jpg").holds(file),
        says(94, PostColumn::Link, "=HYPERLINK(\"https://a.example/x.jpg\",\"photo.jpg\")"),
        post_case(94, PostColumn::Media, "=HYPERLINK(\"https://a.example/x.jpg\")")
            .shows_media(&["https://a.example/x.jpg"]),
    ]
}

/// What holds no text.
fn no_text() -> Vec<PostCase> {
    vec![
        // Half a row waits, and is told at once: once its time is over it is too late to learn it.
        text(76, "\u{200b}\u{200d}\u{feff}").waits().says(NOTHING[0], NOTHING[1]),
        text(77, " \n\u{3000}\n").waits().says(NOTHING[0], NOTHING[1]),
        text(77, "\n").waits().and(PostColumn::Status, "Ready").says(NOTHING[0], NOTHING[1]),
        text(77, "")
            .and(PostColumn::PublishAt, "2026-11-24 10:00")
            .waits()
            .says(NOTHING[0], NOTHING[1]),
        text(77, "")
            .and(PostColumn::PublishAt, "2026-11-02 10:00")
            .waits()
            .says(NOTHING[0], NOTHING[1]),
        text(126, "").waits().says(NOTHING[0], NOTHING[1]),
    ]
}

/// Numbers, check boxes and formulas.
fn formulas() -> Vec<PostCase> {
    let two_places = json!({"numberFormat": {"type": "NUMBER", "pattern": "0.00"}});
    vec![
        tomorrow(text(78, "0")).says(
            r#""Text" holds a number, a date or a checkbox; it is posted exactly as the cell shows it."#,
            "「本文」が数値・日付・チェックボックスのため、セルの表示のまま投稿します。",
        ),
        tomorrow(text(78, "FALSE")).says(
            r#""Text" holds a number, a date or a checkbox; it is posted exactly as the cell shows it."#,
            "「本文」が数値・日付・チェックボックスのため、セルの表示のまま投稿します。",
        ),
        text(78, "TRUE").says(
            r#""Text" holds a number, a date or a checkbox; it is posted exactly as the cell shows it."#,
            "「本文」が数値・日付・チェックボックスのため、セルの表示のまま投稿します。",
        ),
        tomorrow(text(79, "1.1")).looks(two_places).sends("1.10").says(
            r#""Text" holds a number, a date or a checkbox; it is posted exactly as the cell shows it."#,
            "「本文」が数値・日付・チェックボックスのため、セルの表示のまま投稿します。",
        ),
        text(80, "50%").says(
            r#""Text" holds a number, a date or a checkbox; it is posted exactly as the cell shows it."#,
            "「本文」が数値・日付・チェックボックスのため、セルの表示のまま投稿します。",
        ),
        text(80, "¥1,980").says(
            r#""Text" holds a number, a date or a checkbox; it is posted exactly as the cell shows it."#,
            "「本文」が数値・日付・チェックボックスのため、セルの表示のまま投稿します。",
        ),
        text(82, "=\"Hi \"&\"花\"").sends("Hi 花"),
        text(83, "=INDIRECT(\"Z9\")").fails(
            r#""Text" shows the formula error #NAME?. Correct the formula, or type the content itself. A text that begins with =, + or - needs ' in front."#,
            "「本文」が数式エラー（#NAME?）になっています。数式を直すか、内容を直接入力してください。「=」「+」「-」で始まる文章は、先頭に「'」を付けてください。",
        ),
        text(83, "=NA()").fails(
            r#""Text" shows the formula error #N/A. Correct the formula, or type the content itself. A text that begins with =, + or - needs ' in front."#,
            "「本文」が数式エラー（#N/A）になっています。数式を直すか、内容を直接入力してください。「=」「+」「-」で始まる文章は、先頭に「'」を付けてください。",
        ),
        text(83, "=1/0").fails(
            r#""Text" shows the formula error #DIV/0!. Correct the formula, or type the content itself. A text that begins with =, + or - needs ' in front."#,
            "「本文」が数式エラー（#DIV/0!）になっています。数式を直すか、内容を直接入力してください。「=」「+」「-」で始まる文章は、先頭に「'」を付けてください。",
        ),
        text(85, "+abc").fails(
            r#""Text" shows the formula error #NAME?. Correct the formula, or type the content itself. A text that begins with =, + or - needs ' in front."#,
            "「本文」が数式エラー（#NAME?）になっています。数式を直すか、内容を直接入力してください。「=」「+」「-」で始まる文章は、先頭に「'」を付けてください。",
        ),
        text(94, "=HYPERLINK(\"https://a.example\",\"店\")").sends("店").says(
            "Some words in \"Text\" have a link behind them. Threads does not show such links, so only the words are posted; type the address to show it.",
            "「本文」の文字にリンクが設定されていますが、Threads では使えないため、文字だけを投稿します。リンクを見せるには、アドレスを入力してください。",
        ),
        text(96, "=IF(1,IMAGE(\"https://a.example/x.jpg\"),\"\")").fails(
            r#""Text" holds a picture. Paste the picture's address into "Media", and type the words here."#,
            "「本文」に画像が入っています。画像のアドレスは「メディア」に貼り、ここには文章を入力してください。",
        ),
        // A look at an empty cell may be a picture; beside nothing it is a row that is still to be filled in.
        text(96, "=Z9").and(PostColumn::Media, "https://a.example/x.jpg").fails(
            r#""Text" holds a formula that gives no text: a picture, or an empty cell. Type the text itself; for a post without words, empty this cell or let the formula give ""."#,
            "「本文」の数式から文字を取り出せません（画像か、空のセルです）。本文を直接入力してください。文字のない投稿にするには、このセルを空にするか、数式の結果を \"\" にしてください。",
        ),
        text(96, "=Z9").waits().says(NOTHING[0], NOTHING[1]),
        text(96, "=IMAGE(\"https://a.example/x.jpg\")").fails(
            r#""Text" holds a picture. Paste the picture's address into "Media", and type the words here."#,
            "「本文」に画像が入っています。画像のアドレスは「メディア」に貼り、ここには文章を入力してください。",
        ),
    ]
}

/// What the sheet is still working out: nothing is wrong, and nothing goes out.
fn loading() -> Vec<PostCase> {
    let waits = |number, column: PostColumn, typed: &str| {
        let header = |language| column.header(language);
        let (english, japanese) = (header(Language::English), header(Language::Japanese));
        post_case(number, column, typed).waits().says(
            &format!("Waiting: \"{english}\" still shows \"Loading...\", because the sheet has not finished calculating it. The next run checks again; if it stays like this, type the content itself."),
            &format!("待機中: 「{japanese}」がまだ読み込み中です（Loading...）。次の実行でもう一度確認します。変わらない場合は、内容を直接入力してください。"),
        )
    };
    let words = [
        "=\"Loading...\"",
        "=\"Loading…\"",
        "Loading data...",
        "=\"Today: Loading...\"",
        "読み込んでいます...",
        "読み込み中…",
        "=IMPORTRANGE(\"https://a.example\",\"A1\")",
    ];
    let texts = words.map(|typed| waits(177, PostColumn::Text, typed));
    let import = "=IMPORTDATA(\"https://a.example\")";
    let columns = [
        PostColumn::Account,
        PostColumn::PublishAt,
        PostColumn::Media,
        PostColumn::AltText,
        PostColumn::Topic,
        PostColumn::Link,
        PostColumn::ReplyControl,
        PostColumn::ReplyTo,
        PostColumn::Status,
    ];
    let others = columns.map(|column| waits(83, column, import));
    texts.into_iter().chain(others).collect()
}

/// The same words in two rows, one under the other.
fn the_same() -> Vec<PostCase> {
    let at = |line: PostCase, time| line.and(PostColumn::PublishAt, time);
    vec![
        at(text(100, "おはよう"), "2026-11-23 10:01"),
        // Another minute makes it another post, so no mark for repeating is needed.
        at(text(100, "おはよう"), "2026-11-23 10:01").fails(
            "Row {above} already has this post. Change the text or the time to post it again.",
            "{above} 行目に同じ投稿があります。もう一度投稿するには、本文か投稿日時を変えてください。",
        ),
        at(text(101, "おはよう"), "2026-11-23 10:02"),
        at(text(102, "おはよう"), "2026-11-23 10:01").and(PostColumn::Account, "my_cafe"),
        at(text(103, "いらっしゃい"), "2026-11-23 10:01"),
        at(text(103, "いらっしゃい "), "2026-11-23 10:01").fails(
            "Row {above} already has this post. Change the text or the time to post it again.",
            "{above} 行目に同じ投稿があります。もう一度投稿するには、本文か投稿日時を変えてください。",
        ),
        at(text(74, "caf\u{e9}"), "2026-11-23 10:01"),
        at(text(74, "cafe\u{301}"), "2026-11-23 10:01").fails(
            "Row {above} already has this post. Change the text or the time to post it again.",
            "{above} 行目に同じ投稿があります。もう一度投稿するには、本文か投稿日時を変えてください。",
        ),
    ]
}

#[tokio::test]
async fn a_text_goes_out_as_the_cell_shows_it_or_not_at_all() {
    hold(&cases()).await;
}
