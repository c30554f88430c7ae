//! All public state of the job-market, from its events alone.

use std::collections::BTreeMap;
use std::fmt::Debug;

use api::job_market::{
    AcceptPayout, ClassTerms, DataRequest, InputForm, JobFault, JobResponse, JobState, OpenJob, Params,
    TemplateEntry,
};
use cosmwasm_std::{from_json, Addr, Event, HexBinary, Uint128};

/// What an indexer knows that read every event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Indexed {
    pub jobs: BTreeMap<u64, JobResponse>,
    pub classes: BTreeMap<String, ClassTerms>,
    pub templates: BTreeMap<(String, u32), TemplateEntry>,
    pub params: Option<Params>,
    pub guardian: Option<String>,
    pub paused: bool,
}

/// Attributes of one event.
struct Said<'a>(&'a Event);

impl Said<'_> {
    fn may(&self, key: &str) -> Option<String> {
        self.0.attributes.iter().find(|a| a.key == key).map(|a| a.value.clone())
    }

    fn text(&self, key: &str) -> String {
        self.may(key).unwrap_or_else(|| panic!("{} without {key}", self.0.ty))
    }

    fn may_parse<T: std::str::FromStr<Err: Debug>>(&self, key: &str) -> Option<T> {
        self.may(key).map(|text| text.parse().unwrap())
    }

    fn number<T: std::str::FromStr<Err: Debug>>(&self, key: &str) -> T {
        self.text(key).parse().unwrap()
    }

    fn amount(&self, key: &str) -> Uint128 {
        self.may_parse::<u128>(key).unwrap_or_default().into()
    }

    fn addr(&self, key: &str) -> Option<Addr> {
        self.may(key).map(Addr::unchecked)
    }

    fn hex(&self, key: &str) -> Option<HexBinary> {
        self.may(key).map(|text| HexBinary::from_hex(&text).unwrap())
    }

    fn form(&self) -> Option<InputForm> {
        let said = self.may("input_form")?;
        let (number, what) = said.split_once(' ').unwrap();
        Some(match what {
            "bytes" => InputForm::Bytes { len: number.parse().unwrap() },
            _ => InputForm::Chunks { count: number.parse().unwrap() },
        })
    }

    fn payout(&self) -> AcceptPayout {
        match self.text("payout").as_str() {
            "redeem" => AcceptPayout::Redeem {},
            "credits" => AcceptPayout::Credits {},
            _ => AcceptPayout::Net { min: self.amount("min") },
        }
    }

    fn requested(&self, time: u64) -> OpenJob {
        let owner = self.addr("owner").unwrap();
        OpenJob {
            payer: self.addr("payer").unwrap_or(owner.clone()),
            owner,
            class: self.text("class"),
            gpus: self.number("gpus"),
            seconds: self.number("seconds"),
            program: self.hex("program").unwrap(),
            input: self.hex("input").unwrap_or(HexBinary::from([0; 32])),
            input_form: self.form(),
            method: self.number("method"),
            template: self.may_parse("template"),
            min_damages: self.amount("min_damages"),
            anyone_may_call: self.may_parse("anyone_may_call").unwrap_or_default(),
            run_within: self.number("run_within"),
            min_reputation_bps: self.may_parse("min_reputation_bps").unwrap_or_default(),
            only_provider: self.addr("provider"),
            declared_value: self.amount("declared_value"),
            min_backing: self.amount("min_backing"),
            cost: self.amount("cost"),
            worth: self.may("worth").map_or(self.amount("cost"), |_| self.amount("worth")),
            take: self.amount("take"),
            tip: self.amount("tip"),
            dispute_bond: self.may("dispute_bond").map(|_| self.amount("dispute_bond")),
            challenge_bond: self.may("challenge_bond").map(|_| self.amount("challenge_bond")),
            challenger: None,
            provider: None,
            data_request: None,
            payout: None,
            called: false,
            deadline: self.number("deadline"),
            requested_at: time,
            work: self.number("work"),
            added: self.may_parse("added").unwrap_or(self.number("work")),
        }
    }
}

impl Indexed {
    /// Reads one event of the job-market, of a block at `time`.
    pub fn read(&mut self, time: u64, event: &Event) {
        let said = Said(event);
        let kind = event.ty.trim_start_matches("wasm-");
        if let Some(job_id) = said.may_parse::<u64>("job_id") {
            return self.read_job(time, kind, job_id, &said);
        }
        match kind {
            "list_class" | "update_class" => {
                self.classes.insert(said.text("class"), from_json(said.text("terms")).unwrap());
            }
            "set_template" => {
                let template = said.number("template");
                let terms = from_json(said.text("terms")).unwrap();
                let call_within = said.number("call_within");
                let entry = TemplateEntry { template, terms, call_within, set_at: time };
                self.templates.insert((said.text("class"), template), entry);
            }
            "remove_template" => {
                self.templates.remove(&(said.text("class"), said.number("template")));
            }
            "update_params" => self.params = Some(from_json(said.text("params")).unwrap()),
            "set_guardian" => self.guardian = Some(said.text("guardian")),
            "set_paused" => self.paused = said.number("requests"),
            _ => {}
        }
    }

    fn read_job(&mut self, time: u64, kind: &str, job_id: u64, said: &Said) {
        if kind == "request_job" {
            let open = Some(said.requested(time));
            let job = JobResponse {
                job_id,
                state: JobState::Open,
                output: None,
                fault: None,
                open,
                callback: None,
            };
            self.jobs.insert(job_id, job);
            return;
        }
        let job = self.jobs.get_mut(&job_id).unwrap();
        let mut open = job.open.clone();
        if let (Some(open), Some(deadline)) = (&mut open, said.may_parse("deadline")) {
            open.deadline = deadline;
        }
        match (kind, &mut open) {
            ("untaken_job", _) => job.state = JobState::Untaken,
            ("call_job", Some(open)) => (job.state, open.called) = (JobState::Called, true),
            ("accept_job", Some(open)) => {
                job.state = JobState::Assigned;
                (open.provider, open.payout) = (said.addr("provider"), Some(said.payout()));
            }
            ("request_data", Some(open)) => {
                job.state = JobState::AwaitingInput;
                let (chunk, bond) = (said.may_parse("chunk"), said.amount("bond"));
                open.data_request = Some(DataRequest { chunk, asked_at: time, bond });
            }
            ("answer_data", Some(open)) => (job.state, open.data_request) = (JobState::Assigned, None),
            ("submit_result", _) => {
                job.output = said.hex("output");
                if said.may("deadline").is_some() {
                    job.state = JobState::Submitted;
                }
            }
            ("dispute_result", _) => job.state = JobState::Disputed,
            ("challenge_result", Some(open)) => {
                (job.state, open.challenger) = (JobState::Challenged, Some(said.addr("challenger").unwrap()));
            }
            ("end_job", _) => {
                job.state = state(&said.text("state"));
                job.fault = said.may("fault").map(|fault| match fault.as_str() {
                    "fraud" => JobFault::Fraud,
                    _ => JobFault::Liveness,
                });
                let kept = job.state == JobState::Settled || job.fault == Some(JobFault::Fraud);
                job.output = job.output.take().filter(|_| kept);
                open = None;
            }
            ("payout_fallback" | "tell_end" | "prove_challenged", _) => {}
            (kind, _) => panic!("{kind} of a job in state {}", job.state),
        }
        job.open = open;
    }
}

fn state(name: &str) -> JobState {
    use JobState::{Cancelled, Defaulted, Expired, Faulted, Refunded, Settled};
    let ends = [Settled, Cancelled, Expired, Refunded, Faulted, Defaulted];
    ends.into_iter().find(|state| state.name() == name).unwrap()
}
