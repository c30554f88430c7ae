//! Pure integer arithmetic of the market, rounding explicit.
