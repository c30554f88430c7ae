//! The terms of a job, as `camm quote job` and `camm job request` take them.

use std::path::PathBuf;

use anyhow::{Context, Result};
use api::common::Payout;
use api::job_market::{Callback, InputForm, JobRequest, MAX_CALLBACK_MSG, MAX_INPUT};
use clap::Args;
use cosmwasm_std::{Binary, HexBinary};

use crate::ask::Market;
use crate::exit::{missing, usage};
use crate::files::bytes_of;
use crate::money;
use crate::plan::{Bound, Pay};
use crate::say::Place;
use crate::sign::sha256;

/// A job.
#[derive(Args)]
pub struct JobTerms {
    /// Hardware class.
    #[arg(long)]
    pub class: String,
    /// GPUs; of a standard job its class's number.
    #[arg(long, default_value_t = 1)]
    pub gpus: u32,
    /// Seconds of work on each GPU; also `20m` or `1h`.
    #[arg(long, value_parser = money::seconds)]
    pub seconds: u64,
    /// Digest of the program, 32 bytes hex; of a RISC Zero method its image id.
    #[arg(long, value_name = "HEX", value_parser = crate::sign::digest, conflicts_with = "template")]
    pub program: Option<HexBinary>,
    /// Digest of the input, 32 bytes hex; none, if left out.
    #[arg(long, value_name = "HEX", value_parser = crate::sign::digest)]
    pub input: Option<HexBinary>,
    /// The input itself, at most 64 KiB: its digest is the job's, and its provider can ask for it on chain.
    #[arg(long, value_name = "FILE", conflicts_with = "input")]
    pub input_file: Option<PathBuf>,
    /// How the result is verified, by number or name: `camm class methods` shows them.
    #[arg(long, required_unless_present = "template")]
    pub method: Option<String>,
    /// A standard job by this template of its class: it can be called on a debtor.
    #[arg(long, value_name = "NUMBER")]
    pub template: Option<u32>,
    /// Anyone may call the standard job, not its owner alone.
    #[arg(long, requires = "template")]
    pub anyone_may_call: bool,
    /// Least damages for a default of a called debtor, NET base units.
    #[arg(long, value_name = "AMOUNT", value_parser = money::units, requires = "template")]
    pub min_damages: Option<u128>,
    /// Seconds for somebody to accept [default: the market's].
    #[arg(long, value_name = "SECONDS", value_parser = money::seconds)]
    pub accept_within: Option<u64>,
    /// Seconds from acceptance to result [default: the market's, or the template's].
    #[arg(long, value_name = "SECONDS", value_parser = money::seconds)]
    pub run_within: Option<u64>,
    /// Least reputation of the provider, basis points.
    #[arg(long, value_name = "BPS", default_value_t = 0)]
    pub min_reputation_bps: u32,
    /// The only provider that may accept.
    #[arg(long, value_name = "ADDRESS")]
    pub provider: Option<String>,
    /// What you lose if you are cheated, NET base units: locked of the provider's bond.
    #[arg(long, value_name = "AMOUNT", value_parser = money::units)]
    pub declared_value: Option<u128>,
    /// Least stake of others that burns with the provider's lock if it cheats, NET base units.
    #[arg(long, value_name = "AMOUNT", value_parser = money::units)]
    pub min_backing: Option<u128>,
    /// Bond that somebody needs to challenge the result, under a method of proof on demand; the method's least if left out.
    #[arg(long, value_name = "AMOUNT", value_parser = money::units)]
    pub challenge_bond: Option<u128>,
    /// For the provider on settlement, NET base units.
    #[arg(long, value_name = "AMOUNT", value_parser = money::units)]
    pub tip: Option<u128>,
    /// Most NET for credits and take [default: what is quoted, and --slippage-bps more].
    #[arg(long, value_name = "AMOUNT", value_parser = money::units)]
    pub max_payment: Option<u128>,
    /// How much dearer than quoted it may become, basis points; what is left of the payment comes back.
    #[arg(long, value_name = "BPS", default_value_t = 300)]
    pub slippage_bps: u32,
    /// What pays: `net`, another asset that pools trade for NET, or `credits` of the class in your account.
    #[arg(long, value_name = "ASSET", default_value = "net")]
    pub pay: String,
    /// Pay from the account in the pool contract, not from the wallet.
    #[arg(long)]
    pub from_account: bool,
    /// Whose job it is, the payer's if left out.
    #[arg(long, value_name = "ADDRESS")]
    pub owner: Option<String>,
    /// Unix seconds at which the request is too late.
    #[arg(long, value_name = "SECONDS")]
    pub deadline: Option<u64>,
    /// A contract that is told of the job's end, once anybody sends `camm job tell`.
    #[arg(long, value_name = "ADDRESS")]
    pub callback: Option<String>,
    /// A file that it gets back with that, at most 1,024 bytes.
    #[arg(long, value_name = "FILE", requires = "callback")]
    pub callback_file: Option<PathBuf>,
    /// Where the program can be fetched.
    #[arg(long, value_name = "URL")]
    pub program_locator: Option<String>,
    /// Where the input can be fetched.
    #[arg(long, value_name = "URL")]
    pub input_locator: Option<String>,
}

impl JobTerms {
    /// What pays.
    pub fn pay(&self, market: &Market) -> Result<Pay> {
        if self.pay == "credits" {
            return Ok(Pay::Credits);
        }
        Ok(Pay::Asset(market.asset(&self.pay)?, Place::account_if(self.from_account)))
    }

    /// How dear it may become.
    pub fn bound(&self) -> Bound {
        Bound { max_payment: self.max_payment, slippage_bps: self.slippage_bps }
    }

    /// The request, but for its `max_payment`: a plan sets it.
    pub fn request(&self, market: &Market) -> Result<JobRequest> {
        let template = match self.template {
            None => None,
            Some(number) => {
                let found = market.templates(&self.class)?.into_iter().find(|entry| entry.template == number);
                Some(found.ok_or_else(|| {
                    let next = format!("`camm class show {}` shows them", self.class);
                    missing(format!("class {} has no template {number}", self.class), &next)
                })?)
            }
        };
        let (program, method) = match &template {
            Some(entry) => (entry.terms.program.clone(), entry.terms.method),
            None => (self.program.clone().unwrap_or_else(|| HexBinary::from(&[0; 32])), self.method(market)?),
        };
        let (input, input_form) = self.input()?;
        let from_wallet = self.pay != "credits" && !self.from_account;
        Ok(JobRequest {
            class: self.class.clone(),
            gpus: self.gpus,
            seconds: self.seconds,
            program,
            input,
            input_form,
            method,
            template: self.template,
            min_damages: self.min_damages.map(Into::into),
            anyone_may_call: self.anyone_may_call,
            // What is left out is the market's to say.
            accept_within: self.accept_within.unwrap_or_default(),
            run_within: self.run_within.unwrap_or_default(),
            min_reputation_bps: self.min_reputation_bps,
            provider: self.provider.clone(),
            declared_value: self.declared_value.map(Into::into),
            min_backing: self.min_backing.map(Into::into),
            challenge_bond: self.challenge_bond.map(Into::into),
            max_payment: 0u128.into(),
            tip: self.tip.map(Into::into),
            owner: self.owner.clone(),
            surplus: if from_wallet { Payout::Wallet } else { Payout::Account },
            surplus_to: None,
            deadline: self.deadline,
            program_locator: self.program_locator.clone(),
            input_locator: self.input_locator.clone(),
            callback: self.callback()?,
        })
    }

    fn method(&self, market: &Market) -> Result<u32> {
        let Some(text) = &self.method else {
            return Err(usage("no method is named", "--method NUMBER; `camm class methods` shows them"));
        };
        let methods = market.methods()?;
        let named =
            methods.iter().find(|method| method.params.name == *text || method.method.to_string() == *text);
        named.map(|method| method.method).ok_or_else(|| {
            missing(format!("the market has no method `{text}`"), "`camm class methods` shows them")
        })
    }

    fn callback(&self) -> Result<Option<Callback>> {
        let Some(contract) = self.callback.clone() else { return Ok(None) };
        let msg = self.callback_file.as_deref().map(bytes_of).transpose()?;
        let len = msg.as_ref().map_or(0, Vec::len);
        if len > MAX_CALLBACK_MSG {
            return Err(usage(
                format!("--callback-file: expected at most {MAX_CALLBACK_MSG} bytes, got {len}"),
                "let the contract keep the rest by the job's id",
            ));
        }
        Ok(Some(Callback { contract, msg: msg.map(Binary::from) }))
    }

    fn input(&self) -> Result<(Option<HexBinary>, Option<InputForm>)> {
        let Some(path) = &self.input_file else { return Ok((self.input.clone(), None)) };
        let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let len =
            u32::try_from(bytes.len()).ok().filter(|len| (1..=MAX_INPUT).contains(len)).ok_or_else(|| {
                usage(
                    format!("{}: expected 1 to {MAX_INPUT} bytes, got {}", path.display(), bytes.len()),
                    "publish larger inputs, and name their digest: --input HEX --input-locator URL",
                )
            })?;
        let digest = sha256(&bytes);
        Ok((Some(digest), Some(InputForm::Bytes { len })))
    }
}
