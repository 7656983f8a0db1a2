//! The services of the practice world.

/// Which service a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Service {
    /// The spreadsheet service.
    Sheets,
    /// Google's token endpoint, which has the same address.
    OAuth,
    /// The Threads service.
    Threads,
    /// The web that holds the media. It has the same address; a request for it names a public host.
    Web,
}
