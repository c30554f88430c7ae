//! Codes and contracts of a chain.

use anyhow::{Context, Result};
use cosmrs::proto::cosmos::base::query::v1beta1::PageRequest;
use cosmrs::proto::cosmos::base::v1beta1::Coin as ProtoCoin;
use cosmrs::proto::cosmwasm::wasm::v1::{
    AccessConfig, ContractInfo, MsgExecuteContract, QueryAllContractStateRequest,
    QueryAllContractStateResponse, QueryCodesRequest, QueryCodesResponse, QueryContractInfoRequest,
    QueryContractInfoResponse, QueryPinnedCodesRequest, QueryPinnedCodesResponse,
    QueryRawContractStateRequest, QueryRawContractStateResponse, QuerySmartContractStateRequest,
    QuerySmartContractStateResponse,
};
use cosmrs::proto::traits::Message;
use cosmrs::Any;
use cosmwasm_std::{Binary, Coin};

use crate::node::Node;
use crate::rpc::Refusal;

/// Codes or records per page: more codes than any market stores.
const PAGE: u64 = 100;

/// A code that the chain stored.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeState {
    /// Its id.
    pub code_id: u64,
    /// sha256 of its wasm.
    pub checksum: Vec<u8>,
    /// Who stored it.
    pub creator: String,
    /// Who may instantiate it.
    pub permission: Option<AccessConfig>,
}

impl Node {
    /// Asks a contract; JSON in, JSON out.
    pub fn smart(&self, contract: &str, query: Binary) -> Result<Binary> {
        self.smart_at(contract, query, 0)
    }

    /// The same of the state after the block of a height; 0 for the newest.
    pub fn smart_at(&self, contract: &str, query: Binary, height: u64) -> Result<Binary> {
        let request =
            QuerySmartContractStateRequest { address: contract.to_owned(), query_data: query.to_vec() };
        let path = "/cosmwasm.wasm.v1.Query/SmartContractState";
        let answer = self.rpc().abci_query_at(path, &request.encode_to_vec(), height).context(path)?;
        Ok(Binary::from(QuerySmartContractStateResponse::decode(answer.as_slice()).context(path)?.data))
    }

    /// Reads a key of a contract's state.
    pub fn raw(&self, contract: &str, key: &[u8]) -> Result<Option<Binary>> {
        let request = QueryRawContractStateRequest { address: contract.to_owned(), query_data: key.to_vec() };
        let answer: QueryRawContractStateResponse =
            self.query("/cosmwasm.wasm.v1.Query/RawContractState", &request)?;
        Ok(Some(Binary::from(answer.data)).filter(|data| !data.is_empty()))
    }

    /// All records of a contract's state whose keys begin with `prefix`, by their keys.
    pub fn records(&self, contract: &str, prefix: &[u8]) -> Result<Vec<(Vec<u8>, Binary)>> {
        let mut records = vec![];
        let mut key = prefix.to_vec();
        loop {
            let request =
                QueryAllContractStateRequest { address: contract.to_owned(), pagination: Some(page(key)) };
            let answer: QueryAllContractStateResponse =
                self.query("/cosmwasm.wasm.v1.Query/AllContractState", &request)?;
            let read = answer.models.len();
            let with_prefix = answer.models.into_iter().take_while(|model| model.key.starts_with(prefix));
            let before = records.len();
            records.extend(with_prefix.map(|model| (model.key, Binary::from(model.value))));
            key = answer.pagination.map(|next| next.next_key).unwrap_or_default();
            if key.is_empty() || records.len() - before < read {
                return Ok(records);
            }
        }
    }

    /// Who runs at an address, or `None` if no contract does.
    pub fn contract_info(&self, address: &str) -> Result<Option<ContractInfo>> {
        let request = QueryContractInfoRequest { address: address.to_owned() };
        let answer: Result<QueryContractInfoResponse> =
            self.query("/cosmwasm.wasm.v1.Query/ContractInfo", &request);
        match answer {
            Ok(answer) => Ok(Some(answer.contract_info.context("an answer without a contract")?)),
            Err(error) => match error.downcast_ref::<Refusal>() {
                Some(refusal) if refusal.text.contains("no such contract") => Ok(None),
                _ => Err(error),
            },
        }
    }

    /// Every code that the chain has, by id.
    pub fn codes(&self) -> Result<Vec<CodeState>> {
        let mut codes = vec![];
        let mut key = vec![];
        loop {
            let request = QueryCodesRequest { pagination: Some(page(key)) };
            let answer: QueryCodesResponse = self.query("/cosmwasm.wasm.v1.Query/Codes", &request)?;
            codes.extend(answer.code_infos.into_iter().map(|info| CodeState {
                code_id: info.code_id,
                checksum: info.data_hash,
                creator: info.creator,
                permission: info.instantiate_permission,
            }));
            key = answer.pagination.map(|p| p.next_key).unwrap_or_default();
            if key.is_empty() {
                return Ok(codes);
            }
        }
    }

    /// Ids of the codes that every node keeps in memory.
    pub fn pinned(&self) -> Result<Vec<u64>> {
        let mut pinned = vec![];
        let mut key = vec![];
        loop {
            let request = QueryPinnedCodesRequest { pagination: Some(page(key)) };
            let answer: QueryPinnedCodesResponse =
                self.query("/cosmwasm.wasm.v1.Query/PinnedCodes", &request)?;
            pinned.extend(answer.code_ids);
            key = answer.pagination.map(|p| p.next_key).unwrap_or_default();
            if key.is_empty() {
                return Ok(pinned);
            }
        }
    }
}

fn page(key: Vec<u8>) -> PageRequest {
    PageRequest { key, limit: PAGE, ..Default::default() }
}

/// A message to a contract.
pub fn execute(sender: impl Into<String>, contract: &str, msg: &Binary, funds: &[Coin]) -> Result<Any> {
    let mut funds: Vec<ProtoCoin> = funds
        .iter()
        .map(|coin| ProtoCoin { denom: coin.denom.clone(), amount: coin.amount.to_string() })
        .collect();
    // The bank refuses coins that are not in order.
    funds.sort_by(|a, b| a.denom.cmp(&b.denom));
    any(&MsgExecuteContract {
        sender: sender.into(),
        contract: contract.to_owned(),
        msg: msg.to_vec(),
        funds,
    })
}

/// A message as transactions and proposals carry it.
pub fn any<M: cosmrs::proto::traits::Message + cosmrs::proto::traits::Name>(message: &M) -> Result<Any> {
    Ok(Any { type_url: M::type_url(), value: message.encode_to_vec() })
}
