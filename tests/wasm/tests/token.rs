//! The token's wasm on the embedded chain: the harness itself is what is tested here.

use api::token::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use cosmwasm_std::{coins, Addr, Binary, Uint128};
use cw20::{AllAccountsResponse, BalanceResponse, TokenInfoResponse};
use cw_multi_test::{App, AppResponse, Executor};
use deploy::Code;
use wasm_tests::{artifact, Entry, Meter, WasmContract};

struct Fixture {
    app: App,
    token: Addr,
    meter: Meter,
    minter: Addr,
    burner: Addr,
    user: Addr,
}

fn load(meter: &Meter) -> Box<WasmContract> {
    Box::new(WasmContract::load(&artifact(Code::Token).unwrap(), meter).unwrap())
}

fn start() -> Fixture {
    let meter = Meter::default();
    let mut app = App::default();
    let [minter, burner, user, admin] = ["minter", "burner", "user", "admin"].map(|n| app.api().addr_make(n));
    app.init_modules(|router, _, storage| {
        router.bank.init_balance(storage, &user, coins(1_000, "unet")).unwrap();
    });
    let code_id = app.store_code(load(&meter));
    let msg = InstantiateMsg {
        name: "H100 GPU second".into(),
        symbol: "GPU-H".into(),
        decimals: 6,
        minter: minter.to_string(),
        burners: vec![burner.to_string()],
    };
    let token = app
        .instantiate_contract(code_id, admin.clone(), &msg, &[], "token", Some(admin.to_string()))
        .unwrap();
    Fixture { app, token, meter, minter, burner, user }
}

impl Fixture {
    fn send(&mut self, sender: &Addr, msg: &ExecuteMsg) -> anyhow::Result<AppResponse> {
        self.app.execute_contract(sender.clone(), self.token.clone(), msg, &[])
    }

    fn mint(&mut self, to: &Addr, n: u128) {
        let msg = ExecuteMsg::Mint { recipient: to.to_string(), amount: Uint128::new(n) };
        self.send(&self.minter.clone(), &msg).unwrap();
    }

    fn balance(&self, account: &Addr) -> u128 {
        let query = QueryMsg::Balance { address: account.to_string() };
        let answer: BalanceResponse = self.app.wrap().query_wasm_smart(&self.token, &query).unwrap();
        answer.balance.u128()
    }

    fn supply(&self) -> u128 {
        let answer: TokenInfoResponse =
            self.app.wrap().query_wasm_smart(&self.token, &QueryMsg::TokenInfo {}).unwrap();
        answer.total_supply.u128()
    }
}

#[test]
fn mints_moves_and_burns() {
    let mut f = start();
    let (user, burner) = (f.user.clone(), f.burner.clone());
    f.mint(&user, 100);
    let transfer = ExecuteMsg::Transfer { recipient: burner.to_string(), amount: Uint128::new(40) };
    let response = f.send(&user, &transfer).unwrap();
    assert!(response
        .events
        .iter()
        .any(|e| e.attributes.iter().any(|a| a.key == "amount" && a.value == "40")));
    f.send(&burner, &ExecuteMsg::Burn { amount: Uint128::new(15) }).unwrap();
    assert_eq!((f.balance(&user), f.balance(&burner), f.supply()), (60, 25, 85));
}

#[test]
fn errors_carry_the_same_text_as_the_linked_contract_and_undo_everything() {
    let mut f = start();
    let (user, token) = (f.user.clone(), f.token.clone());
    f.mint(&user, 100);
    let err = f.send(&user, &ExecuteMsg::Burn { amount: Uint128::new(1) }).unwrap_err();
    assert_eq!(
        err.root_cause().to_string(),
        format!("unauthorized: expected a burner named at instantiation, got {user}")
    );
    let err = f
        .app
        .execute_contract(
            user.clone(),
            token.clone(),
            &ExecuteMsg::Burn { amount: Uint128::one() },
            &coins(3, "unet"),
        )
        .unwrap_err();
    assert_eq!(err.root_cause().to_string(), "wrong funds: expected none, got 3unet");
    // The receiver, a token itself, knows no `receive`: the transfer before it is undone.
    let send =
        ExecuteMsg::Send { contract: token.to_string(), amount: Uint128::new(9), msg: Binary::default() };
    f.send(&user, &send).unwrap_err();
    // Beyond 128 bits the contract aborts; the chain goes on.
    let msg = ExecuteMsg::Mint { recipient: user.to_string(), amount: Uint128::MAX };
    let err = f.send(&f.minter.clone(), &msg).unwrap_err();
    assert!(err.root_cause().to_string().contains("overflow"), "{err:?}");
    assert_eq!((f.balance(&user), f.balance(&token), f.supply()), (100, 0, 100));
    let funds = f.app.wrap().query_balance(&user, "unet").unwrap();
    assert_eq!(funds.amount.u128(), 1_000);
}

#[test]
fn foreign_and_uppercase_addresses_are_refused() {
    let mut f = start();
    let user = f.user.clone();
    f.mint(&user, 100);
    let foreign = cosmwasm_std::testing::MockApi::default().with_prefix("osmo").addr_make("user");
    for recipient in [user.to_string().to_uppercase(), foreign.to_string(), "user".into(), String::new()] {
        f.send(&user, &ExecuteMsg::Transfer { recipient, amount: Uint128::one() }).unwrap_err();
    }
    assert_eq!(f.balance(&user), 100);
}

#[test]
fn ranges_are_walked_both_within_and_beyond_a_page() {
    let mut f = start();
    let mut holders: Vec<Addr> = (0..13).map(|i| f.app.api().addr_make(&format!("holder{i}"))).collect();
    for holder in &holders {
        f.mint(holder, 1);
    }
    holders.sort();
    let page = |start_after: Option<&Addr>| -> Vec<String> {
        let query = QueryMsg::AllAccounts { start_after: start_after.map(ToString::to_string), limit: None };
        let answer: AllAccountsResponse = f.app.wrap().query_wasm_smart(&f.token, &query).unwrap();
        answer.accounts
    };
    let texts: Vec<String> = holders.iter().map(ToString::to_string).collect();
    assert_eq!(page(None), texts[..10]);
    assert_eq!(page(Some(&holders[9])), texts[10..]);
}

#[test]
fn the_meter_counts_gas_and_records() {
    let mut f = start();
    let (user, burner) = (f.user.clone(), f.burner.clone());
    f.mint(&user, 100);
    f.meter.take();
    f.send(&user, &ExecuteMsg::Transfer { recipient: burner.to_string(), amount: Uint128::new(40) }).unwrap();
    let calls = f.meter.take();
    assert_eq!(calls.len(), 1);
    let call = &calls[0];
    println!("{call}");
    assert_eq!((call.contract.as_str(), call.entry, call.ok), ("token", Entry::Execute, true));
    assert_eq!((call.reads.len(), call.writes.len(), call.queries, call.steps), (2, 2, 0, 0));
    // Both balances: a two-byte length, the word `balance` and the address, before the amount in quotes.
    let key = |account: &Addr| [b"\0\x07balance".as_slice(), account.as_bytes()].concat();
    assert_eq!((call.writes_of(&key(&user)), call.writes_of(&key(&burner))), (1, 1));
    assert_eq!(call.reads_of(&key(&user)), 1);
    let bytes = 33 + key(&user).len() as u64;
    let read = 2 * 1_000 + 3 * (2 * bytes + 5);
    let written = 2 * 2_000 + 30 * (2 * bytes + 4 + 4);
    assert_eq!(call.storage_gas, read + written);
    assert!((1..5_000).contains(&call.execution_gas), "{}", call.execution_gas);

    f.send(&user, &ExecuteMsg::Burn { amount: Uint128::new(1) }).unwrap_err();
    assert!(!f.meter.take()[0].ok);
}

#[test]
fn migrating_over_the_same_version_is_refused() {
    let mut f = start();
    let code_id = f.app.store_code(load(&f.meter));
    let admin = f.app.api().addr_make("admin");
    let err = f.app.migrate_contract(admin, f.token.clone(), &MigrateMsg {}, code_id).unwrap_err();
    assert!(err.root_cause().to_string().starts_with("migration must go forward"), "{err:?}");
}
