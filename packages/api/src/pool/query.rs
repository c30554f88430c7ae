//! What the pool contract can be asked, and its answers.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Decimal256, Uint128};
use cw_ownable::cw_ownable_query;

use super::{Fees, Leg, LegReceived, Paused, Peers, Route};
use crate::common::{Asset, AssetAmount};
use crate::paging::ListOrder;

/// Queries of the pool contract. Each quote runs the function that execution runs, and assumes to be the first change of
/// its pools in their block: after another change the block anchor may make a trade dearer, so name bounds. Leave them
/// some slack: after any change an exact-out swap costs about 10⁻¹² more, at least a unit, and a withdrawal brings a few
/// units less.
#[cw_ownable_query]
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Guardian, peers, token code, the least NET of a first deposit.
    #[returns(ConfigResponse)]
    Config {},
    /// One pool.
    #[returns(PoolResponse)]
    Pool {
        /// Which.
        pool_id: u64,
    },
    /// All pools by id.
    #[returns(PoolsResponse)]
    Pools {
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this id, in that order.
        start_after: Option<u64>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// The pools of an asset by id, also those of a delisted one.
    #[returns(PoolsResponse)]
    PoolsOf {
        /// Which asset.
        asset: Asset,
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this id, in that order.
        start_after: Option<u64>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// What [`ExecuteMsg::SwapExactIn`](super::ExecuteMsg::SwapExactIn) would yield now.
    #[returns(QuoteResponse)]
    QuoteExactIn {
        /// The path.
        route: Route,
        /// What goes in, base units of the offer.
        amount_in: Uint128,
    },
    /// What [`ExecuteMsg::SwapExactOut`](super::ExecuteMsg::SwapExactOut) would cost now.
    #[returns(QuoteResponse)]
    QuoteExactOut {
        /// What pays.
        offer: Asset,
        /// What is bought: 1 or 2 legs, filled in order.
        legs: Vec<Leg>,
    },
    /// What [`ExecuteMsg::Provide`](super::ExecuteMsg::Provide) would use and give now.
    #[returns(ProvideQuoteResponse)]
    QuoteProvide {
        /// Which pool.
        pool_id: u64,
        /// Most of asset 0, base units.
        max_0: Uint128,
        /// Most of asset 1, base units.
        max_1: Uint128,
    },
    /// What [`ExecuteMsg::ProvideSingle`](super::ExecuteMsg::ProvideSingle) would give now.
    #[returns(ProvideQuoteResponse)]
    QuoteProvideSingle {
        /// Which pool.
        pool_id: u64,
        /// What goes in.
        asset: Asset,
        /// How much, base units.
        amount: Uint128,
    },
    /// What LP shares are worth in reserves now.
    #[returns(WithdrawQuoteResponse)]
    QuoteWithdraw {
        /// Which pool.
        pool_id: u64,
        /// How many LP shares, base units.
        shares: Uint128,
    },
    /// Spot and time-weighted prices of asset 0 in asset 1. All are null while nobody has provided liquidity.
    #[returns(PricesResponse)]
    Prices {
        /// Which pool.
        pool_id: u64,
    },
    /// One account.
    #[returns(AssetAmount)]
    Account {
        /// Whose.
        owner: String,
        /// What.
        asset: Asset,
    },
    /// All accounts of an asset, in the order of their owners' canonical addresses.
    #[returns(AccountsResponse)]
    Accounts {
        /// What.
        asset: Asset,
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this owner, in that order.
        start_after: Option<String>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// All accounts of an owner: one entry, if only of 0, for each asset that is listed or once was, in the order of
    /// [`Asset::key`]. Nobody has an account of another.
    #[returns(AccountsOfResponse)]
    AccountsOf {
        /// Whose.
        owner: String,
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this asset, in that order.
        start_after: Option<Asset>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// One allowance; an amount of 0 if there is none, or one that has ended.
    #[returns(AllowanceResponse)]
    Allowance {
        /// Whose account.
        owner: String,
        /// Who may debit it.
        spender: String,
        /// What.
        asset: Asset,
    },
    /// Listed assets.
    #[returns(AssetsResponse)]
    Assets {
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this asset, in that order.
        start_after: Option<Asset>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
}

/// See [`QueryMsg::Config`].
#[cw_serde]
pub struct ConfigResponse {
    /// May pause.
    pub guardian: Addr,
    /// Code of the LP tokens.
    pub token_code_id: u64,
    /// The network token.
    pub network_denom: String,
    /// The least NET of a pool's first deposit, base units; 0 for none.
    pub least: Uint128,
    /// The wired peers.
    pub peers: Peers,
}

/// A pool as it stands.
#[cw_serde]
pub struct PoolResponse {
    /// Its id.
    pub pool_id: u64,
    /// First asset.
    pub asset_0: Asset,
    /// Second asset.
    pub asset_1: Asset,
    /// Reserve of asset 0, fees apart, base units.
    pub reserve_0: Uint128,
    /// Reserve of asset 1, fees apart, base units.
    pub reserve_1: Uint128,
    /// Protocol fees accrued and not swept, base units of asset 0.
    pub accrued_0: Uint128,
    /// Protocol fees accrued and not swept, base units of asset 1.
    pub accrued_1: Uint128,
    /// Spread accrued and not swept, base units of asset 0: what the block anchor kept.
    pub spread_0: Uint128,
    /// Spread accrued and not swept, base units of asset 1.
    pub spread_1: Uint128,
    /// Whether it is a launch pool.
    pub launch: bool,
    /// What the curve of a launch pool counts of asset 1 beyond `reserve_1`, base units: its LP supply. 0 in other pools.
    pub virtual_reserve: Uint128,
    /// The LP token.
    pub lp_token: String,
    /// LP shares in existence, base units: the supply of the LP token, which holds the locked minimum itself.
    pub lp_supply: Uint128,
    /// The reference price, which the first deposit must be within 20 % of: base units of asset 1 for 1,000,000 base units of
    /// asset 0 ([`crate::price`]), from its logarithm in steps of 2^-40, rounded toward zero. Absent once somebody has
    /// provided liquidity.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<Decimal256>,
    /// Its fees.
    pub fees: Fees,
    /// What is paused.
    pub paused: Paused,
}

/// See [`QueryMsg::Pools`].
#[cw_serde]
pub struct PoolsResponse {
    /// One page.
    pub pools: Vec<PoolResponse>,
}

/// See [`QueryMsg::QuoteExactIn`].
#[cw_serde]
pub struct QuoteResponse {
    /// What goes in.
    pub paid: AssetAmount,
    /// What comes out, one entry per leg.
    pub legs: Vec<LegReceived>,
    /// What that costs, one entry per leg.
    pub costs: Vec<LegCost>,
}

/// What a leg costs beside the price.
#[cw_serde]
pub struct LegCost {
    /// Price impact in basis points, rounded up: by so much the average price on the curve is worse than the spot prices of
    /// all pools on the way together. Fees are not in it.
    pub impact_bps: u32,
    /// Each pool on the way, in order.
    pub hops: Vec<HopQuote>,
}

/// A pool on the way, as the trade finds it. Amounts are of the asset that goes in, unless said otherwise.
#[cw_serde]
pub struct HopQuote {
    /// Which pool.
    pub pool_id: u64,
    /// The part of the fee that stays with the LPs, base units.
    pub lp_fee: Uint128,
    /// The part of the fee that is the protocol's, base units.
    pub protocol_fee: Uint128,
    /// What the block anchor keeps, base units of the asset that comes out: more than 0 only where the way comes to a pool again.
    pub spread: Uint128,
    /// Price impact in this pool, in basis points, rounded up.
    pub impact_bps: u32,
    /// How much can be sold, base units, fee included, before the price on the curve moves by 1 %; rounded down. The fee that stays
    /// in the reserve moves it a little more and is not counted.
    pub depth: Uint128,
}

/// See [`QueryMsg::QuoteProvide`].
#[cw_serde]
pub struct ProvideQuoteResponse {
    /// Used of asset 0, base units.
    pub used_0: Uint128,
    /// Used of asset 1, base units.
    pub used_1: Uint128,
    /// LP shares to the receiver, base units (the locked minimum of a first provider taken off).
    pub shares: Uint128,
    /// The fee of the swap in a single-sided provision, base units of the asset provided: what stays with the LPs.
    pub lp_fee: Uint128,
    /// The protocol's part of that fee, base units of the same asset.
    pub protocol_fee: Uint128,
}

/// See [`QueryMsg::QuoteWithdraw`].
#[cw_serde]
pub struct WithdrawQuoteResponse {
    /// Of asset 0, base units, rounded down.
    pub amount_0: Uint128,
    /// Of asset 1, base units, rounded down.
    pub amount_1: Uint128,
}

/// Prices in base units of asset 1 for 1,000,000 base units of asset 0 (in a class's primary pool: NET base units per whole
/// credit), as decimal numbers rounded toward zero to 13 decimals ([`crate::price`]).
#[cw_serde]
pub struct PricesResponse {
    /// Marginal price now, base units of asset 1 for 1,000,000 of asset 0; null while the pool has no liquidity.
    pub spot: Option<Decimal256>,
    /// Clamped geometric mean of 10 minutes, in the same unit; null while the pool is younger than that.
    pub twap_10m: Option<Decimal256>,
    /// Mean of 30 minutes, likewise.
    pub twap_30m: Option<Decimal256>,
    /// Mean of 24 hours, likewise.
    pub twap_24h: Option<Decimal256>,
    /// Mean of 7 days, likewise.
    pub twap_7d: Option<Decimal256>,
}

/// One account of an asset.
#[cw_serde]
pub struct AccountEntry {
    /// Whose.
    pub owner: Addr,
    /// How much, base units.
    pub amount: Uint128,
}

/// See [`QueryMsg::Accounts`].
#[cw_serde]
pub struct AccountsResponse {
    /// One page.
    pub accounts: Vec<AccountEntry>,
}

/// See [`QueryMsg::AccountsOf`].
#[cw_serde]
pub struct AccountsOfResponse {
    /// One page.
    pub accounts: Vec<AssetAmount>,
}

/// See [`QueryMsg::Allowance`].
#[cw_serde]
pub struct AllowanceResponse {
    /// How much may still be debited, base units.
    pub amount: Uint128,
    /// Unix seconds at which it ends.
    pub expires: u64,
}

/// See [`QueryMsg::Assets`].
#[cw_serde]
pub struct AssetsResponse {
    /// One page.
    pub assets: Vec<Asset>,
}
