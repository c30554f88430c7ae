//! What a chain is asked before anything is proposed, on a real one.

use chain::config::Upload;
use chain::deployment;
use chain::draft;
use chain::found::Found;
use chain::gov;
use chain::market::DevnetClient;
use chain::node::Node;
use chain::preflight::GAS_PER_BYTE;
use chain::wallet::Wallet;
use chain::wasm::any;
use chain_tests::TestChain;
use cosmrs::proto::cosmwasm::wasm::v1::{AccessConfig, AccessType, MsgUpdateParams, Params};
use deploy::Code;

#[test]
fn a_chain_is_asked_before_anything_is_proposed() {
    let chain = TestChain::new("preflight", 1, 27_600);
    let node = Node::connect(&chain.file.chain.endpoint()).expect("the node answers");
    node.wait_height(13).expect("blocks to measure");
    let mut told = vec![];
    deployment::preflight(&chain.file, &chain.artifacts, &mut |line: &str| told.push(line.to_owned()))
        .unwrap_or_else(|e| panic!("{e:#}"));
    for part in [
        "ok      supply of `unet`: ",
        "ok      sends of `unet`: enabled",
        "ok      burning by contracts: x/wasm's account has [burner]",
        "ok      capabilities: wasmvm 3.0.7",
        "warning advisories of wasmd and wasmvm: wasmd unsaid, wasmvm 3.0.7",
        "ok      who may store codes: governance alone",
        "ok      gas of a block: ",
        "ok      bytes of a block: ",
        // A test's blocks are faster than any chain's.
        "warning time between blocks: ",
        "ms in the median over the last ",
        "ok      deposit: the file gives 2000000 unet",
        "ok      vote: 6 s, expedited 3 s",
    ] {
        assert!(told.iter().any(|line| line.contains(part)), "expected `{part}` in {told:#?}");
    }

    let mut file = chain.file.clone();
    file.wiring.network_denom = "unett".into();
    // Pools name NET too, and would give the typo away.
    file.wiring.pools.clear();
    let mut said = vec![];
    let refused = deployment::run(&file, &chain.artifacts, &mut |line: &str| said.push(line.to_owned()));
    let error = format!("{:#}", refused.expect_err("nobody has that denom"));
    assert!(error.contains("nothing is proposed") && error.contains("is `unett` mistyped?"), "{error}");
    assert!(!said.iter().any(|line| line.starts_with("proposal")), "{said:#?}");
    let folder = chain.home().join("proposals");
    let refused = deployment::write_files(&file, &chain.artifacts, &folder, &mut |_: &str| {});
    assert!(refused.is_err() && !folder.exists(), "nothing is written either");
}

/// What the preflight takes a proposal's gas to be.
#[test]
fn proposing_a_code_costs_what_is_said() {
    let chain = TestChain::new("gas-per-byte", 1, 27_800);
    let (node, governed) = deployment::connect(&chain.file, &mut |_: &str| {}).expect("the node answers");
    let found =
        Found::look(&node, &chain.file.wiring, &governed, chain.artifacts.checksums()).expect("asked");
    let wallet = Wallet::named(node.prefix(), "deployer").expect("a key");
    for code in [Code::Token, Code::JobMarket] {
        let draft = draft::store(&found, &chain.artifacts, "gas", &[code]).expect("a draft").remove(0);
        let proposal = draft.proposal(&chain.file.chain.governance);
        let message = gov::submission(&proposal, wallet.address().as_str()).expect("a message");
        let gas = node.send(&wallet, &[message], None).expect("submitted").gas_used;
        let bytes = u64::try_from(chain.artifacts.gzip(code).expect("wasm").len()).expect("a size");
        println!("{}: {bytes} bytes compressed, {gas} gas, {} a byte", code.name(), gas / bytes);
        assert!(
            (GAS_PER_BYTE - 10..=GAS_PER_BYTE).contains(&gas.div_ceil(bytes)),
            "{gas} gas for {bytes} bytes"
        );
    }
}

/// Codes that an account stores take no vote: only the market's start does.
#[test]
fn an_account_stores_the_codes_where_the_chain_lets_it() {
    let mut chain = TestChain::new("upload", 1, 27_700);
    let node = Node::connect(&chain.file.chain.endpoint()).expect("the node answers");
    let account = Wallet::named(node.prefix(), "deployer").expect("a key").address().to_string();
    chain.file.chain.upload = Upload::Account(account.clone());
    let refused = chain.deploy_and(&mut |_| {}).expect_err("governance alone may store codes");
    assert!(format!("{refused:#}").contains("leave `upload` out"), "{refused:#}");

    let access = |permission: AccessType, addresses: &[&String]| AccessConfig {
        permission: permission.into(),
        addresses: addresses.iter().map(|address| (*address).clone()).collect(),
    };
    let permit = any(&MsgUpdateParams {
        authority: gov::authority(&node).expect("x/gov").into_string(),
        params: Some(Params {
            code_upload_access: Some(access(AccessType::AnyOfAddresses, &[&account])),
            instantiate_default_permission: AccessType::Everybody.into(),
        }),
    });
    let mut client = DevnetClient::new(&chain.file.chain, "upload").expect("the devnet answers");
    client.pass("Let an account store codes", vec![permit.expect("a message")]).expect("passed");

    let mut told = vec![];
    let manifest = chain.deploy_and(&mut |line| told.push(line.to_owned())).expect("deployed");
    let with = |part: &str| told.iter().filter(|line| line.contains(part)).count();
    assert_eq!(with(&format!("stored by {account}: ")), Code::ALL.len(), "{told:#?}");
    assert_eq!(told.iter().filter(|line| line.starts_with("proposal ")).count(), 1, "{told:#?}");
    deployment::verify(&chain.file, &chain.artifacts, &mut |_: &str| {}).expect("as wired");
    for contract in &manifest.contracts {
        let info = node.contract_info(&contract.address).expect("an answer").expect("it stands");
        assert_eq!(info.creator, manifest.creator, "every contract is governance's");
    }
}
