//! The practice world: a spreadsheet service and a Threads service on 127.0.0.1.
//!
//! A second, independent and strict reading of both APIs. It shares no type with the clients, so a
//! misunderstanding on one side shows up as a refusal on the other.
//!
//! The services are plain functions from a request and a time to a reply: [`http`] is what they
//! read and say, [`sheets`] and [`threads`] are the two, [`oauth`] is Google's sign-in. Around them
//! stand the [`world`] that holds all there is, its [`clock`], the [`fault_injection`] that hit requests on
//! their way, and the [`server`]. [`sample_desk`] lays out a desk for people to look at.

pub mod http;
mod ids;
pub mod service;

pub mod oauth;
pub mod sheets;
pub mod threads;

pub mod clock;
pub mod fault_injection;
pub mod server;
pub mod world;

pub mod sample_desk;
