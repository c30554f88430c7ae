//! What the actors do about leases, and how often.

use proptest::prelude::*;

/// What somebody does about leases. Indices are taken modulo what there is.
#[derive(Clone, Debug)]
pub enum Lease {
    /// Asks for one, perhaps of one provider alone.
    Request {
        client: usize,
        class: usize,
        gpus: u32,
        seconds: u64,
        named: Option<usize>,
        pay: Pay,
    },
    /// Its client withdraws it, or somebody else tries to.
    Cancel(usize, bool),
    /// Waits until nobody may start it any more, and somebody takes it off the list.
    Expire(usize),
    /// A provider pledges, for so many seconds more than the lease lasts.
    Start {
        provider: usize,
        lease: usize,
        spare: u64,
    },
    Beat(usize),
    Claim(usize),
    /// Claims twice in a block.
    ClaimTwice(usize),
    TopUp(usize, u64),
    /// Its client, its provider or somebody else closes it.
    Close(usize, By),
    /// Its end passes, with or without heartbeats.
    End(usize, bool),
    /// No heartbeat comes until anyone may close it.
    Vanish(usize),
    Sweep,
    Pause(bool),
    /// Governance lets providers pledge to the lease-market, or not.
    Allow(bool),
}

/// What a client pays with.
#[derive(Clone, Copy, Debug)]
pub enum Pay {
    Wallet,
    Account,
    Dollars,
}

/// Who closes.
#[derive(Clone, Copy, Debug)]
pub enum By {
    Client,
    Provider,
    Anybody,
}

pub fn leases() -> impl Strategy<Value = Lease> {
    use Lease::*;
    let (who, lease) = (0..4usize, 0..4usize);
    let pay = prop_oneof![Just(Pay::Wallet), Just(Pay::Account), Just(Pay::Dollars)];
    let seconds = prop_oneof![1..120u64, 600..7_200u64, 7_200..200_000u64];
    let by = prop_oneof![2 => Just(By::Client), 4 => Just(By::Provider), 2 => Just(By::Anybody)];
    prop_oneof![
        8 => (who.clone(), 0..3usize, 1..3u32, seconds.clone(), proptest::option::weighted(0.2, 0..4usize), pay).prop_map(
            |(client, class, gpus, seconds, named, pay)| Request { client, class, gpus, seconds, named, pay }
        ),
        1 => (lease.clone(), any::<bool>()).prop_map(|(l, own)| Cancel(l, own)),
        1 => lease.clone().prop_map(Expire),
        20 => (who.clone(), lease.clone(), 0..100_000u64).prop_map(
            |(provider, lease, spare)| Start { provider, lease, spare }
        ),
        6 => who.prop_map(Beat),
        5 => lease.clone().prop_map(Claim),
        2 => lease.clone().prop_map(ClaimTwice),
        6 => (lease.clone(), seconds).prop_map(|(l, s)| TopUp(l, s)),
        12 => (lease.clone(), by).prop_map(|(l, by)| Close(l, by)),
        2 => (lease.clone(), any::<bool>()).prop_map(|(l, beats)| End(l, beats)),
        5 => lease.prop_map(Vanish),
        2 => Just(Sweep),
        1 => (0..3u8).prop_map(|on| Pause(on == 0)),
        1 => (0..3u8).prop_map(|on| Allow(on > 0)),
    ]
}
