//! What the actors of the randomised market do about leases, and how often.

use proptest::prelude::*;

/// What somebody does about a lease. Indices are taken modulo what there is.
#[derive(Clone, Debug)]
pub enum Lease {
    /// Asks for one, or for what there is none of.
    Request {
        client: usize,
        class: usize,
        gpus: u32,
        seconds: u64,
        pay: Pay,
        named: Option<usize>,
        wrong: Option<Wrong>,
    },
    /// Pledges to an open one, whose pledge goes on for a while after it.
    Start { provider: usize, lease: usize, spare: u64, wrong: Option<WrongPledge> },
    /// A heartbeat.
    Beat(usize),
    /// A heartbeat every five minutes, so often.
    Serve(usize, u32),
    /// Anyone has a lease paid.
    Claim(usize, usize),
    /// Anyone pays for more seconds.
    TopUp { payer: usize, lease: usize, seconds: u64 },
    /// Its client or somebody else withdraws it.
    Cancel(usize, Whose),
    /// Anyone, once nobody may start it any more.
    Expire(usize),
    /// Somebody closes it.
    Close(usize, Whose),
    /// It is served until its end, and anyone closes it.
    Finish(usize),
    /// Its provider is not heard of any more, and anyone closes it.
    Vanish(usize),
    /// Take and fees go to the fee-collector.
    Sweep,
    /// The owner, the guardian or a stranger stops requests, or lets them go on.
    Pause(usize, bool),
    /// Governance lets providers pledge, or no more.
    Allow(bool),
    /// Governance makes a class interruptible, or the opposite.
    Terms(usize, bool),
    /// Governance sets what new leases keep.
    Params { start_within: u64, minimum: u64, early_end_bps: u32 },
    /// A stranger sends what a peer or governance alone may.
    Forge(usize, usize),
}

impl Lease {
    /// Whether it needs one that was requested.
    pub fn is_about_one(&self) -> bool {
        use Lease::*;
        matches!(
            self,
            Start { .. }
                | Claim(..)
                | TopUp { .. }
                | Cancel(..)
                | Expire(_)
                | Close(..)
                | Finish(_)
                | Vanish(_)
                | Forge(..)
        )
    }
}

/// What pays.
#[derive(Clone, Copy, Debug)]
pub enum Pay {
    Wallet,
    Account,
    Dollars,
    Credits,
}

/// What is wrong with a request.
#[derive(Clone, Copy, Debug)]
pub enum Wrong {
    NoGpus,
    NoSeconds,
    TooDear,
    TooLittle,
    OtherCredits,
}

/// What is wrong with a pledge.
#[derive(Clone, Copy, Debug)]
pub enum WrongPledge {
    TooLittle,
    TooShort,
    OtherGpus,
}

/// Who sends a message about a lease.
#[derive(Clone, Copy, Debug)]
pub enum Whose {
    Client,
    Provider,
    Stranger,
}

pub fn leases() -> impl Strategy<Value = Lease> {
    use Lease::*;
    let (who, class, lease) = (0..4usize, 0..3usize, 0..6usize);
    let anybody = 0..8usize;
    let pay = prop_oneof![
        4 => Just(Pay::Wallet),
        2 => Just(Pay::Account),
        1 => Just(Pay::Dollars),
        2 => Just(Pay::Credits),
    ];
    let wrong = prop_oneof![
        Just(Wrong::NoGpus),
        Just(Wrong::NoSeconds),
        Just(Wrong::TooDear),
        Just(Wrong::TooLittle),
        Just(Wrong::OtherCredits),
    ];
    let pledge =
        prop_oneof![Just(WrongPledge::TooLittle), Just(WrongPledge::TooShort), Just(WrongPledge::OtherGpus)];
    let length = prop_oneof![1 => 1..120u64, 6 => 120..7_200u64, 3 => 7_200..200_000u64];
    let whose = prop_oneof![
        3 => Just(Whose::Client),
        3 => Just(Whose::Provider),
        1 => Just(Whose::Stranger),
    ];
    let rarely = |wrong| proptest::option::weighted(0.15, wrong);
    let requests = (
        (anybody.clone(), class.clone(), 1..4u32, length.clone()),
        (pay, proptest::option::weighted(0.3, who.clone())),
        rarely(wrong.boxed()),
    )
        .prop_map(|((client, class, gpus, seconds), (pay, named), wrong)| Request {
            client,
            class,
            gpus,
            seconds,
            pay,
            named,
            wrong,
        });
    let starts = ((who.clone(), lease.clone(), 0..100_000u64), proptest::option::weighted(0.15, pledge))
        .prop_map(|((provider, lease, spare), wrong)| Start { provider, lease, spare, wrong });
    let params = (60..1_200u64, 0..300u64, 0..3_000u32)
        .prop_map(|(start_within, minimum, early_end_bps)| Params { start_within, minimum, early_end_bps });
    prop_oneof![
        14 => requests,
        20 => starts,
        6 => who.clone().prop_map(Beat),
        5 => (who.clone(), 1..24u32).prop_map(|(w, times)| Serve(w, times)),
        6 => (anybody.clone(), lease.clone()).prop_map(|(w, l)| Claim(w, l)),
        6 => (anybody, lease.clone(), length).prop_map(|(payer, lease, seconds)| {
            TopUp { payer, lease, seconds }
        }),
        3 => (lease.clone(), whose.clone()).prop_map(|(l, by)| Cancel(l, by)),
        2 => lease.clone().prop_map(Expire),
        8 => (lease.clone(), whose).prop_map(|(l, by)| Close(l, by)),
        3 => lease.clone().prop_map(Finish),
        3 => lease.prop_map(Vanish),
        2 => Just(Sweep),
        2 => (0..3usize, prop_oneof![1 => Just(true), 2 => Just(false)]).prop_map(|(w, on)| Pause(w, on)),
        2 => prop_oneof![1 => Just(false), 2 => Just(true)].prop_map(Allow),
        1 => (class, any::<bool>()).prop_map(|(c, on)| Terms(c, on)),
        1 => params,
        2 => (who, 0..5usize).prop_map(|(w, which)| Forge(w, which)),
    ]
}
