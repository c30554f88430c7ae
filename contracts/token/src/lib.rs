//! cw20 for LP shares and compute credits: burned only by the peers named at its start.
