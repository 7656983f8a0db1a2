//! The practice world: a spreadsheet service and a Threads service on 127.0.0.1.
//!
//! A second, independent and strict reading of both APIs. It shares no type with the clients, so a
//! misunderstanding on one side shows up as a refusal on the other.

pub mod http;
