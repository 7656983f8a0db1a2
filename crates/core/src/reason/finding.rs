//! What a check finds beyond what the cells say themselves.

use chrono_tz::Tz;

use crate::schedule::ScheduledTime;

/// Something that a check finds, and that no cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found<'a> {
    /// This machine's clock is ahead of Google's by so many seconds; behind it where negative.
    Clock {
        /// Seconds.
        ahead: i64,
    },
    /// The spreadsheet's zone is not at home in its locale.
    Zone {
        /// The spreadsheet's zone.
        zone: Tz,
        /// The spreadsheet's locale.
        locale: &'a str,
        /// The zone of the locale's country.
        home: Tz,
    },
    /// The token may not post.
    LacksScopes {
        /// The scopes that it lacks.
        missing: &'a [&'a str],
    },
    /// The token may post, and may not reply.
    LacksReplyScopes {
        /// The scopes that it lacks.
        missing: &'a [&'a str],
    },
    /// More is due than the account may still post.
    QuotaShort {
        /// Posts and replies that are due.
        due: usize,
        /// Those that may still be published.
        left: u32,
    },
    /// The post's time is very far away.
    FarOff {
        /// Its time.
        moment: &'a ScheduledTime,
        /// The zone in which it is shown.
        zone: Tz,
        /// Whole days until then.
        days: i64,
    },
    /// Its text still holds what somebody meant to replace.
    Placeholders {
        /// The first few of them.
        found: &'a [String],
    },
    /// Its row says how long a reply is kept back, and has none.
    NoReplyToKeepBack,
    /// Columns of other tools, or of later versions, that are not supported.
    Unsupported {
        /// Their headers.
        headers: &'a [String],
    },
    /// Columns that nobody knows hold addresses of pictures or videos.
    MediaElsewhere {
        /// Their headers.
        headers: &'a [String],
    },
    /// Columns that nobody knows seem to hold further texts of the posts.
    TextElsewhere {
        /// Their headers.
        headers: &'a [String],
    },
    /// No tab has the usual name, and one with its headers is used.
    TabByHeaders {
        /// Its title.
        tab: &'a str,
        /// The usual name.
        wanted: &'a str,
    },
    /// A tab that has the headers of one of ours is not used.
    TabUnused {
        /// Its title.
        tab: &'a str,
        /// The usual name of the tab whose headers it has.
        wanted: &'a str,
        /// The title of the tab that is used.
        used: &'a str,
    },
    /// A person's own column has the name of one that the program writes.
    ForeignColumn {
        /// The tab's title.
        tab: &'a str,
        /// The column, from 0.
        column: usize,
        /// Its header, as it is shown.
        header: &'a str,
        /// What the program's own column is called beside it.
        own: &'a str,
    },
    /// The time was over before all media had been asked about.
    MediaUnasked {
        /// How many were not.
        n_media: usize,
    },
}
