//! A notification for people who do not look into the sheet by themselves: what it says, and how each service takes it.

use serde_json::{Value, json};

use super::cell::is_invisible;
use super::i18n::settings as words;
use super::language::Language;
use super::text::redact;
use super::webhook::{Taker, Webhook};

/// The longest notification, in characters: Discord takes 2,000.
/// Source: <https://discord.com/developers/docs/resources/webhook#execute-webhook>.
const TEXT_MAX: usize = 1_900;

/// The longest line about one thing, in characters.
const LINE_MAX: usize = 400;

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
pub struct Notification {
    /// The language of what is said around the rows' own sentences.
    pub language: Language,
    /// The spreadsheet's title.
    pub title: String,
    /// The spreadsheet's address.
    pub link: String,
    /// What it is about: at least one thing.
    pub items: Vec<Item>,
}

impl Notification {
    /// Returns what is sent to a webhook.
    #[must_use]
    pub fn body_for(&self, webhook: &Webhook) -> Value {
        // Nobody is called by a name that stands in a cell.
        let nobody = json!({"parse": []});
        match webhook.taker {
            Taker::Discord => json!({
                "content": self.text(for_discord),
                "allowed_mentions": nobody,
                "flags": DISCORD_NO_EMBEDS,
            }),
            Taker::Slack => json!({"text": for_slack(&self.text(str::to_owned))}),
            Taker::Other => {
                let text = self.text(for_anybody);
                let shown = |words: &str| for_anybody(&redact(words));
                let item = |Item { tab, row, account, words }: &Item| {
                    let [tab, account, words] = [tab, account, words].map(|cell| shown(cell));
                    json!({"tab": tab, "row": row, "account": account, "words": words})
                };
                json!({
                    "text": text,
                    "content": text,
                    // An unknown service may take messages as Discord does, names that are called included.
                    "allowed_mentions": nobody,
                    "language": self.language.code(),
                    "title": shown(&self.title),
                    "link": self.link,
                    "items": self.items.iter().map(item).collect::<Vec<_>>(),
                })
            }
        }
    }
}

impl Item {
    /// Returns its line in a notification.
    fn line(&self, language: Language) -> String {
        words::notice_item(&self.tab, self.row, &self.account, &self.words, language)
    }
}

/// Returns a text in which Slack finds no links and no names.
/// Source: <https://api.slack.com/reference/surfaces/formatting#escaping>.
fn for_slack(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Signs that mean something in a message of Discord.
/// Source: <https://support.discord.com/hc/en-us/articles/210298617>.
const DISCORD_SIGNS: &str = "\\*_~`|[]()<>@#";

/// Shows no page that a cell's address leads to.
/// Source: <https://discord.com/developers/docs/resources/message#message-object-message-flags>.
const DISCORD_NO_EMBEDS: u32 = 1 << 2;

/// Returns words that Discord shows as they stand: no link that says something else, no name that is called.
fn for_discord(words: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#&=%+,;!$'".contains(c);
    let mut shown = String::with_capacity(words.len());
    let mut rest = words;
    while let Some(first) = rest.chars().next() {
        // An address is shown as it is, and whoever copies it gets no sign that is not in it.
        let is_address = rest.starts_with("https://") || rest.starts_with("http://");
        let end = if is_address { rest.find(|c| !is_plain(c)).unwrap_or(rest.len()) } else { 0 };
        if end > 0 {
            shown.push_str(&rest[..end]);
            rest = &rest[end..];
            continue;
        }
        if DISCORD_SIGNS.contains(first) {
            shown.push('\\');
        }
        shown.push(first);
        rest = &rest[first.len_utf8()..];
    }
    shown
}

/// Returns words in which nobody's chat finds a name to call or a link that says something else: a space
/// without a width takes what makes them so apart.
fn for_anybody(words: &str) -> String {
    words.replace('@', "@\u{200b}").replace('<', "<\u{200b}").replace("](", "]\u{200b}(")
}

impl Notification {
    /// Returns the notification as a text: what it is about, as many things as have room, and the address. What comes
    /// out of cells passes `escape`.
    fn text(&self, escape: fn(&str) -> String) -> String {
        let Self { language, title, link, items } = self;
        let head = words::notice_head(&escape(&one_line(title)), items.len(), *language);
        let mut room = TEXT_MAX.saturating_sub(head.chars().count() + link.chars().count());
        let mut lines = vec![head];
        for (at, item) in items.iter().enumerate() {
            // Cut first and escaped afterwards: a cut between a backslash and its sign would undo the escape.
            let line = escape(&one_line(&item.line(*language)));
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
    // Secrets are taken out before the line is cut, since half a token no longer looks like one.
    let seen: String = redact(words).chars().filter(|c| !is_invisible(*c)).collect();
    let line = seen.split(|c: char| c.is_whitespace() || c.is_control());
    let line = line.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LINE_MAX) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn notice(items: usize) -> Notification {
        let item = |row| Item {
            tab: "Posts".to_owned(),
            row,
            account: "shop_a".to_owned(),
            words: format!("<!channel> & @everyone {}", "x".repeat(150)),
        };
        let link = "https://docs.google.com/spreadsheets/d/abc/edit".to_owned();
        let items = (2..items + 2).map(item).collect();
        Notification { language: Language::English, title: "Desk".to_owned(), link, items }
    }

    fn body(url: &str, items: usize) -> Value {
        notice(items).body_for(&Webhook::read(url).unwrap())
    }

    #[test]
    fn discord_is_told_to_call_nobody() {
        let body = body("https://discord.com/api/webhooks/1/secret", 1);
        assert!(body["content"].as_str().unwrap().contains("row 2"), "{body}");
        assert_eq!(body["allowed_mentions"], json!({"parse": []}));
        assert_eq!(body["flags"], 4);
        assert_eq!(body.as_object().unwrap().len(), 3);
    }

    /// What somebody may write into a cell to make a message say something else.
    const TRICKS: [&str; 6] = [
        "[Renew](https://evil.example)",
        "@everyone @here @channel @all",
        "<!channel> <users/all> <@1234> <@&5>",
        "<https://evil.example|Renew>",
        "\u{202e}**bold** `code` ||hidden||",
        "line\n# head\u{2028}> quote\u{85}- x",
    ];

    fn tricked(taker: &str) -> String {
        let body = tricked_body(taker);
        let text = body["content"].as_str().or(body["text"].as_str()).unwrap();
        text.to_owned()
    }

    fn tricked_body(taker: &str) -> Value {
        let words = TRICKS.join(" ");
        let item =
            Item { words: words.clone(), account: TRICKS[1].into(), tab: words.clone(), row: 2 };
        let notice = Notification { title: words, items: vec![item], ..notice(0) };
        notice.body_for(&Webhook::read(taker).unwrap())
    }

    #[test]
    fn no_cell_makes_a_link_a_name_or_a_new_line_of_a_message() {
        for taker in [
            "https://discord.com/api/webhooks/1/secret",
            "https://hooks.slack.com/services/T/B/secret",
            "https://chat.example/hooks/x",
        ] {
            let text = tricked(taker);
            assert_eq!(text.lines().count(), 3, "{taker}: {text}");
            assert!(text.ends_with("/spreadsheets/d/abc/edit"), "{taker}: {text}");
            let is_hidden = |c: char| c.is_control() && c != '\n' || c == '\u{202e}';
            assert!(!text.contains(is_hidden), "{taker}: {text:?}");
            let tricks = ["<!channel>", "<users/all>", "<@1234>", "<https://evil.example|Renew>"];
            assert!(!tricks.iter().any(|trick| text.contains(trick)), "{taker}: {text}");
        }
        let discord = tricked("https://discord.com/api/webhooks/1/secret");
        for bare in ["](", "\"[Renew", " @everyone", " <", "**", " `", "||"] {
            assert!(!discord.contains(bare), "{bare}: {discord}");
        }
        let other = tricked("https://chat.example/hooks/x");
        for bare in ["](", "@everyone", "@here", "@channel", "@all"] {
            assert!(!other.contains(bare), "{bare}: {other}");
        }
    }

    #[test]
    fn every_field_of_a_message_to_an_unknown_service_is_harmless_and_without_a_token() {
        let taker = "https://chat.example/hooks/x";
        let body = tricked_body(taker).to_string();
        for bare in ["](", "@everyone", "@all", "<!channel>", "<https://evil"] {
            assert!(!body.contains(bare), "{bare}: {body}");
        }
        let token = format!("{}{}", ["TH", "AA"].concat(), "x1Y2z3".repeat(20));
        let item =
            Item { tab: token.clone(), row: 2, account: token.clone(), words: token.clone() };
        let notice = Notification { title: token.clone(), items: vec![item], ..notice(0) };
        let body = notice.body_for(&Webhook::read(taker).unwrap()).to_string();
        assert!(!body.contains(&token[..40]), "{body}");
    }

    #[test]
    fn an_address_in_a_message_stays_one_that_can_be_copied() {
        let address = "https://drive.google.com/uc?export=download&id=a_b-c~d";
        assert_eq!(for_discord(&format!("x_y ({address}).")), format!("x\\_y \\({address}\\)."));
        assert_eq!(for_discord("[a](https://b.example)"), "\\[a\\]\\(https://b.example\\)");
        assert_eq!(for_anybody(address), address);
    }

    #[test]
    fn a_message_full_of_signs_has_room_too() {
        let words = "[".repeat(400);
        let item = Item { words, account: String::new(), tab: "_".into(), row: 2 };
        let notice = Notification { items: vec![item; 9], title: "*".repeat(900), ..notice(0) };
        assert!(notice.text(for_discord).chars().count() <= TEXT_MAX + 100);
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
        let text = notice(300).text(for_discord);
        assert!(text.chars().count() <= TEXT_MAX, "{}", text.chars().count());
        assert!(text.ends_with("/edit") && text.contains("more"), "{text}");
        let wide = Notification { title: "題".repeat(5_000), ..notice(300) };
        assert!(wide.text(for_anybody).chars().count() <= TEXT_MAX);
    }

    #[test]
    fn words_in_a_notice_are_divided_by_one_blank() {
        assert_eq!(one_line(" a  b\n\u{1}c "), "a b c");
    }

    #[test]
    fn a_notice_says_as_many_things_as_have_room_and_counts_the_others() {
        let item = Item { tab: "P".into(), row: 2, account: String::new(), words: "x".repeat(60) };
        let line = item.line(Language::English).chars().count() + 1;
        for title in (0..=line).map(|length| "t".repeat(length)) {
            let notice = Notification { title, items: vec![item.clone(); 50], ..notice(0) };
            let text = notice.text(str::to_owned);
            let lines: Vec<&str> = text.lines().collect();
            let shown = lines.iter().filter(|line| line.starts_with("- P, row 2")).count();
            assert_eq!(lines[shown + 1], format!("and {} more", 50 - shown));
            // Room for the line that counts the rest is kept.
            let taken = |shown: usize| {
                lines[0].chars().count() + notice.link.chars().count() + shown * line + LINE_MAX / 4
            };
            assert!(taken(shown) <= TEXT_MAX && taken(shown + 1) > TEXT_MAX, "{text}");
        }
        let few = Notification { items: vec![item; 5], ..notice(0) }.text(str::to_owned);
        assert_eq!(few.lines().count(), 7);
    }
}
