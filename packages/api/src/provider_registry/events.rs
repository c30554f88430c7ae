//! Events of the registry. On chain their type carries the prefix `wasm-`. Amounts are in base units, times in
//! Unix seconds; what is not NET names its class.
//!
//! A message emits one event of its own, which says what was done, and one [`StateEvent`] per record that
//! changed, which says what is so from now on. An indexer that keeps the last value of every attribute of the
//! state events, and follows `lock`, `call`, `free_gpus` and `end_job` for jobs, `pledge` and `end_pledge` for work in other
//! markets, has all of the registry's public state.

use cosmwasm_std::{to_json_string, Addr, Decimal256, Event, Uint128};

use super::{ClassParams, ClassPaused, Params, StandardJob};

/// What was done.
#[derive(Clone, Debug, PartialEq)]
pub enum RegistryEvent<'a> {
    /// `register`, `update_provider`, `leave`, `heartbeat` or `unjail`: a provider acted on its own record.
    Provider {
        /// Which of these.
        action: ProviderAction<'a>,
        /// Who.
        provider: &'a Addr,
    },
    /// `bond`: NET came in.
    Bond {
        /// Whose and where.
        of: Of<'a>,
        /// NET.
        amount: Uint128,
    },
    /// `withdraw_bond`: free bond went out.
    WithdrawBond {
        /// Whose and where.
        of: Of<'a>,
        /// NET.
        amount: Uint128,
    },
    /// `offer_gpus`: how many GPUs a provider offers.
    OfferGpus {
        /// Whose and where.
        of: Of<'a>,
    },
    /// `touch`: a provider's part of the class's proven GPUs was brought up to date.
    Touch {
        /// Whose and where.
        of: Of<'a>,
    },
    /// `mint_credits`: GPU time is owed from now on.
    Mint {
        /// Whose and where.
        of: Of<'a>,
        /// Credits.
        amount: Uint128,
        /// Their collateral, NET.
        collateral: Uint128,
    },
    /// `redeem_credits`: GPU time is no longer owed.
    Redeem {
        /// Whose and where.
        of: Of<'a>,
        /// Credits.
        amount: Uint128,
    },
    /// `burn_redeemed`: credits that were redeemed through accounts ceased to exist.
    BurnRedeemed {
        /// Which class.
        class: &'a str,
        /// Credits.
        amount: Uint128,
    },
    /// `call`: a standard job that nobody accepted is called on a debtor.
    Call {
        /// On whom and where.
        of: Of<'a>,
        /// Which job.
        job_id: u64,
        /// How many GPUs it needs.
        gpus: u32,
        /// Its credits.
        credits: Uint128,
        /// h: their collateral, NET.
        held: Uint128,
        /// v: their recent price, NET.
        value: Uint128,
    },
    /// `lock`: bond and GPUs are bound to a job.
    Lock {
        /// Whose and where.
        of: Of<'a>,
        /// Which job.
        job_id: u64,
        /// NET locked; 0 for a called job.
        amount: Uint128,
        /// How many GPUs.
        gpus: u32,
        /// Others' stake that burns with the lock, units of the vault's asset; in the event only if there is any.
        backed: u128,
    },
    /// `free_gpus`: a result waits for its verdict; the job's GPUs are free, its bond is not.
    FreeGpus {
        /// Whose and where.
        of: Of<'a>,
        /// Which job.
        job_id: u64,
    },
    /// `end_job`: what bound the provider of a job is free again, or slashed.
    EndJob(Ended<'a>),
    /// `pledge`: bond and GPUs are bound to work of another market.
    Pledge {
        /// Whose and where.
        of: Of<'a>,
        /// Which market.
        market: &'a Addr,
        /// Which work, by its number.
        id: u64,
        /// NET locked.
        amount: Uint128,
        /// How many GPUs.
        gpus: u32,
    },
    /// `end_pledge`: what was pledged is free again, or paid out.
    EndPledge {
        /// Whose and where.
        of: Of<'a>,
        /// Which market.
        market: &'a Addr,
        /// Which work, by its number.
        id: u64,
        /// NET that the bond lost to the account which the market named.
        slashed: Uint128,
    },
    /// `back`: others' stake came behind a position.
    Back {
        /// Whose and where.
        of: Of<'a>,
        /// Units of the vault's asset.
        amount: Uint128,
    },
    /// `unback`: stake backs no new jobs any more.
    Unback {
        /// Whose and where.
        of: Of<'a>,
        /// Units of the vault's asset.
        amount: Uint128,
    },
    /// `rotate_backing`: exits of the generation before back nothing any more.
    Rotate {
        /// Whose and where.
        of: Of<'a>,
        /// What they were, units of the vault's asset.
        released: Uint128,
    },
    /// Something about a class or the whole registry.
    Class(ClassEvent<'a>),
}

/// What was done to a class, or by governance.
#[derive(Clone, Debug, PartialEq)]
pub enum ClassEvent<'a> {
    /// `set_standard`: the standard jobs of a class are others, or there are none.
    SetStandard {
        /// Which class.
        class: &'a str,
        /// The jobs.
        standard: Option<StandardJob>,
    },
    /// `announce_sunset`.
    AnnounceSunset {
        /// Which class.
        class: &'a str,
        /// Its end.
        at: u64,
        /// 7-day mean, NET base units per whole credit, as [`SunsetResponse::price`](super::SunsetResponse::price); in the
        /// event only if there is one.
        price: Option<Decimal256>,
    },
    /// `collect`: a debt went to the pot of its ended class.
    Collect {
        /// Whose and where.
        of: Of<'a>,
        /// Credits that it owed.
        credits: Uint128,
        /// NET that went to the pot; the rest of their collateral is free bond.
        amount: Uint128,
    },
    /// `claim_pot`: credits of an ended class were paid.
    ClaimPot {
        /// Which class.
        class: &'a str,
        /// Who brought them.
        holder: &'a Addr,
        /// Who was paid, if not the holder.
        receiver: Option<&'a Addr>,
        /// Credits.
        credits: Uint128,
        /// NET paid.
        amount: Uint128,
    },
    /// `add_class`.
    AddClass {
        /// Its id.
        class: &'a str,
        /// Its credit token.
        credit: &'a Addr,
        /// Its parameters, as JSON.
        params: &'a ClassParams,
        /// Where the first debtor joins its queue, Unix seconds.
        turn: u64,
    },
    /// `set_class_pool`.
    SetClassPool {
        /// Which class.
        class: &'a str,
        /// Its pool.
        pool_id: u64,
    },
    /// `update_class`.
    UpdateClass {
        /// Which class.
        class: &'a str,
        /// Its parameters from now on, as JSON.
        params: &'a ClassParams,
    },
    /// `update_params`.
    UpdateParams {
        /// The parameters from now on, as JSON.
        params: &'a Params,
    },
    /// `set_paused`.
    SetPaused {
        /// Which class.
        class: &'a str,
        /// What is stopped from now on.
        paused: ClassPaused,
    },
    /// `allow_market`.
    AllowMarket {
        /// Which contract.
        market: &'a Addr,
        /// Whether it takes new pledges from now on.
        allowed: bool,
    },
    /// `set_backing`.
    SetBacking {
        /// Which asset, by its number in the list of restaking.
        asset: u8,
        /// Whether stake in it backs new jobs from now on.
        listed: bool,
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

/// See [`RegistryEvent::EndJob`]. Amounts are NET unless said otherwise; those of a slash sum to what the bond
/// lost.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended<'a> {
    /// Whose and where.
    pub of: Of<'a>,
    /// Which job.
    pub job_id: u64,
    /// `settled`, `released`, `late`, `fraud` or `defaulted`.
    pub how: &'static str,
    /// Credits redeemed with it.
    pub redeemed: u128,
    /// To the reporter's account.
    pub reporter: u128,
    /// To the client's account: compensation for fraud, or damages for a default.
    pub client: u128,
    /// Burned.
    pub burned: u128,
    /// Others' stake that burned, units of the vault's asset, beside what the bond lost; in the event only if there is any.
    pub backing: u128,
}

/// What is so from now on: the attributes of one record that changed, each with its new value.
#[derive(Clone, Debug, PartialEq)]
pub struct StateEvent<'a> {
    /// Which record.
    pub record: Record<'a>,
    /// Name and value of each attribute that changed.
    pub changed: Vec<(&'static str, String)>,
}

/// A record that state events are about.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Record<'a> {
    /// `position`: a provider's stake and debt in a class.
    Position(Of<'a>),
    /// `provider`: a provider, whatever the class.
    Provider(&'a Addr),
    /// `class`: sums of a class, its turn, its pot.
    Class(&'a str),
}

impl From<StateEvent<'_>> for Event {
    fn from(event: StateEvent) -> Event {
        let empty = match event.record {
            Record::Position(of) => of.event("position"),
            Record::Provider(provider) => Event::new("provider").add_attribute("provider", provider),
            Record::Class(class) => of_class("class", class),
        };
        event.changed.into_iter().fold(empty, |event, (name, value)| event.add_attribute(name, value))
    }
}

impl<'a> From<ClassEvent<'a>> for RegistryEvent<'a> {
    fn from(event: ClassEvent<'a>) -> Self {
        RegistryEvent::Class(event)
    }
}

impl From<ClassEvent<'_>> for Event {
    fn from(event: ClassEvent) -> Event {
        RegistryEvent::Class(event).into()
    }
}

impl From<RegistryEvent<'_>> for Event {
    fn from(event: RegistryEvent) -> Event {
        match event {
            RegistryEvent::Provider { action, provider } => provider_event(action, provider),
            RegistryEvent::Bond { of, amount } => of.event("bond").add_attribute("amount", amount),
            RegistryEvent::WithdrawBond { of, amount } => {
                of.event("withdraw_bond").add_attribute("amount", amount)
            }
            RegistryEvent::OfferGpus { of } => of.event("offer_gpus"),
            RegistryEvent::Touch { of } => of.event("touch"),
            RegistryEvent::Mint { of, amount, collateral } => of
                .event("mint_credits")
                .add_attribute("amount", amount)
                .add_attribute("collateral", collateral),
            RegistryEvent::Redeem { of, amount } => {
                of.event("redeem_credits").add_attribute("amount", amount)
            }
            RegistryEvent::BurnRedeemed { class, amount } => {
                of_class("burn_redeemed", class).add_attribute("amount", amount)
            }
            RegistryEvent::Call { of, job_id, gpus, credits, held, value } => of
                .event("call")
                .add_attribute("job_id", job_id.to_string())
                .add_attribute("gpus", gpus.to_string())
                .add_attribute("credits", credits)
                .add_attribute("held", held)
                .add_attribute("value", value),
            RegistryEvent::Lock { of, job_id, amount, gpus, backed } => of
                .event("lock")
                .add_attribute("job_id", job_id.to_string())
                .add_attribute("amount", amount)
                .add_attribute("gpus", gpus.to_string())
                .add_attributes((backed > 0).then(|| ("backed", backed.to_string()))),
            RegistryEvent::FreeGpus { of, job_id } => {
                of.event("free_gpus").add_attribute("job_id", job_id.to_string())
            }
            RegistryEvent::EndJob(ended) => ended_event(&ended),
            RegistryEvent::Pledge { of, market, id, amount, gpus } => of
                .event("pledge")
                .add_attribute("market", market)
                .add_attribute("id", id.to_string())
                .add_attribute("amount", amount)
                .add_attribute("gpus", gpus.to_string()),
            RegistryEvent::EndPledge { of, market, id, slashed } => of
                .event("end_pledge")
                .add_attribute("market", market)
                .add_attribute("id", id.to_string())
                .add_attribute("slashed", slashed),
            RegistryEvent::Back { of, amount } => of.event("back").add_attribute("amount", amount),
            RegistryEvent::Unback { of, amount } => of.event("unback").add_attribute("amount", amount),
            RegistryEvent::Rotate { of, released } => {
                of.event("rotate_backing").add_attribute("released", released)
            }
            RegistryEvent::Class(event) => class_event(event),
        }
    }
}

fn class_event(event: ClassEvent) -> Event {
    match event {
        ClassEvent::SetStandard { class, standard } => {
            let event = of_class("set_standard", class);
            match standard {
                Some(StandardJob { gpus, least, most }) => event
                    .add_attribute("gpus", gpus.to_string())
                    .add_attribute("least", least)
                    .add_attribute("most", most),
                None => event,
            }
        }
        ClassEvent::AnnounceSunset { class, at, price } => {
            let event = of_class("announce_sunset", class).add_attribute("at", at.to_string());
            match price {
                Some(price) => event.add_attribute("price", price.to_string()),
                None => event,
            }
        }
        ClassEvent::Collect { of, credits, amount } => {
            of.event("collect").add_attribute("credits", credits).add_attribute("amount", amount)
        }
        ClassEvent::ClaimPot { class, holder, receiver, credits, amount } => {
            let event = of_class("claim_pot", class)
                .add_attribute("holder", holder)
                .add_attribute("credits", credits)
                .add_attribute("amount", amount);
            event.add_attributes(receiver.map(|receiver| ("receiver", receiver)))
        }
        ClassEvent::AddClass { class, credit, params, turn } => of_class("add_class", class)
            .add_attribute("credit", credit)
            .add_attribute("params", json(params))
            .add_attribute("turn", turn.to_string()),
        ClassEvent::SetClassPool { class, pool_id } => {
            of_class("set_class_pool", class).add_attribute("pool_id", pool_id.to_string())
        }
        ClassEvent::UpdateClass { class, params } => {
            of_class("update_class", class).add_attribute("params", json(params))
        }
        ClassEvent::UpdateParams { params } => {
            Event::new("update_params").add_attribute("params", json(params))
        }
        ClassEvent::SetPaused { class, paused } => of_class("set_paused", class)
            .add_attribute("mint", paused.mint.to_string())
            .add_attribute("accept", paused.accept.to_string()),
        ClassEvent::AllowMarket { market, allowed } => Event::new("allow_market")
            .add_attribute("market", market)
            .add_attribute("allowed", allowed.to_string()),
        ClassEvent::SetBacking { asset, listed } => Event::new("set_backing")
            .add_attribute("asset", asset.to_string())
            .add_attribute("listed", listed.to_string()),
        ClassEvent::SetGuardian { guardian } => {
            Event::new("set_guardian").add_attribute("guardian", guardian)
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

fn json<T: serde::Serialize>(value: &T) -> String {
    to_json_string(value).unwrap_or_default()
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

fn ended_event(ended: &Ended) -> Event {
    let event = ended
        .of
        .event("end_job")
        .add_attribute("job_id", ended.job_id.to_string())
        .add_attribute("how", ended.how);
    [
        ("redeemed", ended.redeemed),
        ("reporter", ended.reporter),
        ("client", ended.client),
        ("burned", ended.burned),
        ("backing", ended.backing),
    ]
    .into_iter()
    .filter(|(_, amount)| *amount > 0)
    .fold(event, |event, (name, amount)| event.add_attribute(name, amount.to_string()))
}
