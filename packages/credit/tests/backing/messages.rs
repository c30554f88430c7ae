//! What can happen to a provider and its vault.

#[derive(Clone, Copy, Debug)]
pub enum Message {
    Accept {
        rho_bps: u32,
        burn_min_bps: u32,
        lock: u128,
        declared_value: u128,
        kappa_bps: u32,
        min_backing: u128,
    },
    End {
        job: u64,
    },
    Fraud {
        job: u64,
    },
    Deposit {
        owner: u8,
        amount: u128,
        min_shares: u128,
    },
    Exit {
        owner: u8,
        shares: u128,
    },
    Rotate,
    Claim {
        owner: u8,
        generation: u64,
    },
    Burn,
    Fund {
        amount: u128,
        seconds: u64,
    },
}
