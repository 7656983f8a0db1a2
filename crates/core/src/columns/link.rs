//! Link: the page of which Threads shows a card below the text.

use url::Url;

use super::entry::{CellStyle, Content, Entry, Shown, Value, shown};
use super::fault::OptionFault;
use super::names::Names;
use crate::cell::{Cell, visible};
use crate::host::is_private_host;
use crate::language::PerLanguage;
use crate::media;

pub(super) const ENTRY: Entry = Entry {
    is_in_new_tab: true,
    width: 150,
    format: CellStyle::Ends,
    content: Some(Content {
        is_free_text: true,
        is_link: true,
        with_media: Some(|| OptionFault::LinkWithMedia),
        shown: Shown::LinkCard,
        ..Content::new("link_attachment", |cell, _| Ok(read(cell)?.map(Value::OfPost)))
    }),
    ..Entry::optional(
        "link",
        Names::new(
            PerLanguage { en: "Link", ja: "リンク" },
            &["link", "link attachment", "link url", "リンクurl"],
        ),
    )
};

/// Reads a Link cell.
///
/// # Errors
///
/// [`OptionFault`] for a formula error or anything but one web address.
pub fn read(cell: &Cell) -> Result<Option<String>, OptionFault> {
    let shown = shown(cell)?;
    let visible = visible(shown);
    let link = media::without_signs(&visible);
    if link.is_empty() {
        return if visible.is_empty() {
            Ok(None)
        } else {
            Err(OptionFault::Link(shown.to_owned()))
        };
    }
    let refuse = || {
        let fault =
            if cell.has_link_behind() { OptionFault::LinkBehind } else { OptionFault::Link };
        fault(shown.to_owned())
    };
    let url = Url::parse(link).map_err(|_| refuse())?;
    let host =
        url.host().filter(|_| matches!(url.scheme(), "http" | "https")).ok_or_else(refuse)?;
    if link.contains(char::is_whitespace) || media::holds_another(link) {
        return Err(refuse());
    }
    if is_private_host(&host) {
        return Err(OptionFault::LinkPrivate(shown.to_owned()));
    }
    let is_spelled = link.bytes().all(|byte| byte.is_ascii_graphic());
    Ok(Some(if is_spelled { link.to_owned() } else { url.into() }))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]
    use super::*;

    #[test]
    fn a_link_is_one_web_address() {
        let read = |text: &str| read(&Cell::text(text));
        for typed in [" https://a.example/x \n", "\u{feff} https://a.example/x\u{a0}\u{200b}"] {
            assert_eq!(read(typed), Ok(Some("https://a.example/x".to_owned())), "{typed:?}");
        }
        assert_eq!(read("\u{1}https://a.example/x"), Ok(Some("https://a.example/x".to_owned())));
        let encoded = Ok(Some("https://a.example/%E5%BA%97".to_owned()));
        assert_eq!(read("https://a.example/店"), encoded);
        assert_eq!(read("\u{200b}"), Ok(None));
        for signs in ["。", "、", ")", "）", ").", "」。", ",", "!"] {
            let typed = format!("https://a.example/page{signs}");
            assert_eq!(read(&typed), Ok(Some("https://a.example/page".to_owned())), "{typed}");
        }
        for kept in [
            "https://en.wikipedia.org/wiki/Foo_(bar)",
            "https://web.archive.org/web/2026/https://a.example/",
            "http://a.example/?u=https://b.example",
        ] {
            assert_eq!(read(&format!("「{kept}」")), Ok(Some(kept.to_owned())));
        }
        for typed in ["https://localhost/x", "http://192.168.0.2/x", "https://a", "https://[::1]/"]
        {
            assert_eq!(read(typed), Err(OptionFault::LinkPrivate(typed.to_owned())));
        }
        for typed in [
            "a.example",
            "ftp://a.example/x",
            "mailto:a@b.example",
            "https://a.example https://b.example",
            "https://a.examplehttps://b.example",
            "（）",
            "店",
        ] {
            assert_eq!(read(typed), Err(OptionFault::Link(typed.to_owned())));
        }
    }
}
