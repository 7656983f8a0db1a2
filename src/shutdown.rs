//! Cooperative shutdown: a run that is told to stop ends where nothing is under way that must be finished.

use threadsheet_core::run_error::RunError;
use tokio::sync::watch;

/// Does some work, unless the program is told to stop before it is done.
///
/// # Errors
///
/// [`RunError::Halted`] where it was told so; else what the work itself comes to.
pub async fn unless_halted<T>(
    halt: &watch::Receiver<bool>,
    work: impl Future<Output = Result<T, RunError>>,
) -> Result<T, RunError> {
    tokio::select! {
        biased;
        // Looked at first, by `biased`: where both are ready, nothing more is begun.
        () = halted(halt) => Err(RunError::Halted),
        done = work => done,
    }
}

/// Waits until the program is told to stop; for ever, where nobody can tell it any more.
pub async fn halted(halt: &watch::Receiver<bool>) {
    if halt.clone().wait_for(|halt| *halt).await.is_err() {
        std::future::pending::<()>().await;
    }
}
