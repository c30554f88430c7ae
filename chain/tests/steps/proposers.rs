//! Who proposes and who stores codes: governance's voters, a multisig group, a DAO, an account.

use std::fs;
use std::path::Path;

use chain::config::{Chain, ChainFile, Key, Upload};
use chain::draft::{self, Draft};
use chain::files;
use chain::found::{Found, Governed};
use cosmrs::proto::cosmos::gov::v1::MsgSubmitProposal;
use cosmrs::proto::cosmwasm::wasm::v1::MsgStoreCode;
use cosmrs::proto::traits::Message;
use cosmwasm_std::Binary;
use deploy::Code;
use serde_json::Value;

use crate::fake::{artifacts, governed, wiring, Fake, Folder, GOV};

const DEVNET: &str = include_str!("../../../devnet/chain.toml");
const SOMEBODY: &str = "wasm1somebody";

fn chain_file(from: &str, to: &str) -> anyhow::Result<Chain> {
    assert!(DEVNET.contains(from), "{from}");
    Ok(ChainFile::parse(&DEVNET.replacen(from, to, 1), Path::new("devnet"))?.chain)
}

fn written(chain: &Chain, drafts: &[Draft], name: &str) -> (Folder, String) {
    let path = std::env::temp_dir().join(format!("compute-amm-{}-{name}", std::process::id()));
    files::write(&path, chain, drafts, &[], &mut |_: &str| {}).unwrap();
    let next = fs::read_to_string(path.join("NEXT.md")).unwrap();
    (Folder { path }, next)
}

#[test]
fn a_dao_and_a_multisig_get_what_they_can_send() {
    let (_folder, artifacts) = artifacts(0);
    let mut world = Fake::default();
    world.store_all(&artifacts);
    let market = Found::look(&world, &wiring(), &governed(), artifacts.checksums()).unwrap();
    let drafts = draft::deployment(&market, &artifacts).unwrap();
    let mut chain = chain_file("salt =", "salt =").unwrap();
    chain.governance.proposer = Some(Key::Account(SOMEBODY.into()));
    chain.governance.voters.clear();
    assert!(chain.signers().unwrap().is_none(), "its key is not here");
    let (folder, next) = written(&chain, &drafts, "dao");
    let dao: Value = serde_json::from_slice(&fs::read(folder.path.join("market.dao.json")).unwrap()).unwrap();
    assert_eq!(dao[0]["stargate"]["type_url"], "/cosmos.gov.v1.MsgSubmitProposal");
    let value = Binary::from_base64(dao[0]["stargate"]["value"].as_str().unwrap()).unwrap();
    let submit = MsgSubmitProposal::decode(value.as_slice()).unwrap();
    assert_eq!(submit.proposer, SOMEBODY);
    assert_eq!((&submit.messages, &submit.metadata), (&drafts[0].messages, &drafts[0].metadata));
    assert_eq!(submit.initial_deposit[0].amount, "2000000");
    for part in
        ["market.dao.json", "--generate-only > market.tx.json", "tx multisign", "As a DAO, wasm1somebody"]
    {
        assert!(next.contains(part), "expected `{part}` in: {next}");
    }
}

/// A contract keeps at most 128 KiB in one entry, so no DAO can vote on a code.
#[test]
fn what_a_dao_cannot_keep_is_not_written_for_it() {
    let (_folder, artifacts) = artifacts(0);
    let market = Found::look(&Fake::default(), &wiring(), &governed(), artifacts.checksums()).unwrap();
    let mut drafts = draft::deployment(&market, &artifacts).unwrap();
    drafts.truncate(1);
    drafts[0].messages[0].value = vec![0; 100_000];
    let mut chain = chain_file("salt =", "salt =").unwrap();
    chain.governance.proposer = Some(Key::Account(SOMEBODY.into()));
    chain.governance.voters.clear();
    let (folder, next) = written(&chain, &drafts, "large");
    assert!(next.contains("Not as a DAO: its contract keeps at most 131072 bytes"), "{next}");
    assert!(fs::read_dir(&folder.path).unwrap().flatten().all(|file| !file.path().ends_with(".dao.json")));
}

#[test]
fn an_account_without_a_key_here_has_no_voters() {
    let error = chain_file("{ devnet_account = \"deployer\" }", "{ account = \"wasm1somebody\" }").unwrap();
    let error = format!("{:#}", error.signers().err().unwrap());
    assert!(error.contains("--files DIR"), "{error}");
}

#[test]
fn who_stores_the_codes_stands_in_the_file() {
    assert_eq!(chain_file("salt =", "salt =").unwrap().upload, Upload::Governance);
    let line = |text: &str| format!("prefix = \"wasm\"\n{text}");
    let of = |text: &str| chain_file("prefix = \"wasm\"", &line(text));
    assert_eq!(of("upload = \"governance\"").unwrap().upload, Upload::Governance);
    let account = of("upload = { account = \"wasm1somebody\" }").unwrap().upload;
    assert_eq!(account.account(), Some(SOMEBODY));
    assert!(of("upload = \"everybody\"").is_err());
}

#[test]
fn an_account_stores_the_codes_and_governance_starts_the_market() {
    let (_folder, artifacts) = artifacts(0);
    let mut world = Fake::default();
    let governed = Governed { uploader: Some(SOMEBODY.into()), ..governed() };
    let look = |world: &Fake| Found::look(world, &wiring(), &governed, artifacts.checksums()).unwrap();
    let drafts = draft::deployment(&look(&world), &artifacts).unwrap();
    assert_eq!(drafts.len(), 9);
    for (draft, code) in drafts.iter().zip(Code::ALL) {
        let upload = draft.upload.as_ref().unwrap();
        assert_eq!((upload.account.as_str(), upload.code), (SOMEBODY, code));
        let message = MsgStoreCode::decode(draft.messages[0].value.as_slice()).unwrap();
        assert_eq!(message.sender, SOMEBODY);
        // Instantiating stays what it is where governance stores: nobody else's copy can pass for the market's.
        assert_eq!(message.instantiate_permission.unwrap().addresses, upload.allowed);
        assert!(code == Code::Token || upload.allowed == [GOV]);
    }
    let (folder, next) = written(&chain_file("salt =", "salt =").unwrap(), &drafts, "account");
    let gzip = fs::read(folder.path.join("token.wasm.gz")).unwrap();
    assert_eq!(gzip, *artifacts.gzip(Code::Token).unwrap());
    let command = "wasmd tx wasm store token.wasm.gz --instantiate-anyof-addresses ";
    assert!(next.contains(command) && next.contains("--from wasm1somebody"), "{next}");

    // What anybody else stores still counts for nothing; what the account stored is used as governance's is.
    world.store(&artifacts, Code::Pool, "wasm1else");
    assert_eq!(draft::deployment(&look(&world), &artifacts).unwrap().len(), 9);
    for code in Code::ALL {
        world.store(&artifacts, code, SOMEBODY);
    }
    let market = draft::deployment(&look(&world), &artifacts).unwrap().remove(0);
    assert!(market.upload.is_none());
    assert_eq!(market.title, format!("compute-amm {}: start market test", env!("CARGO_PKG_VERSION")));
    assert_eq!(market.messages.len(), market.json.len());
}
