//! What people really put into such sheets, and what becomes of it: one table, in parts.
//!
//! Each line is a case: what a person types, what becomes of it, and the whole sentence that the row then shows, in
//! English and in Japanese. Everything is typed into a practice spreadsheet as into a real one, read over HTTP
//! and run by the real job; what is sent is what the practice Threads received. A remark stands above a line
//! where one could have decided otherwise.
//!
//! To add a case, add a line. Whatever is not as its line says is listed with what the sheet shows instead.

mod accounts;
mod after;
mod dates;
mod desk;
mod file;
mod layout;
mod line;
mod meanwhile;
mod media;
mod owner;
mod rows;
mod story;
mod texts;
