//! Cases 107 to 127: images and videos.

use super::*;

fn media(typed: &str) -> Vec<(PostColumn, Cell)> {
    due(PostColumn::Media, Cell::text(typed))
}

fn refused(number: u8, typed: &str, english: &'static str, japanese: &'static str) -> Case {
    Case::new(number, media(typed), Outcome::Failed).says(english, japanese)
}

/// Returns the addresses that a Media cell is read as.
fn urls(typed: &str) -> Vec<String> {
    let mut desk = Desk::new(Language::English);
    desk.post(&media(typed));
    let draft = desk.post_rows().remove(0).draft.unwrap();
    draft.media.into_iter().map(|medium| medium.url).collect()
}

#[test]
fn an_address_is_taken_as_people_paste_it() {
    let cases: [(u8, &str, &[&str]); 7] = [
        (107, "https://a.example/x.jpg", &["https://a.example/x.jpg"]),
        (116, "https://a.example/夏 1.jpg", &["https://a.example/%E5%A4%8F%201.jpg"]),
        (
            117,
            "https://a.example/1.jpg, https://a.example/2.png",
            &["https://a.example/1.jpg", "https://a.example/2.png"],
        ),
        (
            117,
            "https://a.example/2.jpg\nhttps://a.example/1.jpg",
            &["https://a.example/2.jpg", "https://a.example/1.jpg"],
        ),
        (
            117,
            "https://a.example/1.jpg https://a.example/2.mp4",
            &["https://a.example/1.jpg", "https://a.example/2.mp4"],
        ),
        (119, "https://a.example/x.jpg)", &["https://a.example/x.jpg"]),
        (119, "https://a.example/x.jpg。", &["https://a.example/x.jpg"]),
    ];
    for (number, typed, expected) in cases {
        assert_eq!(urls(typed), expected, "case {number}");
        Case::new(number, media(typed), Outcome::Posts("おはよう".to_owned())).check();
    }
}

#[test]
fn what_threads_could_not_fetch_is_refused_before_any_call() {
    let many = "https://a.example/x.jpg\n".repeat(21);
    check_all(&[
        refused(108, "http://a.example/x.jpg", "begin with https://", "https:// のアドレス"),
        refused(
            109,
            "https://drive.google.com/file/d/1AbC_d-E/view?usp=sharing",
            "https://drive.google.com/uc?export=download&id=1AbC_d-E",
            "「リンクを知っている全員」に共有",
        ),
        refused(110, "https://photos.app.goo.gl/AbC", "Google Photos", "Google フォト"),
        refused(
            110,
            "https://www.dropbox.com/s/abc/x.jpg?dl=0",
            "https://www.dropbox.com/s/abc/x.jpg?raw=1",
            "https://www.dropbox.com/s/abc/x.jpg?raw=1",
        ),
        refused(110, "https://1drv.ms/i/AbC", "OneDrive", "OneDrive"),
        refused(112, "https://www.instagram.com/p/AbC/", "a page on Instagram", "Instagram の"),
        refused(112, "https://www.pinterest.jp/pin/1/", "a page on Pinterest", "Pinterest の"),
        refused(114, r"C:\pic.png", "on a computer", "パソコンの中のファイル"),
        refused(115, "data:image/png;base64,AAAA", "the picture itself", "画像の中身"),
        refused(118, &many, "21 images and videos", "21 個"),
        refused(121, "https://a.example/x.heic", "does not take .heic", ".heic ファイルは使え"),
        refused(121, "https://a.example/x.webp", "does not take .webp", ".webp ファイルは使え"),
        refused(121, "https://a.example/x.svg", "does not take .svg", ".svg ファイルは使え"),
        refused(121, "https://a.example/x.pdf", "does not take .pdf", ".pdf ファイルは使え"),
        refused(127, "https://localhost/x.jpg", "inside your own", "ネットワークの中でしか"),
        refused(127, "https://169.254.169.254/x.jpg", "inside your own", "ネットワークの中でしか"),
        Case::new(
            96,
            due(PostColumn::Media, formula("=IMAGE(\"https://a.example\")", Cell::default())),
            Outcome::Failed,
        )
        .says("picture inside the cell", "画像そのもの"),
    ]);
}

#[test]
fn an_alt_text_may_be_missing_and_is_never_cut() {
    let with_alt = |alt: &str| {
        let mut cells = media("https://a.example/x.jpg");
        cells.push((PostColumn::AltText, Cell::text(alt)));
        cells
    };
    check_all(&[
        Case::new(125, with_alt(""), Outcome::Posts("おはよう".to_owned())),
        Case::new(125, with_alt(&"あ".repeat(1_001)), Outcome::Failed)
            .says("1,001 characters; 1 too many", "1,001 文字あり、1 文字多すぎ"),
    ]);
}
