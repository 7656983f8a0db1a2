//! The services of the practice world.

/// Which service a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// The spreadsheet service.
    Sheets,
    /// Google's token endpoint, which stands behind the same address.
    OAuth,
    /// The Threads service.
    Threads,
    /// The web that holds the media, which stands behind the same address: whoever asks it names a
    /// public host.
    Web,
}
