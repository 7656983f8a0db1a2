//! Reply after: how long after the post its first reply goes out.
//!
//! Nothing of it is posted, and it does not make another post of its row: it says when what stands in Reply 1 to Reply 9
//! goes out under a post that may be public already. [`crate::post`] reads it, and [`crate::plan`] keeps to it.

use super::entry::{CellStyle, Entry};
use super::names::Names;
use crate::language::PerLanguage;

pub(super) const ENTRY: Entry = Entry {
    width: 110,
    // A sheet makes a formula of `+30m`, and a time of day of `0:30`.
    format: CellStyle::Verbatim,
    is_in_fingerprint: false,
    ..Entry::optional(
        "reply-after",
        Names::new(
            PerLanguage { en: "Reply after", ja: "返信までの時間" },
            &[
                "reply after",
                "reply delay",
                "first reply after",
                "first reply delay",
                "comment delay",
                "返信まで",
                "リプまで",
                "リプまでの時間",
                "リプライまでの時間",
                "コメントまでの時間",
                "ツリーまでの時間",
            ],
        ),
    )
};
