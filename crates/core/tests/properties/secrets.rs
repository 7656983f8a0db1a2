//! A token in the wrong cell: never posted, never shown.

use proptest::prelude::*;
use threadsheet_core::cell::Cell;
use threadsheet_core::text::{TextFault, clean, read_text, redact, tokens};

use super::strategies::{anything, times};
use super::tokens::token;

const PIECES: &[&str] =
    &["hello ", "店", ".", "\n", "THAA", "IGAA", "EAA", "x1_-x1_-x1_-x1_-x1_-x"];

proptest! {
    #![proptest_config(times(300))]

    #[test]
    fn a_text_with_a_token_in_it_is_never_posted_and_shown_without(
        token in token(),
        before in anything(PIECES),
        after in anything(PIECES),
    ) {
        let text = format!("{before} {token} {after}");
        prop_assert_eq!(read_text(&Cell::text(&text)), Err(TextFault::Token));
        let shown = redact(&text);
        prop_assert!(!shown.contains(&token[4..]), "{}", shown);
        prop_assert!(shown.contains(" *** "), "{}", shown);
    }

    #[test]
    fn what_is_posted_needs_no_cover(text in anything(PIECES)) {
        let posted = clean(&text).text;
        let is_refused = read_text(&Cell::text(&text)) == Err(TextFault::Token);
        prop_assert_eq!(redact(&posted) != posted, is_refused);
        prop_assert_eq!(redact(&redact(&text)), redact(&text));
    }
}

/// Addresses as people paste them into posts, with their long ids.
const ADDRESSES: &[&str] = &[
    "https://www.amazon.co.jp/dp/B0CX23V2ZK?pd_rd_w=Qk2Yz&content-id=amzn1.sym.aae18a13-f0a4-4dc0-8b21-1e0a5f8d1c33&pf_rd_p=aae18a13-f0a4-4dc0&pf_rd_r=7ZK0QWERTY12345ABCDE&pd_rd_wg=ab1Cd",
    "https://www.amazon.com/Some-Very-Long-Product-Name-With-Many-Words-2026-Edition-For-Kids-And-Adults/dp/B0ABCDEFGH/ref=sr_1_1_sspa?keywords=x1&sp_csd=d2lkZ2V0TmFtZT1zcF9hdGZfbXRmX2F0Zl9hdGZfbXRmX3dpZGdldE5hbWU9c3BfYXRmX210Zg",
    "https://drive.google.com/file/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789-_AbCdEfGhIjKlMnOpQrStUvWxYz012/view?usp=sharing",
    "https://docs.google.com/forms/d/e/1FAIpQLSdX0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w/viewform",
    "https://docs.google.com/spreadsheets/d/e/2PACX-1vQ0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2wX3y4Z5a6B7c8D9e0F1g2H3/pubhtml",
    "https://photos.app.goo.gl/AbCdEfGh12345678",
    "https://photos.google.com/share/AF1QipN0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2wX3y4Z5a6B7c8D9?key=R0a1B2c3D4e5F6",
    "https://lh3.googleusercontent.com/pw/AP1GczN0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2wX3y4Z5a6B7c8D9e0=w1024-h768",
    "https://news.google.com/rss/articles/CBMiYWh0dHBzOi8vd3d3LmV4YW1wbGUuY29tL25ld3MvMjAyNi8xMS8yOS9hcnRpY2xlLTEyMzQ1Njc4OTDSAQA?oc=5",
    "https://www.facebook.com/permalink.php?story_fbid=pfbid02a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2wX3y4Z5a6B7c8D9l&id=100012345678901",
    "https://a.example/?fbclid=IwAR0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2wX3y4Z5a6B7c8D9e0F1g2H3i4J5",
    "https://a.example/lp?gclid=CjwKCAjw0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2wX3y4Z5a6B7c8D9e0F1g2H3i4J5k6_BwE",
    "https://a.example/lp?gclid=EAIaIQobChMI0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2wX3y4Z5a6EAAYASAAEgK_D_BwE",
    "https://www.instagram.com/p/DAbCdEfGhIj/?igsh=MzRlODBiNWFlZA==&img_index=1",
    "https://scontent.cdninstagram.com/v/t51.29350-15/123456789_1234567890123456_n.jpg?_nc_ht=x&_nc_ohc=Q0a1B2c3D4e5F6g7H8i&oh=00_AYA0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1&oe=67AbCdEf",
    "https://bucket.s3.ap-northeast-1.amazonaws.com/x.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261129%2Fap-northeast-1%2Fs3%2Faws4_request&X-Amz-Signature=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "https://bucket.s3.amazonaws.com/x.jpg?X-Amz-Security-Token=IQoJb3JpZ2luX2VjEJz0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2wX3y4Z5a6B7c8D9e0F1g2H3i4J5",
    "https://account.blob.core.windows.net/c/x.jpg?sv=2024-11-04&sr=b&sig=a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2w%3D",
    "https://firebasestorage.googleapis.com/v0/b/app.appspot.com/o/x.jpg?alt=media&token=0a1b2c3d-4e5f-6a7b-8c9d-0e1f2a3b4c5d",
    "https://cdn.discordapp.com/attachments/123456789012345678/123456789012345678/x.png?ex=674a1b2c&is=6748c9ac&hm=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08&",
    "https://www.dropbox.com/scl/fi/a1b2c3d4e5f6g7h8i9j0k/IMG_2026.jpg?rlkey=a1b2c3d4e5f6g7h8i9j0k1l2m&st=a1b2c3d4&dl=0",
    "https://1drv.ms/i/c/0a1b2c3d4e5f6a7b/EQa1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1?e=AbCdEf",
    "https://shop-my.sharepoint.com/:i:/g/personal/user_shop_onmicrosoft_com/EQa1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2wX3y4?e=AbCdEf",
    "https://x.com/user/status/1861234567890123456?s=20&t=A1b2C3d4E5f6G7h8I9j0Kw",
    "https://www.tiktok.com/@user/video/7123456789012345678?_r=1&_t=8a1B2c3D4e5&sec_user_id=MS4wLjABAAAA0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2wX3y4Z5a6B7c8D9",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PL0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P&pp=0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2wX3y4Z5a6B7c8D9",
    "https://item.rakuten.co.jp/shop/item-0123456789/?scid=af_pc_etc&sc2id=af_117_1_10000645&variantId=a1B2c3D4",
    "https://hb.afl.rakuten.co.jp/ichiba/0a1b2c3d.4e5f6a7b.0a1b2c3e.4e5f6a7c/_RTLink12345?pc=https%3A%2F%2Fitem.rakuten.co.jp%2Fshop%2Fitem%2F&link_type=hybrid_url&ut=eyJwYWdlIjoiaXRlbSIsInR5cGUiOiJoeWJyaWRfdXJsIiwic2l6ZSI6IjI0MHgyNDAiLCJuYW0iOjF9",
    "https://ja.wikipedia.org/wiki/%E6%97%A5%E6%9C%AC%E3%81%AE%E9%AB%98%E9%80%9F%E9%81%93%E8%B7%AF%E4%B8%80%E8%A6%A7#%E6%A6%82%E8%A6%81",
    "https://maps.app.goo.gl/AbCdEfGh12345678?g_st=il",
    "https://www.google.com/maps/place/Tokyo/@35.6809591,139.7673068,17z/data=!3m1!4b1!4m6!3m5!1s0x60188bfbd89f700b:0x277c49ba34ed38!8m2!3d35.6809591!4d139.7673068!16s%2Fm%2F0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2wX3y4Z5a6B7c8D9",
    "www.example.com/articles/0a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2wX3y4Z5a6B7c8D9",
];

#[test]
fn a_long_address_in_a_text_is_posted_and_shown_as_it_stands() {
    for address in ADDRESSES {
        for text in [format!("{address} を見てください"), format!("詳細はこちら→{address}\n#PR")]
        {
            assert_eq!(tokens(&text).collect::<Vec<_>>(), Vec::<&str>::new(), "{text}");
            assert_eq!(redact(&text), text);
        }
    }
}

proptest! {
    #![proptest_config(times(300))]

    #[test]
    fn a_token_of_another_shape_is_one_outside_of_an_address(
        strange in "[a-z][0-9][A-Z][A-Za-z0-9]{57,180}",
        before in anything(PIECES),
    ) {
        let text = format!("{before} {strange}");
        prop_assert_eq!(read_text(&Cell::text(&text)), Err(TextFault::Token));
        prop_assert!(!redact(&text).contains(&strange[..20]));
        let named = format!("https://a.example/?x=1&access_token={strange}");
        prop_assert!(!redact(&named).contains(&strange[..20]));
    }
}
