//! What only a market on the embedded chain can do.

use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Addr, Api, CanonicalAddr, Empty};
use cw_multi_test::{Contract, Executor};
use deploy::Wiring;
use k256::sha2::{Digest, Sha256};
use serde::Serialize;

use crate::codes::Codes;
use crate::deployment;
use crate::embedded::{wallet, Embedded};
use crate::market::Market;
use crate::wirings::{self, NET, ONE, USD};

impl Market {
    /// The standard market on a build of the contracts.
    pub fn new(codes: &dyn Codes) -> Self {
        Self::with(codes, |_| {})
    }

    /// The standard market, its wiring changed beforehand.
    pub fn with(codes: &dyn Codes, change: impl FnOnce(&mut Wiring)) -> Self {
        let name = |text: &str| wallet(&MockApi::default(), text).into_string();
        let mut wiring = wirings::standard(&name("governance"), &name("guardian"));
        change(&mut wiring);
        Self::deploy(codes, "cosmwasm", wiring)
    }

    /// The market on which journeys run: its owner is where the governance of a chain with prefix `wasm` is,
    /// so that its addresses are that chain's.
    pub fn of_journeys(codes: &dyn Codes) -> Self {
        let api = MockApi::default().with_prefix("wasm");
        let governance = CanonicalAddr::from(&Sha256::digest(b"gov")[..20]);
        let owner = api.addr_humanize(&governance).expect("20 bytes are an address");
        let wiring = wirings::journey(owner.as_str(), wallet(&api, "guardian").as_str());
        Self::deploy(codes, "wasm", wiring)
    }

    /// Any market, on a chain whose addresses have a prefix, deployed by its owner.
    pub fn deploy(codes: &dyn Codes, prefix: &'static str, wiring: Wiring) -> Self {
        let owner = Addr::unchecked(&wiring.roles.owner);
        let mut client = Embedded::new(codes, prefix, owner.clone());
        let at =
            deployment::carry_out(&mut client, &wiring, &owner, codes).unwrap_or_else(|e| panic!("{e:#}"));
        Self::attach(client, wiring, at)
    }

    /// The address of somebody, without funds.
    pub fn address(&self, name: &str) -> Addr {
        self.client.address(name)
    }

    /// Somebody with ten million NET and as many dollars.
    pub fn actor(&mut self, name: &str) -> Addr {
        let addr = self.address(name);
        self.issue(&addr, NET, 10_000_000 * ONE);
        self.issue(&addr, USD, 10_000_000 * ONE);
        addr
    }

    /// Hands out coins that did not exist before.
    pub fn issue(&mut self, to: &Addr, denom: &str, amount: u128) {
        self.client.issue(to, denom, amount);
        if denom == NET {
            self.issued += amount;
        }
    }

    /// Puts a contract of one's own on the chain, started with `msg` by nobody in particular; returns where it is.
    ///
    /// # Panics
    /// If the contract refuses the message. To start it with coins or an admin, use
    /// [`client.app`](Embedded::app) like any chain of cw-multi-test.
    pub fn host<T: Serialize>(&mut self, contract: Box<dyn Contract<Empty>>, msg: &T, label: &str) -> Addr {
        let code = self.client.app.store_code(contract);
        let creator = self.address("creator");
        self.client
            .app
            .instantiate_contract(code, creator, msg, &[], label, None)
            .unwrap_or_else(|e| panic!("{label} starts: {e:#}"))
    }

    /// The chain stands still for so many seconds, then makes one block.
    pub fn halt(&mut self, seconds: u64) {
        self.client.halt(seconds);
    }

    /// The same, and the block's height is 1.
    pub fn restart(&mut self, seconds: u64) {
        self.client.restart(seconds);
    }

    /// Registers a provider with a bond and GPUs in a class (with its admission where the class asks for
    /// one).
    pub fn provider(&mut self, name: &str, class: &str, bond: u128, gpus: u32) -> Addr {
        let provider = self.actor(name);
        self.join(&provider, class, bond, gpus).unwrap_or_else(|e| panic!("{name} joins {class}: {e:#}"));
        provider
    }
}
