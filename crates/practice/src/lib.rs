//! The practice world: a spreadsheet service and a Threads service on 127.0.0.1.
//!
//! A second, independent and strict reading of both APIs. It shares no type with the clients, so a
//! misunderstanding on one side shows up as a refusal on the other.
//!
//! The services are plain functions from a request and a time to a reply: [`http`] has these types,
//! [`sheets`] and [`threads`] are the two services, [`oauth`] is Google's sign-in. The [`world`] holds them and
//! everything in them, with its own [`clock`]; [`fault_injection`] makes requests go wrong; the [`server`] puts
//! a world on the network. [`sample_desk`] fills in a spreadsheet for people to look at.

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
