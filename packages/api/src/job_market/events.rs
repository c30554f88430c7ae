//! Events of the job-market: one per action, from which alone every job, template and setting can be rebuilt.
//! On chain their type carries the prefix `wasm-`. Amounts are in base units: credits of the job's class,
//! everything else NET. A wait begins at the block of the event that says its deadline; what was governed is
//! in JSON.

use cosmwasm_std::{to_json_string, Addr, Binary, Event, HexBinary, Uint128};

use super::{
    AcceptPayout, Callback, ClassTerms, InputForm, JobFault, JobRequest, JobState, Params, Template,
    TIME_USED,
};

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum JobEvent<'a> {
    /// `request_job`: a job is open.
    Request(Requested<'a>),
    /// `untaken_job`: nobody took a standard job in time, so it can only be called now.
    Untaken {
        /// Which job.
        job_id: u64,
        /// Unix seconds from which it can be ended.
        deadline: u64,
    },
    /// `call_job`: nobody took it, so it is called; on whom, the registry's `call` says.
    Call {
        /// Which job.
        job_id: u64,
        /// Unix seconds before which it must accept.
        deadline: u64,
        /// Its input, if it has one, in base64: whoever called it may be a contract, whose messages no
        /// transaction shows.
        input: Option<&'a Binary>,
    },
    /// `request_data`: its provider asks for its input.
    RequestData {
        /// Which job.
        job_id: u64,
        /// Who asks.
        provider: &'a Addr,
        /// Which chunk, of an input in chunks.
        chunk: Option<u32>,
        /// For the job's owner, if somebody answers.
        bond: Uint128,
        /// Unix seconds before which somebody must answer.
        deadline: u64,
    },
    /// `answer_data`: somebody brought it.
    AnswerData {
        /// Which job.
        job_id: u64,
        /// Who.
        by: &'a Addr,
        /// What the job's owner earned.
        bond: Uint128,
        /// Unix seconds before which the result is due now.
        deadline: u64,
        /// The input, or the chunk of it that was asked for, in base64.
        data: &'a Binary,
    },
    /// `set_template`: there is one from now on.
    SetTemplate {
        /// Of which class.
        class: &'a str,
        /// Its number.
        template: u32,
        /// What it says.
        terms: &'a Template,
        /// Seconds that a called debtor has to accept its jobs.
        call_within: u64,
    },
    /// `remove_template`.
    RemoveTemplate {
        /// Of which class.
        class: &'a str,
        /// Its number.
        template: u32,
    },
    /// `accept_job`: a provider took it.
    Accept {
        /// Which job.
        job_id: u64,
        /// Who.
        provider: &'a Addr,
        /// How it wants to be paid.
        payout: AcceptPayout,
        /// Unix seconds before which the result is due.
        deadline: u64,
    },
    /// `submit_result`: delivered; waits for a verdict if it says a deadline, else it was proven at once.
    Submit {
        /// Which job.
        job_id: u64,
        /// Output digest.
        output: &'a [u8],
        /// Where the output can be fetched.
        output_locator: Option<&'a str>,
        /// Unix seconds before which a verdict must come.
        deadline: Option<u64>,
    },
    /// `dispute_result`: its client rejected it.
    Dispute {
        /// Which job.
        job_id: u64,
        /// At stake.
        bond: Uint128,
        /// Unix seconds before which the arbiter must judge.
        deadline: u64,
    },
    /// `challenge_result`: somebody doubts it.
    Challenge {
        /// Which job.
        job_id: u64,
        /// Who.
        challenger: &'a Addr,
        /// At stake.
        bond: Uint128,
        /// Unix seconds before which a proof must come.
        deadline: u64,
    },
    /// `prove_challenged`: somebody proved it.
    Prove {
        /// Which job.
        job_id: u64,
        /// Who.
        by: &'a Addr,
    },
    /// `end_job`: the job reached a final state and paid out.
    End(Ended<'a>),
    /// `payout_fallback`: the sale for NET failed, so the provider got its credits.
    PayoutFallback {
        /// Which job.
        job_id: u64,
        /// Who.
        provider: &'a Addr,
        /// How many.
        credits: Uint128,
    },
    /// `tell_end`: the contract that a request named was told of the job's end.
    TellEnd {
        /// Who had it told.
        sender: &'a Addr,
        /// Which job.
        job_id: u64,
        /// Which contract.
        contract: &'a Addr,
    },
    /// `sweep_take`: take went to the fee-collector.
    SweepTake {
        /// How much.
        take: Uint128,
        /// Of how many days.
        days: u32,
    },
    /// `list_class`: a class is new here.
    ListClass {
        /// Which.
        class: &'a str,
        /// Its credit token.
        credit: &'a Addr,
        /// Its primary pool.
        pool_id: u64,
        /// Its terms.
        terms: ClassTerms,
    },
    /// `update_class`.
    UpdateClass {
        /// Which.
        class: &'a str,
        /// Its terms.
        terms: ClassTerms,
    },
    /// `update_params`.
    UpdateParams {
        /// All of them.
        params: Params,
    },
    /// `set_paused`.
    SetPaused {
        /// Whether new requests are refused.
        requests: bool,
    },
    /// `set_guardian`.
    SetGuardian {
        /// Who.
        guardian: &'a Addr,
    },
}

/// See [`JobEvent::Request`].
#[derive(Clone, Debug, PartialEq)]
pub struct Requested<'a> {
    /// Its id.
    pub job_id: u64,
    /// Whose it is.
    pub owner: &'a Addr,
    /// Who paid.
    pub payer: &'a Addr,
    /// What was asked for.
    pub request: &'a JobRequest,
    /// Credits in escrow.
    pub credits: Uint128,
    /// What they cost.
    pub cost: Uint128,
    /// What they are worth; said if it is more.
    pub worth: Uint128,
    /// Take held.
    pub take: Uint128,
    /// Its work, 10^-4 seconds of the class's full capacity.
    pub work: u64,
    /// What of it was added to the class's occupancy; said if it is less.
    pub added: u64,
    /// Bond of a dispute; none where results cannot be disputed.
    pub dispute_bond: Option<Uint128>,
    /// Bond of a challenge; none where results cannot be challenged.
    pub challenge_bond: Option<Uint128>,
    /// Bond of each request for its input; none where it cannot be asked for.
    pub data_bond: Option<Uint128>,
    /// Unix seconds before which somebody must accept.
    pub deadline: u64,
}

/// See [`JobEvent::End`].
#[derive(Clone, Debug, PartialEq)]
pub struct Ended<'a> {
    /// Which job.
    pub job_id: u64,
    /// Its final state.
    pub state: JobState,
    /// By which fault, if by one.
    pub fault: Option<JobFault>,
    /// Whose it was.
    pub owner: &'a Addr,
    /// Who worked on it.
    pub provider: Option<&'a Addr>,
    /// Credits that left escrow.
    pub credits: Uint128,
    /// Its take.
    pub take: Uint128,
    /// What of the take the protocol earned; the rest went back.
    pub earned: Uint128,
    /// Its tip, paid or given back as the state says.
    pub tip: Uint128,
}

impl From<JobEvent<'_>> for Event {
    fn from(event: JobEvent) -> Event {
        match event {
            JobEvent::Request(requested) => request_event(&requested),
            JobEvent::Accept { job_id, provider, payout, deadline } => {
                accept_event(job_id, provider, payout).add_attribute("deadline", deadline.to_string())
            }
            JobEvent::Untaken { job_id, deadline } => {
                of_job("untaken_job", job_id).add_attribute("deadline", deadline.to_string())
            }
            JobEvent::Call { job_id, deadline, input } => {
                let event = of_job("call_job", job_id).add_attribute("deadline", deadline.to_string());
                optional(event, "input", input)
            }
            JobEvent::RequestData { job_id, provider, chunk, bond, deadline } => {
                let event = of_job("request_data", job_id)
                    .add_attribute("provider", provider)
                    .add_attribute("bond", bond)
                    .add_attribute("deadline", deadline.to_string());
                optional(event, "chunk", chunk)
            }
            JobEvent::AnswerData { job_id, by, bond, deadline, data } => of_job("answer_data", job_id)
                .add_attribute("by", by)
                .add_attribute("bond", bond)
                .add_attribute("deadline", deadline.to_string())
                .add_attribute("data", data.to_base64()),
            JobEvent::SetTemplate { class, template, terms, call_within } => of_class("set_template", class)
                .add_attribute("template", template.to_string())
                .add_attribute("terms", json(terms))
                .add_attribute("call_within", call_within.to_string()),
            JobEvent::RemoveTemplate { class, template } => {
                of_class("remove_template", class).add_attribute("template", template.to_string())
            }
            JobEvent::Submit { job_id, output, output_locator, deadline } => {
                let event =
                    of_job("submit_result", job_id).add_attribute("output", HexBinary::from(output).to_hex());
                let event = optional(event, "output_locator", output_locator);
                let event = optional(event, "time_used", (output == TIME_USED).then_some(true));
                optional(event, "deadline", deadline)
            }
            JobEvent::Dispute { job_id, bond, deadline } => of_job("dispute_result", job_id)
                .add_attribute("bond", bond)
                .add_attribute("deadline", deadline.to_string()),
            JobEvent::Challenge { job_id, challenger, bond, deadline } => of_job("challenge_result", job_id)
                .add_attribute("challenger", challenger)
                .add_attribute("bond", bond)
                .add_attribute("deadline", deadline.to_string()),
            JobEvent::Prove { job_id, by } => of_job("prove_challenged", job_id).add_attribute("by", by),
            JobEvent::End(ended) => end_event(&ended),
            JobEvent::PayoutFallback { job_id, provider, credits } => of_job("payout_fallback", job_id)
                .add_attribute("provider", provider)
                .add_attribute("credits", credits),
            JobEvent::TellEnd { sender, job_id, contract } => {
                of_job("tell_end", job_id).add_attribute("sender", sender).add_attribute("contract", contract)
            }
            JobEvent::SweepTake { take, days } => {
                Event::new("sweep_take").add_attribute("take", take).add_attribute("days", days.to_string())
            }
            JobEvent::ListClass { class, credit, pool_id, terms } => of_class("list_class", class)
                .add_attribute("credit", credit)
                .add_attribute("pool_id", pool_id.to_string())
                .add_attribute("terms", json(&terms)),
            JobEvent::UpdateClass { class, terms } => {
                of_class("update_class", class).add_attribute("terms", json(&terms))
            }
            JobEvent::UpdateParams { params } => {
                Event::new("update_params").add_attribute("params", json(&params))
            }
            JobEvent::SetPaused { requests } => {
                Event::new("set_paused").add_attribute("requests", requests.to_string())
            }
            JobEvent::SetGuardian { guardian } => {
                Event::new("set_guardian").add_attribute("guardian", guardian)
            }
        }
    }
}

fn of_job(kind: &str, job_id: u64) -> Event {
    Event::new(kind).add_attribute("job_id", job_id.to_string())
}

fn of_class(kind: &str, class: &str) -> Event {
    Event::new(kind).add_attribute("class", class)
}

fn json(value: &impl serde::Serialize) -> String {
    to_json_string(value).unwrap_or_default()
}

fn optional(event: Event, key: &str, value: Option<impl ToString>) -> Event {
    match value {
        Some(value) => event.add_attribute(key, value.to_string()),
        None => event,
    }
}

fn request_event(requested: &Requested) -> Event {
    let request = requested.request;
    let event = of_job("request_job", requested.job_id)
        .add_attribute("owner", requested.owner)
        .add_attribute("class", &request.class)
        .add_attribute("gpus", request.gpus.to_string())
        .add_attribute("seconds", request.seconds.to_string())
        .add_attribute("program", request.program.to_hex())
        .add_attribute("method", request.method.to_string())
        .add_attribute("credits", requested.credits)
        .add_attribute("cost", requested.cost)
        .add_attribute("take", requested.take)
        .add_attribute("work", requested.work.to_string())
        .add_attribute("run_within", request.run_within.to_string())
        .add_attribute("deadline", requested.deadline.to_string());
    let event = optional(event, "payer", (requested.payer != requested.owner).then_some(requested.payer));
    let event = optional(event, "worth", (requested.worth != requested.cost).then_some(requested.worth));
    let event = optional(event, "added", (requested.added != requested.work).then_some(requested.added));
    let event = optional(event, "tip", request.tip);
    let event = optional(event, "input", request.input.as_ref().map(HexBinary::to_hex));
    let event = optional(event, "template", request.template);
    let event = optional(event, "min_damages", request.min_damages);
    let event = optional(event, "anyone_may_call", request.anyone_may_call.then_some(true));
    let event = optional(event, "input_form", request.input_form.map(form));
    let event = optional(event, "data_bond", requested.data_bond);
    let event = optional(event, "dispute_bond", requested.dispute_bond);
    let event = optional(event, "challenge_bond", requested.challenge_bond);
    let least = request.min_reputation_bps;
    let event = optional(event, "min_reputation_bps", (least > 0).then_some(least));
    let event = optional(event, "provider", request.provider.as_ref());
    let event = optional(event, "declared_value", request.declared_value);
    let event = optional(event, "min_backing", request.min_backing.filter(|least| !least.is_zero()));
    let event = optional(event, "program_locator", request.program_locator.as_ref());
    let event = optional(event, "input_locator", request.input_locator.as_ref());
    match &request.callback {
        Some(Callback { contract, msg }) => {
            let event = event.add_attribute("callback", contract);
            optional(event, "callback_msg", msg.as_ref())
        }
        None => event,
    }
}

fn form(form: InputForm) -> String {
    match form {
        InputForm::Bytes { len } => format!("{len} bytes"),
        InputForm::Chunks { count } => format!("{count} chunks"),
    }
}

fn accept_event(job_id: u64, provider: &Addr, payout: AcceptPayout) -> Event {
    let event = of_job("accept_job", job_id).add_attribute("provider", provider);
    match payout {
        AcceptPayout::Redeem {} => event.add_attribute("payout", "redeem"),
        AcceptPayout::Credits {} => event.add_attribute("payout", "credits"),
        AcceptPayout::Net { min } => event.add_attribute("payout", "net").add_attribute("min", min),
    }
}

fn end_event(ended: &Ended) -> Event {
    let event = of_job("end_job", ended.job_id)
        .add_attribute("state", ended.state.name())
        .add_attribute("owner", ended.owner)
        .add_attribute("credits", ended.credits)
        .add_attribute("take", ended.take)
        .add_attribute("earned", ended.earned)
        .add_attribute("tip", ended.tip);
    let event = optional(event, "provider", ended.provider);
    optional(event, "fault", ended.fault.map(JobFault::name))
}
