//! The job-market by its events.

use std::collections::BTreeMap;

use anyhow::{bail, Context, Result};
use api::job_market::{
    AcceptPayout, ClassTerms, ConfigResponse, DataRequest, InputForm, JobFault, JobResponse, JobState,
    OccupanciesResponse, OpenJob, Params, QueryMsg, Template, TemplateEntry, TemplatesResponse,
};
use compute_amm_testing::Market;
use cosmwasm_std::{Addr, HexBinary, Uint128};

use super::said::{same, Said};

/// Every job and template that the job-market ever spoke of.
#[derive(Debug, Default)]
pub struct Jobs {
    jobs: BTreeMap<u64, Job>,
    templates: BTreeMap<(String, u32), (Template, u64, u64)>,
    /// The terms of each class.
    classes: BTreeMap<String, ClassTerms>,
    params: Option<Params>,
    paused: bool,
    guardian: Option<String>,
}

#[derive(Debug)]
struct Job {
    answer: JobResponse,
    /// Bond of each request for its input.
    data_bond: Uint128,
}

const FINAL: [(&str, JobState); 6] = [
    ("settled", JobState::Settled),
    ("cancelled", JobState::Cancelled),
    ("expired", JobState::Expired),
    ("refunded", JobState::Refunded),
    ("faulted", JobState::Faulted),
    ("defaulted", JobState::Defaulted),
];

impl Jobs {
    pub(super) fn len(&self) -> usize {
        self.jobs.len()
    }

    pub(super) fn read(&mut self, said: &Said) -> Result<()> {
        match said.kind() {
            "request_job" => {
                let job = Job {
                    answer: JobResponse {
                        job_id: said.job()?,
                        state: JobState::Open,
                        output: None,
                        fault: None,
                        open: Some(requested(said)?),
                        callback: None,
                    },
                    data_bond: said.number_or_0("data_bond")?.into(),
                };
                self.jobs.insert(said.job()?, job);
            }
            "untaken_job" => self.moves(said, JobState::Untaken, |_| Ok(()))?,
            "call_job" => self.moves(said, JobState::Called, |open| {
                open.called = true;
                Ok(())
            })?,
            "accept_job" => self.moves(said, JobState::Assigned, |open| {
                open.provider = Some(Addr::unchecked(said.text("provider")?));
                open.payout = Some(match said.text("payout")? {
                    "redeem" => AcceptPayout::Redeem {},
                    "credits" => AcceptPayout::Credits {},
                    "net" => AcceptPayout::Net { min: said.number("min")?.into() },
                    other => bail!("an unknown payout, {other}"),
                });
                Ok(())
            })?,
            "request_data" => {
                let (chunk, bond) = (said.get("chunk").map(str::parse).transpose()?, said.number("bond")?);
                let asked = DataRequest { chunk, asked_at: said.at, bond: bond.into() };
                same("bond for data", &self.job(said)?.data_bond, &asked.bond)?;
                self.moves(said, JobState::AwaitingInput, |open| {
                    open.data_request = Some(asked);
                    Ok(())
                })?;
            }
            "answer_data" => self.moves(said, JobState::Assigned, |open| {
                open.data_request = None;
                Ok(())
            })?,
            "submit_result" => {
                let output = HexBinary::from_hex(said.text("output")?)?;
                let job = self.job(said)?;
                job.answer.output = Some(output);
                if said.get("deadline").is_some() {
                    self.moves(said, JobState::Submitted, |_| Ok(()))?;
                }
            }
            "dispute_result" => self.moves(said, JobState::Disputed, |_| Ok(()))?,
            "challenge_result" => {
                let challenger = Addr::unchecked(said.text("challenger")?);
                self.moves(said, JobState::Challenged, |open| {
                    open.challenger = Some(challenger);
                    Ok(())
                })?;
            }
            "end_job" => self.end(said)?,
            "set_template" => {
                let key = (said.text("class")?.to_string(), said.gpus("template")?);
                self.templates.insert(key, (said.json("terms")?, said.seconds("call_within")?, said.at));
            }
            "remove_template" => {
                self.templates.remove(&(said.text("class")?.to_string(), said.gpus("template")?));
            }
            "list_class" | "update_class" => {
                self.classes.insert(said.text("class")?.into(), said.json("terms")?);
            }
            "update_params" => self.params = Some(said.json("params")?),
            "set_paused" => self.paused = said.text("requests")? == "true",
            "set_guardian" => self.guardian = Some(said.text("guardian")?.into()),
            "payout_fallback" | "tell_end" | "sweep_take" | "prove_challenged" => {}
            other => bail!("an unknown event, {other}"),
        }
        Ok(())
    }

    fn job(&mut self, said: &Said) -> Result<&mut Job> {
        self.jobs.get_mut(&said.job()?).context("no such job")
    }

    /// A job is in another state, with a deadline.
    fn moves(
        &mut self,
        said: &Said,
        state: JobState,
        change: impl FnOnce(&mut OpenJob) -> Result<()>,
    ) -> Result<()> {
        let answer = &mut self.job(said)?.answer;
        answer.state = state;
        let open = answer.open.as_mut().context("it has ended")?;
        open.deadline = said.seconds("deadline")?;
        change(open)
    }

    fn end(&mut self, said: &Said) -> Result<()> {
        let name = said.text("state")?;
        let (_, state) = *FINAL.iter().find(|(known, _)| *known == name).context("no final state")?;
        let answer = &mut self.job(said)?.answer;
        let open = answer.open.take().context("it has ended already")?;
        same("owner", &said.text("owner")?, &open.owner.as_str())?;
        same("take", &said.number("take")?, &open.take.u128())?;
        same("provider", &said.get("provider"), &open.provider.as_ref().map(Addr::as_str))?;
        answer.state = state;
        answer.fault = match said.get("fault") {
            None => None,
            Some("liveness") => Some(JobFault::Liveness),
            Some("fraud") => Some(JobFault::Fraud),
            Some(other) => bail!("an unknown fault, {other}"),
        };
        // What was neither paid for nor fraud is forgotten. What is proven at once is told after the end.
        if state != JobState::Settled && answer.fault != Some(JobFault::Fraud) {
            answer.output = None;
        }
        Ok(())
    }

    pub(super) fn compare(&self, market: &Market, says: &[JobResponse]) -> Result<()> {
        for says in says {
            let job = self.jobs.get(&says.job_id).with_context(|| format!("job {}", says.job_id))?;
            same("job", &job.answer, says)?;
        }
        let config = market.ask_jobs::<ConfigResponse>(&QueryMsg::Config {});
        same("pause of requests", &self.paused, &config.paused)?;
        same("parameters", self.params.as_ref().unwrap_or(&config.params), &config.params)?;
        let guardian = config.guardian.to_string();
        same("guardian", self.guardian.as_ref().unwrap_or(&guardian), &guardian)?;
        for says in market.ask_jobs::<OccupanciesResponse>(&QueryMsg::Occupancies {}).classes {
            same("terms of a class", &self.classes.get(&says.class), &Some(&says.terms))?;
        }
        for class in &market.wiring.classes {
            let query = QueryMsg::Templates { class: class.class.clone() };
            let says = market.ask_jobs::<TemplatesResponse>(&query).templates;
            let of_class = self.templates.iter().filter(|((id, _), _)| *id == class.class);
            let templates: Vec<TemplateEntry> = of_class
                .map(|((_, template), (terms, call_within, set_at))| TemplateEntry {
                    template: *template,
                    terms: terms.clone(),
                    call_within: *call_within,
                    set_at: *set_at,
                })
                .collect();
            same("templates", &templates, &says)?;
        }
        Ok(())
    }
}

fn requested(said: &Said) -> Result<OpenJob> {
    let hex = |key| said.get(key).map(HexBinary::from_hex).transpose();
    let owner = Addr::unchecked(said.text("owner")?);
    let (cost, work) = (said.number("cost")?, said.seconds("work")?);
    Ok(OpenJob {
        payer: said.get("payer").map_or_else(|| owner.clone(), Addr::unchecked),
        owner,
        class: said.text("class")?.into(),
        gpus: said.gpus("gpus")?,
        seconds: said.seconds("seconds")?,
        program: hex("program")?.context("a program")?,
        input: hex("input")?.unwrap_or_else(|| HexBinary::from(&[0; 32])),
        input_form: said.get("input_form").map(form).transpose()?,
        method: said.gpus("method")?,
        template: said.get("template").map(str::parse).transpose()?,
        min_damages: said.number_or_0("min_damages")?.into(),
        anyone_may_call: said.get("anyone_may_call").is_some_and(|may| may == "true"),
        run_within: said.seconds("run_within")?,
        min_reputation_bps: said.get("min_reputation_bps").map_or(Ok(0), str::parse)?,
        only_provider: said.get("provider").map(Addr::unchecked),
        declared_value: said.number_or_0("declared_value")?.into(),
        min_backing: said.number_or_0("min_backing")?.into(),
        cost: cost.into(),
        worth: said.get("worth").map_or(Ok(cost), str::parse)?.into(),
        take: said.number("take")?.into(),
        tip: said.number_or_0("tip")?.into(),
        dispute_bond: said.get("dispute_bond").map(str::parse).transpose()?,
        challenge_bond: said.get("challenge_bond").map(str::parse).transpose()?,
        challenger: None,
        provider: None,
        data_request: None,
        payout: None,
        called: false,
        deadline: said.seconds("deadline")?,
        requested_at: said.at,
        work,
        added: said.get("added").map_or(Ok(work), str::parse)?,
    })
}

fn form(text: &str) -> Result<InputForm> {
    let (count, unit) = text.split_once(' ').context("a number and a unit")?;
    Ok(match unit {
        "bytes" => InputForm::Bytes { len: count.parse()? },
        "chunks" => InputForm::Chunks { count: count.parse()? },
        other => bail!("an unknown form, {other}"),
    })
}
