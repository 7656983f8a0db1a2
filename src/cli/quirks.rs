//! The quirks of the practice world, as they are typed: `--quirk NAME=VALUE`.

use std::time::Duration;

use chrono::TimeDelta;
use threadsheet_practice::fault_injection::{Effect, Fault, Trigger};
use threadsheet_practice::sheets::ColumnMetadata;
use threadsheet_practice::threads::{Counting, ResponseVariant, SecondPublish};
use threadsheet_practice::world::World;

use super::value_parsers;

/// One thing that the practice services do where nobody knows what the real ones do, or that goes
/// wrong now and then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quirk {
    /// What a second publish of one container does.
    SecondPublish(SecondPublish),
    /// How long a new post is missing from lists.
    ListLag(Duration),
    /// How long a published container still says FINISHED.
    StatusLag(Duration),
    /// How long a published container's status stays readable.
    PublishedReadable(Duration),
    /// Whether the old token ends when it is renewed.
    OldTokenEnds(bool),
    /// How the characters of a text are counted.
    Counting(Counting),
    /// Whether two batches at once are each judged without the other.
    BatchesCross(bool),
    /// Whether deleting metadata that is not there is refused.
    UnmatchedDeleteRefused(bool),
    /// Whether metadata may be made with an id that exists.
    IdsRepeat(bool),
    /// Metadata that is made with an id that exists takes the other's place.
    IdsReplaced,
    /// Whether the spreadsheet's own metadata is shown.
    MetadataHidden(bool),
    /// Whether a new tab may not be given an id.
    TabIdsRefused(bool),
    /// Whether the answer to a batch shows no cells.
    UpdatedMissing(bool),
    /// Whether hidden columns are passed over as text is replaced.
    HiddenPassedOver(bool),
    /// Whether numbers come as text, and digits as numbers.
    IdsChangeType(bool),
    /// Whether nothing is told of links behind words.
    LinksRefused(bool),
    /// Whether answers have fields that nobody knows.
    UnknownFields(bool),
    /// How Threads writes its answers.
    Threads(ResponseVariant),
    /// Of so many spreadsheet requests one is answered 429.
    BusyEvery(u32),
    /// What becomes of metadata of columns.
    Columns(ColumnMetadata),
    /// How often each container's publish is answered 24/4279009 first.
    NotFoundFirst(u32),
    /// The first publish is answered 500, and may have taken effect.
    Publish500(Effect),
    /// How long the spreadsheet service takes.
    SheetsDelay(Duration),
    /// How long the Threads service takes.
    ThreadsDelay(Duration),
}

/// The quirks that have values of their own, each with them or with an example.
const NAMES: &str = "second-publish=refused|same-id|again, list-lag=5s, status-lag=5s, \
                     published-readable=1m, old-token=lives|ends, not-found-first=2, \
                     counting=documented|bytes|characters|utf16, \
                     publish-500=with|without, batches=serial|cross, \
                     unmatched-delete=nothing|refused, ids=unique|repeat|replaced, \
                     columns=move|stay|untold|refused, \
                     metadata=shown|hidden, tab-ids=taken|refused, \
                     updated=shown|missing, hidden-columns=searched|passed-over, \
                     ids-type=documented|other, unknown-fields=no|yes, \
                     links=told|refused, \
                     busy-every=3, sheets-delay=150ms, \
                     threads-delay=300ms";

/// Returns what may be typed.
fn known() -> String {
    let response_variants = ResponseVariant::ALL.map(|(name, _)| name).join(" | ");
    format!("{NAMES}, threads={response_variants}")
}

/// Returns what the help says.
pub(super) fn help() -> String {
    format!("Simulate undocumented service behaviour; can be repeated: {}", known())
}

impl Quirk {
    /// Reads a quirk.
    ///
    /// # Errors
    ///
    /// What may be typed instead.
    pub fn read(typed: &str) -> Result<Self, String> {
        let unknown = || format!("quirks are {}", known());
        let (name, value) = typed.split_once('=').ok_or_else(unknown)?;
        let (name, value) = (name.trim(), value.trim());
        match of_a_word(name, value) {
            Some(quirk) => Ok(quirk),
            None => of_a_measure(name, value).ok_or_else(unknown)?,
        }
    }

    /// Gives the practice world this quirk.
    pub fn apply(self, world: &mut World) {
        let quirks = &mut world.threads.quirks;
        match self {
            Self::SecondPublish(second) => quirks.second_publish = second,
            Self::ListLag(lag) => quirks.list_lag = TimeDelta::from_std(lag).unwrap_or_default(),
            Self::StatusLag(lag) => {
                quirks.status_lag = TimeDelta::from_std(lag).unwrap_or_default();
            }
            Self::PublishedReadable(long) => {
                quirks.published_readable = TimeDelta::from_std(long).ok();
            }
            Self::OldTokenEnds(ends) => quirks.old_token_dies_on_refresh = ends,
            Self::Counting(counting) => quirks.counting = counting,
            Self::BatchesCross(cross) => world.sheets.quirks.batches_cross = cross,
            Self::UnmatchedDeleteRefused(refused) => {
                world.sheets.quirks.unmatched_delete_is_an_error = refused;
            }
            Self::IdsRepeat(repeat) => world.sheets.quirks.metadata_ids_repeat = repeat,
            Self::IdsReplaced => world.sheets.quirks.metadata_replaces = true,
            Self::MetadataHidden(hidden) => world.sheets.quirks.metadata_hidden = hidden,
            Self::TabIdsRefused(refused) => world.sheets.quirks.tab_ids_refused = refused,
            Self::UpdatedMissing(missing) => world.sheets.quirks.updated_cells_missing = missing,
            Self::HiddenPassedOver(passed) => world.sheets.quirks.find_passes_hidden = passed,
            Self::IdsChangeType(change) => world.sheets.quirks.ids_change_type = change,
            Self::LinksRefused(refused) => world.sheets.quirks.links_refused = refused,
            Self::UnknownFields(unknown) => world.sheets.quirks.unknown_fields = unknown,
            Self::Threads(response_variant) => {
                quirks.response_variants.insert(response_variant);
            }
            Self::BusyEvery(nth) => world.sheets.quota.every_nth_refused = Some(nth),
            Self::Columns(columns) => world.sheets.quirks.column_metadata = columns,
            Self::NotFoundFirst(times) => quirks.not_found_first = times,
            Self::Publish500(effect) => {
                world.faults.on(Trigger::nth_of("threads.publish", 1), Fault::Status(500, effect));
            }
            Self::SheetsDelay(delay) => world.latency.sheets = delay,
            Self::ThreadsDelay(delay) => world.latency.threads = delay,
        }
    }
}

/// Reads a quirk that is one of a few words.
fn of_a_word(name: &str, value: &str) -> Option<Quirk> {
    Some(match (name, value) {
        ("second-publish", "refused") => Quirk::SecondPublish(SecondPublish::Refused),
        ("second-publish", "same-id") => Quirk::SecondPublish(SecondPublish::SameId),
        ("second-publish", "again") => Quirk::SecondPublish(SecondPublish::PostsAgain),
        ("publish-500", "with") => Quirk::Publish500(Effect::With),
        ("publish-500", "without") => Quirk::Publish500(Effect::Without),
        ("old-token", "lives" | "ends") => Quirk::OldTokenEnds(value == "ends"),
        ("counting", "documented") => Quirk::Counting(Counting::Documented),
        ("counting", "bytes") => Quirk::Counting(Counting::Bytes),
        ("counting", "characters") => Quirk::Counting(Counting::Characters),
        ("counting", "utf16") => Quirk::Counting(Counting::Utf16),
        ("batches", "serial" | "cross") => Quirk::BatchesCross(value == "cross"),
        ("unmatched-delete", "nothing" | "refused") => {
            Quirk::UnmatchedDeleteRefused(value == "refused")
        }
        ("ids", "unique" | "repeat") => Quirk::IdsRepeat(value == "repeat"),
        ("ids", "replaced") => Quirk::IdsReplaced,
        ("metadata", "shown" | "hidden") => Quirk::MetadataHidden(value == "hidden"),
        ("tab-ids", "taken" | "refused") => Quirk::TabIdsRefused(value == "refused"),
        ("updated", "shown" | "missing") => Quirk::UpdatedMissing(value == "missing"),
        ("hidden-columns", "searched" | "passed-over") => {
            Quirk::HiddenPassedOver(value == "passed-over")
        }
        ("ids-type", "documented" | "other") => Quirk::IdsChangeType(value == "other"),
        ("links", "told" | "refused") => Quirk::LinksRefused(value == "refused"),
        ("unknown-fields", "no" | "yes") => Quirk::UnknownFields(value == "yes"),
        ("threads", response_variant) => {
            let (_, response_variant) =
                ResponseVariant::ALL.iter().find(|(name, _)| *name == response_variant)?;
            Quirk::Threads(*response_variant)
        }
        ("columns", "move") => Quirk::Columns(ColumnMetadata::Moves),
        ("columns", "stay") => Quirk::Columns(ColumnMetadata::Stays),
        ("columns", "untold") => Quirk::Columns(ColumnMetadata::Untold),
        ("columns", "refused") => Quirk::Columns(ColumnMetadata::Refused),
        _ => return None,
    })
}

/// Reads a quirk that is a number or a duration; `None` where there is none of that name.
fn of_a_measure(name: &str, value: &str) -> Option<Result<Quirk, String>> {
    let lasting: fn(Duration) -> Quirk = match name {
        "not-found-first" => {
            let times = value.parse().map_err(|_| "write a number".to_owned());
            return Some(times.map(Quirk::NotFoundFirst));
        }
        "busy-every" => {
            let nth = value.parse().map_err(|_| "write a number".to_owned());
            return Some(nth.map(Quirk::BusyEvery));
        }
        "list-lag" => Quirk::ListLag,
        "status-lag" => Quirk::StatusLag,
        "published-readable" => Quirk::PublishedReadable,
        "sheets-delay" => Quirk::SheetsDelay,
        "threads-delay" => Quirk::ThreadsDelay,
        _ => return None,
    };
    Some(value_parsers::duration(value).map(lasting))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quirk_is_read_or_the_quirks_are_named() {
        let again = Quirk::SecondPublish(SecondPublish::PostsAgain);
        assert_eq!(Quirk::read("second-publish=again"), Ok(again));
        assert_eq!(Quirk::read("list-lag=5s"), Ok(Quirk::ListLag(Duration::from_secs(5))));
        assert_eq!(Quirk::read("batches=cross"), Ok(Quirk::BatchesCross(true)));
        assert!(Quirk::read("list-lag=soon").is_err_and(|words| words.contains("10m")));
        assert!(Quirk::read("gloomy").is_err_and(|words| words.contains("second-publish")));
    }
}
