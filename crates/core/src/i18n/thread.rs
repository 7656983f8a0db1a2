//! What the Message cell says of a thread in one row of which parts are out.

use super::lists;
use crate::columns::PostColumn;
use crate::language::Language;
use crate::reason::{Message, Refusal};

catalogue! { (thread):
    /// Says that the part of this column was not posted.
    fn not_posted(part: PostColumn) -> String;
    /// Says how many parts are out.
    fn out(n_out: usize, n_parts: usize) -> String;
    /// Says how many parts are out, and that the rest follows once the row is corrected.
    fn out_and_stay(n_out: usize, n_parts: usize) -> String;
}

phrases! { (thread):
    /// What stands behind that where parts were changed that are out.
    CHANGED;
}

/// Says how far a thread is, and why its next part does not go out.
pub(super) fn of_thread(
    (n_out, n_parts): (usize, usize),
    part: Option<PostColumn>,
    is_changed: bool,
    says: Option<&Message>,
    language: Language,
) -> String {
    let refusal = match says {
        Some(Message::Refused(refusal)) => Some(refusal),
        _ => None,
    };
    // A fault of a cell names its column itself.
    let named = part.filter(|_| refusal.is_some_and(|it| !matches!(it, Refusal::Cell(_))));
    // Nothing in the row can be corrected for a part that nobody can name.
    let follows = refusal.is_some_and(|it| *it != Refusal::PartBeforeUnknown);
    let how_far = if follows { out_and_stay } else { out };
    let how_far = Some(how_far(n_out, n_parts, language));
    let why = says.map(|says| says.say(language));
    let goes_on = matches!(says, Some(Message::ReplyGoesOut { .. }));
    let [first, second] = if goes_on { [how_far, why] } else { [why, how_far] };
    let said = [
        named.map(|part| not_posted(part, language)),
        first,
        second,
        is_changed.then(|| CHANGED.say(language).to_owned()),
    ];
    lists::sentences(&said.into_iter().flatten().collect::<Vec<_>>(), language)
}
