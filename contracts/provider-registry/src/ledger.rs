//! The unit of work of a message in one class: what it loads, what it changes, and one [`Ledger::commit`] that
//! saves what changed once.
//!
//! Commit alone keeps what follows from the records true: the queue, the class's sums, the GPUs that count as
//! proven, and the events of state that changed. Only the end of a class and a pause of accepting are written
//! beside it, into the class and its sums alike; and by [`end_pledge_alone`] what nothing else follows from.

use api::provider_registry::events::{Of, Record, StateEvent};
use api::provider_registry::raw::{ClassTotals, TOTALS};
use api::provider_registry::{Admission, Params};
use api::store::class_prefix;
use cosmwasm_std::{Addr, Api, CanonicalAddr, Env, Event, StdResult, Storage};
use credit::reputation::Prior;
use credit::{Backing, Buckets, Ending, Position, Pot, Turn};

use crate::error::ContractError;
use crate::state::{
    self, Class, Config, Provider, BUCKETS, GLOBALS, POSITIONS, POTS, PROVIDERS, QUEUE, TURNS,
};

const OVERFLOW: ContractError = ContractError::Overflow { what: "sums of the class" };

/// One class, and the positions in it that a message touches.
pub struct Ledger {
    /// What is fixed.
    pub config: Config,
    /// What is governed.
    pub params: Params,
    /// The class's id.
    pub id: String,
    /// The class.
    pub class: Class,
    /// Unix seconds.
    pub now: u64,
    accounts: Vec<Account>,
    turn: Option<(Turn, Turn)>,
    pot: Option<(Pot, Pot)>,
    redeemed: Redeemed,
}

/// A provider and its position in the ledger's class.
pub struct Account {
    /// Who.
    pub address: Addr,
    /// Registered, seen, jailed.
    pub provider: Provider,
    /// Stake, debt and record in the class.
    pub position: Position,
    canonical: CanonicalAddr,
    key: Vec<u8>,
    before: (Provider, Position),
    /// Before and after; read by exits, rotations and frauds alone.
    buckets: Option<(Buckets, Buckets)>,
}

/// Redeemed credits that a message adds to, or takes out of, the accounts in which they wait to be burned.
#[derive(Clone, Copy, Default)]
struct Redeemed {
    here: u128,
    in_job_market: u128,
    burned: bool,
}

impl Ledger {
    /// Opens the class of that id; an error naming it if there is none.
    pub fn open(storage: &dyn Storage, env: &Env, id: &str) -> Result<Self, ContractError> {
        Self::with(GLOBALS.load(storage)?, storage, env, id)
    }

    /// As [`Self::open`], where the globals are loaded already.
    pub fn with(
        (config, params): (Config, Params),
        storage: &dyn Storage,
        env: &Env,
        id: &str,
    ) -> Result<Self, ContractError> {
        let class = state::class(storage, id)?;
        Ok(Self {
            config,
            params,
            id: id.to_owned(),
            class,
            now: env.block.time.seconds(),
            accounts: vec![],
            turn: None,
            pot: None,
            redeemed: Redeemed::default(),
        })
    }

    /// A provider that ever registered, whether or not it has left; loaded once.
    pub fn account(
        &mut self,
        storage: &dyn Storage,
        api: &dyn Api,
        address: &Addr,
    ) -> Result<&mut Account, ContractError> {
        let known = self.accounts.iter().position(|account| account.address == *address);
        let at = match known {
            Some(at) => at,
            None => {
                let loaded = Account::load(storage, api, &self.id, address)?;
                self.accounts.push(loaded);
                self.accounts.len().saturating_sub(1)
            }
        };
        self.accounts.get_mut(at).ok_or(ContractError::Overflow { what: "accounts" })
    }

    /// As [`Self::account`], refusing who is not registered or has left.
    pub fn active(
        &mut self,
        storage: &dyn Storage,
        api: &dyn Api,
        address: &Addr,
    ) -> Result<&mut Account, ContractError> {
        let account = self.account(storage, api, address)?;
        account.provider.require_active(address)?;
        Ok(account)
    }

    /// Where newcomers join the class's queue; saved if it changes.
    pub fn turn(&mut self, storage: &dyn Storage) -> StdResult<&mut Turn> {
        let loaded = match self.turn {
            Some(turns) => turns,
            None => {
                let turn = TURNS.load(storage, self.id.as_bytes())?;
                (turn, turn)
            }
        };
        Ok(&mut self.turn.insert(loaded).1)
    }

    /// The class's pot; saved if it changes.
    pub fn pot(&mut self, storage: &dyn Storage) -> StdResult<&mut Pot> {
        let loaded = match self.pot {
            Some(pots) => pots,
            None => {
                let pot = POTS.may_load(storage, self.id.as_bytes())?.unwrap_or_default();
                (pot, pot)
            }
        };
        Ok(&mut self.pot.insert(loaded).1)
    }

    /// Credits that were redeemed, or brought to the pot, wait in this contract's account to be burned.
    pub fn redeemed_here(&mut self, credits: u128) -> Result<(), ContractError> {
        self.redeemed.here = self.redeemed.here.checked_add(credits).ok_or(OVERFLOW)?;
        Ok(())
    }

    /// Credits that were redeemed at the end of a job wait in the job-market's account to be burned.
    pub fn redeemed_in_job_market(&mut self, credits: u128) -> Result<(), ContractError> {
        self.redeemed.in_job_market = self.redeemed.in_job_market.checked_add(credits).ok_or(OVERFLOW)?;
        Ok(())
    }

    /// All redeemed credits are burned.
    pub fn burned(&mut self) {
        self.redeemed.burned = true;
    }

    /// The parameters of a reputation's score.
    pub fn prior(&self) -> Prior {
        prior(&self.params)
    }

    /// Saves everything that changed, and returns the events that say so.
    pub fn commit(mut self, storage: &mut dyn Storage) -> Result<Vec<Event>, ContractError> {
        let mut events = vec![];
        let mut change = Change::default();
        for mut account in std::mem::take(&mut self.accounts) {
            account.position.gpus.counted =
                counted(&self.params, &self.class, &account.provider, &account.position, self.now)?;
            change.add(&account);
            account.save(storage, &self.id, &self.class, &mut events)?;
        }
        let mut changed = self.save_totals(storage, &change)?;
        if let Some((before, after)) = self.turn.filter(|(before, after)| before != after) {
            TURNS.save(storage, self.id.as_bytes(), &after)?;
            push(&mut changed, "turn", before.due, after.due);
            push(&mut changed, "next_sequence", before.next, after.next);
        }
        if let Some((before, after)) = self.pot.filter(|(before, after)| before != after) {
            POTS.save(storage, self.id.as_bytes(), &after)?;
            push(&mut changed, "pot_net", before.net, after.net);
            push(&mut changed, "pot_credits", before.credits, after.credits);
        }
        if !changed.is_empty() {
            events.push(StateEvent { record: Record::Class(&self.id), changed }.into());
        }
        Ok(events)
    }

    fn save_totals(
        &self,
        storage: &mut dyn Storage,
        change: &Change,
    ) -> Result<Vec<(&'static str, String)>, ContractError> {
        let Redeemed { here, in_job_market, burned } = self.redeemed;
        if change.is_none() && here == 0 && in_job_market == 0 && !burned {
            return Ok(vec![]);
        }
        let before = TOTALS.may_load(storage, self.id.as_bytes())?.unwrap_or_default();
        let kept = if burned { (0, 0) } else { (before.unburned, before.unburned_jobs) };
        let after = ClassTotals {
            owed: moved(before.owed, change.owed)?,
            unburned: kept.0.checked_add(here).ok_or(OVERFLOW)?,
            unburned_jobs: kept.1.checked_add(in_job_market).ok_or(OVERFLOW)?,
            proven_gpus: u64::try_from(moved(before.proven_gpus.into(), change.proven)?)
                .map_err(|_| OVERFLOW)?,
            ends_at: before.ends_at,
            accept_paused: before.accept_paused,
        };
        let mut changed = vec![];
        if before != after {
            TOTALS.save(storage, self.id.as_bytes(), &after)?;
            push(&mut changed, "owed", before.owed, after.owed);
            push(&mut changed, "unburned", before.unburned, after.unburned);
            push(&mut changed, "unburned_jobs", before.unburned_jobs, after.unburned_jobs);
            push(&mut changed, "proven_gpus", before.proven_gpus, after.proven_gpus);
        }
        Ok(changed)
    }
}

/// What the accounts change in the class's sums: sums before and after.
#[derive(Default)]
struct Change {
    owed: (u128, u128),
    proven: (u128, u128),
}

impl Change {
    fn add(&mut self, account: &Account) {
        let (before, after) = (&account.before.1, &account.position);
        // Each is part of a sum that fits, so these do.
        self.owed.0 = self.owed.0.saturating_add(before.debt.owed());
        self.owed.1 = self.owed.1.saturating_add(after.debt.owed());
        self.proven.0 = self.proven.0.saturating_add(before.gpus.counted.into());
        self.proven.1 = self.proven.1.saturating_add(after.gpus.counted.into());
    }

    fn is_none(&self) -> bool {
        self.owed.0 == self.owed.1 && self.proven.0 == self.proven.1
    }
}

fn moved(sum: u128, (before, after): (u128, u128)) -> Result<u128, ContractError> {
    sum.checked_add(after).and_then(|sum| sum.checked_sub(before)).ok_or(OVERFLOW)
}

impl Account {
    fn load(storage: &dyn Storage, api: &dyn Api, id: &str, address: &Addr) -> Result<Self, ContractError> {
        let canonical = api.addr_canonicalize(address.as_str())?;
        let provider = PROVIDERS
            .may_load(storage, &canonical)?
            .ok_or_else(|| ContractError::NotRegistered { address: address.clone() })?;
        let key = position_key(id, &canonical);
        let position = POSITIONS.may_load(storage, &key)?.unwrap_or_default();
        Ok(Self {
            address: address.clone(),
            provider,
            before: (provider, position.clone()),
            position,
            canonical,
            key,
            buckets: None,
        })
    }

    /// What backs the position, and what exits, rotations and frauds need besides; none if nothing ever did.
    pub fn backing(&mut self, storage: &dyn Storage) -> StdResult<Option<(&mut Backing, &mut Buckets)>> {
        let Some(backing) = &mut self.position.backing else { return Ok(None) };
        let loaded = match self.buckets {
            Some(buckets) => buckets,
            None => {
                let buckets = BUCKETS.may_load(storage, &self.key)?.unwrap_or_default();
                (buckets, buckets)
            }
        };
        Ok(Some((backing, &mut self.buckets.insert(loaded).1)))
    }

    /// Its canonical address.
    pub fn canonical(&self) -> &CanonicalAddr {
        &self.canonical
    }

    fn save(
        mut self,
        storage: &mut dyn Storage,
        id: &str,
        class: &Class,
        events: &mut Vec<Event>,
    ) -> Result<(), ContractError> {
        let (provider, before) = &self.before;
        events.extend(save_provider(storage, &self.address, &self.canonical, provider, &self.provider)?);
        self.position.queued = self.position.is_queued(class.standard);
        let position = &self.position;
        let buckets = self.buckets.filter(|(before, after)| before != after);
        if let Some((_, after)) = &buckets {
            BUCKETS.save(storage, &self.key, after)?;
        }
        if before == position && buckets.is_none() {
            return Ok(());
        }
        let (old, new) = (queue_key(id, before, &self.canonical), queue_key(id, position, &self.canonical));
        if before.queued && !(position.queued && old == new) {
            QUEUE.remove(storage, &old);
        }
        if position.queued && !(before.queued && old == new) {
            QUEUE.save(storage, &new, &true)?;
        }
        if before != position {
            POSITIONS.save(storage, &self.key, position)?;
        }
        events.extend(position_event(id, &self.address, before, position, buckets));
        Ok(())
    }
}

/// Ends a pledge of which nothing is slashed. That changes locks, GPUs in use and memory: neither the queue nor a sum of the class
/// nor the GPUs that count as proven follow from them, so nothing but the position is read. Returns the event that says what
/// changed.
pub fn end_pledge_alone(
    storage: &mut dyn Storage,
    id: &str,
    address: &Addr,
    canonical: &CanonicalAddr,
    ending: &Ending,
) -> Result<Vec<Event>, ContractError> {
    let key = position_key(id, canonical);
    let before = POSITIONS.load(storage, &key)?;
    let mut after = before.clone();
    after.end_pledge(ending, 0)?;
    POSITIONS.save(storage, &key, &after)?;
    Ok(position_event(id, address, &before, &after, None).into_iter().collect())
}

impl Provider {
    /// Refuses who never registered or has left.
    pub fn require_active(&self, address: &Addr) -> Result<(), ContractError> {
        if self.active {
            return Ok(());
        }
        Err(ContractError::NotRegistered { address: address.clone() })
    }

    /// Refuses who is in jail.
    pub fn require_free(&self, address: &Addr, now: u64) -> Result<(), ContractError> {
        match self.jailed_until {
            0 => Ok(()),
            until => Err(ContractError::Jailed { address: address.clone(), until, now }),
        }
    }
}

/// Saves a provider's record if it changed; the event that says how.
pub fn save_provider(
    storage: &mut dyn Storage,
    address: &Addr,
    canonical: &CanonicalAddr,
    before: &Provider,
    after: &Provider,
) -> Result<Option<Event>, ContractError> {
    if before == after {
        return Ok(None);
    }
    PROVIDERS.save(storage, canonical, after)?;
    let mut changed = vec![];
    push(&mut changed, "active", before.active, after.active);
    push(&mut changed, "last_seen", before.last_seen, after.last_seen);
    push(&mut changed, "jailed_until", before.jailed_until, after.jailed_until);
    push(&mut changed, "faults", before.faults, after.faults);
    push(&mut changed, "faults_at", before.faults_at, after.faults_at);
    Ok(Some(StateEvent { record: Record::Provider(address), changed }.into()))
}

/// The parameters of a reputation's score.
pub fn prior(params: &Params) -> Prior {
    Prior {
        good: params.reputation_a.u128(),
        bad: params.reputation_b.u128(),
        lambda: params.reputation_lambda,
    }
}

/// Whether a position is admitted to its class at `now`.
pub fn is_admitted(class: &Class, position: &Position, now: u64) -> bool {
    match class.params.admission {
        Admission::Open {} => true,
        Admission::Attested { .. } => now < position.admitted_until,
    }
}

/// GPUs that count as proven: the most proven busy at once plus the newcomer's allowance, but no more than are
/// offered, nor than the bond covers by `lock_min` each. None in jail, after leaving, without
/// admission, or once the class has ended.
fn counted(
    params: &Params,
    class: &Class,
    provider: &Provider,
    position: &Position,
    now: u64,
) -> Result<u32, ContractError> {
    let out = !provider.active || provider.jailed_until > 0 || class.ended(now);
    if out || !is_admitted(class, position, now) {
        return Ok(0);
    }
    let proven = position.proven.most(now).saturating_add(params.newcomer_gpus).min(position.gpus.offered);
    let covered = position
        .bond
        .checked_div(params.lock_min.u128())
        .ok_or(ContractError::Overflow { what: "lock_min" })?;
    Ok(u32::try_from(covered).unwrap_or(u32::MAX).min(proven))
}

fn position_key(id: &str, canonical: &CanonicalAddr) -> Vec<u8> {
    [&class_prefix(id), canonical.as_slice()].concat()
}

fn queue_key(id: &str, position: &Position, canonical: &CanonicalAddr) -> Vec<u8> {
    [class_prefix(id), queue_place(position, canonical)].concat()
}

/// A place in the queue of its class: due, sequence, canonical address.
pub fn queue_place(position: &Position, canonical: &CanonicalAddr) -> Vec<u8> {
    [position.debt.due.to_be_bytes().as_slice(), &position.sequence.to_be_bytes(), canonical.as_slice()]
        .concat()
}

/// Whose place it is.
pub fn of_place(place: &[u8]) -> CanonicalAddr {
    const DUE_AND_SEQUENCE: usize = 16;
    place.get(DUE_AND_SEQUENCE..).unwrap_or_default().into()
}

fn push<T: PartialEq + ToString>(
    changed: &mut Vec<(&'static str, String)>,
    name: &'static str,
    before: T,
    after: T,
) {
    if before != after {
        changed.push((name, after.to_string()));
    }
}

/// What changed of a position and of its exits, if anything did.
fn position_event(
    id: &str,
    address: &Addr,
    before: &Position,
    after: &Position,
    buckets: Option<(Buckets, Buckets)>,
) -> Option<Event> {
    let mut changed = position_changes(before, after);
    if before.backing != after.backing {
        push_backing(&mut changed, before.backing.unwrap_or_default(), after.backing.unwrap_or_default());
    }
    if let Some((before, after)) = buckets {
        push_buckets(&mut changed, before, after);
    }
    let of = Of { provider: address, class: id };
    (!changed.is_empty()).then(|| StateEvent { record: Record::Position(of), changed }.into())
}

fn position_changes(before: &Position, after: &Position) -> Vec<(&'static str, String)> {
    let mut changed = vec![];
    push(&mut changed, "bond", before.bond, after.bond);
    push(&mut changed, "locked", before.locked, after.locked);
    push(&mut changed, "open", before.debt.open, after.debt.open);
    push(&mut changed, "collateral", before.debt.collateral, after.debt.collateral);
    push(&mut changed, "called", before.debt.called, after.debt.called);
    push(&mut changed, "held", before.debt.held, after.debt.held);
    push(&mut changed, "due", before.debt.due, after.debt.due);
    push(&mut changed, "sequence", before.sequence, after.sequence);
    push(&mut changed, "queued", before.queued, after.queued);
    push(&mut changed, "gpus", before.gpus.offered, after.gpus.offered);
    push(&mut changed, "busy", before.gpus.busy, after.gpus.busy);
    push(&mut changed, "pledged_gpus", before.gpus.pledged, after.gpus.pledged);
    push(&mut changed, "called_gpus", before.gpus.called, after.gpus.called);
    push(&mut changed, "proven_gpus", before.gpus.counted, after.gpus.counted);
    push(&mut changed, "admitted_until", before.admitted_until, after.admitted_until);
    push(&mut changed, "good", before.memory.good, after.memory.good);
    push(&mut changed, "bad", before.memory.bad, after.memory.bad);
    push(&mut changed, "remembered_at", before.memory.at, after.memory.at);
    changed
}

fn push_backing(changed: &mut Vec<(&'static str, String)>, before: Backing, after: Backing) {
    push(changed, "backing_asset", before.asset, after.asset);
    push(changed, "backing", before.assets, after.assets);
    let ([old, older], [new, newer]) = (before.locked_by_age(), after.locked_by_age());
    push(changed, "backed", old, new);
    push(changed, "backed_before", older, newer);
}

fn push_buckets(changed: &mut Vec<(&'static str, String)>, before: Buckets, after: Buckets) {
    push(changed, "generation", before.generation, after.generation);
    let ([old, older], [new, newer]) = (before.leaving_by_age(), after.leaving_by_age());
    push(changed, "leaving", old, new);
    push(changed, "leaving_before", older, newer);
    push(changed, "backing_burned", before.burned, after.burned);
}
