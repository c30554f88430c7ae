//! What governance is asked to do: one enum, written as the messages of a transaction and as those of a file.

use std::rc::Rc;

use anyhow::{Context, Result};
use cosmrs::proto::cosmwasm::wasm::v1::{
    AccessConfig, AccessType, MsgExecuteContract, MsgInstantiateContract2, MsgMigrateContract, MsgPinCodes,
    MsgStoreCode, MsgUnpinCodes, MsgUpdateInstantiateConfig,
};
use cosmrs::proto::traits::{Message, Name};
use cosmrs::Any;
use cosmwasm_std::Binary;
use deploy::{Code, Execution, Instantiation};
use serde_json::{json, Map, Value};
use sha2::{Digest, Sha256};

/// One act of governance.
#[derive(Clone, Debug)]
pub enum Act {
    /// Stores a code that only these may instantiate.
    Store {
        /// Which.
        code: Code,
        /// Its wasm, compressed.
        gzip: Rc<Vec<u8>>,
        /// Who may instantiate it.
        allowed: Vec<String>,
    },
    /// Says anew who may instantiate a code.
    Permit {
        /// Which.
        code_id: u64,
        /// Who.
        allowed: Vec<String>,
    },
    /// Instantiates a contract at its computed address.
    Instantiate(Instantiation),
    /// Has every node keep codes in memory.
    Pin(Vec<u64>),
    /// No longer has it.
    Unpin(Vec<u64>),
    /// Sends a contract its owner's message.
    Execute(Execution),
    /// Moves a contract to another code.
    Migrate {
        /// Which contract, for people.
        name: String,
        /// Its address.
        contract: String,
        /// Its next code.
        code_id: u64,
    },
}

impl Act {
    /// What it does, for voters.
    pub fn what(&self) -> String {
        match self {
            Act::Store { code, gzip, .. } => {
                format!("store {} ({} bytes compressed)", code.name(), gzip.len())
            }
            Act::Permit { code_id, allowed } => {
                format!("let {} instantiate code {code_id}", allowed.join(", "))
            }
            Act::Instantiate(step) => {
                format!("instantiate {} from code {} at {}", step.code.name(), step.code_id, step.address)
            }
            Act::Pin(codes) => format!("pin codes {}", list(codes)),
            Act::Unpin(codes) => format!("unpin codes {}", list(codes)),
            Act::Execute(step) => step.what.clone(),
            Act::Migrate { name, contract, code_id } => {
                format!("migrate {name} at {contract} to code {code_id}")
            }
        }
    }

    /// The message, as a transaction carries it.
    pub fn any(&self, authority: &str) -> Any {
        let sender = authority.to_owned();
        match self.clone() {
            Act::Store { gzip, allowed, .. } => any(&MsgStoreCode {
                sender,
                wasm_byte_code: gzip.to_vec(),
                instantiate_permission: Some(only(allowed)),
            }),
            Act::Permit { code_id, allowed } => any(&MsgUpdateInstantiateConfig {
                sender,
                code_id,
                new_instantiate_permission: Some(only(allowed)),
            }),
            Act::Instantiate(step) => any(&MsgInstantiateContract2 {
                sender,
                admin: step.admin,
                code_id: step.code_id,
                label: step.label,
                msg: step.msg.to_vec(),
                funds: vec![],
                salt: step.salt.to_vec(),
                fix_msg: false,
            }),
            Act::Pin(code_ids) => any(&MsgPinCodes { authority: sender, code_ids }),
            Act::Unpin(code_ids) => any(&MsgUnpinCodes { authority: sender, code_ids }),
            Act::Execute(step) => any(&MsgExecuteContract {
                sender,
                contract: step.contract,
                msg: step.msg.to_vec(),
                funds: vec![],
            }),
            Act::Migrate { contract, code_id, .. } => {
                any(&MsgMigrateContract { sender, contract, code_id, msg: b"{}".to_vec() })
            }
        }
    }

    /// The message, as a proposal's file carries it: protobuf's JSON.
    pub fn json(&self, authority: &str) -> Result<Value> {
        Ok(match self {
            Act::Store { gzip, allowed, .. } => message::<MsgStoreCode>(json!({
                "sender": authority,
                "wasm_byte_code": Binary::from(gzip.as_slice()).to_base64(),
                "instantiate_permission": only_json(allowed),
            })),
            Act::Permit { code_id, allowed } => message::<MsgUpdateInstantiateConfig>(json!({
                "sender": authority,
                "code_id": code_id.to_string(),
                "new_instantiate_permission": only_json(allowed),
            })),
            Act::Instantiate(step) => message::<MsgInstantiateContract2>(json!({
                "sender": authority,
                "admin": step.admin,
                "code_id": step.code_id.to_string(),
                "label": step.label,
                "msg": contract_msg(&step.msg)?,
                "funds": [],
                "salt": step.salt.to_base64(),
                "fix_msg": false,
            })),
            Act::Pin(codes) => message::<MsgPinCodes>(json!({
                "authority": authority,
                "code_ids": codes.iter().map(u64::to_string).collect::<Vec<_>>(),
            })),
            Act::Unpin(codes) => message::<MsgUnpinCodes>(json!({
                "authority": authority,
                "code_ids": codes.iter().map(u64::to_string).collect::<Vec<_>>(),
            })),
            Act::Execute(step) => message::<MsgExecuteContract>(json!({
                "sender": authority,
                "contract": step.contract,
                "msg": contract_msg(&step.msg)?,
                "funds": [],
            })),
            Act::Migrate { contract, code_id, .. } => message::<MsgMigrateContract>(json!({
                "sender": authority,
                "contract": contract,
                "code_id": code_id.to_string(),
                "msg": {},
            })),
        })
    }
}

/// Whether a permission lets all of these instantiate.
pub fn allows(permission: Option<&AccessConfig>, needed: &[String]) -> bool {
    // A code without a permission of its own was stored when everybody could instantiate.
    permission.is_none_or(|permission| match permission.permission() {
        AccessType::Everybody => true,
        AccessType::AnyOfAddresses => needed.iter().all(|address| permission.addresses.contains(address)),
        AccessType::Nobody | AccessType::Unspecified => false,
    })
}

/// sha256 of what messages say. Lists of numbers and the JSON that goes to a contract count by their meaning:
/// a chain packs the ones anew, and a proposal that went through a file has the other in another order.
pub fn digest(messages: &[Any]) -> String {
    let mut hash = Sha256::new();
    for message in messages {
        hash.update(&message.type_url);
        hash.update(Sha256::digest(normal(message).unwrap_or_else(|_| message.value.clone())));
    }
    hex::encode(hash.finalize())
}

fn normal(message: &Any) -> Result<Vec<u8>> {
    let json = |msg: &[u8]| -> Result<Vec<u8>> {
        Ok(serde_json::from_slice::<Value>(msg)?.to_string().into_bytes())
    };
    let bytes = message.value.as_slice();
    let is = |url: String| message.type_url == url;
    Ok(if is(MsgInstantiateContract2::type_url()) {
        let mut message = MsgInstantiateContract2::decode(bytes)?;
        message.msg = json(&message.msg)?;
        message.encode_to_vec()
    } else if is(MsgExecuteContract::type_url()) {
        let mut message = MsgExecuteContract::decode(bytes)?;
        message.msg = json(&message.msg)?;
        message.encode_to_vec()
    } else if is(MsgPinCodes::type_url()) {
        MsgPinCodes::decode(bytes)?.encode_to_vec()
    } else if is(MsgUnpinCodes::type_url()) {
        MsgUnpinCodes::decode(bytes)?.encode_to_vec()
    } else {
        bytes.to_vec()
    })
}

fn only(addresses: Vec<String>) -> AccessConfig {
    AccessConfig { permission: AccessType::AnyOfAddresses.into(), addresses }
}

/// x/wasm reads this enum by names of its own, and takes protobuf's for none.
fn only_json(addresses: &[String]) -> Value {
    json!({ "permission": "AnyOfAddresses", "addresses": addresses })
}

fn any<M: Message + Name>(message: &M) -> Any {
    Any { type_url: M::type_url(), value: message.encode_to_vec() }
}

fn message<M: Name>(fields: Value) -> Value {
    let mut message = Map::from_iter([("@type".to_owned(), Value::from(M::type_url()))]);
    if let Value::Object(fields) = fields {
        message.extend(fields);
    }
    Value::Object(message)
}

fn contract_msg(msg: &Binary) -> Result<Value> {
    serde_json::from_slice(msg).context("a contract's message is JSON")
}

fn list(codes: &[u64]) -> String {
    codes.iter().map(u64::to_string).collect::<Vec<_>>().join(", ")
}
