//! One vault, opened with what the registry says of its position: every booking.
//!
//! The registry is asked once, and told what changed by the first messages that a booking leaves behind. Nothing can come between: this
//! contract saves the vault before any message goes out, the messages of one answer run in their order, and the registry calls nobody
//! when it is told. Only then do messages go to the vault's receipt, a token of this project that calls nobody on mint and burn. So no
//! code of a vault's asset ever runs while vault and registry differ: an asset's contract is called by claims and burns alone, which
//! change nothing in the registry. A cw20 that re-enters finds all that was booked, as if it had sent a message of its own later.

use amm_math::shares::VIRTUAL_SHARES;
use amm_math::stream::Stream;
use api::common::checked_addr;
use api::restaking::events::Of;
use cosmwasm_std::{Addr, CosmosMsg, Deps, Env, Storage, Uint128};
use credit::vault::Exit;
use credit::{Backing, Buckets, Released, RuleError, Vault};

use crate::error::ContractError;
use crate::peers::{self, RegistryMsg};
use crate::state::{self, Config, Listed, Record, ASSETS, CONFIG, VAULTS};

/// A vault with its position. One message opens it once, changes it and closes it.
pub struct Book {
    /// What the contract was started with.
    pub config: Config,
    /// Behind whom.
    pub provider: Addr,
    /// In which class.
    pub class: String,
    /// Its number.
    pub number: u64,
    /// Its receipt.
    pub token: Addr,
    /// Its asset.
    pub listed: Listed,
    key: Vec<u8>,
    record: Record,
    vault: Vault,
    backing: Backing,
    buckets: Buckets,
    now: u64,
    backed: u128,
    unbacked: u128,
}

impl Book {
    /// Opens the vault behind a provider, by the address as a message has it.
    pub fn open(deps: Deps, env: &Env, provider: &str, class: &str) -> Result<Self, ContractError> {
        let provider = checked_addr(deps.api, "provider", provider)?;
        let config = CONFIG.load(deps.storage)?;
        let key = state::vault_key(class, &deps.api.addr_canonicalize(provider.as_str())?);
        let record = VAULTS.may_load(deps.storage, &key)?.ok_or_else(|| ContractError::UnknownVault {
            provider: provider.clone(),
            class: class.chars().take(64).collect(),
        })?;
        let (backing, buckets) = peers::backing(deps.querier, &config, &provider, class)?.rules();
        let Record { number, shares, tickets, sent, left, last, end, .. } = record;
        Ok(Self {
            listed: listed(deps.storage, record.asset)?,
            token: deps.api.addr_humanize(&record.token)?,
            class: class.to_owned(),
            vault: Vault { shares, tickets, sent, stream: Stream { left, last, end } },
            now: env.block.time.seconds(),
            config,
            provider,
            number,
            key,
            record,
            backing,
            buckets,
            backed: 0,
            unbacked: 0,
        })
    }

    /// Whose vault it is, for events.
    pub fn of(&self) -> Of<'_> {
        Of { provider: &self.provider, class: &self.class }
    }

    /// The vault, and what the registry says, as booked up to now.
    pub fn rules(&self) -> (&Vault, &Backing, &Buckets) {
        (&self.vault, &self.backing, &self.buckets)
    }

    /// Units of what came; refuses parts of one, and none.
    pub fn units(&self, amount: Uint128) -> Result<u128, ContractError> {
        let (unit, got) = (self.listed.unit, amount.u128());
        match (got.checked_div(unit), got.checked_rem(unit)) {
            (Some(units), Some(0)) if units > 0 => Ok(units),
            _ => Err(ContractError::Unit { unit, got }),
        }
    }

    /// Base units of the asset in so many units.
    pub fn base(&self, units: u128) -> Result<Uint128, ContractError> {
        let base = units.checked_mul(self.listed.unit);
        Ok(base.ok_or(ContractError::Overflow { what: "base units" })?.into())
    }

    /// Pay that has streamed by now goes to the shares; what that was, base units.
    pub fn tick(&mut self) -> Result<Uint128, ContractError> {
        let streamed = self.vault.tick(&mut self.backing, self.now)?;
        self.came(streamed)?;
        self.base(streamed)
    }

    /// Books a deposit of units; its shares. After a [`Self::tick`].
    pub fn deposit(&mut self, units: u128, min_shares: u128) -> Result<u128, ContractError> {
        let least = self.config.least.u128();
        let shares = self.vault.deposit(&mut self.backing, self.now, units, min_shares, least)?;
        self.came(units)?;
        self.fits()?;
        Ok(shares)
    }

    /// Books an exit of shares. After a [`Self::tick`].
    pub fn exit(&mut self, shares: u128) -> Result<Exit, ContractError> {
        let exit = self.vault.exit(&mut self.backing, &mut self.buckets, self.now, shares)?;
        self.unbacked = exit.assets;
        Ok(exit)
    }

    /// Books pay. After a [`Self::tick`].
    pub fn fund(&mut self, units: u128, seconds: u64) -> Result<(), ContractError> {
        self.vault.fund(&mut self.backing, self.now, units, seconds)?;
        self.fits()
    }

    /// Books a rotation: what was let go, and of which generation.
    pub fn rotate(&mut self) -> Result<Option<(u64, Released)>, ContractError> {
        let before = self.buckets.generation.checked_sub(1);
        let released = self.vault.rotate(&mut self.backing, &mut self.buckets)?;
        // Before the first there were no exits.
        Ok(before.zip(released))
    }

    /// Books what has burned as sent; units.
    pub fn burn(&mut self) -> Result<u128, ContractError> {
        Ok(self.vault.burn(&self.buckets)?)
    }

    /// Saves the vault; the messages that tell the registry what came and what left, to go out before any other.
    pub fn close(&mut self, storage: &mut dyn Storage) -> Result<Vec<CosmosMsg>, ContractError> {
        let Vault { shares, tickets, sent, stream: Stream { left, last, end } } = self.vault;
        let record = Record { shares, tickets, sent, left, last, end, ..self.record.clone() };
        VAULTS.save(storage, &self.key, &record)?;
        let (provider, class, asset) = (&self.provider, self.class.as_str(), record.asset);
        let mut messages = vec![];
        if self.backed > 0 {
            let amount = self.backed.into();
            let msg = RegistryMsg::Back { provider, class, asset, amount };
            messages.push(peers::registry(&self.config, &msg)?);
        }
        if self.unbacked > 0 {
            let msg = RegistryMsg::Unback { provider, class, amount: self.unbacked.into() };
            messages.push(peers::registry(&self.config, &msg)?);
        }
        Ok(messages)
    }

    /// A payment out of the vault, of so many units; none for zero.
    pub fn pay(&self, to: &Addr, units: u128) -> Result<Option<CosmosMsg>, ContractError> {
        let amount = self.base(units)?;
        Ok(if amount.is_zero() { None } else { Some(self.listed.asset.transfer(to, amount)?) })
    }

    /// Refuses a vault that owes more than fits in 128 bits, as exits count it: with a unit that nobody owns, and 10^3 tickets for a unit.
    /// A token can say that so much came. Deposits and pay alone add to it, so no other message and no query meets such a sum.
    fn fits(&self) -> Result<(), ContractError> {
        let owed = self.vault.owed(&self.backing, &self.buckets)?;
        let tickets = owed.checked_add(1).and_then(|units| units.checked_mul(VIRTUAL_SHARES));
        let counted = tickets.and_then(|tickets| tickets.checked_mul(self.listed.unit));
        counted.map(|_| ()).ok_or_else(|| RuleError::Range { what: "balance" }.into())
    }

    fn came(&mut self, units: u128) -> Result<(), ContractError> {
        self.backed =
            self.backed.checked_add(units).ok_or(ContractError::Overflow { what: "stake that came" })?;
        Ok(())
    }
}

/// An asset of the list by its number.
pub fn listed(storage: &dyn Storage, number: u8) -> Result<Listed, ContractError> {
    let assets = ASSETS.may_load(storage)?.unwrap_or_default();
    assets.into_iter().nth(number.into()).ok_or(ContractError::Overflow { what: "numbers of assets" })
}
