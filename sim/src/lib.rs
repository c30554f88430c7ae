//! Markets on the embedded chain: agents, GPU demand, reports.
