//! Cases 107 to 127: pictures and videos.

use threadsheet_core::columns::PostColumn;
use threadsheet_practice::threads::MediaFile;

use super::post_case::{PostCase, hold, post_case};

/// What is typed into Media.
#[track_caller]
fn media(number: u16, typed: &str) -> PostCase {
    post_case(number, PostColumn::Media, typed)
}

pub(super) fn cases() -> Vec<PostCase> {
    let mut cases = addresses();
    cases.extend(shared());
    cases.extend(pages());
    cases.extend(pictures());
    cases.extend(refused());
    cases.extend(served());
    cases
}

/// What is read as it was meant.
fn addresses() -> Vec<PostCase> {
    vec![
        media(107, "https://a.example/x.jpg").shows_media(&["https://a.example/x.jpg"]),
        media(116, "https://a.example/夏 1.jpg")
            .shows_media(&["https://a.example/%E5%A4%8F%201.jpg"]),
        media(117, "https://a.example/1.jpg, https://a.example/2.png")
            .shows_media(&["https://a.example/1.jpg", "https://a.example/2.png"]),
        media(117, "https://a.example/2.jpg\nhttps://a.example/1.jpg")
            .shows_media(&["https://a.example/2.jpg", "https://a.example/1.jpg"]),
        media(117, "https://a.example/1.jpg、https://a.example/2.mp4")
            .shows_media(&["https://a.example/1.jpg", "https://a.example/2.mp4"]),
        media(119, "https://a.example/x.jpg)").shows_media(&["https://a.example/x.jpg"]),
        media(119, "https://a.example/x.jpg。").shows_media(&["https://a.example/x.jpg"]),
        media(123, "https://a.example/changed.png").shows_media(&["https://a.example/changed.png"]),
        media(125, "https://a.example/x.jpg")
            .and(PostColumn::AltText, "")
            .shows_media(&["https://a.example/x.jpg"]),
        media(125, "https://a.example/x.jpg")
            .and(PostColumn::AltText, &"あ".repeat(1_001))
            .fails(
                r#""Alt text", line 1, has 1,001 characters; 1 too many. Threads takes 1,000. Shorten it."#,
                "「代替テキスト」の 1 行目が 1,001 文字あり、1 文字多すぎます。上限は 1,000 文字です。短くしてください。",
            ),
    ]
}

/// Share links of a file: the file is posted, and the cell stays as it was typed.
fn shared() -> Vec<PostCase> {
    let drive = "https://drive.google.com/uc?export=download&id=1AbC_d-E";
    let with_key = "https://drive.google.com/uc?export=download&id=1AbC_d-E&resourcekey=0-x_Y";
    let raw = "https://raw.githubusercontent.com/o/r/main/x.jpg";
    vec![
        media(109, "https://drive.google.com/file/d/1AbC_d-E/view?usp=sharing")
            .hosted(drive, MediaFile::Image)
            .shows_media(&[drive]),
        media(109, "https://drive.google.com/file/d/1AbC_d-E/view?resourcekey=0-x_Y")
            .hosted(with_key, MediaFile::Image)
            .shows_media(&[with_key]),
        media(110, "https://www.dropbox.com/s/abc/x.jpg?dl=0")
            .shows_media(&["https://www.dropbox.com/s/abc/x.jpg?raw=1"]),
        media(110, "https://github.com/o/r/blob/main/x.jpg").shows_media(&[raw]),
        media(119, "https://a.example/page。")
            .hosted("https://a.example/page", MediaFile::Image)
            .shows_media(&["https://a.example/page"]),
        // A file that is not shared shows the page to sign in.
        media(111, "https://drive.google.com/file/d/1Private/view").fails(
            r#""Media" says "https://drive.google.com/file/d/1Private…": this opens a web page, not a picture or video. It may ask visitors to sign in: share the file with everyone who has the link, and paste the address of the file itself. If you did not have to change the cell, clear Status to try again."#,
            "「メディア」の「https://drive.google.com/file/d/1Private…」: 画像や動画ではなく、ウェブページが開きます。ログインが必要なページかもしれません。ファイルを「リンクを知っている全員」に共有し、ファイルそのもののアドレスを貼ってください。セルを変えずに直した場合は、「ステータス」を空にすると、もう一度試します。",
        ),
        // Emptied, its Status would mean its time, which may be long over.
        media(111, "https://drive.google.com/file/d/2Private/view")
            .and(PostColumn::Status, "Post now")
            .fails(
                r#""Media" says "https://drive.google.com/file/d/2Private…": this opens a web page, not a picture or video. It may ask visitors to sign in: share the file with everyone who has the link, and paste the address of the file itself. If you did not have to change the cell, set Status to Post now again to try again."#,
                "「メディア」の「https://drive.google.com/file/d/2Private…」: 画像や動画ではなく、ウェブページが開きます。ログインが必要なページかもしれません。ファイルを「リンクを知っている全員」に共有し、ファイルそのもののアドレスを貼ってください。セルを変えずに直した場合は、「ステータス」で「今すぐ」を選び直すと、もう一度試します。",
            ),
        // A server that is silent may answer the next run.
        media(113, "https://slow.example/x")
            .hosted("https://slow.example/x", MediaFile::Silent)
            .waits()
            .says(
                "Waiting: the server of https://slow.example/x did not answer, so it is not known yet whether this is an image or a video. The next run asks again; if the address does not open in your browser, correct it.",
                "待機中: https://slow.example/x のサーバーから応答がなく、画像か動画かをまだ確認できません。次の実行でもう一度確認します。ブラウザで開けない場合は、アドレスを直してください。",
            ),
    ]
}

/// Pages about a file, in place of the file.
fn pages() -> Vec<PostCase> {
    vec![
        media(109, "https://drive.google.com/drive/folders/1AbC").fails(
            r#""Media" says "https://drive.google.com/drive/folders/1…": this Google Drive link does not point to a single file. Open the file, choose Share > Copy link, and paste that link."#,
            "「メディア」の「https://drive.google.com/drive/folders/1…」: この Google ドライブのリンクは 1 つのファイルを指していません。ファイルを開き「共有 > リンクをコピー」で取り直してください。",
        ),
        media(109, "https://docs.google.com/document/d/1AbC/edit").fails(
            r#""Media" says "https://docs.google.com/document/d/1AbC/…": this is a Google document, not an image or a video. Download it as PNG or JPEG, put that file on Google Drive, and paste the file's link."#,
            "「メディア」の「https://docs.google.com/document/d/1AbC/…」: Google のドキュメントへのリンクで、画像や動画ではありません。PNG か JPEG でダウンロードして Google ドライブに置き、そのファイルのリンクを貼ってください。",
        ),
        media(110, "https://photos.app.goo.gl/AbC").fails(
            r#""Media" says "https://photos.app.goo.gl/AbC": Google Photos links lead to a page, not to the picture file. Put the picture on Google Drive or your own website and paste that link."#,
            "「メディア」の「https://photos.app.goo.gl/AbC」: Google フォトのリンクは表示用ページで、画像のアドレスではありません。Google ドライブか自分のサイトに置き、そのリンクを貼ってください。",
        ),
        media(110, "https://www.dropbox.com/scl/fo/abc/x?dl=1").fails(
            r#""Media" says "https://www.dropbox.com/scl/fo/abc/x?dl=…": this Dropbox link does not point to a single file. Open the file in Dropbox, copy its own link, and paste that link."#,
            "「メディア」の「https://www.dropbox.com/scl/fo/abc/x?dl=…」: この Dropbox のリンクは 1 つのファイルを指していません。ファイルを開き、そのファイルのリンクをコピーして貼ってください。",
        ),
        media(110, "https://1drv.ms/i/AbC").fails(
            r#""Media" says "https://1drv.ms/i/AbC": OneDrive's share link leads to a page, not to the file. Put the file on Google Drive or your own website and paste that link."#,
            "「メディア」の「https://1drv.ms/i/AbC」: OneDrive の共有リンクは表示用ページで、ファイルのアドレスではありません。Google ドライブか自分のサイトに置き、そのリンクを貼ってください。",
        ),
        media(112, "https://www.instagram.com/p/AbC/").fails(
            r#""Media" says "https://www.instagram.com/p/AbC/": this is a page on Instagram, not a picture or video file. Put the file itself on the web and paste its address."#,
            "「メディア」の「https://www.instagram.com/p/AbC/」: Instagram のページで、画像や動画のファイルではありません。ファイルそのものをウェブに置き、そのアドレスを貼ってください。",
        ),
        media(112, "https://www.pinterest.jp/pin/1/").fails(
            r#""Media" says "https://www.pinterest.jp/pin/1/": this is a page on Pinterest, not a picture or video file. Put the file itself on the web and paste its address."#,
            "「メディア」の「https://www.pinterest.jp/pin/1/」: Pinterest のページで、画像や動画のファイルではありません。ファイルそのものをウェブに置き、そのアドレスを貼ってください。",
        ),
    ]
}

/// A picture in the cell itself, in whatever spelling: the post never goes out without it.
fn pictures() -> Vec<PostCase> {
    let image = "IMAGE(\"https://a.example/x.jpg\")";
    let formulas = [
        format!("={image}"),
        format!("=+{image}"),
        "= image (\"https://a.example/x.jpg\")".to_owned(),
        format!("=IF(1,{image},\"\")"),
        format!("=IF(0,{image},\"\")"),
        format!("=IFERROR({image},\"\")"),
        format!("=ARRAYFORMULA({image})"),
    ];
    let pictures = formulas.map(|typed| {
        media(96, &typed).fails(
            r#""Media" holds a picture inside the cell, and the sheet does not give its address. Put the picture on the web and paste its address, https://…"#,
            "「メディア」のセルに画像そのものが入っていて、アドレスを取り出せません。画像をウェブに置き、https:// で始まるアドレスを貼ってください。",
        )
    });
    let looks = ["=Z9", "=IFERROR(Z9,\"\")"].map(|typed| {
        media(96, typed).fails(
            r#""Media" holds a formula that gives no address: a picture, or an empty cell. Paste the picture's address itself, https://…; for a post without pictures, empty this cell or let the formula give ""."#,
            "「メディア」の数式からアドレスを取り出せません（画像か、空のセルです）。画像のアドレス（https://…）を直接貼ってください。画像のない投稿にするには、このセルを空にするか、数式の結果を \"\" にしてください。",
        )
    });
    let none = ["=\"\"", "=IF(Z9=\"\",\"\",Z9)"].map(|typed| media(96, typed));
    pictures.into_iter().chain(looks).chain(none).collect()
}

/// What Threads could not fetch.
fn refused() -> Vec<PostCase> {
    vec![
        media(108, "http://a.example/x.jpg").fails(
            r#""Media" says "http://a.example/x.jpg": Threads takes only addresses that begin with https://. Use that form of the address."#,
            "「メディア」の「http://a.example/x.jpg」: https:// で始まるアドレスだけが使えます。https:// のアドレスに変えてください。",
        ),
        media(114, r"C:\pic.png").fails(
            "\"Media\" says \"C:\\pic.png\": this file is on a computer, where Threads cannot fetch it. Put it on the web and paste its address, https://…",
            "「メディア」の「C:\\pic.png」: パソコンの中のファイルは Threads から読み込めません。ウェブに置き、https:// で始まるアドレスを貼ってください。",
        ),
        media(115, "data:image/png;base64,AAAA").fails(
            r#""Media" says "data:image/png;base64,AAAA": this is the picture itself, written out as text. Put the picture on the web and paste its address, https://…"#,
            "「メディア」の「data:image/png;base64,AAAA」: 画像の中身が文字として貼られています。画像をウェブに置き、https:// で始まるアドレスを貼ってください。",
        ),
        media(117, "https://a.example/x.jpghttps://a.example/y.jpg").fails(
            r#""Media" says "https://a.example/x.jpghttps://a.example…": two addresses run together here. Put each one on a line of its own."#,
            "「メディア」の「https://a.example/x.jpghttps://a.example…」: 2 つのアドレスがつながっています。1 行に 1 つずつ入力してください。",
        ),
        media(117, "https://a.example/x.jpg 店の写真").fails(
            r#""Media" says "https://a.example/x.jpg 店の写真": there are words after the address. Leave only the address; if the space belongs to it, type %20 instead."#,
            "「メディア」の「https://a.example/x.jpg 店の写真」: アドレスの後ろに文字があります。アドレスだけを残してください。空白がアドレスの一部なら、%20 に置き換えてください。",
        ),
        media(118, &"https://a.example/x.jpg\n".repeat(21)).fails(
            r#""Media" holds 21 images and videos, and Threads takes 20 in one post. Take out 1."#,
            "「メディア」に画像・動画が 21 個あります。1 つの投稿の上限は 20 個です。1 個減らしてください。",
        ),
        media(121, "https://a.example/x.heic").fails(
            r#""Media" says "https://a.example/x.heic": Threads does not take .heic files. Save it as JPEG or PNG (a video as MP4 or MOV) and paste the new address."#,
            "「メディア」の「https://a.example/x.heic」: .heic ファイルは使えません。JPEG か PNG（動画は MP4 か MOV）で保存し直し、そのアドレスを貼ってください。",
        ),
        media(121, "https://a.example/x.webp").fails(
            r#""Media" says "https://a.example/x.webp": Threads does not take .webp files. Save it as JPEG or PNG (a video as MP4 or MOV) and paste the new address."#,
            "「メディア」の「https://a.example/x.webp」: .webp ファイルは使えません。JPEG か PNG（動画は MP4 か MOV）で保存し直し、そのアドレスを貼ってください。",
        ),
        media(121, "https://a.example/x.svg").fails(
            r#""Media" says "https://a.example/x.svg": Threads does not take .svg files. Save it as JPEG or PNG (a video as MP4 or MOV) and paste the new address."#,
            "「メディア」の「https://a.example/x.svg」: .svg ファイルは使えません。JPEG か PNG（動画は MP4 か MOV）で保存し直し、そのアドレスを貼ってください。",
        ),
        media(121, "https://a.example/x.pdf").fails(
            r#""Media" says "https://a.example/x.pdf": Threads does not take .pdf files. Save it as JPEG or PNG (a video as MP4 or MOV) and paste the new address."#,
            "「メディア」の「https://a.example/x.pdf」: .pdf ファイルは使えません。JPEG か PNG（動画は MP4 か MOV）で保存し直し、そのアドレスを貼ってください。",
        ),
        media(127, "https://localhost/x.jpg").fails(
            r#""Media" says "https://localhost/x.jpg": this address works only inside your own computer or network. Put the file on the web and paste that address."#,
            "「メディア」の「https://localhost/x.jpg」: このアドレスは自分のパソコンやネットワークの中でしか開けません。ウェブに置いたファイルのアドレスを貼ってください。",
        ),
        media(127, "https://169.254.169.254/x.jpg").fails(
            r#""Media" says "https://169.254.169.254/x.jpg": this address works only inside your own computer or network. Put the file on the web and paste that address."#,
            "「メディア」の「https://169.254.169.254/x.jpg」: このアドレスは自分のパソコンやネットワークの中でしか開けません。ウェブに置いたファイルのアドレスを貼ってください。",
        ),
    ]
}

/// What turns out only when Threads fetches it.
fn served() -> Vec<PostCase> {
    let drive = "https://drive.google.com/uc?export=download&id=1AbC";
    vec![
        media(111, &format!("image:{drive}")).hosted(drive, MediaFile::Html).fails(
            r#"Threads could not read the image or video ("The media could not be fetched from this URI. Check that it is public. (1/2207052)"). Check that the address opens without signing in and is a JPEG, PNG, MP4 or MOV file, then change the cell or clear Status."#,
            "Threads が画像または動画を読み込めませんでした（「The media could not be fetched from this URI. Check that it is public. (1/2207052)」）。ログインなしで開ける JPEG・PNG・MP4・MOV のアドレスか確かめ、セルを直すか「ステータス」を空にしてください。",
        ),
        media(113, "https://a.example/signed.jpg?Expires=1795000000")
            .hosted("https://a.example/signed.jpg?Expires=1795000000", MediaFile::NotFound)
            .fails(
                r#"Threads could not read the image or video ("The media could not be fetched from this URI. Check that it is public. (1/2207052)"). Check that the address opens without signing in and is a JPEG, PNG, MP4 or MOV file, then change the cell or clear Status."#,
                "Threads が画像または動画を読み込めませんでした（「The media could not be fetched from this URI. Check that it is public. (1/2207052)」）。ログインなしで開ける JPEG・PNG・MP4・MOV のアドレスか確かめ、セルを直すか「ステータス」を空にしてください。",
            ),
        // A wrong address does not mend itself; a new one, or an empty Status, has it tried again.
        media(120, "https://a.example/gone.jpg")
            .hosted("https://a.example/gone.jpg", MediaFile::NotFound)
            .fails(
                r#"Threads could not read the image or video ("The media could not be fetched from this URI. Check that it is public. (1/2207052)"). Check that the address opens without signing in and is a JPEG, PNG, MP4 or MOV file, then change the cell or clear Status."#,
                "Threads が画像または動画を読み込めませんでした（「The media could not be fetched from this URI. Check that it is public. (1/2207052)」）。ログインなしで開ける JPEG・PNG・MP4・MOV のアドレスか確かめ、セルを直すか「ステータス」を空にしてください。",
            ),
        media(120, "https://a.example/walled.jpg")
            .hosted("https://a.example/walled.jpg", MediaFile::Blocked)
            .fails(
                r#"Threads could not read the image or video ("UNKNOWN"). Check that the address opens without signing in and is a JPEG, PNG, MP4 or MOV file, then change the cell or clear Status."#,
                "Threads が画像または動画を読み込めませんでした（「UNKNOWN」）。ログインなしで開ける JPEG・PNG・MP4・MOV のアドレスか確かめ、セルを直すか「ステータス」を空にしてください。",
            ),
        media(122, "https://a.example/empty.jpg")
            .hosted("https://a.example/empty.jpg", MediaFile::Broken)
            .fails(
                r#"Threads could not read the image or video ("UNKNOWN"). Check that the address opens without signing in and is a JPEG, PNG, MP4 or MOV file, then change the cell or clear Status."#,
                "Threads が画像または動画を読み込めませんでした（「UNKNOWN」）。ログインなしで開ける JPEG・PNG・MP4・MOV のアドレスか確かめ、セルを直すか「ステータス」を空にしてください。",
            ),
        media(122, "https://a.example/large.jpg")
            .hosted("https://a.example/large.jpg", MediaFile::TooLarge)
            .fails(
                r#"Threads could not read the image or video ("UNKNOWN"). Check that the address opens without signing in and is a JPEG, PNG, MP4 or MOV file, then change the cell or clear Status."#,
                "Threads が画像または動画を読み込めませんでした（「UNKNOWN」）。ログインなしで開ける JPEG・PNG・MP4・MOV のアドレスか確かめ、セルを直すか「ステータス」を空にしてください。",
            ),
        media(124, "https://a.example/long.mp4")
            .hosted("https://a.example/long.mp4", MediaFile::TooLong)
            .fails(
                r#"Threads could not use the image or video: it is longer than 5 minutes ("INVALID_DURATION"). Save it again and paste the new address, or clear Status to try once more."#,
                "Threads がこの画像・動画を使えませんでした: 長すぎます（上限は 5 分）（「INVALID_DURATION」）。保存し直して新しいアドレスを貼るか、「ステータス」を空にしてもう一度試してください。",
            ),
    ]
}

#[tokio::test]
async fn an_address_is_taken_as_it_was_pasted_or_refused_with_the_one_that_works() {
    hold(&cases()).await;
}
