//! A reply on the wire: whole, or broken off in the middle.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use hyper::Response;
use hyper::body::{Body, Bytes, Frame, SizeHint};
use hyper::header::{CONTENT_LENGTH, CONTENT_TYPE};

use crate::http::Reply;

/// The body of a reply.
pub(super) struct Sent {
    bytes: Bytes,
    state: State,
}

enum State {
    /// All of it, and its end.
    Whole,
    /// The bytes, and then a break.
    Half,
    /// The bytes are given out and on their way.
    Pause,
    /// Only the break is left.
    Break,
}

impl Sent {
    /// Sends a reply as it is.
    pub(super) fn whole(reply: &Reply) -> io::Result<Response<Self>> {
        let bytes = Bytes::from(reply.body.clone());
        respond(reply, Self { bytes, state: State::Whole })
    }

    /// Promises a reply's whole length, sends its first half, and breaks off.
    pub(super) fn half(reply: &Reply) -> io::Result<Response<Self>> {
        let half = reply.body.get(..reply.body.len() / 2).unwrap_or_default();
        respond(reply, Self { bytes: Bytes::from(half.to_vec()), state: State::Half })
    }
}

fn respond(reply: &Reply, sent: Sent) -> io::Result<Response<Sent>> {
    let head = Response::builder().status(reply.status);
    let head = head.header(CONTENT_TYPE, reply.content_type);
    let is_length = |(name, _): &&(&str, String)| *name == CONTENT_LENGTH.as_str();
    // The answer to a HEAD names the length of the file, and has no body.
    let head = match reply.headers.iter().find(is_length) {
        Some(_) => head,
        None => head.header(CONTENT_LENGTH, reply.body.len()),
    };
    let head = reply.headers.iter().fold(head, |head, (name, value)| head.header(*name, value));
    head.body(sent).map_err(io::Error::other)
}

impl Body for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        match self.state {
            State::Whole if self.bytes.is_empty() => Poll::Ready(None),
            State::Whole => Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.bytes))))),
            State::Half => {
                self.state = State::Pause;
                Poll::Ready(Some(Ok(Frame::data(std::mem::take(&mut self.bytes)))))
            }
            State::Pause => {
                // What was given out is sent while this waits for a turn.
                self.state = State::Break;
                context.waker().wake_by_ref();
                Poll::Pending
            }
            State::Break => Poll::Ready(Some(Err(io::ErrorKind::ConnectionAborted.into()))),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match self.state {
            State::Whole => SizeHint::with_exact(self.bytes.len() as u64),
            _ => SizeHint::default(),
        }
    }
}
