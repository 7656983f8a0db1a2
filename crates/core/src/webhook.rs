//! Where notifications go: the address that a person has typed.

use std::fmt;

use url::Url;

use super::cell::is_invisible;
use super::host::is_private_host;

/// Where notifications go. Who knows the address can write there, so it is printed nowhere.
#[derive(Clone, PartialEq, Eq)]
pub struct Webhook {
    url: Url,
    pub(crate) taker: Taker,
}

/// Who takes notifications at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taker {
    Discord,
    Slack,
    Other,
}

impl fmt::Debug for Webhook {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Webhook({:?}, ***)", self.taker)
    }
}

impl Webhook {
    /// Reads an address. Whoever may write into the sheet chooses whom this machine calls, and what travels there
    /// tells of somebody's posts: so it is a public host's, by HTTPS.
    #[must_use]
    pub fn read(typed: &str) -> Option<Self> {
        // No such address holds a blank: it came along from a mail.
        let typed = typed.replace(|c: char| c.is_whitespace() || is_invisible(c), "");
        let url = Url::parse(&typed).ok()?;
        let is_safe = url.scheme() == "https" && !is_private_host(&url.host()?);
        let host = url.host_str()?;
        let is_of = |domain: &str| {
            host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        let is_discord_hook = url.path().starts_with("/api/webhooks/");
        let taker = match () {
            () if is_of("discord.com") || is_of("discordapp.com") => {
                // Any other page of Discord's would answer without showing the notification to anybody.
                is_discord_hook.then_some(Taker::Discord)?
            }
            () if is_of("hooks.slack.com") => Taker::Slack,
            // A page for people answers, and nobody would miss the notification.
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
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn only_safe_addresses_are_taken_and_none_is_printed() {
        for url in [
            "http://example.org/x",
            "ftp://example.org",
            "hooks.slack.com/x",
            "",
            "#REF!",
            "http://127.0.0.1:1/x",
            "https://127.0.0.1/x",
            "https://localhost/x",
            "https://2130706433/x",
            "https://user:word@10.0.0.1/x",
            "https://169.254.169.254/latest/meta-data",
            "https://[64:ff9b::a9fe:a9fe]/x",
            "https://metadata.google.internal/x",
        ] {
            assert_eq!(Webhook::read(url), None, "{url}");
        }
        let webhook = Webhook::read(" https://example.org/secret\u{200b} ").unwrap();
        assert!(!format!("{webhook:?}").contains("secret"));
    }

    #[test]
    fn an_address_is_read_over_blanks_and_printed_as_its_taker_alone() {
        let webhook = Webhook::read("https://example.org/se cret").unwrap();
        assert_eq!(webhook.expose().as_str(), "https://example.org/secret");
        assert_eq!(format!("{webhook:?}"), "Webhook(Other, ***)");
        // Pages for people, where nobody would miss the notification.
        for url in ["https://discord.gg/x", "https://app.slack.com/client/T"] {
            assert_eq!(Webhook::read(url), None, "{url}");
        }
    }
}
