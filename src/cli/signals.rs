//! Signals that ask the program to end. The first one ends it in good order, within seconds; a second one
//! ends it at once, which loses no more than a power cut would.

use std::process::exit;

use threadsheet_core::run_error::RunError;
use tokio::sync::watch;

use crate::shutdown::unless_halted;

/// The exit codes of a program that a signal ended, as shells have them: 128 and the signal's number.
const INTERRUPTED: i32 = 130;
#[cfg(unix)]
const TERMINATED: i32 = 143;

/// Returns a receiver that becomes true once somebody asks the program to end. A second request ends it at once.
pub(super) fn halt() -> watch::Receiver<bool> {
    let (sender, receiver) = watch::channel(false);
    tokio::spawn(async move {
        let mut signals = Signals::listen();
        signals.next().await;
        // Nobody listens any more where the run has just ended.
        let _ended = sender.send(true);
        leave(signals.next().await);
    });
    receiver
}

/// Does some work in which nothing has to be brought to its end, until somebody asks the program to end.
pub(super) async fn while_wanted<T>(
    work: impl Future<Output = Result<T, RunError>>,
) -> Result<T, RunError> {
    unless_halted(&halt(), work).await
}

/// Waits until somebody asks the program to end.
#[cfg(feature = "practice")]
pub(super) async fn asked_to_end() {
    Signals::listen().next().await;
}

#[allow(clippy::exit, reason = "whoever asks twice is not to wait for anything")]
fn leave(code: i32) {
    exit(code);
}

/// The signals that ask for the end, listened to from the beginning: none is lost between two of them.
struct Signals {
    #[cfg(unix)]
    terminate: Option<tokio::signal::unix::Signal>,
}

impl Signals {
    fn listen() -> Self {
        Self {
            #[cfg(unix)]
            terminate: {
                use tokio::signal::unix::{SignalKind, signal};
                // Where it cannot be listened to, the signal ends the program as it does any other, and the next run
                // picks up what was under way.
                signal(SignalKind::terminate()).ok()
            },
        }
    }

    /// Waits for the next one, and returns the exit code of whom it ends.
    #[cfg(unix)]
    async fn next(&mut self) -> i32 {
        let terminate = async {
            match &mut self.terminate {
                Some(signals) => drop(signals.recv().await),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = terminate => TERMINATED,
            Ok(()) = tokio::signal::ctrl_c() => INTERRUPTED,
        }
    }

    /// Waits for the next one, and returns the exit code of whom it ends.
    #[cfg(not(unix))]
    async fn next(&mut self) -> i32 {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
        INTERRUPTED
    }
}
