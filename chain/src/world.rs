//! What a deployment asks of a chain, apart from the contracts' own answers.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use cosmrs::proto::cosmos::base::query::v1beta1::{PageRequest, PageResponse};
use cosmrs::proto::cosmwasm::wasm::v1::{
    ContractInfo, QueryContractHistoryRequest, QueryContractHistoryResponse, QueryContractsByCodeRequest,
    QueryContractsByCodeResponse, QueryContractsByCreatorRequest, QueryContractsByCreatorResponse,
};
use cosmwasm_std::Binary;
use deploy::{Ask, Checksum, Running};

use crate::node::Node;
use crate::wasm::CodeState;

/// Entries per page.
const PAGE: u64 = 100;

/// A chain with x/wasm.
pub trait World: Ask {
    /// Every code that is stored, by id.
    fn codes(&self) -> Result<Vec<CodeState>>;
    /// Codes that every node keeps in memory.
    fn pinned(&self) -> Result<BTreeSet<u64>>;
    /// The contract at an address, if there is one.
    fn contract(&self, address: &str) -> Result<Option<ContractInfo>>;
    /// Contracts that an account instantiated.
    fn created_by(&self, creator: &str) -> Result<Vec<String>>;
    /// Contracts that run a code now.
    fn running(&self, code_id: u64) -> Result<Vec<String>>;
    /// The code that a contract started with.
    fn first_code(&self, address: &str) -> Result<u64>;
}

impl Ask for Node {
    fn smart(&self, contract: &str, query: Binary) -> Result<Binary> {
        Node::smart(self, contract, query)
    }

    fn raw(&self, contract: &str, key: &[u8]) -> Result<Option<Binary>> {
        Node::raw(self, contract, key)
    }
}

impl World for Node {
    fn codes(&self) -> Result<Vec<CodeState>> {
        Node::codes(self)
    }

    fn pinned(&self) -> Result<BTreeSet<u64>> {
        Ok(Node::pinned(self)?.into_iter().collect())
    }

    fn contract(&self, address: &str) -> Result<Option<ContractInfo>> {
        self.contract_info(address)
    }

    fn created_by(&self, creator: &str) -> Result<Vec<String>> {
        pages(|pagination| {
            let request = QueryContractsByCreatorRequest { creator_address: creator.to_owned(), pagination };
            let page: QueryContractsByCreatorResponse =
                self.query("/cosmwasm.wasm.v1.Query/ContractsByCreator", &request)?;
            Ok((page.contract_addresses, page.pagination))
        })
    }

    fn running(&self, code_id: u64) -> Result<Vec<String>> {
        pages(|pagination| {
            let request = QueryContractsByCodeRequest { code_id, pagination };
            let page: QueryContractsByCodeResponse =
                self.query("/cosmwasm.wasm.v1.Query/ContractsByCode", &request)?;
            Ok((page.contracts, page.pagination))
        })
    }

    fn first_code(&self, address: &str) -> Result<u64> {
        let pagination = Some(PageRequest { limit: 1, ..Default::default() });
        let request = QueryContractHistoryRequest { address: address.to_owned(), pagination };
        let page: QueryContractHistoryResponse =
            self.query("/cosmwasm.wasm.v1.Query/ContractHistory", &request)?;
        Ok(page.entries.first().with_context(|| format!("{address} has no history"))?.code_id)
    }
}

fn pages<T>(page: impl Fn(Option<PageRequest>) -> Result<(Vec<T>, Option<PageResponse>)>) -> Result<Vec<T>> {
    let mut found = vec![];
    let mut key = vec![];
    loop {
        let (items, next) = page(Some(PageRequest { key, limit: PAGE, ..Default::default() }))?;
        found.extend(items);
        key = next.map(|next| next.next_key).unwrap_or_default();
        if key.is_empty() {
            return Ok(found);
        }
    }
}

/// The checksum of a code of a list.
pub fn checksum(codes: &[CodeState], code_id: u64) -> Result<Checksum> {
    let code = codes.iter().find(|code| code.code_id == code_id);
    let sum = &code.with_context(|| format!("the chain has no code {code_id}"))?.checksum;
    Checksum::try_from(sum.as_slice())
        .with_context(|| format!("code {code_id}: expected a checksum of 32 bytes, got {}", sum.len()))
}

/// What runs at each of these addresses.
pub fn running(
    world: &dyn World,
    codes: &[CodeState],
    addresses: impl IntoIterator<Item = String>,
) -> Result<BTreeMap<String, Running>> {
    let mut found = BTreeMap::new();
    for address in addresses {
        let info = world.contract(&address)?.with_context(|| format!("there is no contract at {address}"))?;
        let version = deploy::cw2(world, &address)?.version;
        let checksum = checksum(codes, info.code_id)?;
        found.insert(address, Running { code_id: info.code_id, checksum, version });
    }
    Ok(found)
}
