//! Sending: simulated, signed, sent, waited for; or, as a dry run, only simulated.

use agent::inputs::made_by;
use anyhow::Result;
use api::provider_registry::KeyScheme;
use chain::tx::{Simulation, TxReceipt};
use chain::wallet::Wallet;
use chain::wasm::execute;
use cosmrs::Any;
use cosmwasm_std::Event;
use serde::Serialize;
use serde_json::{json, Map, Value};

use crate::ask::Market;
use crate::common::Common;
use crate::config;
use crate::exit::{told as told_so, usage, Exit};
use crate::keys::{self, Passphrase};
use crate::money::grouped;
use crate::render::{plain, Fields, Out};
use crate::say::Call;

/// Prefix of the events of contracts.
const OF_CONTRACTS: &str = "wasm-";

/// Somebody who sends to a market.
pub struct Sender<'a> {
    /// The market.
    pub market: &'a Market,
    wallet: Wallet,
    dry_run: bool,
    gas: Option<u64>,
    out: Out,
    /// Whether more than one document is answered, one a line.
    goes_on: bool,
}

/// The wallet of the key that the command line, the environment or the configuration names.
pub fn wallet(common: &Common, prefix: &str) -> Result<Wallet> {
    let file = config::File::read(common.config.as_deref())?;
    let passphrase = Passphrase { fd: common.passphrase_fd };
    let secret = keys::open(common.key.as_deref(), file.key.as_deref(), &passphrase)?;
    if !matches!(secret.scheme, KeyScheme::Secp256k1) {
        return Err(usage(
            "this key signs no transactions: expected a secp256k1 key",
            "name another: --key NAME",
        ));
    }
    Wallet::from_secret(prefix, &secret.bytes)
}

/// Whose: the one that is named, or the key's own address.
pub fn whose(common: &Common, market: &Market, named: Option<&str>) -> Result<String> {
    match named {
        Some(address) => Ok(address.to_owned()),
        None => Ok(wallet(common, market.node.prefix())?.address().to_string()),
    }
}

impl<'a> Sender<'a> {
    /// Who the command line says.
    pub fn new(common: &Common, market: &'a Market) -> Result<Self> {
        let wallet = wallet(common, market.node.prefix())?;
        let out = Out { json: common.json };
        Ok(Self { market, wallet, dry_run: common.dry_run, gas: common.gas, out, goes_on: false })
    }

    /// The same, of a command that answers more afterwards: what machines read is one document a line then.
    pub fn going_on(self, goes_on: bool) -> Self {
        Self { goes_on, ..self }
    }

    fn show(&self, document: &impl Serialize, text: impl FnOnce(&Value) -> String) -> Result<()> {
        match self.goes_on {
            true => self.out.first(document, text),
            false => self.out.show(document, text),
        }
    }

    /// Its address.
    pub fn address(&self) -> &str {
        self.wallet.address().as_str()
    }

    /// Sends messages in one transaction and says what it did; what `more` finds in it stands first. No receipt of a dry run.
    pub fn act(
        &self,
        calls: &[Call],
        more: impl FnOnce(&[Event]) -> Result<Map<String, Value>>,
    ) -> Result<Option<TxReceipt>> {
        let messages = self.messages(calls)?;
        if self.dry_run {
            self.rehearse(calls, &messages)?;
            return Ok(None);
        }
        let receipt = self.market.node.send(&self.wallet, &messages, self.gas)?;
        // What was carried out is said with its hash, also where what was looked for in it is not there.
        let (mut document, missed) = match more(&receipt.events) {
            Ok(found) => (found, None),
            Err(error) => (Map::new(), Some(error)),
        };
        for (name, value) in [
            ("tx_hash", json!(receipt.hash)),
            ("height", json!(receipt.height)),
            ("gas_used", json!(receipt.gas_used)),
            ("events", events(&receipt.events)),
        ] {
            document.insert(name.to_owned(), value);
        }
        self.show(&document, |document| {
            let mut fields = Fields::new();
            if let Value::Object(map) = document {
                let rest = map.iter().filter(|(name, _)| !["events", "quote"].contains(&name.as_str()));
                for (name, value) in rest {
                    fields.add(
                        &name.replace('_', " "),
                        value.as_str().map_or_else(|| value.to_string(), str::to_owned),
                    );
                }
            }
            fields.text() + &told(&receipt.events)
        })?;
        match missed {
            None => Ok(Some(receipt)),
            Some(error) => Err(told_so(
                Exit::TimedOut,
                format!(
                    "transaction {} was carried out, but its node does not say all of it: {error:#}",
                    receipt.hash
                ),
                "look before you send again: `camm account`, `camm job list`, `camm lease list`",
            )),
        }
    }

    /// The same without anything to say first.
    pub fn just(&self, calls: &[Call]) -> Result<Option<TxReceipt>> {
        self.act(calls, |_| Ok(Map::new()))
    }

    /// Sends what was simulated and says nothing; of a dry run nothing is sent. It asks for the gas of that simulation, or of
    /// the command line, and never for more than `most`.
    pub fn quietly(&self, calls: &[Call], would: &Simulation, most: u64) -> Result<Option<TxReceipt>> {
        if self.dry_run {
            return Ok(None);
        }
        let gas = self.gas.unwrap_or(would.gas_limit).min(most);
        Ok(Some(self.market.node.send(&self.wallet, &self.messages(calls)?, Some(gas))?))
    }

    /// What messages would do now: an error says why they would be refused.
    pub fn would(&self, calls: &[Call]) -> Result<Simulation> {
        self.market.node.simulate(&self.wallet, &self.messages(calls)?)
    }

    fn messages(&self, calls: &[Call]) -> Result<Vec<Any>> {
        calls.iter().map(|call| execute(self.address(), &call.contract, &call.msg, &call.funds)).collect()
    }

    fn rehearse(&self, calls: &[Call], messages: &[Any]) -> Result<()> {
        let would = self.market.node.simulate(&self.wallet, messages)?;
        let gas = self.gas.unwrap_or(would.gas_limit);
        let fee = self.market.node.price_of(gas)?;
        let denom = &self.market.node.gas_price().denom;
        let messages = calls.iter().map(|call| self.message(call)).collect::<Result<Vec<_>>>()?;
        let document = json!({
            "dry_run": true,
            "sender": self.address(),
            "gas_used": would.gas_used,
            "gas_limit": gas,
            "fee": { "denom": denom, "amount": fee },
            "messages": messages,
            "events": events(&would.events),
        });
        self.show(&document, |_| {
            let mut fields = Fields::new();
            fields.add("dry run", "nothing was sent; this is what would happen now");
            fields.add("sender", self.address());
            fields.add(
                "gas",
                format!("{} used, {} asked for", grouped(would.gas_used.into()), grouped(gas.into())),
            );
            fields.add("fee", format!("{} {denom}", grouped(fee.u128())));
            let mut text = fields.text();
            for message in &messages {
                text.push_str(&plain(&format!("to {}: {}", message["contract_name"], message["msg"])));
                if let Some(funds) = message["funds"].as_array().filter(|funds| !funds.is_empty()) {
                    text.push_str(&plain(&format!(" with {}", Value::from(funds.clone()))));
                }
                text.push('\n');
            }
            text + &told(&would.events)
        })
    }

    fn message(&self, call: &Call) -> Result<Value> {
        let names = self.market.at.all();
        let name = names.iter().find(|(_, address)| *address == call.contract).map(|(code, _)| code.name());
        Ok(json!({
            "contract": call.contract,
            "contract_name": name.unwrap_or("token"),
            "msg": serde_json::from_slice::<Value>(&call.msg)?,
            "funds": call.funds,
        }))
    }
}

/// The value of the first attribute of that name in events of a kind that a contract made: any other may give its own the same
/// names.
pub fn attribute<'a>(events: &'a [Event], contract: &str, kind: &str, name: &str) -> Option<&'a str> {
    let fits = |event: &&Event| event.ty.strip_prefix(OF_CONTRACTS) == Some(kind) && made_by(event, contract);
    let mut attributes = events.iter().filter(fits).flat_map(|event| &event.attributes);
    attributes.find(|attribute| attribute.key == name).map(|attribute| attribute.value.as_str())
}

/// The contracts' events for machines.
pub fn events(list: &[Event]) -> Value {
    let of_contracts = list.iter().filter_map(|event| Some((event.ty.strip_prefix(OF_CONTRACTS)?, event)));
    let documents = of_contracts.map(|(kind, event)| {
        let attributes: Map<String, Value> =
            event.attributes.iter().map(|a| (a.key.clone(), Value::from(a.value.clone()))).collect();
        json!({ "type": kind, "attributes": attributes })
    });
    documents.collect()
}

/// The contracts' events for people, one a line.
fn told(list: &[Event]) -> String {
    let mut text = String::new();
    for event in list {
        let Some(kind) = event.ty.strip_prefix(OF_CONTRACTS) else { continue };
        let attributes = event.attributes.iter().filter(|a| a.key != "_contract_address");
        let said: Vec<String> = attributes.map(|a| format!("{}={}", a.key, a.value)).collect();
        text.push_str(&plain(&format!("  {kind} {}", said.join(" "))));
        text.push('\n');
    }
    text
}

/// Whether contracts say anything but events of this kind.
pub fn says_more_than(list: &[Event], kind: &str) -> bool {
    list.iter().filter_map(|event| event.ty.strip_prefix(OF_CONTRACTS)).any(|said| said != kind)
}
