//! What the registry can be told, and by whom.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::Uint128;
use cw20::Cw20ReceiveMsg;
use cw_ownable::cw_ownable_execute;

use super::{AdmissionProof, ClassParams, ClassPaused, Params, StandardJob};
use crate::common::{Payout, Source};
use crate::pool::SwapReceived;

/// Messages of the registry.
#[cw_ownable_execute]
#[cw_serde]
pub enum ExecuteMsg {
    /// Credits that came with a [`ReceiveMsg`].
    Receive(Cw20ReceiveMsg),
    /// *Peer* (pool): credits bought at the end of a swap, `msg` is a [`ReceiveMsg`].
    ReceiveSwap(SwapReceived),
    /// Becomes a provider.
    Register {
        /// Where clients find it (endpoint, name), at most 256 bytes.
        metadata: String,
    },
    /// Changes one's metadata.
    UpdateProvider {
        /// At most 256 bytes.
        metadata: String,
    },
    /// Stops being a provider; refused while it owes credits, holds locks or offers GPUs in any class. Bonds
    /// are unbonded as ever, reputation stays.
    Leave {},
    /// Says that the provider is there.
    Heartbeat {},
    /// Leaves jail once its time is over.
    Unjail {},
    /// Adds NET to one's bond in a class.
    Bond {
        /// Which class.
        class: String,
        /// What pays: NET that came (if left out), or one's account in the pool contract.
        #[serde(default, skip_serializing_if = "Source::is_funds")]
        from: Source,
    },
    /// Asks for part of one's bond back; it stays slashable until released.
    Unbond {
        /// Which class.
        class: String,
        /// How much, NET base units; at most the free bond. At most 8 parts of a bond are on their way out at
        /// once.
        amount: Uint128,
    },
    /// Pays out what has finished unbonding, as far as bond − locks − margin still allows; an error if that
    /// is nothing.
    Release {
        /// Which class.
        class: String,
        /// Wallet or account.
        payout: Payout,
    },
    /// Sets how many GPUs one offers in a class; not below what is busy, what the obligation needs or, while anything is owed, what
    /// the class's largest standard job needs.
    OfferGpus {
        /// Which class.
        class: String,
        /// How many from now on, at most 65,536.
        gpus: u32,
        /// Needed in an attested class whenever `gpus` > 0, refused otherwise. Ends at most a year ahead.
        #[serde(skip_serializing_if = "Option::is_none")]
        admission: Option<AdmissionProof>,
    },
    /// Mints credits against bond, margin and GPUs: one owes that GPU time from now on, at least the class's largest standard job,
    /// which can be called. Refused while leaving, once the class's end is announced, and while its deficit is above the cap.
    MintCredits {
        /// Which class.
        class: String,
        /// How many, base units.
        amount: Uint128,
        /// To one's wallet or account.
        payout: Payout,
    },
    /// Redeems credits from one's account in the pool contract against one's obligation: all of it, or leaving at least the
    /// class's largest standard job.
    RedeemCredits {
        /// Which class.
        class: String,
        /// How many, base units; at most the obligation.
        amount: Uint128,
    },
    /// Burns credits that were redeemed through accounts and still exist. Anyone.
    BurnRedeemed {
        /// Which class.
        class: String,
    },
    /// Brings a provider's part of the class's proven GPUs up to date, and its place in the call order. Anyone.
    Touch {
        /// Which provider.
        provider: String,
        /// Which class.
        class: String,
    },
    /// Delivers credits from one's account in the pool contract into a closing auction: they are paid in NET at its
    /// price now and burned. What exceeds what is being closed is not taken. In a class whose sunset is due, `debtor`
    /// left out, it pays each credit its part.
    Deliver {
        /// Which class.
        class: String,
        /// Whose debt; the class's reserve if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        debtor: Option<String>,
        /// How many credits at most, base units.
        amount: Uint128,
        /// Least payment, NET base units per whole credit.
        min_price: Uint128,
        /// Where the payment goes.
        payout: Payout,
    },
    /// Brings a class up to date, and what is due at some of its providers: the closing price, the reserve's auction, the
    /// deficit; and per provider its place in the call order, and the opening or the end of its closing auction; after a
    /// sunset, what it owes goes to the reserve. Anyone. Names nobody twice; what is not due is passed over.
    Crank {
        /// Which class.
        class: String,
        /// Which providers, at most 16.
        providers: Vec<String>,
    },
    /// Asks to leave one's obligation: the whole of it is auctioned, and nothing is minted any more.
    Exit {
        /// Which class.
        class: String,
    },
    /// 30 days after `Exit`: hands the rest of one's obligation to the class's reserve, with 120 % of the greater of what
    /// it is worth and what it was minted at, from one's bond.
    CompleteExit {
        /// Which class.
        class: String,
    },
    /// Owner: ends a class 90 days from now. Minting stops at once.
    AnnounceSunset {
        /// Which class.
        class: String,
    },
    /// *Peer* (job-market): a standard job that nobody accepted is called on the next provider in the call order.
    Call(CallRequest),
    /// *Peer* (job-market): a call ended before it was accepted.
    EndCall {
        /// Which job.
        job_id: u64,
        /// The provider let its time pass: so many credits of its obligation are closed by auction.
        ignored: bool,
    },
    /// *Peer* (job-market): the largest standard job of a class is another; none if it has no template.
    SetStandard {
        /// Which class.
        class: String,
        /// The job.
        #[serde(skip_serializing_if = "Option::is_none")]
        standard: Option<StandardJob>,
    },
    /// *Peer* (job-market): locks bond and GPUs for a job that `provider` accepts. A called job's lock comes out of the
    /// margin.
    Lock(LockRequest),
    /// *Peer* (job-market): the result of a standard job waits for its verdict; frees its GPUs, not its bond.
    FreeGpus {
        /// Which job.
        job_id: u64,
    },
    /// *Peer* (job-market): the job ended without fault; frees its lock.
    Outcome {
        /// Which job.
        job_id: u64,
        /// Why.
        outcome: Outcome,
    },
    /// *Peer* (job-market): the job ended by its provider's fault; slashes and frees what is left of its lock.
    Fault {
        /// Which job.
        job_id: u64,
        /// What happened.
        fault: Fault,
    },
    /// Owner: adds a class and instantiates its credit token.
    AddClass {
        /// Its id.
        class: String,
        /// Symbol of its credit token, 3 to 12 letters or `-` (cw20's alphabet).
        credit_symbol: String,
        /// Its parameters.
        params: ClassParams,
    },
    /// Owner: names the class's primary pool (credit as asset 0, NET as asset 1); once.
    SetClassPool {
        /// Which class.
        class: String,
        /// Which pool.
        pool_id: u64,
    },
    /// Owner: sets a class's parameters.
    UpdateClass {
        /// Which class.
        class: String,
        /// All its parameters.
        params: ClassParams,
    },
    /// Owner: sets the parameters.
    UpdateParams {
        /// All of them.
        params: Params,
    },
    /// The guardian stops (may only add), the owner sets freely.
    SetPaused {
        /// Which class.
        class: String,
        /// What is stopped from now on.
        paused: ClassPaused,
    },
    /// Owner: names another guardian.
    SetGuardian {
        /// Who.
        guardian: String,
    },
}

/// What credits sent to the registry are for.
#[cw_serde]
pub enum ReceiveMsg {
    /// Redeems them against the sender's obligation. More than it owes is refused (cw20), or goes to the
    /// sender's account (at the end of a swap of one leg; what is left of its payment goes there as well).
    Redeem {
        /// Which class; the tokens must be its credits.
        class: String,
    },
    /// Delivers them into a closing auction, as [`ExecuteMsg::Deliver`]. What is not taken goes back to the sender: to its
    /// wallet (cw20), or to its account (at the end of a swap of one leg, with what is left of its payment).
    Deliver {
        /// Which class; the tokens must be its credits.
        class: String,
        /// Whose debt; the class's reserve if left out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        debtor: Option<String>,
        /// Least payment, NET base units per whole credit.
        min_price: Uint128,
        /// Where the payment goes.
        payout: Payout,
    },
}

/// A standard job that is called.
#[cw_serde]
pub struct CallRequest {
    /// Which job; each is called once.
    pub job_id: u64,
    /// Its class.
    pub class: String,
    /// On whom: the first in the class's call order.
    pub provider: String,
    /// GPUs it needs.
    pub gpus: u32,
    /// Its credits, base units.
    pub credits: Uint128,
}

/// What the job-market asks the registry to lock.
#[cw_serde]
pub struct LockRequest {
    /// Which job; each is locked once.
    pub job_id: u64,
    /// Who accepts.
    pub provider: String,
    /// Class of the job.
    pub class: String,
    /// GPUs it needs for its whole life.
    pub gpus: u32,
    /// What its credits are worth, NET: at least what they cost.
    pub cost: Uint128,
    /// The client's declared loss if it is cheated, NET.
    pub declared_value: Uint128,
    /// Detection probability of the job's method, basis points.
    pub detection_bps: u32,
    /// Least reputation, basis points.
    pub min_reputation_bps: u32,
    /// Unix seconds by which the job has surely ended; must lie within the unbonding time from now.
    pub ends_by: u64,
}

/// How a job ended without fault.
#[cw_serde]
pub enum Outcome {
    /// Verified and paid: reputation and proven GPUs grow.
    Settled {
        /// The take it paid, NET: its weight.
        take: Uint128,
        /// Credits already booked to the registry's account for redemption; 0 if paid otherwise. What exceeds
        /// the provider's obligation is booked on to its account.
        redeem: Uint128,
    },
    /// Given up because the client withheld the input or the job's method was stopped. A call is answered by that.
    Cancelled {},
    /// Ended without a verdict. A call is not answered by that.
    Refunded {},
}

/// By which fault a job ended.
#[cw_serde]
pub enum Fault {
    /// A deadline missed: a small, ramping slash.
    Liveness {
        /// The take the job would have paid, NET: its weight in reputation.
        take: Uint128,
    },
    /// Fraud proven: the whole lock.
    Fraud {
        /// The take the job would have paid, NET: its weight in reputation.
        take: Uint128,
        /// Whose declared loss is compensated, in its account.
        client: String,
        /// Who proved it and earns ρ, in its account.
        #[serde(skip_serializing_if = "Option::is_none")]
        reporter: Option<String>,
    },
}
