//! The registry by its events.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use api::provider_registry::{
    CallResponse, ClassParams, ClassPaused, ClassResponse, ConfigResponse, LockResponse, MarketsResponse,
    Params, PledgedResponse, PositionResponse, PositionsResponse, ProviderResponse, ProvidersResponse,
    QueryMsg, QueueEntry, StandardJob, SunsetResponse,
};
use compute_amm_testing::Market;
use cosmwasm_std::{Addr, Decimal256, Uint128};
use credit::lock::decayed_faults;
use credit::reputation::{Memory, Prior};

use super::backing::Backings;
use super::said::{same, Said};

/// A provider in a class.
type Key = (String, String);
/// The last value of every attribute of a record.
type Record = BTreeMap<String, String>;

/// Everything that the registry ever said.
#[derive(Debug, Default)]
pub struct Registry {
    positions: BTreeMap<Key, Record>,
    providers: BTreeMap<String, Record>,
    metadata: BTreeMap<String, String>,
    sums: BTreeMap<String, Record>,
    classes: BTreeMap<String, Class>,
    locks: BTreeMap<u64, LockResponse>,
    calls: BTreeMap<u64, CallResponse>,
    /// By market and number.
    pledges: BTreeMap<(String, u64), PledgedResponse>,
    markets: BTreeMap<String, bool>,
    params: Option<Params>,
    guardian: Option<String>,
    backing: Backings,
}

#[derive(Debug, Clone)]
struct Class {
    credit: Addr,
    params: ClassParams,
    pool_id: Option<u64>,
    paused: ClassPaused,
    standard: Option<StandardJob>,
    /// When, and the 7-day mean.
    sunset: Option<(u64, Option<Decimal256>)>,
    /// When it was added: the first turn.
    added: u64,
}

fn number(record: &Record, key: &str) -> u128 {
    record.get(key).map_or(0, |value| value.parse().expect("a number"))
}

fn small(record: &Record, key: &str) -> u32 {
    u32::try_from(number(record, key)).expect("few")
}

fn seconds(record: &Record, key: &str) -> u64 {
    u64::try_from(number(record, key)).expect("seconds")
}

fn keep(record: &mut Record, said: &Said) {
    for attribute in said.event.attributes.iter().filter(|attribute| attribute.key != "_contract_address") {
        record.insert(attribute.key.clone(), attribute.value.clone());
    }
}

impl Registry {
    pub(super) fn read(&mut self, said: &Said) -> Result<()> {
        let provider = || Ok::<_, anyhow::Error>(said.text("provider")?.to_string());
        let class = || Ok::<_, anyhow::Error>(said.text("class")?.to_string());
        self.backing.read(said)?;
        match said.kind() {
            "position" => keep(self.positions.entry((class()?, provider()?)).or_default(), said),
            "provider" => keep(self.providers.entry(provider()?).or_default(), said),
            "class" => keep(self.sums.entry(class()?).or_default(), said),
            "register" | "update_provider" => {
                self.metadata.insert(provider()?, said.text("metadata")?.into());
            }
            "lock" => {
                let (job_id, provider, class) = (said.job()?, Addr::unchecked(provider()?), class()?);
                let (amount, gpus) = (said.number("amount")?.into(), said.gpus("gpus")?);
                let backed = self.backing.of_job(job_id).into();
                self.locks.insert(job_id, LockResponse { job_id, provider, class, amount, gpus, backed });
            }
            "call" => {
                let call = CallResponse {
                    job_id: said.job()?,
                    provider: Addr::unchecked(provider()?),
                    class: class()?,
                    gpus: said.gpus("gpus")?,
                    credits: said.number("credits")?.into(),
                    held: said.number("held")?.into(),
                    value: said.number("value")?.into(),
                };
                // What is called is bound, to no GPUs yet.
                let CallResponse { job_id, provider, class, .. } = call.clone();
                let (amount, backed) = (Uint128::zero(), Uint128::zero());
                let lock = LockResponse { job_id, provider, class, amount, gpus: 0, backed };
                self.locks.insert(call.job_id, lock);
                self.calls.insert(call.job_id, call);
            }
            "free_gpus" => self.locks.get_mut(&said.job()?).context("no such lock")?.gpus = 0,
            "end_job" => {
                self.calls.remove(&said.job()?);
                self.locks.remove(&said.job()?).context("no such lock")?;
            }
            "pledge" => {
                let pledge = PledgedResponse {
                    market: Addr::unchecked(said.text("market")?),
                    id: said.seconds("id")?,
                    provider: Addr::unchecked(provider()?),
                    class: class()?,
                    gpus: said.gpus("gpus")?,
                    amount: said.number("amount")?.into(),
                };
                let key = (pledge.market.to_string(), pledge.id);
                anyhow::ensure!(self.pledges.insert(key, pledge).is_none(), "it is pledged to already");
            }
            "end_pledge" => {
                let key = (said.text("market")?.to_owned(), said.seconds("id")?);
                let pledge = self.pledges.remove(&key).context("no such pledge")?;
                anyhow::ensure!(said.number("slashed")? <= pledge.amount.u128(), "more than was pledged");
            }
            "allow_market" => {
                self.markets.insert(said.text("market")?.into(), said.text("allowed")? == "true");
            }
            "add_class" => {
                let new = Class {
                    credit: Addr::unchecked(said.text("credit")?),
                    params: said.json("params")?,
                    pool_id: None,
                    paused: ClassPaused { mint: false, accept: false },
                    standard: None,
                    sunset: None,
                    added: said.at,
                };
                self.classes.insert(class()?, new);
            }
            "update_params" => self.params = Some(said.json("params")?),
            "set_class_pool" | "update_class" | "set_paused" | "set_standard" | "announce_sunset" => {
                let id = class()?;
                let class = self.classes.get_mut(&id).context("no such class")?;
                match said.kind() {
                    "set_class_pool" => class.pool_id = Some(said.seconds("pool_id")?),
                    "update_class" => class.params = said.json("params")?,
                    "set_paused" => {
                        let on = |key| Ok::<bool, anyhow::Error>(said.text(key)?.parse()?);
                        class.paused = ClassPaused { mint: on("mint")?, accept: on("accept")? };
                    }
                    "set_standard" => {
                        class.standard = match said.get("gpus") {
                            None => None,
                            Some(_) => Some(StandardJob {
                                gpus: said.gpus("gpus")?,
                                least: said.number("least")?.into(),
                                most: said.number("most")?.into(),
                            }),
                        };
                    }
                    _ => {
                        let price = said.get("price").map(str::parse).transpose()?;
                        class.sunset = Some((said.seconds("at")?, price));
                    }
                }
            }
            // Read above.
            "back" | "unback" | "rotate_backing" | "set_backing" => {}
            // What was done; what is so from now on, the records say.
            "bond" | "withdraw_bond" | "offer_gpus" | "touch" | "mint_credits" | "redeem_credits"
            | "burn_redeemed" | "collect" | "claim_pot" | "leave" | "heartbeat" | "unjail" => {}
            "set_guardian" => self.guardian = Some(said.text("guardian")?.into()),
            other => anyhow::bail!("an unknown event, {other}"),
        }
        Ok(())
    }

    /// What is pledged to work of a market.
    pub(super) fn pledged(&self, market: &str, id: u64) -> Result<Uint128> {
        let pledge = self.pledges.get(&(market.to_owned(), id)).context("nothing is pledged to it")?;
        Ok(pledge.amount)
    }

    pub(super) fn compare(&self, market: &Market) -> Result<()> {
        let config = market.ask_registry::<ConfigResponse>(&QueryMsg::Config {});
        same("parameters", self.params.as_ref().unwrap_or(&config.params), &config.params)?;
        let guardian = config.guardian.to_string();
        same("guardian", self.guardian.as_ref().unwrap_or(&guardian), &guardian)?;
        let query = QueryMsg::Providers { order: None, start_after: None, limit: Some(100) };
        let says = market.ask_registry::<ProvidersResponse>(&query).providers;
        let mut providers: Vec<_> =
            self.providers.iter().map(|(who, record)| self.provider(who, record, market.now())).collect();
        providers.sort_by_key(|provider| says.iter().position(|said| said.provider == provider.provider));
        same("providers", &providers, &says)?;
        for id in self.classes.keys() {
            same("class", &self.class(id)?, &market.class(id))?;
            let query =
                QueryMsg::Positions { class: id.clone(), order: None, start_after: None, limit: Some(100) };
            let says = market.ask_registry::<PositionsResponse>(&query).positions;
            let of_class = || self.positions.iter().filter(|((class, _), _)| class == id);
            let mut positions: Vec<_> = of_class()
                .map(|((_, who), record)| self.position(market, id, who, record))
                .collect::<Result<_>>()?;
            positions.sort_by_key(|position| says.iter().position(|said| said.provider == position.provider));
            same("positions", &positions, &says)?;
            let mut queued: Vec<_> = of_class()
                .filter(|(_, record)| record.get("queued").is_some_and(|on| on == "true"))
                .collect();
            queued.sort_by_key(|((_, who), record)| {
                let canonical = cosmwasm_std::Api::addr_canonicalize(market.client.app.api(), who)
                    .expect("valid")
                    .to_vec();
                (number(record, "due"), number(record, "sequence"), canonical)
            });
            let queue: Vec<_> =
                queued.into_iter().map(|((_, who), record)| queue_entry(who, record)).collect();
            same("queue", &queue, &market.queue(id))?;
        }
        for (job, lock) in &self.locks {
            same("lock", &Some(lock.clone()), &market.job_lock(*job))?;
            same("call", &self.calls.get(job).cloned(), &market.job_call(*job))?;
        }
        for ((of, id), pledge) in &self.pledges {
            let query = QueryMsg::Pledged { market: of.clone(), id: *id };
            same("pledge", pledge, &market.ask_registry(&query))?;
        }
        let query = QueryMsg::Markets { order: None, start_after: None, limit: Some(100) };
        let says = market.ask_registry::<MarketsResponse>(&query).markets.into_iter();
        let says = says.map(|entry| (entry.market.into_string(), entry.allowed)).collect();
        same("markets", &self.markets, &says)?;
        self.backing.compare(market)
    }

    fn provider(&self, who: &str, record: &Record, now: u64) -> ProviderResponse {
        let since = now.saturating_sub(seconds(record, "faults_at"));
        ProviderResponse {
            provider: Addr::unchecked(who),
            metadata: self.metadata.get(who).cloned().unwrap_or_default(),
            active: record.get("active").is_some_and(|active| active == "true"),
            last_seen: seconds(record, "last_seen"),
            jailed_until: Some(seconds(record, "jailed_until")).filter(|until| *until > 0),
            liveness_faults: decayed_faults(small(record, "faults"), since),
        }
    }

    fn position(&self, market: &Market, class: &str, who: &str, record: &Record) -> Result<PositionResponse> {
        let [bond, locked, collateral, held] =
            ["bond", "locked", "collateral", "held"].map(|key| number(record, key));
        let at = seconds(record, "remembered_at");
        let memory = Memory { good: number(record, "good"), bad: number(record, "bad"), at };
        // Governed from the beginning: no event tells what the contract was instantiated with.
        let params = self.params.as_ref().unwrap_or(&market.wiring.registry);
        let prior = Prior {
            good: params.reputation_a.u128(),
            bad: params.reputation_b.u128(),
            lambda: params.reputation_lambda,
        };
        let faded = memory.faded(market.now())?;
        Ok(PositionResponse {
            provider: Addr::unchecked(who),
            class: class.into(),
            bond: bond.into(),
            locked: locked.into(),
            collateral: collateral.into(),
            held: held.into(),
            free: (bond - locked - collateral - held).into(),
            open: number(record, "open").into(),
            called: number(record, "called").into(),
            due: seconds(record, "due"),
            gpus: small(record, "gpus"),
            busy: small(record, "busy"),
            pledged_gpus: small(record, "pledged_gpus"),
            called_gpus: small(record, "called_gpus"),
            proven_gpus: small(record, "proven_gpus"),
            admitted_until: Some(seconds(record, "admitted_until")).filter(|until| *until > 0),
            reputation_bps: memory.score_bps(&prior, market.now())?,
            good: faded.good.into(),
            bad: faded.bad.into(),
        })
    }

    fn class(&self, id: &str) -> Result<ClassResponse> {
        let class = self.classes.get(id).context("no such class")?.clone();
        let none = Record::new();
        let sums = self.sums.get(id).unwrap_or(&none);
        Ok(ClassResponse {
            class: id.into(),
            credit: class.credit,
            pool_id: class.pool_id,
            params: class.params,
            paused: class.paused,
            standard: class.standard,
            owed: number(sums, "owed").into(),
            redeemed_unburned: (number(sums, "unburned") + number(sums, "unburned_jobs")).into(),
            proven_gpus: seconds(sums, "proven_gpus"),
            turn: if sums.contains_key("turn") { seconds(sums, "turn") } else { class.added },
            sunset: class.sunset.map(|(at, price)| SunsetResponse {
                at,
                price,
                pot_net: number(sums, "pot_net").into(),
                pot_credits: number(sums, "pot_credits").into(),
            }),
        })
    }
}

fn queue_entry(who: &str, record: &Record) -> QueueEntry {
    QueueEntry {
        provider: Addr::unchecked(who),
        due: seconds(record, "due"),
        open: number(record, "open").into(),
        collateral: number(record, "collateral").into(),
        gpus: small(record, "gpus").saturating_sub(small(record, "called_gpus")),
    }
}
