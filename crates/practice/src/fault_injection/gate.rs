//! How a request is held, and let go.

use std::time::Duration;

use tokio::sync::watch;

/// How long a request is held.
#[derive(Debug, Clone)]
pub enum Hold {
    /// For so long.
    For(Duration),
    /// Until the gate opens.
    Until(Gate),
}

/// A gate that holds requests until it is opened, from any thread.
#[derive(Debug, Clone)]
pub struct Gate(watch::Sender<Passage>);

#[derive(Debug, Clone, Copy, Default)]
struct Passage {
    is_open: bool,
    n_waiting: usize,
}

impl Default for Gate {
    fn default() -> Self {
        Self::new()
    }
}

impl Gate {
    /// Returns a closed gate.
    #[must_use]
    pub fn new() -> Self {
        Self(watch::Sender::new(Passage::default()))
    }

    /// Lets everybody pass, now and later.
    pub fn open(&self) {
        // Not `send`, which changes nothing while no request waits, and would leave the gate shut.
        self.0.send_modify(|passage| passage.is_open = true);
    }

    /// Returns how many requests have come to the gate.
    #[must_use]
    pub fn n_waiting(&self) -> usize {
        self.0.borrow().n_waiting
    }

    /// Waits until that many requests have come to the gate.
    pub async fn reached(&self, n_waiting: usize) {
        let mut passage = self.0.subscribe();
        // The gate itself is a sender, so the channel cannot be closed here.
        let _ = passage.wait_for(|passage| passage.n_waiting >= n_waiting).await;
    }

    async fn pass(&self) {
        // Counted first: a test may open the gate as soon as it sees the count. That is not missed, as `wait_for`
        // looks at the present value before it waits.
        self.0.send_modify(|passage| passage.n_waiting += 1);
        let mut passage = self.0.subscribe();
        let _ = passage.wait_for(|passage| passage.is_open).await;
    }
}

impl Hold {
    pub(crate) async fn wait(&self) {
        match self {
            Self::For(duration) => tokio::time::sleep(*duration).await,
            Self::Until(gate) => gate.pass().await,
        }
    }
}
