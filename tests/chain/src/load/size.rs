//! How big a run is.

/// How much of everything.
#[derive(Clone, Debug)]
pub struct Load {
    /// Jobs in all; each client requests as many, some one more.
    pub jobs: usize,
    /// Clients, each with an account of its own.
    pub clients: usize,
    /// Providers, each with an agent of its own.
    pub agents: usize,
    /// Requests in one transaction, at most.
    pub batch: usize,
    /// GPUs that each provider offers.
    pub gpus: u32,
}

/// One job in so many is one that nobody can do.
const UNDOABLE: usize = 50;

impl Load {
    /// Whether some agent can do a job: one in fifty asks for a program that none has, so that it is refunded.
    pub fn can_be_done(job: usize) -> bool {
        job % UNDOABLE != UNDOABLE / 2
    }

    /// How many of them nobody can do.
    pub fn refunds(&self) -> usize {
        (0..self.jobs).filter(|job| !Self::can_be_done(*job)).count()
    }
}
