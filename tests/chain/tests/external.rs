//! External verifiers on a chain, which counts gas: the example judges and pays; one that uses its gas up, panics or talks without
//! end accepts nothing, at the cost of who asked it, and its job ends by refund.

use api::job_market::{AcceptPayout, JobState};
use api::verifier_gateway::{ExecuteMsg as GatewayMsg, MethodKind, MethodParams};
use chain::market::{attach, DevnetClient};
use chain::wallet::Wallet;
use chain::wasm::{any, execute};
use chain_tests::TestChain;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{H100, NET, ONE};
use compute_amm_testing::{invariants, Call, Client, Market, Refused};
use cosmrs::proto::cosmwasm::wasm::v1::{AccessConfig, AccessType, MsgInstantiateContract, MsgStoreCode};
use cosmwasm_std::{coins, to_json_binary, Addr, Binary, Empty, HexBinary};
use external_verifier::msg::{DigestsResponse, Proof, QueryMsg};
use hostile_verifier::{ExecuteMsg as HostileMsg, Mode};
use sha2::{Digest, Sha256};
use xtask::project::Project;
use xtask::wasm;

const PORTS: u16 = 28_600;
const RUN: &str = "external";
/// Of both methods.
const GAS_LIMIT: u64 = 400_000;
/// With the gateway's and the job-market's own share.
const GAS: u64 = 900_000;

type Chain = Market<DevnetClient>;

/// Builds a package's wasm, stores it by a vote, and starts it.
fn started(market: &mut Chain, by: &Addr, package: &str) -> Addr {
    let project = Project::locate().expect("the workspace");
    let wasm =
        wasm::library(&project, package, &format!("{}.wasm", package.replace('-', "_"))).expect("built");
    let checksum = Sha256::digest(&wasm).to_vec();
    let authority = chain::gov::authority(market.client.node()).expect("x/gov").into_string();
    let everybody = AccessConfig { permission: AccessType::Everybody.into(), addresses: vec![] };
    let store =
        MsgStoreCode { sender: authority, wasm_byte_code: wasm, instantiate_permission: Some(everybody) };
    market.client.pass("Store a verifier", vec![any(&store).expect("a message")]).expect("passed");
    let node = market.client.node();
    let code = node.codes().expect("codes").into_iter().find(|code| code.checksum == checksum);
    let start = MsgInstantiateContract {
        sender: by.to_string(),
        admin: String::new(),
        code_id: code.expect("it is stored").code_id,
        label: package.into(),
        msg: b"{}".to_vec(),
        funds: vec![],
    };
    let done =
        node.send(&wallet(market, "client"), &[any(&start).expect("a message")], None).expect("it starts");
    let mut attributes = done.events.iter().filter(|e| e.ty == "instantiate").flat_map(|e| &e.attributes);
    let address = attributes.find(|a| a.key == "_contract_address").map(|a| a.value.clone());
    Addr::unchecked(address.expect("an address"))
}

fn wallet(market: &Chain, name: &str) -> Wallet {
    Wallet::named(market.client.node().prefix(), &format!("{RUN} {name}")).expect("a key")
}

/// So much time passes. Waits count blocks too, and the clock makes twenty at the most of one advance.
fn pass(market: &mut Chain, seconds: u64) {
    (0..=seconds.div_ceil(120)).for_each(|_| market.wait(120));
}

struct Scene {
    market: Chain,
    provider: Addr,
    client: Addr,
}

impl Scene {
    /// A job under a method, delivered.
    fn delivered(&mut self, method: u32, program: HexBinary, input: HexBinary, output: HexBinary) -> u64 {
        let mut request = self.market.request_for(H100, 1, 60);
        (request.method, request.program, request.input) = (method, program, Some(input));
        let job = self.market.request(&self.client, request, ONE).expect("requested");
        self.market.accept(&self.provider, job, AcceptPayout::Credits {}).expect("accepted");
        self.market.submit(&self.provider, job, output, None).expect("delivered");
        job
    }

    fn msg(job_id: u64, proof: &Binary) -> GatewayMsg {
        GatewayMsg::VerifyExternal { job_id, proof: proof.clone() }
    }

    /// With so much gas, without asking the node before what it would cost.
    fn bring(&self, job: u64, proof: &Binary) -> anyhow::Result<u64> {
        let (gateway, msg) = (&self.market.at.verifier_gateway, to_json_binary(&Self::msg(job, proof))?);
        let message = execute(self.client.as_str(), gateway, &msg, &[])?;
        let sent = self.market.client.node().send(&wallet(&self.market, "client"), &[message], Some(GAS))?;
        Ok(sent.gas_used)
    }
}

#[test]
fn a_verifier_that_burns_its_gas_or_panics_holds_up_nothing() {
    let (chain, clock) = TestChain::with_clock("external-verifiers", PORTS);
    let mut market = attach(&chain.file, &chain.deploy(), RUN).expect("the market is there");
    market.client.set_clock(&clock);
    let [provider, client] =
        ["provider", "client"].map(|name| market.funded(name, &coins(200_000 * ONE, NET)).expect("funds"));
    let [factors, hostile] =
        ["external-verifier", "hostile-verifier"].map(|package| started(&mut market, &client, package));
    let added = [&factors, &hostile].map(|contract| {
        let kind = MethodKind::External { contract: contract.to_string(), gas_limit: GAS_LIMIT };
        let params = MethodParams { kind, detection_bps: 10_000, name: "external".into() };
        Call::new(&market.at.verifier_gateway, &GatewayMsg::AddMethod { params }).expect("JSON")
    });
    market.client.govern(&added).expect("added");
    market.wait(market.wiring.method_timelock);
    let wired = u32::try_from(market.wiring.methods.len()).expect("few methods");

    market.join(&provider, H100, 50_000 * ONE, 4).expect("it joins");
    let price = market.class(H100).params.price_init.u128();
    market.supply_liquidity(&provider, H100, 20_000 * ONE, 20_000 * price).expect("it provides");
    let mut it = Scene { market, provider, client };

    // The example, as its README says.
    let proof = Proof { number: 15u8.into(), factors: [3u8.into(), 5u8.into()] };
    let found: DigestsResponse =
        it.market.ask(factors.as_str(), &QueryMsg::Digests { proof }).expect("its factors");
    let job = it.delivered(wired + 1, found.program, found.input, found.output);
    it.bring(job, &to_json_binary(&Empty {}).expect("JSON")).refused(&["verifier: expected the statement"]);
    let used = it.bring(job, &to_json_binary(&proof).expect("JSON")).expect("accepted");
    println!("verify_external, accepted by the example: {used} gas");
    assert_eq!(it.market.job(job).state, JobState::Settled);

    // One that means harm. That the gateway's own error comes shows that the verifier had no more than its limit.
    let words = ["program", "input", "output"].map(digest);
    let [program, input, output] = words;
    let jobs = [(); 2].map(|()| it.delivered(wired + 2, program.clone(), input.clone(), output.clone()));
    let nothing = Binary::default();
    for mode in
        [Mode::Burns {}, Mode::Panics {}, Mode::Fails {}, Mode::Silent {}, Mode::SaysMuch { bytes: 10_000 }]
    {
        let client = it.client.clone();
        let order = HostileMsg::Behave(mode.clone());
        it.market.send(&client, hostile.as_str(), &order, &[]).expect("it obeys");
        it.bring(jobs[0], &nothing).refused(&["verifier: expected the statement"]);
        let msg = Scene::msg(jobs[0], &nothing);
        it.market.gateway(&client, &msg).refused(&["verifier: expected the statement"]);
        assert_eq!(it.market.job(jobs[0]).state, JobState::Submitted, "{mode:?}");
    }
    let client = it.client.clone();
    it.market.send(&client, hostile.as_str(), &HostileMsg::Behave(Mode::Accepts {}), &[]).expect("it obeys");
    let used = it.bring(jobs[1], &nothing).expect("it accepts again");
    println!("verify_external, accepted by one that looks at nothing: {used} gas");
    assert_eq!(it.market.job(jobs[1]).state, JobState::Settled);

    let wait = it.market.wiring.job_market.verdict_within;
    pass(&mut it.market, wait);
    it.bring(jobs[0], &nothing).refused(&["too late"]);
    it.market.time_out(&client, jobs[0]).expect("anyone may say so");
    assert_eq!(it.market.job(jobs[0]).state, JobState::Refunded);
    invariants::check(&it.market).expect("sound");
}
