//! What the registry can be told, and by whom.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Uint128};
use cw20::Cw20ReceiveMsg;
use cw_ownable::cw_ownable_execute;

use super::{AdmissionProof, ClassParams, ClassPaused, Params, StandardJob};
use crate::common::{Payout, Source};
use crate::pool::SwapReceived;

/// Messages of the registry.
#[cw_ownable_execute]
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Credits that came with a [`ReceiveMsg`].
    Receive(Cw20ReceiveMsg),
    /// Peer (pool): credits bought at the end of a swap, `msg` is a [`ReceiveMsg`].
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
    /// Stops being a provider; refused while it owes credits, holds locks or offers GPUs in any class. Bonds can
    /// be withdrawn as ever, reputation stays.
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
    /// Takes part of one's free bond back, at once.
    WithdrawBond {
        /// Which class.
        class: String,
        /// How much, NET base units; at most the free bond.
        amount: Uint128,
        /// Wallet or account.
        payout: Payout,
    },
    /// Sets how many GPUs one offers in a class: not below what is busy, what the debt needs within H or, while
    /// anything is owed, what the class's standard jobs need.
    OfferGpus {
        /// Which class.
        class: String,
        /// How many from now on, at most 65,536.
        gpus: u32,
        /// Needed in an attested class whenever `gpus` > 0, refused otherwise. Ends at most a year ahead.
        #[serde(skip_serializing_if = "Option::is_none")]
        admission: Option<AdmissionProof>,
    },
    /// Mints credits: one owes that GPU time from now on. Their collateral is taken from the free bond and stays
    /// theirs to the end. Refused once the class's end is announced, and for a debt on which the class's largest
    /// standard job could not be called.
    MintCredits {
        /// Which class.
        class: String,
        /// How many, base units.
        amount: Uint128,
        /// Most collateral for them, NET base units.
        max_collateral: Uint128,
        /// To one's wallet or account.
        payout: Payout,
    },
    /// Redeems credits from one's account in the pool contract against one's debt: all that is open, or leaving
    /// at least the class's largest standard job. Their collateral is free bond again.
    RedeemCredits {
        /// Which class.
        class: String,
        /// How many, base units; at most what is open.
        amount: Uint128,
    },
    /// Burns credits that were redeemed through accounts and still exist. Anyone.
    BurnRedeemed {
        /// Which class.
        class: String,
    },
    /// Brings a provider's part of the class's proven GPUs and its place in the queue up to date. Anyone.
    Touch {
        /// Which provider.
        provider: String,
        /// Which class.
        class: String,
    },
    /// Owner: ends a class 90 days from now. Minting stops at once; at the date nothing is called or accepted
    /// any more.
    AnnounceSunset {
        /// Which class.
        class: String,
    },
    /// Moves what a provider still owes in an ended class, with its part of the collateral, to the class's pot.
    /// Anyone, once none of its credits are called.
    Collect {
        /// Which class.
        class: String,
        /// Whose debt.
        provider: String,
    },
    /// Brings credits of an ended class, from one's account in the pool contract, to its pot, which pays each its
    /// part. Once every debt is collected; for ever after.
    ClaimPot {
        /// Which class.
        class: String,
        /// How many credits, base units.
        amount: Uint128,
        /// Where the NET goes.
        payout: Payout,
    },
    /// Peer (job-market): calls a standard job that nobody accepted on the first callable debtor.
    BeginCall(CallRequest),
    /// Peer (job-market): binds bond and GPUs of the provider that accepts a job; of a called one its GPUs only.
    LockJob(LockRequest),
    /// Peer (job-market): the result is there and waits for its verdict; frees the job's GPUs, not its bond.
    FreeGpus {
        /// Which job.
        job_id: u64,
    },
    /// Peer (job-market): an accepted or called job ended.
    EndJob {
        /// Which job.
        job_id: u64,
        /// How.
        end: JobEnd,
    },
    /// Provider: pledges GPUs and part of its free bond to work in another market, which governance allows, and tells that
    /// market so by a [`PledgeReceived`]. If the market refuses, nothing is pledged.
    Pledge(PledgeRequest),
    /// Peer (a market to which it was pledged): the work has ended.
    EndPledge {
        /// Which, by the market's own number.
        id: u64,
        /// How.
        end: PledgeEnd,
    },
    /// Peer (restaking): others' stake is behind a position from now on.
    Back {
        /// Whose position.
        provider: String,
        /// In which class.
        class: String,
        /// Which asset, by its number in the list of restaking; the same for all that ever backs the position.
        asset: u8,
        /// How much, units of the asset: each counts as a base unit of NET.
        amount: Uint128,
    },
    /// Peer (restaking): stake backs no new jobs of a position any more, and leaves once the jobs that it backs have ended.
    Unback {
        /// Whose position.
        provider: String,
        /// In which class.
        class: String,
        /// How much, units of the asset: each counts as a base unit of NET.
        amount: Uint128,
    },
    /// Peer (restaking): a new generation of exits begins; refused while a backed job of the generation before runs.
    Rotate {
        /// Whose position.
        provider: String,
        /// In which class.
        class: String,
    },
    /// Peer (restaking): whether stake in an asset backs new jobs. Jobs accepted before stay backed.
    SetBacking {
        /// Which asset, by its number in the list of restaking, 0 to 7.
        asset: u8,
        /// Whether it does from now on.
        listed: bool,
    },
    /// Peer (job-market): the standard jobs of a class are others; none if it has no template.
    SetStandard {
        /// Which class.
        class: String,
        /// The jobs.
        #[serde(skip_serializing_if = "Option::is_none")]
        standard: Option<StandardJob>,
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
    /// Owner: sets a class's parameters; its coverage stays.
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
    /// Owner: lets providers pledge to a market, or no more. What is pledged already ends as agreed.
    AllowMarket {
        /// Which contract.
        market: String,
        /// Whether new pledges to it are taken from now on.
        allowed: bool,
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
#[serde(deny_unknown_fields)]
pub enum ReceiveMsg {
    /// Redeems them against the sender's debt, all of it or so much that the largest standard job stays open. More
    /// is refused (cw20), or goes to the sender's account (at the end of a swap of one leg; what is left of its
    /// payment goes there as well).
    Redeem {
        /// Which class; the tokens must be its credits.
        class: String,
    },
    /// Brings them to the pot of an ended class, as [`ExecuteMsg::ClaimPot`].
    ClaimPot {
        /// Which class; the tokens must be its credits.
        class: String,
        /// Where the NET goes.
        payout: Payout,
        /// Whose wallet or account that is, the sender's if left out: to be named where the credits come through another
        /// contract or account. Refused if it could never draw.
        #[serde(skip_serializing_if = "Option::is_none")]
        receiver: Option<String>,
    },
}

/// A standard job that is called.
#[cw_serde]
pub struct CallRequest {
    /// Which job; each is called once.
    pub job_id: u64,
    /// Its class.
    pub class: String,
    /// GPUs it needs.
    pub gpus: u32,
    /// Its credits, base units.
    pub credits: Uint128,
    /// Seconds from the call to the latest result: to accept and to run.
    pub serve_within: u64,
    /// Least damages that its owner wants for a default, NET base units.
    pub min_damages: Uint128,
    /// How many debtors may be looked at, 1 to 1,024.
    pub look: u32,
}

/// A job that a provider accepts.
#[cw_serde]
pub struct LockRequest {
    /// Which job; each is locked once.
    pub job_id: u64,
    /// Who accepts.
    pub provider: String,
    /// Class of the job.
    pub class: String,
    /// GPUs it needs until its result is there.
    pub gpus: u32,
    /// Seconds of work on each, for which its credits pay.
    pub seconds: u64,
    /// Whether its verdict is a proof's, attestors' or an external verifier's, so that it can prove GPUs: a client could be the
    /// provider itself.
    pub proves_gpus: bool,
    /// Unix seconds by which the job has ended if the chain does not halt. Not beyond the class's end, unless the job was
    /// called: that was checked at the call.
    pub ends_by: u64,
    /// What binds the provider.
    pub terms: LockTerms,
}

/// What binds the provider of a job.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum LockTerms {
    /// The job was called: the collateral of the called credits, set apart at the call.
    Called {},
    /// A lock from its free bond.
    Free {
        /// What the job's credits are worth, NET base units: at least what they cost.
        cost: Uint128,
        /// The client's declared loss if it is cheated, NET base units.
        declared_value: Uint128,
        /// Detection probability of the job's method, basis points.
        detection_bps: u32,
        /// Least reputation, basis points.
        min_reputation_bps: u32,
        /// Whether it is a standard job: then at least the penalty of a default is locked, and burned if it
        /// fails.
        standard: bool,
        /// Least backing, units of the vault's asset, which count as NET base units; none if left out.
        #[serde(default, skip_serializing_if = "Uint128::is_zero")]
        min_backing: Uint128,
    },
}

/// How a job ended. The job's take is its weight in reputation, NET base units.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum JobEnd {
    /// Verified and paid: reputation and proven GPUs grow.
    Settled {
        /// The take it paid, NET base units.
        take: Uint128,
        /// Credits to redeem, base units, which lie in the job-market's account; 0 if it was paid otherwise, all of them for
        /// a called job. What exceeds what is open goes from there to the provider's account.
        redeem: Uint128,
    },
    /// Nobody's fault: no verdict, a stopped method, a withheld input.
    Released {},
    /// The result did not come in time: a small, ramping slash.
    Late {
        /// The take the job would have paid, NET base units.
        take: Uint128,
    },
    /// Fraud proven: the whole lock.
    Fraud {
        /// The take the job would have paid, NET base units.
        take: Uint128,
        /// Whose declared loss is compensated, in its account.
        client: String,
        /// Who proved it and earns ρ, in its account.
        #[serde(skip_serializing_if = "Option::is_none")]
        reporter: Option<String>,
    },
    /// A called job was not accepted, or its result did not come in time. Its credits, which lie in the
    /// job-market's account, are redeemed; its owner gets damages in NET.
    Defaulted {
        /// The take the job would have paid, NET base units.
        take: Uint128,
        /// Whose job it was; the damages go to its account.
        client: String,
    },
}

/// What a provider pledges to another market.
#[cw_serde]
pub struct PledgeRequest {
    /// Which market.
    pub market: String,
    /// Which work, by the market's own number: nothing else is pledged to it.
    pub id: u64,
    /// In which class.
    pub class: String,
    /// GPUs, 1 to 65,536: no other work has them until the market ends this.
    pub gpus: u32,
    /// NET base units of its free bond: all that it can lose by this, in NET and as weight in its reputation.
    pub amount: Uint128,
    /// Unix seconds by which the work has ended at the latest if the chain does not halt; not beyond the class's end.
    pub ends_by: u64,
    /// What the market reads.
    pub msg: Binary,
}

/// What a market is told of a pledge, in its message `receive_pledge`. It comes from the registry, which has checked that the
/// provider sent it, is free to work in the class, and has the GPUs and the bond.
#[cw_serde]
pub struct PledgeReceived {
    /// Which work, by the market's own number.
    pub id: u64,
    /// Whose.
    pub provider: String,
    /// In which class.
    pub class: String,
    /// GPUs.
    pub gpus: u32,
    /// NET base units, locked.
    pub amount: Uint128,
    /// Unix seconds by which the work has ended at the latest.
    pub ends_by: u64,
    /// What the provider says.
    pub msg: Binary,
}

/// How pledged work ended. Each amount is at most what was pledged, NET base units.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct PledgeEnd {
    /// Added to the good jobs of the provider's reputation.
    pub good: Uint128,
    /// Added to its faults: all of it for a fraud, a quarter for work cut short.
    pub bad: Uint128,
    /// What it pays, if anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slash: Option<PledgeSlash>,
}

/// What a provider pays out of a pledge.
#[cw_serde]
pub struct PledgeSlash {
    /// How much, NET base units, at least 1.
    pub amount: Uint128,
    /// Into whose account.
    pub to: String,
}
