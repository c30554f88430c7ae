//! An indexer that knows how the registry was started, and follows nothing but its events.

use std::collections::{BTreeMap, BTreeSet};

use api::deadline::Moment;
use api::provider_registry::raw::AcceptPause;
use api::provider_registry::{
    BackingResponse, CallResponse, ClassParams, ClassPaused, ClassResponse, InstantiateMsg, LockResponse,
    Params, PositionResponse, ProviderResponse, StandardJob, SunsetResponse,
};
use cosmwasm_std::{from_json, Addr, BlockInfo, Decimal256, Event};
use credit::lock::decayed_faults;
use credit::reputation::{Memory, Prior};

use super::World;

type Attributes = BTreeMap<String, String>;

/// Last value of every attribute of every record.
pub struct Replica {
    pub guardian: String,
    pub params: Params,
    pub providers: BTreeMap<String, Attributes>,
    /// By class and provider.
    pub positions: BTreeMap<(String, String), Attributes>,
    pub classes: BTreeMap<String, Class>,
    pub jobs: BTreeMap<u64, Job>,
    listed: BTreeSet<u64>,
}

/// What the events say of a class.
#[derive(Default)]
pub struct Class {
    sums: Attributes,
    credit: String,
    pool_id: Option<u64>,
    params: Option<ClassParams>,
    paused: Option<ClassPaused>,
    standard: Option<StandardJob>,
    sunset: Option<(u64, Option<Decimal256>)>,
    added: u64,
    pub accept: AcceptPause,
}

/// What the events say of a job.
#[derive(Default)]
pub struct Job {
    pub call: Option<Attributes>,
    pub lock: Option<Attributes>,
}

impl Replica {
    /// Follows everything that happened to the registry.
    pub fn of(world: &World) -> Self {
        let InstantiateMsg { guardian, params, .. } = world.registry_start();
        let mut replica = Self {
            guardian,
            params,
            providers: BTreeMap::new(),
            positions: BTreeMap::new(),
            classes: BTreeMap::new(),
            jobs: BTreeMap::new(),
            listed: BTreeSet::new(),
        };
        for (block, event) in &world.log {
            let (contract, rest) = match event.attributes.split_first() {
                Some((first, rest)) if first.key == "_contract_address" => (&first.value, rest),
                _ => continue,
            };
            if *contract == world.registry.as_str() {
                let attributes = rest.iter().map(|a| (a.key.clone(), a.value.clone())).collect();
                replica.follow(block, event, attributes);
            }
        }
        replica
    }

    fn follow(&mut self, block: &BlockInfo, event: &Event, of: Attributes) {
        let get = |name: &str| of.get(name).cloned().unwrap_or_default();
        let number = |name: &str| get(name).parse::<u64>().unwrap();
        match event.ty.strip_prefix("wasm-").unwrap_or_default() {
            "provider" | "register" | "update_provider" => {
                self.providers.entry(get("provider")).or_default().extend(of);
            }
            "position" => {
                self.positions.entry((get("class"), get("provider"))).or_default().extend(of);
            }
            "class" => self.class(&of).sums.extend(of),
            "call" => self.jobs.entry(number("job_id")).or_default().call = Some(of.clone()),
            "lock" => self.jobs.entry(number("job_id")).or_default().lock = Some(of.clone()),
            "free_gpus" => {
                let job = self.jobs.get_mut(&number("job_id")).unwrap();
                job.lock.as_mut().unwrap().insert("gpus".into(), "0".into());
            }
            "end_job" => {
                self.jobs.remove(&number("job_id")).unwrap();
            }
            "add_class" => {
                let added = block.time.seconds();
                let params = Some(from_json(get("params")).unwrap());
                *self.class(&of) = Class { credit: get("credit"), params, added, ..Class::default() };
            }
            "set_class_pool" => self.class(&of).pool_id = Some(number("pool_id")),
            "update_class" => self.class(&of).params = Some(from_json(get("params")).unwrap()),
            "set_standard" => {
                let amount = |name: &str| get(name).parse::<u128>().unwrap().into();
                let standard = of.contains_key("gpus").then(|| StandardJob {
                    gpus: get("gpus").parse().unwrap(),
                    least: amount("least"),
                    most: amount("most"),
                });
                self.class(&of).standard = standard;
            }
            "set_paused" => {
                let class = self.class(&of);
                let accept = get("accept") == "true";
                let now = Moment::of(block);
                match (class.accept.since, accept) {
                    (None, true) => class.accept.since = Some(now),
                    (Some(_), false) => class.accept = AcceptPause { since: None, lifted: now },
                    _ => {}
                }
                class.paused = Some(ClassPaused { mint: get("mint") == "true", accept });
            }
            "announce_sunset" => {
                self.class(&of).sunset =
                    Some((number("at"), of.get("price").map(|price| price.parse().unwrap())));
            }
            "update_params" => self.params = from_json(get("params")).unwrap(),
            "set_backing" if get("listed") == "true" => drop(self.listed.insert(number("asset"))),
            "set_backing" => drop(self.listed.remove(&number("asset"))),
            "set_guardian" => self.guardian = get("guardian"),
            _ => {}
        }
    }

    fn class(&mut self, of: &Attributes) -> &mut Class {
        self.classes.entry(of["class"].clone()).or_default()
    }

    pub fn position(&self, class: &str, provider: &Addr, now: u64) -> PositionResponse {
        let nothing = Attributes::new();
        let of = self.positions.get(&(class.to_owned(), provider.to_string())).unwrap_or(&nothing);
        let small = |name: &str| u32::try_from(number(of, name)).unwrap();
        let (bond, locked) = (number(of, "bond"), number(of, "locked"));
        let (collateral, held) = (number(of, "collateral"), number(of, "held"));
        let memory =
            Memory { good: number(of, "good"), bad: number(of, "bad"), at: time(of, "remembered_at") };
        let prior = Prior {
            good: self.params.reputation_a.u128(),
            bad: self.params.reputation_b.u128(),
            lambda: self.params.reputation_lambda,
        };
        let faded = memory.faded(now).unwrap();
        PositionResponse {
            provider: provider.clone(),
            class: class.to_owned(),
            bond: bond.into(),
            locked: locked.into(),
            collateral: collateral.into(),
            held: held.into(),
            free: (bond - locked - collateral - held).into(),
            open: number(of, "open").into(),
            called: number(of, "called").into(),
            due: time(of, "due"),
            gpus: small("gpus"),
            busy: small("busy"),
            pledged_gpus: small("pledged_gpus"),
            called_gpus: small("called_gpus"),
            proven_gpus: small("proven_gpus"),
            admitted_until: Some(time(of, "admitted_until")).filter(|until| *until > 0),
            reputation_bps: memory.score_bps(&prior, now).unwrap(),
            good: faded.good.into(),
            bad: faded.bad.into(),
        }
    }

    pub fn provider(&self, provider: &Addr, now: u64) -> ProviderResponse {
        let of = &self.providers[provider.as_str()];
        let faults = u32::try_from(number(of, "faults")).unwrap();
        ProviderResponse {
            provider: provider.clone(),
            metadata: of.get("metadata").cloned().unwrap_or_default(),
            active: of.get("active").is_some_and(|active| active == "true"),
            last_seen: time(of, "last_seen"),
            jailed_until: Some(time(of, "jailed_until")).filter(|until| *until > 0),
            liveness_faults: decayed_faults(faults, now - time(of, "faults_at")),
        }
    }

    pub fn class_response(&self, id: &str) -> ClassResponse {
        let class = &self.classes[id];
        let sums = &class.sums;
        let turn = sums.get("turn").map_or(class.added, |turn| turn.parse().unwrap());
        let sunset = class.sunset.map(|(at, price)| SunsetResponse {
            at,
            price,
            pot_net: number(sums, "pot_net").into(),
            pot_credits: number(sums, "pot_credits").into(),
        });
        ClassResponse {
            class: id.to_owned(),
            credit: Addr::unchecked(&class.credit),
            pool_id: class.pool_id,
            params: class.params.clone().unwrap(),
            paused: class.paused.unwrap_or(ClassPaused { mint: false, accept: false }),
            standard: class.standard,
            owed: number(sums, "owed").into(),
            redeemed_unburned: (number(sums, "unburned") + number(sums, "unburned_jobs")).into(),
            proven_gpus: time(sums, "proven_gpus"),
            turn,
            sunset,
        }
    }

    /// In order of due, sequence and canonical address, which `canonical` gives.
    pub fn queue(&self, class: &str, canonical: impl Fn(&str) -> Vec<u8>) -> Vec<Addr> {
        let mut queue: Vec<_> = self
            .positions
            .iter()
            .filter(|((of, _), position)| of == class && position.get("queued").is_some_and(|q| q == "true"))
            .map(|((_, who), p)| (time(p, "due"), time(p, "sequence"), canonical(who), Addr::unchecked(who)))
            .collect();
        queue.sort();
        queue.into_iter().map(|(.., who)| who).collect()
    }

    pub fn job_lock(&self, job_id: u64) -> LockResponse {
        let job = &self.jobs[&job_id];
        let nothing = Attributes::new();
        let lock = job.lock.as_ref().unwrap_or(&nothing);
        let of = job.lock.as_ref().or(job.call.as_ref()).unwrap();
        LockResponse {
            job_id,
            provider: Addr::unchecked(&of["provider"]),
            class: of["class"].clone(),
            amount: number(lock, "amount").into(),
            gpus: u32::try_from(number(lock, "gpus")).unwrap(),
            backed: number(lock, "backed").into(),
        }
    }

    pub fn backing(&self, class: &str, provider: &Addr) -> BackingResponse {
        let position = &self.positions[&(class.to_owned(), provider.to_string())];
        let amount = |name: &str| number(position, name).into();
        let asset = position.contains_key("backing").then(|| number(position, "backing_asset"));
        let (assets, backed, backed_before) = (amount("backing"), amount("backed"), amount("backed_before"));
        BackingResponse {
            provider: provider.clone(),
            class: class.to_owned(),
            asset: asset.map(|asset| asset.try_into().unwrap()),
            listed: asset.is_some_and(|asset| self.listed.contains(&u64::try_from(asset).unwrap())),
            assets,
            free: assets.saturating_sub(backed + backed_before),
            generation: time(position, "generation"),
            backed,
            backed_before,
            leaving: amount("leaving"),
            leaving_before: amount("leaving_before"),
            burned: amount("backing_burned"),
        }
    }

    pub fn job_call(&self, job_id: u64) -> Option<CallResponse> {
        let call = self.jobs[&job_id].call.as_ref()?;
        Some(CallResponse {
            job_id,
            provider: Addr::unchecked(&call["provider"]),
            class: call["class"].clone(),
            gpus: u32::try_from(number(call, "gpus")).unwrap(),
            credits: number(call, "credits").into(),
            held: number(call, "held").into(),
            value: number(call, "value").into(),
        })
    }
}

fn number(of: &Attributes, name: &str) -> u128 {
    of.get(name).map_or(0, |text| text.parse().unwrap())
}

fn time(of: &Attributes, name: &str) -> u64 {
    of.get(name).map_or(0, |text| text.parse().unwrap())
}
