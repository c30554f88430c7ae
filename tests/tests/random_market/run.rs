//! One randomised market: who takes part, what each action sends, and the checks after it.

use anyhow::Result;
use api::common::{Asset, Payout, Source, CREDIT};
use api::fee_collector::ExecuteMsg as FeeMsg;
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobState};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Leg, ProvideSource, ReceiveMsg, Route, TransferItem};
use api::provider_registry::ExecuteMsg as RegistryMsg;
use api::staking::ExecuteMsg as StakingMsg;
use compute_amm_testing::jobs::job_id;
use compute_amm_testing::payouts::Watch;
use compute_amm_testing::wirings::{L40S, NET, ONE, USD};
use compute_amm_testing::{invariants, Market};
use cosmwasm_std::{coin, coins, Addr, Uint128};
use std::collections::BTreeMap;

use crate::actions::Action;
use crate::classes::{self, CLASSES};
use crate::governance;
use crate::indexer::Indexer;
use crate::launches::{self, LAUNCHED};
use crate::vault_actions;

/// What each provider bonds in each class: two have much to spare, and two next to nothing.
const BONDS: [u128; 4] = [20_000 * ONE, 20_000 * ONE, 3_000 * ONE, 500 * ONE];

/// A market with four providers in every class and four clients.
pub struct Run {
    pub market: Market,
    pub providers: Vec<Addr>,
    pub clients: Vec<Addr>,
    /// Brings verdicts, and nothing else.
    pub(crate) reporter: Addr,
    /// Unfinished, oldest first.
    pub jobs: Vec<u64>,
    finished: Option<u64>,
    /// Leases that are not over, oldest first.
    pub(crate) leases: Vec<u64>,
    /// What succeeded, and how jobs ended, how often.
    pub done: BTreeMap<&'static str, u32>,
    /// The contracts by their events.
    pub indexer: Indexer,
}

impl Run {
    pub fn new() -> Self {
        let mut market = launches::market();
        let mut indexer = Indexer::default();
        let deployed = market.client.take_events();
        indexer.read(&market, &deployed).expect("the events of the deployment");
        indexer.compare(&market).expect("a market that nobody has used");
        governance::prepare(&mut market).expect("the owner may");
        let governed = market.client.take_events();
        indexer.read(&market, &governed).expect("the events of governance");
        indexer.compare(&market).expect("a governed market");
        let mut providers = vec![];
        for (i, bond) in BONDS.into_iter().enumerate() {
            let provider = market.actor(&format!("provider {i}"));
            for class in CLASSES {
                market.join(&provider, class, bond, 8).expect("joins");
            }
            providers.push(provider);
        }
        for (i, class) in CLASSES.into_iter().enumerate() {
            let net = match class {
                LAUNCHED => 0,
                _ => 1_000_000 * market.class(class).params.price_init.u128(),
            };
            market.supply_liquidity(&providers[i], class, 1_000_000 * CREDIT, net).expect("liquidity");
        }
        classes::prepare(&mut market);
        let lp = market.actor("dollar lp");
        let provide = PoolMsg::Provide {
            pool_id: market.usd_pool(),
            max_0: Uint128::new(100_000 * ONE),
            max_1: Uint128::new(200_000 * ONE),
            from: ProvideSource::Funds,
            min_shares: Uint128::one(),
            receiver: None,
            rest_to: None,
            deadline: None,
        };
        market.pool(&lp, &provide, &[coin(200_000 * ONE, NET), coin(100_000 * ONE, USD)]).expect("dollars");
        market.wait(3_600);
        let clients: Vec<Addr> = (0..4).map(|i| market.actor(&format!("client {i}"))).collect();
        for client in &clients {
            market.deposit(client, 10_000 * ONE, NET).expect("deposited");
        }
        let reporter = market.actor("reporter");
        let (jobs, leases, done) = (vec![], vec![], BTreeMap::new());
        Self { market, providers, clients, reporter, jobs, finished: None, leases, done, indexer }
    }

    /// One of the five newest unfinished jobs, or at 5 the one that finished last.
    fn job(&self, index: usize) -> u64 {
        let live = self.jobs.len().min(5);
        let chosen = if index < 5 && live > 0 { self.jobs.iter().rev().nth(index % live) } else { None };
        chosen.copied().or(self.finished).unwrap_or(1)
    }

    /// Mostly a job in one of these states, so that the message has a chance; now and then any.
    pub(crate) fn job_in(&self, states: &[JobState], index: usize) -> u64 {
        let fitting = self.jobs.iter().rev().filter(|job| states.contains(&self.market.job(**job).state));
        fitting.copied().nth(index % 3).filter(|_| index < 5).unwrap_or_else(|| self.job(index))
    }

    /// One of the oldest unfinished jobs: they have come farthest.
    fn oldest(&self, index: usize) -> u64 {
        self.jobs.get(index).copied().unwrap_or_else(|| self.job(index))
    }

    fn wait_until_late(&mut self, index: usize) {
        if let Some(open) = self.market.job(self.oldest(index)).open {
            let rest = open.deadline.saturating_sub(self.market.now());
            self.market.wait(rest);
        }
    }

    fn apply(&mut self, action: &Action) -> Result<&'static str> {
        match action {
            Action::Debt(debt) => return self.debt(debt),
            Action::Lease(lease) => return self.lease(lease),
            Action::Vault(vault) => return self.vault(vault),
            _ => {}
        }
        let market = &mut self.market;
        let class = |index: usize| CLASSES[index].to_string();
        let ok = |response: Result<compute_amm_testing::Receipt>, name: &'static str| response.map(|_| name);
        use Action::*;
        match action.clone() {
            Wait(seconds) => {
                market.wait(seconds);
                Ok("wait")
            }
            Heartbeat(w) => {
                ok(market.registry(&self.providers[w], &RegistryMsg::Heartbeat {}, &[]), "heartbeat")
            }
            Bond(w, c, amount) => {
                let msg = RegistryMsg::Bond { class: class(c), from: Source::Funds {} };
                ok(market.registry(&self.providers[w], &msg, &coins(amount, NET)), "bond")
            }
            WithdrawBond(w, c, amount) => {
                ok(market.withdraw_bond(&self.providers[w].clone(), CLASSES[c], amount), "withdraw bond")
            }
            Offer(w, c, gpus) => ok(market.offer(&self.providers[w].clone(), CLASSES[c], gpus), "offer"),
            Mint(w, c, credits) => {
                let provider = self.providers[w].clone();
                ok(market.mint(&provider, CLASSES[c], credits, Payout::Account), "mint")
            }
            Redeem(w, c, credits) => {
                let msg = RegistryMsg::RedeemCredits { class: class(c), amount: Uint128::new(credits) };
                ok(market.registry(&self.providers[w], &msg, &[]), "redeem")
            }
            BurnRedeemed(c) => ok(
                market.registry(&self.clients[0], &RegistryMsg::BurnRedeemed { class: class(c) }, &[]),
                "burn redeemed",
            ),
            Touch(w, c) => {
                let msg = RegistryMsg::Touch { provider: self.providers[w].to_string(), class: class(c) };
                ok(market.registry(&self.clients[0], &msg, &[]), "touch")
            }
            Unjail(w) => ok(market.registry(&self.providers[w], &RegistryMsg::Unjail {}, &[]), "unjail"),
            Provide(w, c, credits) => {
                let msg = PoolMsg::Provide {
                    pool_id: market.class_pool(CLASSES[c]),
                    max_0: Uint128::new(credits),
                    max_1: Uint128::new(100 * ONE),
                    from: ProvideSource::Funds,
                    min_shares: Uint128::one(),
                    receiver: None,
                    rest_to: None,
                    deadline: None,
                };
                ok(market.pool(&self.providers[w], &msg, &coins(100 * ONE, NET)), "provide")
            }
            ProvideSingle(w, c, amount) => {
                let (from, funds) = match amount % 2 {
                    0 => (Source::Account { owner: None, amount: amount.into() }, vec![]),
                    _ => (Source::Funds {}, coins(amount, NET)),
                };
                let msg = PoolMsg::ProvideSingle {
                    pool_id: market.class_pool(CLASSES[c]),
                    asset: market.net(),
                    from,
                    min_shares: Uint128::one(),
                    receiver: None,
                    rest_to: None,
                    deadline: None,
                };
                ok(market.pool(&self.clients[w], &msg, &funds), "provide single")
            }
            WithdrawLiquidity(w, c, percent) => {
                let pool_id = market.class_pool(CLASSES[c]);
                let lp = api::common::Asset::cw20(market.pool_state(pool_id).lp_token);
                let holder = if market.holding(&self.clients[w], &lp) > 0 {
                    &self.clients[w]
                } else {
                    &self.providers[w]
                };
                let shares = market.holding(holder, &lp) * u128::from(percent) / 100;
                let hook = ReceiveMsg::WithdrawLiquidity {
                    pool_id,
                    min_0: Uint128::zero(),
                    min_1: Uint128::zero(),
                    payout: if percent % 2 == 0 { Payout::Wallet } else { Payout::Account },
                    receiver: None,
                    deadline: None,
                };
                let pool = market.at.pool.clone();
                ok(market.send_cw20(&holder.clone(), &lp, &pool, shares, &hook), "withdraw liquidity")
            }
            Sell(w, c, credits) => {
                let msg = PoolMsg::SwapExactIn {
                    route: Route {
                        offer: market.credit(CLASSES[c]),
                        pools: vec![market.class_pool(CLASSES[c])],
                    },
                    from: Source::Account { owner: None, amount: Uint128::new(credits) },
                    min_out: Uint128::one(),
                    to: Destination::Wallet { receiver: None },
                    deadline: None,
                };
                ok(market.pool(&self.providers[w], &msg, &[]), "sell")
            }
            Buy(w, c, amount) => {
                let msg = PoolMsg::SwapExactOut {
                    offer: market.net(),
                    legs: vec![Leg {
                        pools: vec![market.class_pool(CLASSES[c])],
                        amount_out: Uint128::new(amount),
                    }],
                    from: Source::Funds {},
                    to: Destination::Account { receiver: Some(self.providers[w].to_string()) },
                    rest_to: None,
                    deadline: None,
                };
                ok(market.pool(&self.clients[w], &msg, &coins(1_000 * ONE, NET)), "buy")
            }
            Deposit(w, amount) => ok(market.deposit(&self.clients[w].clone(), amount, NET), "deposit"),
            Withdraw(w, amount) => {
                let (asset, amount) = (market.net(), Uint128::new(amount));
                let msg = PoolMsg::Withdraw { asset, amount, owner: None, receiver: None };
                ok(market.pool(&self.clients[w], &msg, &[]), "withdraw")
            }
            Request { client, class, gpus, seconds, by, value, tip, account } => {
                let client = self.clients[client].clone();
                let mut request = market.request_for(CLASSES[class], gpus, seconds);
                by.judge(market, &mut request);
                request.declared_value = (value > 0).then(|| Uint128::new(value));
                request.accept_within = 3_600;
                request.tip = (tip > 0).then(|| Uint128::new(tip));
                let id = if account {
                    request.surplus = Payout::Account;
                    market.request_from_account(&client, request, 500 * ONE)?
                } else {
                    let msg = JobMsg::RequestJob { request, from: Source::Funds {} };
                    job_id(&market.jobs(&client, &msg, &coins(500 * ONE, NET))?)?
                };
                self.jobs.push(id);
                Ok("request")
            }
            Accept(w, j, payout) => {
                let job = self.job_in(&[JobState::Open], j);
                let payout = match payout {
                    0 => AcceptPayout::Redeem {},
                    1 => AcceptPayout::Credits {},
                    2 => AcceptPayout::Net { min: Uint128::new(1_000) },
                    // More than any of these jobs is worth: paid in credits.
                    _ => AcceptPayout::Net { min: Uint128::new(1_000 * ONE) },
                };
                let provider = self.providers[w].clone();
                // Ready as far as it can be: seen, out of jail once it may, admitted anew.
                self.market.heartbeat(&provider);
                let _ = self.market.registry(&provider, &RegistryMsg::Unjail {}, &[]);
                let _ = self.market.offer(&provider, L40S, 8);
                ok(self.market.accept(&provider, job, payout), "accept")
            }
            Submit(j, proof) => {
                let job = self.job_in(&[JobState::Assigned], j);
                let open = self.market.job(job).open.filter(|open| open.provider.is_some());
                let open = open.ok_or_else(|| anyhow::anyhow!("not assigned"))?;
                let (sent, done) = self.deliver(job, &open, proof);
                ok(sent, done)
            }
            Verdict(j, valid) => {
                let job = self.job_in(&[JobState::Submitted, JobState::Disputed], j);
                let state = self.market.job(job).state;
                if !matches!(state, JobState::Submitted | JobState::Disputed) {
                    anyhow::bail!("nothing to judge");
                }
                let reporter = self.reporter.clone();
                let msg = self.market.verdict(job, valid, &reporter);
                ok(
                    self.market.gateway(&reporter, &msg),
                    if valid { "valid verdict" } else { "invalid verdict" },
                )
            }
            Approve(j) => self.as_owner(
                &[JobState::Submitted],
                j,
                |job_id| JobMsg::ApproveResult { job_id },
                &[],
                "approve",
            ),
            Dispute(j) => self.as_owner(
                &[JobState::Submitted],
                j,
                |job_id| JobMsg::DisputeResult { job_id, from: api::common::Source::Funds {} },
                &coins(5 * ONE, NET),
                "dispute",
            ),
            Challenge(j) => self.challenge(j),
            Prove(j) => self.prove(j),
            External(j, how) => self.external(j, how),
            Cancel(j) => {
                self.as_owner(&[JobState::Open], j, |job_id| JobMsg::CancelJob { job_id }, &[], "cancel")
            }
            Timeout(j) => {
                let msg = JobMsg::TimeoutJob { job_id: self.job(j) };
                ok(self.market.jobs(&self.clients[0].clone(), &msg, &[]), "timeout")
            }
            Late(j) => {
                let job_id = self.oldest(j);
                ok(self.market.jobs(&self.clients[0].clone(), &JobMsg::TimeoutJob { job_id }, &[]), "late")
            }
            BuyForDollars(w, c, credits) => {
                let msg = PoolMsg::SwapExactOut {
                    offer: Asset::native(USD),
                    legs: vec![Leg {
                        pools: vec![market.usd_pool(), market.class_pool(CLASSES[c])],
                        amount_out: Uint128::new(credits),
                    }],
                    from: Source::Funds {},
                    to: Destination::Wallet { receiver: None },
                    rest_to: None,
                    deadline: None,
                };
                ok(market.pool(&self.clients[w], &msg, &coins(1_000 * ONE, USD)), "buy for dollars")
            }
            Transfer(w, p, amount) => {
                let to = self.providers[p].to_string();
                let items = vec![TransferItem { asset: market.net(), amount: Uint128::new(amount), to }];
                ok(market.pool(&self.clients[w], &PoolMsg::Transfer { owner: None, items }, &[]), "transfer")
            }
            Allow(w, p, amount) => {
                let (owner, spender) = (self.clients[w].clone(), self.providers[p].clone());
                let (asset, amount, expires) = (market.net(), Uint128::new(amount), market.now() + 60);
                let approve = PoolMsg::IncreaseAllowance {
                    spender: spender.to_string(),
                    asset: asset.clone(),
                    amount,
                    expires,
                };
                market.pool(&owner, &approve, &[])?;
                // Twice as much, less one unit.
                let less = PoolMsg::DecreaseAllowance {
                    spender: spender.to_string(),
                    asset: asset.clone(),
                    amount: Uint128::new(1),
                    expires: None,
                };
                market.pool(&owner, &approve, &[])?;
                market.pool(&owner, &less, &[])?;
                let (owner, receiver) = (Some(owner.to_string()), Some(spender.to_string()));
                let debit = PoolMsg::Withdraw { asset, amount, owner, receiver };
                ok(market.pool(&spender, &debit, &[]), "allow")
            }
            SweepTake => ok(market.jobs(&self.clients[0], &JobMsg::SweepTake {}, &[]), "sweep take"),
            SweepFees(p) => {
                let pool_id = u64::try_from(p).unwrap_or_default() + 1;
                // Every other pool's fees are set anew first, and only NET is swept: the rest waits, set aside.
                let asset = p.is_multiple_of(2).then(|| market.net());
                if asset.is_some() {
                    let (owner, fees) = (market.owner.clone(), market.pool_state(pool_id).fees);
                    market.pool(&owner, &PoolMsg::UpdateFees { pool_id, fees }, &[])?;
                }
                let sweep = PoolMsg::SweepFees { pool_id, asset };
                ok(market.pool(&self.clients[0], &sweep, &[]), "sweep fees")
            }
            Crank(pool, add) => self.crank(pool, add),
            Rush(w, c, credits) => self.rush(w, c, credits),
            Debt(_) | Lease(_) | Vault(_) => anyhow::bail!("done above"),
            Distribute => ok(market.fees(&self.clients[0], &FeeMsg::Distribute {}, &[]), "distribute"),
            Stake(w, amount) => ok(market.stake(&self.clients[w], amount), "stake"),
            Unstake(w, percent) => {
                let held = market.holding(&self.clients[w], &market.receipt());
                ok(market.unstake(&self.clients[w], held * u128::from(percent) / 100), "unstake")
            }
            CollectStakers => {
                let collect = StakingMsg::Collect {};
                ok(market.staking(&self.clients[1], &collect, &[]), "collect stakers' share")
            }
        }
    }

    fn as_owner(
        &mut self,
        states: &[JobState],
        index: usize,
        msg: impl Fn(u64) -> JobMsg,
        funds: &[cosmwasm_std::Coin],
        name: &'static str,
    ) -> Result<&'static str> {
        let job = self.job_in(states, index);
        let open = self.market.job(job).open.ok_or_else(|| anyhow::anyhow!("finished"))?;
        self.market.jobs(&open.owner, &msg(job), funds)?;
        Ok(name)
    }

    /// Acts, then checks every invariant and the payout of a job that ended.
    pub fn step(&mut self, action: &Action) -> Result<()> {
        if matches!(
            action,
            Action::Submit(..)
                | Action::Verdict(..)
                | Action::Approve(_)
                | Action::Dispute(_)
                | Action::Challenge(_)
                | Action::Prove(_)
                | Action::External(..)
                | Action::Cancel(_)
                | Action::Timeout(_)
                | Action::Late(_)
        ) && self.jobs.is_empty()
            && self.finished.is_none()
        {
            return Ok(());
        }
        if let Action::Late(j) = action {
            self.wait_until_late(*j);
        }
        // What leases earn and pay is no job's.
        let of_jobs = !matches!(action, Action::Lease(_));
        let watch = of_jobs.then(|| Watch::new(&self.market, &self.reporter));
        // A refusal moves nothing: the same invariants hold after it.
        if let Ok(name) = self.apply(action) {
            *self.done.entry(name).or_default() += 1;
        }
        let ended = watch.map(|watch| watch.check(&self.market, &self.reporter)).transpose()?;
        if let Some(ended) = ended.flatten() {
            let name = match ended.state {
                JobState::Settled => "ended settled",
                JobState::Cancelled => "ended cancelled",
                JobState::Expired => "ended expired",
                JobState::Refunded => "ended refunded",
                JobState::Defaulted => "ended defaulted",
                _ => "ended faulted",
            };
            *self.done.entry(name).or_default() += 1;
            self.jobs.retain(|&job| job != ended.job_id);
            self.finished = Some(ended.job_id);
        }
        self.check()
    }

    /// Every invariant, and that all events since the deployment tell what the contracts answer.
    pub fn check(&mut self) -> Result<()> {
        let events = self.market.client.take_events();
        self.indexer.read(&self.market, &events)?;
        self.indexer.compare(&self.market)?;
        for name in launches::told(&self.market, &events).into_iter().chain(vault_actions::told(&events)) {
            *self.done.entry(name).or_default() += 1;
        }
        invariants::check(&self.market)
    }
}
