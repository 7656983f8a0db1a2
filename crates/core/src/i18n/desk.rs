//! What stands in a desk that `init` lays out, and what is said about laying it out.

mod additions;
mod guide;
mod notes;

pub use additions::{
    ADDED, ADOPTED, COMPLETE, FIRST_RUN, LOG_EMPTIED, LOG_LONG, LOG_REPLACED, MAY_ADD, NEXT,
    PREPARED, WOULD_ADD, WOULD_ADOPT, choices, colours, columns, filled, notes, tab, warning,
};
pub use guide::{
    ALARM_AFTER, ALARM_HINT, EXAMPLE_TEXT, GUIDE_HEADING, GUIDE_TITLE, GUIDE_TITLE_BESIDE,
    LAST_RUN, LAST_RUN_HINT, steps,
};
pub use notes::{
    COUNT_HEADER, COUNT_NOTE, COUNT_WARNING, RECEIPT_WARNING, TOKEN_WARNING, account_note,
    post_note,
};
