//! How the randomised market ends: every job, then every auction, then its classes, to the last credit that anybody can bring.

use amm_math::{Price, Rounding};
use anyhow::{ensure, Context, Result};
use api::common::{Asset, Payout};
use api::fee_collector::{Category, ExecuteMsg as FeeMsg};
use api::pool::ReceiveMsg as PoolHook;
use api::provider_registry::{ClosingResponse, ExecuteMsg as RegistryMsg};
use cosmwasm_std::{coins, Addr, Uint128};
use market_tests::wirings::{NET, ONE};

use crate::actions::Action;
use crate::run::{Run, CLASSES};

/// Seconds of a round, and an hour.
const ROUND: u64 = 37 * 3_600;
/// Rounds that every auction is watched for.
const ROUNDS: usize = 4;
/// Seconds after its end from which a round that nobody ended begins anew, whatever its debtor can pay.
const LINGER: u64 = 86_400;

impl Run {
    fn everybody(&self) -> Vec<Addr> {
        self.providers.iter().chain(&self.clients).cloned().collect()
    }

    /// Lets every job come to its end, by its deadlines alone.
    pub fn let_jobs_end(&mut self) -> Result<()> {
        for _ in 0..200 {
            if self.jobs.is_empty() {
                return Ok(());
            }
            // A standard job that nobody took can only be called for a while.
            self.market.wait(601);
            self.step(&Action::Late(0))?;
        }
        anyhow::bail!("jobs go on: {:?}", self.jobs)
    }

    /// Lets rounds pass and everybody be cranked, in any of which nobody delivers: every auction that was open is over, or in
    /// a further round of a debtor that could pay for what is wanted at the dearest.
    pub fn let_auctions_end(&mut self) -> Result<()> {
        let anybody = self.clients[0].clone();
        let providers = self.providers.clone();
        for _ in 0..ROUNDS {
            let before = CLASSES.map(|class| self.market.closings(class));
            self.market.wait(ROUND);
            for (class, before) in CLASSES.into_iter().zip(before) {
                let reserve = self.market.book(class).reserve_closing;
                self.market.crank(&anybody, class, &providers.iter().collect::<Vec<_>>())?;
                self.check()?;
                for closing in self.market.closings(class) {
                    self.goes_on_rightly(class, &closing, &before)?;
                }
                let (was, is) = (reserve, self.market.book(class).reserve_closing);
                if let (Some(was), Some(is)) = (was, is) {
                    ensure!(was.since < is.since, "the reserve's round in {class} goes on");
                }
            }
        }
        Ok(())
    }

    fn goes_on_rightly(
        &self,
        class: &str,
        closing: &ClosingResponse,
        before: &[ClosingResponse],
    ) -> Result<()> {
        let debtor = closing.debtor.clone().context("a provider's")?;
        let cause = closing.thin || closing.exiting || !closing.ignored_credits.is_zero();
        ensure!(cause, "{debtor} in {class} is closed for nothing");
        let Some(earlier) = before.iter().find(|earlier| earlier.debtor == closing.debtor) else {
            return Ok(());
        };
        ensure!(closing.since > earlier.since, "the round of {debtor} in {class} goes on");
        if self.market.now() >= earlier.ends_at + LINGER {
            return Ok(());
        }
        let position = self.market.position(&debtor, class);
        // What is called stays with its debtor until the job ends, and with it what the job locks.
        if !position.called_credits.is_zero() {
            return Ok(());
        }
        let end = self.market.wiring.registry.closing.end_bps;
        let dearest =
            Price::from_raw(self.market.book(class).closing_price.u128()).mul_bps(end, Rounding::Down)?;
        let cost = dearest.value(closing.wanted.u128(), Rounding::Down)?;
        ensure!(
            closing.available.u128() >= cost,
            "{debtor} in {class} has {} for what may cost {cost}, and still owes it",
            closing.available
        );
        Ok(())
    }

    /// Ends all classes: everything is collected; then whatever anybody holds is brought, out of pools, wallets and accounts,
    /// and each credit is paid no less than the one before, at most the fixed price. What is left in the reserve is enough
    /// for what is left of the credits, which lie where nobody can bring them from.
    pub fn end_classes(&mut self) -> Result<()> {
        let anybody = self.clients[0].clone();
        for class in CLASSES {
            self.market.announce_sunset(class)?;
        }
        self.market.wait(90 * 86_400);
        let providers = self.providers.clone();
        for class in CLASSES {
            self.market.crank(&anybody, class, &providers.iter().collect::<Vec<_>>())?;
            let uncollected = self.market.class(class).obligations;
            ensure!(uncollected.is_zero(), "providers still owe {uncollected}");
            self.check()?;
            self.bring_all(class).with_context(|| format!("the last credits of {class}"))?;
        }
        Ok(())
    }

    fn bring_all(&mut self, class: &str) -> Result<()> {
        let credit = self.market.credit(class);
        let fixed =
            self.market.book(class).sunset.and_then(|sunset| sunset.price).context("a fixed price")?;
        let mut last = Uint128::zero();
        for holder in self.everybody() {
            self.leave_pool(&holder, class)?;
            for wallet in [false, true] {
                let held = match wallet {
                    true => self.market.holding(&holder, &credit),
                    false => self.market.account(&holder, &credit),
                };
                if held == 0 {
                    continue;
                }
                let receipt = match wallet {
                    true => self.market.deliver_from_wallet(&holder, class, None, held, 0)?,
                    false => {
                        let (class, amount) = (class.into(), Uint128::new(held));
                        let (debtor, min_price, payout) = (None, Uint128::zero(), Payout::Account);
                        let msg = RegistryMsg::Deliver { class, debtor, amount, min_price, payout };
                        self.market.registry(&holder, &msg, &[])?
                    }
                };
                let sold = receipt.events.iter().find(|event| event.ty == "wasm-deliver_credits");
                let price = sold.and_then(|event| event.attributes.iter().find(|a| a.key == "price"));
                let price: Uint128 = price.context("a price")?.value.parse()?;
                ensure!(last <= price && price <= fixed, "{price} after {last}, of {fixed}");
                last = price;
                ensure!(self.market.credits(&holder, class) == 0 || !wallet, "{holder} keeps credits");
                self.check()?;
            }
        }
        let book = self.market.book(class);
        let left = book.reserve_obligation.u128() + book.deficit.u128();
        ensure!(book.reserve.u128() >= Price::from_raw(last.u128()).value(left, Rounding::Down)?, "{book:?}");
        let unburned = self.market.class(class).redeemed_unburned.u128();
        if unburned > 0 {
            let anybody = self.clients[0].clone();
            self.market.registry(&anybody, &RegistryMsg::BurnRedeemed { class: class.into() }, &[])?;
        }
        self.check()?;
        // Locked for ever with the first liquidity, fees that the pool accrued, and fees that wait for their buy-back.
        let pool = self.market.pool_state(self.market.class_pool(class));
        let waiting = self.market.holding(&self.market.at.fee_collector, &credit);
        let nowhere = pool.reserve_0.u128() + pool.accrued_0.u128() + waiting;
        ensure!(self.market.supply(&credit) == nowhere, "somebody has credits of {class}");
        ensure!(left == nowhere, "{left} are owed, {nowhere} exist");
        Ok(())
    }

    /// Takes all of somebody's liquidity out of a class's pool.
    fn leave_pool(&mut self, holder: &Addr, class: &str) -> Result<()> {
        let pool_id = self.market.class_pool(class);
        let lp = Asset::cw20(self.market.pool_state(pool_id).lp_token);
        let shares = self.market.holding(holder, &lp);
        if shares == 0 {
            return Ok(());
        }
        let (min_0, min_1) = (Uint128::zero(), Uint128::zero());
        let (payout, receiver, deadline) = (Payout::Account, None, None);
        let hook = PoolHook::WithdrawLiquidity { pool_id, min_0, min_1, payout, receiver, deadline };
        let pool = self.market.at.pool.clone();
        self.market.send_cw20(holder, &lp, &pool, shares, &hook)?;
        Ok(())
    }

    /// Puts NET into insurance, so that shortfalls find some.
    pub fn insure(&mut self) -> Result<()> {
        let msg = FeeMsg::Deposit { category: Category::Donation {} };
        self.market.fees(&self.clients[0].clone(), &msg, &coins(100 * ONE, NET))?;
        self.market.fees(&self.clients[0].clone(), &FeeMsg::Distribute {}, &[])?;
        self.check()
    }
}
