//! Whether what stands on a chain is what the wiring and the artifacts say.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use deploy::{Checksums, Code, Difference, Manifest, Observed, Plan, Running};

use crate::act::allows;
use crate::found::Found;
use crate::world::{running, World};

/// What a verification found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What is not as it should be.
    pub differences: Vec<Difference>,
    /// Codes that run in another version than the artifacts: not wrong, but to be upgraded.
    pub outdated: Vec<Difference>,
    /// What governance did beyond the wiring.
    pub facts: Vec<String>,
}

/// A market that stands whole.
pub struct Standing<'a> {
    market: &'a Found,
    plan: &'a Plan,
    observed: &'a Observed,
    running: BTreeMap<String, Running>,
}

impl<'a> Standing<'a> {
    /// Asks what runs where. An error, if the market does not stand whole.
    pub fn of(world: &dyn World, market: &'a Found) -> Result<Self> {
        let absent = "the market does not stand on this chain: deploy it first";
        let observed = market.observed.as_ref().context(absent)?;
        let plan = market.plan.as_ref().context(absent)?;
        let contracts = market.addresses.all().map(|(_, address)| address.to_owned());
        let running = running(world, &market.codes, contracts.into_iter().chain(observed.tokens()))?;
        Ok(Self { market, plan, observed, running })
    }

    /// What runs at each address.
    pub fn running(&self) -> &BTreeMap<String, Running> {
        &self.running
    }

    /// Its tokens: credits, then LP shares.
    pub fn tokens(&self) -> Vec<String> {
        self.observed.tokens()
    }

    /// The record of it.
    pub fn manifest(&self, chain_id: &str) -> Result<Manifest> {
        let created = self.market.contracts.values().filter_map(|info| info.created.as_ref());
        let height = created.map(|position| position.block_height).max().unwrap_or_default();
        let Found { wiring, first, .. } = self.market;
        Manifest::of(chain_id, height, wiring, self.plan, first, self.observed, &self.running)
    }

    /// Compares everything, by name.
    pub fn verify(&self, world: &dyn World, artifacts: &Checksums) -> Result<Report> {
        let Found { wiring, .. } = self.market;
        let mut report = Report {
            differences: deploy::differences(wiring, self.plan, self.observed)?,
            outdated: vec![],
            facts: deploy::beyond(wiring, self.observed),
        };
        for step in &self.plan.instantiations {
            let name = step.code.name();
            let info = self.market.contracts.get(&step.code).context("a contract that stands")?;
            report.differ(format!("{name}: admin"), &step.admin, &info.admin);
            report.differ(format!("{name}: creator"), &self.plan.creator, &info.creator);
            report.differ(format!("{name}: label"), &step.label, &info.label);
            self.code(world, &mut report, step.code, &step.address, artifacts)?;
        }
        for token in self.tokens() {
            let info = world.contract(&token)?.context("a token that stands")?;
            report.differ(format!("token {token}: admin"), &wiring.roles.owner, &info.admin);
            self.code(world, &mut report, Code::Token, &token, artifacts)?;
        }
        let token_code = self.market.codes.iter().find(|code| code.code_id == self.plan.token_code_id);
        let permission = token_code.and_then(|code| code.permission.as_ref());
        let needed = self.market.instantiators(Code::Token);
        if !allows(permission, &needed) {
            let got = permission.map(|p| p.addresses.join(", ")).unwrap_or_default();
            report.differ("token: who may instantiate its code".into(), &needed.join(", "), &got);
        }
        Ok(report)
    }

    fn code(
        &self,
        world: &dyn World,
        report: &mut Report,
        code: Code,
        address: &str,
        artifacts: &Checksums,
    ) -> Result<()> {
        let now = self.running.get(address).context("a contract that stands")?;
        let name = format!("{} at {address}", code.name());
        let crate_name = format!("compute-amm/{}", code.name().replace('_', "-"));
        report.differ(format!("{name}: cw2 name"), &crate_name, &deploy::cw2(world, address)?.contract);
        if !self.market.pinned.contains(&now.code_id) {
            report.differ(format!("{name}: code {}", now.code_id), "pinned", "not pinned");
        }
        let artifact = artifacts.get(&code).context("an artifact of every code")?;
        if now.checksum != *artifact {
            let outdated = Difference {
                what: format!("{}: checksum", code.name()),
                expected: hex::encode(artifact),
                got: hex::encode(now.checksum),
            };
            // All tokens run one code.
            if !report.outdated.contains(&outdated) {
                report.outdated.push(outdated);
            }
        }
        Ok(())
    }
}

impl Report {
    fn differ(&mut self, what: String, expected: &str, got: &str) {
        if expected != got {
            self.differences.push(Difference { what, expected: expected.to_owned(), got: got.to_owned() });
        }
    }
}
