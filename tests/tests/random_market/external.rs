//! Results that another contract judges: it accepts, or does something else, from one message to the next.

use anyhow::{Context, Result};
use api::job_market::JobState;
use api::paging::ListOrder;
use api::verifier_gateway::{
    ExecuteMsg, MethodKind, MethodParams, MethodResponse, MethodsResponse, QueryMsg,
};
use compute_amm_testing::Market;
use cosmwasm_std::{Addr, Binary, Empty};
use hostile_verifier::Mode;
use market_tests::hostile::{self, Master};

use crate::run::Run;

/// Governance adds the run's last method, and its timelock passes.
pub fn prepare(market: &mut Market) -> Result<()> {
    let (owner, verifier) = (market.owner.clone(), market.host(hostile::verifier(), &Empty {}, "verifier"));
    let kind = MethodKind::External { contract: verifier.into(), gas_limit: 50_000 };
    let params = MethodParams { kind, detection_bps: 10_000, name: "external".into() };
    market.gateway(&owner, &ExecuteMsg::AddMethod { params })?;
    market.wait(market.wiring.method_timelock);
    Ok(())
}

/// The run's last method.
pub fn method(market: &Market) -> MethodResponse {
    let query = QueryMsg::Methods { order: Some(ListOrder::Descending), start_after: None, limit: Some(1) };
    let mut last = market.ask_gateway::<MethodsResponse>(&query).expect("methods").methods;
    last.pop().expect("one at least")
}

impl Run {
    /// Somebody has the verifier asked of a job that waits for it; what does not accept is refused.
    pub fn external(&mut self, index: usize, how: usize) -> Result<&'static str> {
        let MethodResponse { method, params, .. } = method(&self.market);
        let MethodKind::External { contract, .. } = params.kind else { panic!("it is external") };
        let waits = |job: &&u64| {
            let found = self.market.job(**job);
            found.state == JobState::Submitted && found.open.is_some_and(|open| open.method == method)
        };
        let job_id = *self.jobs.iter().filter(waits).take(index % 3 + 1).last().context("none waits")?;
        let mode = match how {
            0 => Mode::Silent {},
            1 => Mode::Fails {},
            2 => Mode::Says { data: Binary::from([7; 32]) },
            _ => Mode::Accepts {},
        };
        let accepts = mode == Mode::Accepts {};
        self.market.turn(&Addr::unchecked(contract), mode);
        let msg = ExecuteMsg::VerifyExternal { job_id, proof: Binary::default() };
        let sent = self.market.gateway(&self.reporter.clone(), &msg);
        if accepts {
            return sent.map(|_| "external verifier accepts");
        }
        assert!(sent.is_err(), "job {job_id} was settled by a verifier that did not accept");
        Ok("external verifier refuses")
    }
}
