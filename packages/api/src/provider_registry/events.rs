//! Events of the registry: one per action. On chain their type carries the prefix `wasm-`. Amounts are in
//! base units; what is not NET names its class.

use cosmwasm_std::{Addr, Event, Uint128};

use super::{ClassPaused, StandardJob};

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum RegistryEvent<'a> {
    /// `register`, `update_provider`, `leave`, `heartbeat` or `unjail`: a provider acted on its own record.
    Provider {
        /// Which of these.
        action: ProviderAction<'a>,
        /// Who.
        provider: &'a Addr,
    },
    /// `bond`, `unbond` or `release`: a bond moved.
    Bond {
        /// Which of these.
        action: BondAction,
        /// Whose and where.
        of: Of<'a>,
        /// How much, NET.
        amount: Uint128,
        /// What the bond is now, NET, what is unbonding included.
        bond: Uint128,
    },
    /// `offer_gpus`: how many GPUs a provider offers.
    OfferGpus {
        /// Whose and where.
        of: Of<'a>,
        /// How many from now on.
        gpus: u32,
        /// Unix seconds at which the admission ends, in an attested class.
        admitted_until: Option<u64>,
    },
    /// `touch`: a provider's part of the class's proven GPUs was brought up to date.
    Touch {
        /// Whose and where.
        of: Of<'a>,
        /// How many count from now on.
        proven_gpus: u32,
    },
    /// `mint_credits`: GPU time is owed from now on.
    Mint {
        /// Whose and where.
        of: Of<'a>,
        /// How many credits.
        amount: Uint128,
        /// At which price they are margined, Q64.64 raw.
        price: u128,
        /// What it owes now.
        obligation: Uint128,
    },
    /// `redeem_credits`: GPU time is no longer owed.
    Redeem {
        /// Whose and where.
        of: Of<'a>,
        /// How many credits.
        amount: Uint128,
        /// What it owes now.
        obligation: Uint128,
    },
    /// `burn_redeemed`: credits that were redeemed through accounts ceased to exist.
    BurnRedeemed {
        /// Which class.
        class: &'a str,
        /// How many credits.
        amount: Uint128,
    },
    /// `call`: a standard job that nobody accepted is called on a provider.
    Call {
        /// On whom and where.
        of: Of<'a>,
        /// Which job.
        job_id: u64,
        /// How many GPUs it needs.
        gpus: u32,
        /// Its credits.
        credits: Uint128,
        /// The provider's tag in the call order from now on.
        tag: u128,
    },
    /// `end_call`: a call ended before it was accepted.
    EndCall {
        /// Whose and where.
        of: Of<'a>,
        /// Which job.
        job_id: u64,
        /// Its provider let the time pass.
        ignored: bool,
        /// Credits of calls that it ignored and that are to be closed now.
        ignored_credits: Uint128,
        /// Unix seconds at which its closing auction opened, if one is open.
        closing_since: Option<u64>,
    },
    /// `set_standard`: the largest standard job of a class is another, or there is none.
    SetStandard {
        /// Which class.
        class: &'a str,
        /// The job.
        standard: Option<StandardJob>,
    },
    /// `lock`: bond and GPUs are bound to a job.
    Lock {
        /// Whose and where.
        of: Of<'a>,
        /// Which job.
        job_id: u64,
        /// How much, NET.
        amount: Uint128,
        /// How many GPUs.
        gpus: u32,
    },
    /// `free_gpus`: a result waits for its verdict; the job's GPUs are free, its bond is not.
    FreeGpus {
        /// Whose and where.
        of: Of<'a>,
        /// Which job.
        job_id: u64,
        /// How many.
        gpus: u32,
    },
    /// `outcome`: a job ended without fault, its lock is free.
    Outcome {
        /// Whose and where.
        of: Of<'a>,
        /// Which job.
        job_id: u64,
        /// Whether it was verified and paid.
        settled: bool,
        /// Credits redeemed with it.
        redeemed: Uint128,
        /// What it owes now.
        obligation: Uint128,
    },
    /// `fault`: a job ended by its provider's fault. The parts sum to what was slashed.
    Fault(Slashed<'a>),
    /// `add_class`.
    AddClass {
        /// Its id.
        class: &'a str,
        /// Its credit token.
        credit: &'a Addr,
    },
    /// `set_class_pool`.
    SetClassPool {
        /// Which class.
        class: &'a str,
        /// Its pool.
        pool_id: u64,
    },
    /// `update_class`: its parameters are others.
    UpdateClass {
        /// Which class.
        class: &'a str,
    },
    /// `update_params`: the registry's parameters are others.
    UpdateParams,
    /// `set_paused`.
    SetPaused {
        /// Which class.
        class: &'a str,
        /// What is stopped from now on.
        paused: ClassPaused,
    },
    /// `set_guardian`.
    SetGuardian {
        /// Who.
        guardian: &'a Addr,
    },
}

/// Whose position in which class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Of<'a> {
    /// Which provider.
    pub provider: &'a Addr,
    /// Which class.
    pub class: &'a str,
}

/// See [`RegistryEvent::Provider`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ProviderAction<'a> {
    /// Became a provider.
    Register {
        /// Where clients find it.
        metadata: &'a str,
    },
    /// Changed its metadata.
    Update {
        /// Where clients find it.
        metadata: &'a str,
    },
    /// Stopped being a provider.
    Leave,
    /// Gave a sign of life.
    Heartbeat,
    /// Left jail.
    Unjail,
}

/// See [`RegistryEvent::Bond`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum BondAction {
    /// Came in.
    Bond,
    /// Was asked back.
    Unbond {
        /// Unix seconds of its release.
        release_at: u64,
    },
    /// Went out.
    Release,
}

/// See [`RegistryEvent::Fault`].
#[derive(Clone, Debug, PartialEq)]
pub struct Slashed<'a> {
    /// Whose and where.
    pub of: Of<'a>,
    /// Which job.
    pub job_id: u64,
    /// `liveness` or `fraud`.
    pub kind: &'static str,
    /// To the reporter's account, NET.
    pub reporter: Uint128,
    /// Burned, NET.
    pub burn: Uint128,
    /// To the client's account, NET.
    pub compensation: Uint128,
    /// To insurance, NET.
    pub insurance: Uint128,
    /// Unix seconds before which the provider cannot leave jail, if it is in jail now.
    pub jailed_until: Option<u64>,
}

impl From<RegistryEvent<'_>> for Event {
    fn from(event: RegistryEvent) -> Event {
        match event {
            RegistryEvent::Provider { action, provider } => provider_event(action, provider),
            RegistryEvent::Bond { action, of, amount, bond } => bond_event(action, of, amount, bond),
            RegistryEvent::OfferGpus { of, gpus, admitted_until } => {
                let event = of.event("offer_gpus").add_attribute("gpus", gpus.to_string());
                optional(event, "admitted_until", admitted_until)
            }
            RegistryEvent::Touch { of, proven_gpus } => {
                of.event("touch").add_attribute("proven_gpus", proven_gpus.to_string())
            }
            RegistryEvent::Mint { of, amount, price, obligation } => of
                .event("mint_credits")
                .add_attribute("amount", amount)
                .add_attribute("price", price.to_string())
                .add_attribute("obligation", obligation),
            RegistryEvent::Redeem { of, amount, obligation } => of
                .event("redeem_credits")
                .add_attribute("amount", amount)
                .add_attribute("obligation", obligation),
            RegistryEvent::BurnRedeemed { class, amount } => {
                of_class("burn_redeemed", class).add_attribute("amount", amount)
            }
            RegistryEvent::Call { of, job_id, gpus, credits, tag } => of
                .event("call")
                .add_attribute("job_id", job_id.to_string())
                .add_attribute("gpus", gpus.to_string())
                .add_attribute("credits", credits)
                .add_attribute("tag", tag.to_string()),
            RegistryEvent::EndCall { of, job_id, ignored, ignored_credits, closing_since } => {
                let event = of
                    .event("end_call")
                    .add_attribute("job_id", job_id.to_string())
                    .add_attribute("ignored", ignored.to_string())
                    .add_attribute("ignored_credits", ignored_credits);
                optional(event, "closing_since", closing_since)
            }
            RegistryEvent::SetStandard { class, standard } => {
                let event = of_class("set_standard", class);
                match standard {
                    Some(StandardJob { gpus, credits }) => {
                        event.add_attribute("gpus", gpus.to_string()).add_attribute("credits", credits)
                    }
                    None => event,
                }
            }
            RegistryEvent::Lock { of, job_id, amount, gpus } => of
                .event("lock")
                .add_attribute("job_id", job_id.to_string())
                .add_attribute("amount", amount)
                .add_attribute("gpus", gpus.to_string()),
            RegistryEvent::FreeGpus { of, job_id, gpus } => of
                .event("free_gpus")
                .add_attribute("job_id", job_id.to_string())
                .add_attribute("gpus", gpus.to_string()),
            RegistryEvent::Outcome { of, job_id, settled, redeemed, obligation } => of
                .event("outcome")
                .add_attribute("job_id", job_id.to_string())
                .add_attribute("settled", settled.to_string())
                .add_attribute("redeemed", redeemed)
                .add_attribute("obligation", obligation),
            RegistryEvent::Fault(slashed) => fault_event(&slashed),
            RegistryEvent::AddClass { class, credit } => {
                of_class("add_class", class).add_attribute("credit", credit)
            }
            RegistryEvent::SetClassPool { class, pool_id } => {
                of_class("set_class_pool", class).add_attribute("pool_id", pool_id.to_string())
            }
            RegistryEvent::UpdateClass { class } => of_class("update_class", class),
            RegistryEvent::UpdateParams => Event::new("update_params"),
            RegistryEvent::SetPaused { class, paused } => of_class("set_paused", class)
                .add_attribute("mint", paused.mint.to_string())
                .add_attribute("accept", paused.accept.to_string()),
            RegistryEvent::SetGuardian { guardian } => {
                Event::new("set_guardian").add_attribute("guardian", guardian)
            }
        }
    }
}

impl Of<'_> {
    fn event(&self, kind: &str) -> Event {
        of_class(kind, self.class).add_attribute("provider", self.provider)
    }
}

fn of_class(kind: &str, class: &str) -> Event {
    Event::new(kind).add_attribute("class", class)
}

fn optional(event: Event, key: &str, value: Option<u64>) -> Event {
    match value {
        Some(value) => event.add_attribute(key, value.to_string()),
        None => event,
    }
}

fn provider_event(action: ProviderAction, provider: &Addr) -> Event {
    let (kind, metadata) = match action {
        ProviderAction::Register { metadata } => ("register", Some(metadata)),
        ProviderAction::Update { metadata } => ("update_provider", Some(metadata)),
        ProviderAction::Leave => ("leave", None),
        ProviderAction::Heartbeat => ("heartbeat", None),
        ProviderAction::Unjail => ("unjail", None),
    };
    let event = Event::new(kind).add_attribute("provider", provider);
    match metadata {
        Some(metadata) => event.add_attribute("metadata", metadata),
        None => event,
    }
}

fn bond_event(action: BondAction, of: Of, amount: Uint128, bond: Uint128) -> Event {
    let (kind, release_at) = match action {
        BondAction::Bond => ("bond", None),
        BondAction::Unbond { release_at } => ("unbond", Some(release_at)),
        BondAction::Release => ("release", None),
    };
    let event = of.event(kind).add_attribute("amount", amount).add_attribute("bond", bond);
    optional(event, "release_at", release_at)
}

fn fault_event(slashed: &Slashed) -> Event {
    let event = slashed
        .of
        .event("fault")
        .add_attribute("job_id", slashed.job_id.to_string())
        .add_attribute("kind", slashed.kind)
        .add_attribute("reporter", slashed.reporter)
        .add_attribute("burn", slashed.burn)
        .add_attribute("compensation", slashed.compensation)
        .add_attribute("insurance", slashed.insurance);
    optional(event, "jailed_until", slashed.jailed_until)
}
