//! A token on the embedded chain, with an account for each role.

use api::token::{ExecuteMsg, InstantiateMsg, QueryMsg};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{coins, Addr, Empty, Uint128};
use cw20::{BalanceResponse, TokenInfoResponse};
use cw_multi_test::{App, AppResponse, Contract, ContractWrapper, Executor};

pub struct Fixture {
    pub app: App,
    pub token: Addr,
    pub code_id: u64,
    pub minter: Addr,
    pub burner: Addr,
    pub user: Addr,
    pub other: Addr,
}

pub fn wrapped() -> Box<dyn Contract<Empty>> {
    Box::new(
        ContractWrapper::new(token::contract::execute, token::contract::instantiate, token::contract::query)
            .with_migrate(token::contract::migrate),
    )
}

/// A well-formed start: minter `minter`, burner `burner`.
pub fn start() -> InstantiateMsg {
    InstantiateMsg {
        name: "H100 GPU second".into(),
        symbol: "GPU-H".into(),
        decimals: 6,
        minter: addr("minter").into(),
        burners: vec![addr("burner").into()],
    }
}

pub fn addr(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

pub fn amount(n: u128) -> Uint128 {
    Uint128::new(n)
}

impl Fixture {
    pub fn new() -> Self {
        let mut app = App::new(|router, _, storage| {
            for name in ["minter", "burner", "user", "admin"] {
                router.bank.init_balance(storage, &addr(name), coins(1_000, "unet")).unwrap();
            }
        });
        let code_id = app.store_code(wrapped());
        let admin = addr("admin");
        let token = app
            .instantiate_contract(code_id, admin.clone(), &start(), &[], "token", Some(admin.into()))
            .unwrap();
        Fixture {
            app,
            token,
            code_id,
            minter: addr("minter"),
            burner: addr("burner"),
            user: addr("user"),
            other: addr("other"),
        }
    }

    /// As `new`, with `n` base units minted to the user and to the burner each.
    pub fn minted(n: u128) -> Self {
        let mut f = Self::new();
        for recipient in [f.user.clone(), f.burner.clone()] {
            let mint = ExecuteMsg::Mint { recipient: recipient.into(), amount: amount(n) };
            f.send(&f.minter.clone(), &mint).unwrap();
        }
        f
    }

    /// Sends a message; an error comes back as its text.
    pub fn send(&mut self, sender: &Addr, msg: &ExecuteMsg) -> Result<AppResponse, String> {
        self.app
            .execute_contract(sender.clone(), self.token.clone(), msg, &[])
            .map_err(|err| err.root_cause().to_string())
    }

    pub fn balance(&self, account: &Addr) -> u128 {
        let query = QueryMsg::Balance { address: account.into() };
        let answer: BalanceResponse = self.app.wrap().query_wasm_smart(&self.token, &query).unwrap();
        answer.balance.u128()
    }

    pub fn supply(&self) -> u128 {
        let answer: TokenInfoResponse =
            self.app.wrap().query_wasm_smart(&self.token, &QueryMsg::TokenInfo {}).unwrap();
        answer.total_supply.u128()
    }
}
