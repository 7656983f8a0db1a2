//! Questions that the service's documentation leaves open, so that every answer can be tried.

/// What becomes of developer metadata of a column.
///
/// The documentation says that it moves with its column; nobody has published a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColumnMetadata {
    /// It moves with its column.
    #[default]
    Moves,
    /// It stays in the place where its column was.
    Stays,
    /// It is kept and moves with its column, but answers do not show it beside the cells.
    Untold,
    /// It is refused.
    Refused,
}

/// How the service behaves where its documentation does not say; any of it may be changed at any time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent switches of the world, set by name")]
pub struct Quirks {
    /// A `deleteDeveloperMetadata` that matches nothing answers 400 rather than nothing.
    pub unmatched_delete_is_an_error: bool,
    /// A piece of developer metadata may be made with an id that exists.
    pub metadata_ids_repeat: bool,
    /// Developer metadata of rows follows a sort, as one measurement says.
    pub sort_moves_row_metadata: bool,
    /// What becomes of developer metadata of columns.
    pub column_metadata: ColumnMetadata,
    /// What `findReplace` leaves in a cell is understood as if typed, so digits become a number.
    pub find_replace_types: bool,
    /// A batch is judged on the spreadsheet as it was when the batch came in, whatever another batch has done
    /// meanwhile: both succeed, and only the later one takes effect.
    pub batches_cross: bool,
    /// A piece of developer metadata that is made with an id that exists takes the other's place.
    pub metadata_replaces: bool,
    /// Developer metadata of the spreadsheet is kept, and no answer with tabs or cells shows it.
    pub metadata_hidden: bool,
    /// `addSheet` with an id is refused: the service chooses ids itself.
    pub tab_ids_refused: bool,
    /// The answer to a batch never shows the spreadsheet.
    pub updated_cells_missing: bool,
    /// `findReplace` passes over columns that are hidden.
    pub find_passes_hidden: bool,
    /// Numbers of answers come as text, and digits as numbers.
    pub ids_change_type: bool,
    /// The links behind the text of a cell are not available: a mask with such a field is refused.
    pub links_refused: bool,
    /// Every object of every answer has a field that nobody knows.
    pub unknown_fields: bool,
    /// Protected ranges refuse what they refuse, and no answer shows them.
    pub protection_hidden: bool,
}

impl Default for Quirks {
    fn default() -> Self {
        Self {
            // The defaults are what is expected of Google; docs/RELIABILITY.md says what happens with the opposites.
            unmatched_delete_is_an_error: false,
            metadata_ids_repeat: false,
            sort_moves_row_metadata: true,
            column_metadata: ColumnMetadata::default(),
            find_replace_types: true,
            batches_cross: false,
            metadata_replaces: false,
            metadata_hidden: false,
            tab_ids_refused: false,
            updated_cells_missing: false,
            find_passes_hidden: false,
            ids_change_type: false,
            links_refused: false,
            unknown_fields: false,
            protection_hidden: false,
        }
    }
}
