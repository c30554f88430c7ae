//! Errors of the job-market: each names what was expected and what came.

use amm_math::MathError;
use api::common::{Asset, CommonError};
use api::job_market::JobState;
use api::versioning::VersionError;
use cosmwasm_std::{Addr, HexBinary, StdError};
use cw_ownable::OwnershipError;
use thiserror::Error;

/// Why a message or query is refused. Times are Unix seconds, amounts base units.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Passed through from the standard library.
    #[error(transparent)]
    Std(#[from] StdError),
    /// A shared check failed.
    #[error(transparent)]
    Common(#[from] CommonError),
    /// Arithmetic refused.
    #[error(transparent)]
    Math(#[from] MathError),
    /// The sender is not the owner, or ownership cannot change that way.
    #[error(transparent)]
    Ownership(#[from] OwnershipError),
    /// The migration is refused.
    #[error(transparent)]
    Version(#[from] VersionError),
    /// A stored record that this code did not write.
    #[error("stored {what} is missing or malformed ({got} bytes)")]
    Record {
        /// Which record.
        what: &'static str,
        /// Its length.
        got: usize,
    },
    /// A value that has no room in its record.
    #[error("`{field}` does not fit its record")]
    Field {
        /// Which.
        field: &'static str,
    },
    /// New requests are stopped.
    #[error("new requests are paused")]
    Paused,
    /// The guardian tried to lift a pause.
    #[error("the guardian may only pause: expected `requests` true, got false")]
    GuardianLifts,
    /// The class is not on this market.
    #[error("class `{class}` is not listed on this market")]
    UnknownClass {
        /// Which.
        class: String,
    },
    /// The class is on this market already.
    #[error("class `{class}` is listed already")]
    AlreadyListed {
        /// Which.
        class: String,
    },
    /// As many classes as there may be.
    #[error("expected at most {max} classes")]
    TooManyClasses {
        /// How many there may be.
        max: usize,
    },
    /// The class has no primary pool yet.
    #[error("class `{class}` has no primary pool in the registry")]
    NoPool {
        /// Which class.
        class: String,
    },
    /// Nobody offers GPUs of the class.
    #[error("class `{class}` has no proven GPUs: expected at least 1, got 0")]
    NoCapacity {
        /// Which class.
        class: String,
    },
    /// The primary pool is empty, so credits have no price.
    #[error("pool {pool_id} has no price: expected liquidity on both sides")]
    NoPrice {
        /// Which pool.
        pool_id: u64,
    },
    /// The job does not exist.
    #[error("unknown job {job_id}")]
    UnknownJob {
        /// Which id came.
        job_id: u64,
    },
    /// The job is in another state than the message needs.
    #[error("job {job_id}: expected state {expected}, got {got}")]
    State {
        /// Which job.
        job_id: u64,
        /// In which state the message works.
        expected: &'static str,
        /// Its state.
        got: JobState,
    },
    /// The time for the message is over.
    #[error("job {job_id}: too late, expected before {deadline} s, block time is {now} s")]
    TooLate {
        /// Which job.
        job_id: u64,
        /// Since when it is too late.
        deadline: u64,
        /// Block time.
        now: u64,
    },
    /// Nothing times out yet.
    #[error("job {job_id}: too early, its state times out at {deadline} s, block time is {now} s")]
    TooEarly {
        /// Which job.
        job_id: u64,
        /// When it times out.
        deadline: u64,
        /// Block time.
        now: u64,
    },
    /// Who says so is too early.
    #[error("job {job_id}: expected the time paid for to be used up, which it is at {used_at} s, block time is {now} s")]
    TimeNotUsed {
        /// Which job.
        job_id: u64,
        /// When the time paid for has passed.
        used_at: u64,
        /// Block time.
        now: u64,
    },
    /// The message is somebody else's to send.
    #[error("job {job_id}: expected its {role} {expected}, got {got}")]
    NotTheirs {
        /// Which job.
        job_id: u64,
        /// `owner`, `provider` or `named provider`.
        role: &'static str,
        /// Who that is.
        expected: Addr,
        /// Who tried.
        got: Addr,
    },
    /// No such template.
    #[error("class `{class}` has no template {template}: expected one of its templates")]
    UnknownTemplate {
        /// Which class.
        class: String,
        /// Which number came.
        template: u32,
    },
    /// As many templates as there may be.
    #[error("too many templates: expected at most {max} in a class; remove one first")]
    TooManyTemplates {
        /// How many there may be.
        max: usize,
    },
    /// A request that departs from its template.
    #[error("not a standard job of template {template}: expected {field} {expected}, got {got}")]
    OffTemplate {
        /// Which template.
        template: u32,
        /// In which field.
        field: &'static str,
        /// What the template says.
        expected: String,
        /// What came.
        got: String,
    },
    /// Only standard jobs can be called, or end by using their time up.
    #[error("job {job_id}: expected a standard job, requested from a template; got another")]
    NotStandard {
        /// Which job.
        job_id: u64,
    },
    /// Nobody owes GPU time that this job could be called on.
    #[error("job {job_id}: nobody to call in class `{class}`, expected a provider that owes enough and is not called for it")]
    NobodyToCall {
        /// Which job.
        job_id: u64,
        /// Which class.
        class: String,
    },
    /// The job's input cannot be asked for.
    #[error("job {job_id}: expected a job whose request said the form of its input, got one that did not, or that was called with it")]
    NoInputForm {
        /// Which job.
        job_id: u64,
    },
    /// The client had its time to answer.
    #[error("job {job_id}: expected to have waited for its input for less than {patience} s, got {waited} s; it can be given up without fault")]
    WaitedEnough {
        /// Which job.
        job_id: u64,
        /// Seconds waited so far.
        waited: u32,
        /// After how many it need not wait any more.
        patience: u64,
    },
    /// Data other than what the job's input is.
    #[error("job {job_id}: not the data asked for: expected {expected}, got {got}")]
    WrongData {
        /// Which job.
        job_id: u64,
        /// What the input's form and digest say.
        expected: String,
        /// What came.
        got: String,
    },
    /// The method does not exist.
    #[error("unknown verification method {method}")]
    UnknownMethod {
        /// Which id came.
        method: u32,
    },
    /// The method was stopped.
    #[error("verification method {method} is disabled: its jobs end by refund (TimeoutJob)")]
    MethodDisabled {
        /// Which.
        method: u32,
    },
    /// The method waits for its timelock.
    #[error("verification method {method} is usable from {active_from} s, block time is {now} s")]
    MethodInactive {
        /// Which.
        method: u32,
        /// From when.
        active_from: u64,
        /// Block time.
        now: u64,
    },
    /// Where the journal states the input is not registered.
    #[error("program {program} states no input to this method: it can only be used by a request that has no input")]
    ProgramStatesNoInput {
        /// Which program.
        program: HexBinary,
    },
    /// The method's results come with a proof.
    #[error("job {job_id}: its method expects a proof with the result, got none")]
    ProofMissing {
        /// Which job.
        job_id: u64,
    },
    /// The method's results come without a proof.
    #[error("job {job_id}: its client judges the result, expected no proof, got one")]
    ProofUnexpected {
        /// Which job.
        job_id: u64,
    },
    /// The gateway refused the proof.
    #[error("job {job_id}: proof refused: {reason}")]
    ProofRefused {
        /// Which job.
        job_id: u64,
        /// What the gateway says.
        reason: String,
    },
    /// Verdicts of this job come another way.
    #[error("job {job_id}: its client judges the result, expected a dispute before a verdict")]
    NotDisputed {
        /// Which job.
        job_id: u64,
    },
    /// The result of this job cannot be approved or disputed.
    #[error("job {job_id}: expected a method under which the client judges")]
    NotByClient {
        /// Which job.
        job_id: u64,
    },
    /// A swap that ends here came with too few or too many legs.
    #[error("expected 1 leg (credits) or 2 (credits, then network token), got {got}")]
    Legs {
        /// How many came.
        got: usize,
    },
    /// The first leg is not exactly the job's credits.
    #[error("the job costs exactly {expected} of {asset}, got {got} of {got_asset}")]
    Credits {
        /// How many credits, base units.
        expected: u128,
        /// The class's credits.
        asset: Asset,
        /// How much came.
        got: u128,
        /// Of what.
        got_asset: Asset,
    },
    /// The second leg is not the network token.
    #[error("the second leg must bring {expected}, got {got}")]
    SecondLeg {
        /// The network token.
        expected: Asset,
        /// What came.
        got: Asset,
    },
    /// What came is for somebody else, or for nobody.
    #[error("a swap that {sender} sent must end in {expected}")]
    SwapMessage {
        /// Who sent the swap.
        sender: String,
        /// What was expected.
        expected: &'static str,
    },
    /// Dearer than the client allows.
    #[error("cost {cost} and take {take} are above max_payment {max}")]
    AboveMaximum {
        /// Of the credits, NET.
        cost: u128,
        /// Take, NET.
        take: u128,
        /// What the client allows, NET.
        max: u128,
    },
    /// The payment bought the credits but does not cover take and tip.
    #[error("payment does not cover take and tip: expected {expected} left of it, got {got}")]
    Underpaid {
        /// Take and tip, NET.
        expected: u128,
        /// What is left, NET.
        got: u128,
    },
    /// One pays from one's own account only.
    #[error("`from.owner` must be the sender's own account: expected {expected}, got {got}")]
    ForeignAccount {
        /// Who sends.
        expected: Addr,
        /// Whose account was named.
        got: String,
    },
    /// A party to which the pool contract would refuse to pay.
    #[error("`{field}` must not be the market itself, got {got}")]
    MarketItself {
        /// Which party.
        field: &'static str,
        /// Who came.
        got: Addr,
    },
    /// The dispute bond, exactly.
    #[error("expected a bond of exactly {expected}, got {got}")]
    Bond {
        /// NET.
        expected: u128,
        /// NET that came.
        got: u128,
    },
    /// No take waits.
    #[error("no take waits to be swept")]
    NothingToSweep,
    /// A reply to nothing that was asked.
    #[error("unexpected reply {id}")]
    UnexpectedReply {
        /// Its id.
        id: u64,
    },
}
