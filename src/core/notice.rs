//! A notice for people who do not look into the sheet by themselves: where it goes, and what it says.

use std::fmt;

use serde_json::{Value, json};
use url::{Host, Url};

use super::cell::is_invisible;
use super::language::Language;
use super::text::covered;
use super::words::settings as words;

/// The longest notice, in characters: Discord takes 2,000.
/// Source: <https://discord.com/developers/docs/resources/webhook#execute-webhook>.
const TEXT_MAX: usize = 1_900;

/// The longest line about one thing, in characters.
const LINE_MAX: usize = 400;

/// Where notices go. Who knows the address can write there, so it is printed nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    url: Url,
    taker: Taker,
}

/// Who takes notices at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taker {
    Discord,
    Slack,
    Other,
}

impl fmt::Debug for Webhook {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Webhook({:?}, ***)", self.taker)
    }
}

/// One thing that newly needs a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The tab in which it stands, by its title.
    pub tab: String,
    /// The row, from 1, as the sheet counts.
    pub row: usize,
    /// The account's name; empty where it is about none.
    pub account: String,
    /// The sentence that the row shows.
    pub words: String,
}

/// What newly needs a person, of one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The language of what is said around the rows' own sentences.
    pub language: Language,
    /// The spreadsheet's title.
    pub title: String,
    /// The spreadsheet's address.
    pub link: String,
    /// What it is about: at least one thing.
    pub items: Vec<Item>,
}

impl Webhook {
    /// Reads an address. What travels there tells of somebody's posts, so plain HTTP is for this machine
    /// alone.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        // No such address holds a blank: it came along from a mail.
        let typed = typed.replace(|c: char| c.is_whitespace() || is_invisible(c), "");
        let url = Url::parse(&typed).ok()?;
        let is_safe = match url.scheme() {
            "https" => true,
            "http" => match url.host()? {
                Host::Ipv4(address) => address.is_loopback(),
                Host::Ipv6(address) => address.is_loopback(),
                Host::Domain(name) => name == "localhost",
            },
            _ => false,
        };
        let host = url.host_str()?;
        let is_of = |domain: &str| {
            host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        let is_discord_hook = url.path().starts_with("/api/webhooks/");
        let taker = match () {
            () if is_of("discord.com") || is_of("discordapp.com") => {
                is_discord_hook.then_some(Taker::Discord)?
            }
            () if is_of("hooks.slack.com") => Taker::Slack,
            // A page for people answers, and nobody would miss the notice.
            () if is_of("discord.gg") || is_of("slack.com") => return None,
            () => Taker::Other,
        };
        is_safe.then_some(Self { url, taker })
    }

    /// Returns the address itself, for the request alone.
    #[must_use]
    pub fn expose(&self) -> &Url {
        &self.url
    }

    /// Returns what is sent there.
    #[must_use]
    pub fn body(&self, notice: &Notice) -> Value {
        let text = notice.text();
        match self.taker {
            // Nobody is called by a name that stands in a cell.
            Taker::Discord => json!({"content": text, "allowed_mentions": {"parse": []}}),
            Taker::Slack => json!({"text": for_slack(&text)}),
            Taker::Other => {
                let item = |item: &Item| {
                    let Item { tab, row, account, .. } = item;
                    json!({"tab": tab, "row": row, "account": account, "words": covered(&item.words)})
                };
                json!({
                    "text": text,
                    "content": text,
                    "language": notice.language.code(),
                    "title": covered(&notice.title),
                    "link": notice.link,
                    "items": notice.items.iter().map(item).collect::<Vec<_>>(),
                })
            }
        }
    }
}

/// Returns a text in which Slack finds no links and no names.
/// Source: <https://api.slack.com/reference/surfaces/formatting#escaping>.
fn for_slack(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

impl Notice {
    /// Returns the notice in plain text: what it is about, as many things as have room, and the address.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { language, title, link, items } = self;
        let head = words::notice_head(&one_line(title), items.len(), *language);
        let mut room = TEXT_MAX.saturating_sub(head.chars().count() + link.chars().count());
        let mut lines = vec![head];
        for (at, item) in items.iter().enumerate() {
            let line = one_line(&words::notice_item(item, *language));
            // Room for the line that counts the rest is kept.
            let taken = line.chars().count() + 1;
            if taken + LINE_MAX / 4 > room {
                lines.push(words::notice_rest(items.len() - at, *language));
                break;
            }
            room -= taken;
            lines.push(line);
        }
        lines.push(link.clone());
        lines.join("\n")
    }
}

/// Returns words on one line of bounded length, without anything that looks like a token.
fn one_line(words: &str) -> String {
    let line = covered(words).split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LINE_MAX) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn notice(items: usize) -> Notice {
        let item = |row| Item {
            tab: "Posts".to_owned(),
            row,
            account: "shop_a".to_owned(),
            words: format!("<!channel> & @everyone {}", "x".repeat(150)),
        };
        let link = "https://docs.google.com/spreadsheets/d/abc/edit".to_owned();
        let items = (2..items + 2).map(item).collect();
        Notice { language: Language::English, title: "Desk".to_owned(), link, items }
    }

    fn body(url: &str, items: usize) -> Value {
        Webhook::read(url).unwrap().body(&notice(items))
    }

    #[test]
    fn discord_is_told_to_call_nobody() {
        let body = body("https://discord.com/api/webhooks/1/secret", 1);
        assert!(body["content"].as_str().unwrap().contains("row 2"), "{body}");
        assert_eq!(body["allowed_mentions"], json!({"parse": []}));
        assert_eq!(body.as_object().unwrap().len(), 2);
    }

    #[test]
    fn slack_is_told_plain_text_alone() {
        let body = body("https://hooks.slack.com/services/T/B/secret", 1);
        let text = body["text"].as_str().unwrap();
        assert!(text.contains("&lt;!channel&gt; &amp; @everyone"), "{text}");
        assert!(!text.contains(['<', '>']), "{text}");
        assert_eq!(body.as_object().unwrap().len(), 1);
    }

    #[test]
    fn a_host_that_only_looks_like_discord_is_another_one() {
        for url in ["https://notdiscord.com/x", "https://discord.com.example.org/x"] {
            assert!(body(url, 1)["items"].is_array(), "{url}");
        }
        assert!(body("https://ptb.discord.com/api/webhooks/1/s", 1)["items"].is_null());
    }

    #[test]
    fn a_notice_about_many_things_fits_and_counts_the_rest() {
        let text = notice(300).text();
        assert!(text.chars().count() <= TEXT_MAX, "{}", text.chars().count());
        assert!(text.ends_with("/edit") && text.contains("more"), "{text}");
        let wide = Notice { title: "題".repeat(5_000), ..notice(300) };
        assert!(wide.text().chars().count() <= TEXT_MAX);
    }

    #[test]
    fn only_safe_addresses_are_taken_and_none_is_printed() {
        for url in ["http://example.org/x", "ftp://example.org", "hooks.slack.com/x", "", "#REF!"] {
            assert_eq!(Webhook::read(url), None, "{url}");
        }
        let webhook = Webhook::read(" https://example.org/secret\u{200b} ").unwrap();
        assert!(!format!("{webhook:?}").contains("secret"));
        assert!(Webhook::read("http://127.0.0.1:1/x").is_some());
    }
}
