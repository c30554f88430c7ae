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
