//! The little drawings of the page: the signs under a post, and those that stand for a medium.

use maud::{Markup, html};

/// What stands under every post on Threads: like, reply, repost, share.
pub(super) const ACTIONS: [&str; 4] = [
    "M12 20.3C6 16 3 12.7 3 9.1 3 6.3 5.2 4.2 7.8 4.2c1.7 0 3.3.9 4.2 2.4.9-1.5 2.5-2.4 4.2-2.4C18.8 4.2 21 6.3 21 9.1c0 3.6-3 6.9-9 11.2Z",
    "M20.7 17.2A9.7 9.7 0 1 0 17 20.9l4 1.1Z",
    "M4 14V9a3 3 0 0 1 3-3h10m-3.5-3.5L17 6l-3.5 3.5M20 10v5a3 3 0 0 1-3 3H7m3.5 3.5L7 18l3.5-3.5",
    "M21 3.5 9.5 10.7m11.5-7.2-6.5 17.3-4.2-9.3M21 3.5H3l6.5 7.2",
];

/// A film that can be started.
pub(super) const PLAY: &str = "M8 5.5v13l10.5-6.5Z";

/// A chain of two links.
pub(super) const LINK: &str = "M10 14a4 4 0 0 0 5.7 0l3.5-3.5a4 4 0 0 0-5.7-5.7L12 6.3M14 10a4 4 0 0 0-5.7 0l-3.5 3.5a4 4 0 0 0 5.7 5.7L12 17.7";

/// A landscape in a frame.
pub(super) const PICTURE: &str = "M5 4h14a1.5 1.5 0 0 1 1.5 1.5v13A1.5 1.5 0 0 1 19 20H5a1.5 1.5 0 0 1-1.5-1.5v-13A1.5 1.5 0 0 1 5 4Zm-1 13 4.5-5 4 4.5 3-3 4.5 4.5M16 8.5h.01";

/// Returns a drawing that says nothing to those who cannot see it.
pub(super) fn icon(path: &str) -> Markup {
    html! {
        svg.icon viewBox="0 0 24 24" aria-hidden="true" { path d=(path) {} }
    }
}
