//! The ids of the tabs that the program makes, by which it knows them again under whatever title.

/// The fixed ids of tabs that the program makes: two runs that both make one cannot make two.
pub const LOG_SHEET_ID: i32 = 1_416_784_492;
/// See [`LOG_SHEET_ID`].
pub const ACCOUNTS_SHEET_ID: i32 = 1_416_784_493;
/// See [`LOG_SHEET_ID`].
pub const POSTS_SHEET_ID: i32 = 1_416_784_494;
/// See [`LOG_SHEET_ID`].
pub const GUIDE_SHEET_ID: i32 = 1_416_784_495;
/// See [`LOG_SHEET_ID`].
pub const SETTINGS_SHEET_ID: i32 = 1_416_784_496;
/// See [`LOG_SHEET_ID`].
pub const STOCK_SHEET_ID: i32 = 1_416_784_497;

/// The ids of Logs that are made beside one that can no longer be read.
pub const LOG_SHEET_IDS_BESIDE: std::ops::Range<i32> = 1_416_784_592..1_416_784_600;

/// Tells whether a tab of this id was made as a Log by the program.
#[must_use]
pub fn is_log_sheet_id(sheet_id: i32) -> bool {
    sheet_id == LOG_SHEET_ID || LOG_SHEET_IDS_BESIDE.contains(&sheet_id)
}
