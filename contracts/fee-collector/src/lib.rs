//! Revenue, its split, burning and metrics.
