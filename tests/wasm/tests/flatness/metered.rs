//! The embedded chain, with an estimate of what each transaction would cost on a real one.

use anyhow::Result;
use compute_amm_testing::client::{Call, Client, ContractState, Gas, Receipt};
use compute_amm_testing::embedded::Embedded;
use cosmwasm_std::{Addr, Binary, BlockInfo, Coin};
use wasm_tests::estimate::Estimate;
use wasm_tests::Wasm;

/// Counts what every transaction does.
pub struct Metered {
    pub chain: Embedded,
    pub wasm: Wasm,
}

impl Client for Metered {
    fn execute(&mut self, sender: &Addr, contract: &str, msg: Binary, funds: &[Coin]) -> Result<Receipt> {
        self.wasm.meter.take();
        let bytes = msg.len();
        let receipt = self.chain.execute(sender, contract, msg, funds)?;
        let used = Estimate::new(bytes, funds.len(), self.wasm.meter.take()).total();
        Ok(Receipt { gas: Some(Gas { used, bytes: bytes as u64 }), ..receipt })
    }

    fn batch(&mut self, sender: &Addr, calls: &[Call]) -> Result<Receipt> {
        self.wasm.meter.take();
        let bytes = calls.iter().map(|call| call.msg.len()).sum();
        let receipt = self.chain.batch(sender, calls)?;
        let used = Estimate::new(bytes, 0, self.wasm.meter.take()).total();
        Ok(Receipt { gas: Some(Gas { used, bytes: bytes as u64 }), ..receipt })
    }

    fn block(&self) -> BlockInfo {
        self.chain.block()
    }

    fn actor(&mut self, name: &str, funds: &[Coin]) -> Result<Addr> {
        self.chain.actor(name, funds)
    }

    fn govern(&mut self, calls: &[Call]) -> Result<Receipt> {
        self.chain.govern(calls)
    }

    fn smart(&self, contract: &str, query: Binary) -> Result<Binary> {
        self.chain.smart(contract, query)
    }

    fn raw(&self, contract: &str, key: &[u8]) -> Result<Option<Binary>> {
        self.chain.raw(contract, key)
    }

    fn records(&self, contract: &str, prefix: &[u8]) -> Result<Vec<(Vec<u8>, Binary)>> {
        self.chain.records(contract, prefix)
    }

    fn balance(&self, who: &str, denom: &str) -> Result<u128> {
        self.chain.balance(who, denom)
    }

    fn supply(&self, denom: &str) -> Result<u128> {
        self.chain.supply(denom)
    }

    fn contract(&self, address: &str) -> Result<ContractState> {
        self.chain.contract(address)
    }

    fn wait(&mut self, seconds: u64) -> Result<()> {
        self.chain.wait(seconds)
    }

    fn upgrade(&mut self) -> Result<()> {
        self.chain.upgrade()
    }
}
