//! Every message of the token: who may send it, what it moves, what it refuses.

use crate::support::{addr, amount, start, wrapped, Fixture};
use api::token::{BurnersResponse, ExecuteMsg, QueryMsg};
use cosmwasm_std::{coins, to_json_binary, Binary, Empty};
use cw20::{AllAccountsResponse, AllowanceResponse, EmbeddedLogo, Expiration, Logo, MinterResponse};
use cw_multi_test::Executor;

fn mint(to: &str, n: u128) -> ExecuteMsg {
    ExecuteMsg::Mint { recipient: to.into(), amount: amount(n) }
}

fn allow(spender: &str, n: u128) -> ExecuteMsg {
    ExecuteMsg::IncreaseAllowance { spender: spender.into(), amount: amount(n), expires: None }
}

#[test]
fn starts_with_no_supply_and_the_named_roles() {
    let f = Fixture::new();
    assert_eq!(f.supply(), 0);
    let minter: Option<MinterResponse> =
        f.app.wrap().query_wasm_smart(&f.token, &QueryMsg::Minter {}).unwrap();
    assert_eq!(minter, Some(MinterResponse { minter: f.minter.to_string(), cap: None }));
    let burners: BurnersResponse = f.app.wrap().query_wasm_smart(&f.token, &QueryMsg::Burners {}).unwrap();
    assert_eq!(burners.burners, vec![f.burner.to_string()]);
}

#[test]
fn refuses_a_start_out_of_bounds_and_names_it() {
    let b = addr("burner").to_string();
    let cases = [
        (with(|m| m.name = "ab".into()), "`name` out of bounds: expected 3 to 50 bytes, got 2 bytes"),
        (with(|m| m.symbol = "G".into()), "`symbol` out of bounds: expected 3 to 12 bytes, got 1 bytes"),
        (with(|m| m.symbol = "GPU1".into()), "`symbol` out of bounds: expected letters and `-`, got `GPU1`"),
        (with(|m| m.decimals = 19), "`decimals` out of bounds: expected 0 to 18, got 19"),
        (with(|m| m.minter = m.minter.to_uppercase()), "invalid address in `minter`"),
        (with(|m| m.burners = vec!["osmo1abc".into()]), "invalid address in `burners`"),
        (with(|m| m.burners = vec![b.clone(), b.clone()]), "duplicate burner: expected each address once"),
        (
            with(|m| m.burners = (0..9).map(|i| addr(&format!("b{i}")).to_string()).collect()),
            "`burners` out of bounds: expected 0 to 8, got 9",
        ),
    ];
    for (msg, expected) in cases {
        let mut f = Fixture::new();
        let err = f.app.instantiate_contract(f.code_id, addr("admin"), &msg, &[], "token", None).unwrap_err();
        let text = err.root_cause().to_string();
        assert!(text.contains(expected), "expected `{expected}`, got `{text}`");
    }
}

fn with(change: impl FnOnce(&mut api::token::InstantiateMsg)) -> api::token::InstantiateMsg {
    let mut msg = start();
    change(&mut msg);
    msg
}

#[test]
fn only_the_minter_mints() {
    let mut f = Fixture::new();
    let (minter, user) = (f.minter.clone(), f.user.clone());
    f.send(&minter, &mint(user.as_str(), 70)).unwrap();
    assert_eq!((f.balance(&user), f.supply()), (70, 70));

    for sender in [user.clone(), f.burner.clone(), addr("admin")] {
        let err = f.send(&sender, &mint(user.as_str(), 1)).unwrap_err();
        assert_eq!(err, format!("unauthorized: expected the minter {minter}, got {sender}"));
    }
    assert_eq!(f.supply(), 70);
}

#[test]
fn minting_beyond_128_bits_is_an_error_and_moves_nothing() {
    let mut f = Fixture::minted(5);
    let (minter, user) = (f.minter.clone(), f.user.clone());
    let before = f.supply();
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        f.send(&minter, &mint(user.as_str(), u128::MAX)).unwrap_err();
    }));
    // In wasm the overflow aborts the contract; natively the same check unwinds.
    assert!(result.is_err());
    assert_eq!((f.balance(&user), f.supply()), (5, before));
}

#[test]
fn transfers_move_balances_and_say_what_is_missing() {
    let mut f = Fixture::minted(50);
    let (user, other) = (f.user.clone(), f.other.clone());
    let transfer = |n| ExecuteMsg::Transfer { recipient: addr("other").into(), amount: amount(n) };
    f.send(&user, &transfer(20)).unwrap();
    assert_eq!((f.balance(&user), f.balance(&other), f.supply()), (30, 20, 100));

    let err = f.send(&user, &transfer(31)).unwrap_err();
    assert_eq!(err, format!("balance of {user} too small: expected at least 31, got 30"));
    let err =
        f.send(&user, &ExecuteMsg::Transfer { recipient: "nobody".into(), amount: amount(1) }).unwrap_err();
    assert_eq!(
        err,
        "invalid address in `recipient`: expected a canonical lower-case address of this chain, got `nobody`"
    );
    assert_eq!((f.balance(&user), f.balance(&other)), (30, 20));
}

#[test]
fn send_calls_the_receiver() {
    let mut f = Fixture::minted(50);
    let (user, token) = (f.user.clone(), f.token.clone());
    // A token is a contract that does not know `receive`: the call must reach it and its refusal undo the
    // transfer.
    let msg = ExecuteMsg::Send { contract: token.to_string(), amount: amount(9), msg: Binary::from(b"{}") };
    let err = f.send(&user, &msg).unwrap_err();
    assert!(err.contains("receive"), "{err}");
    assert_eq!((f.balance(&user), f.balance(&token)), (50, 0));
}

#[test]
fn only_a_named_burner_burns_and_only_what_it_holds() {
    let mut f = Fixture::minted(50);
    let (burner, user, minter) = (f.burner.clone(), f.user.clone(), f.minter.clone());
    f.send(&burner, &ExecuteMsg::Burn { amount: amount(20) }).unwrap();
    assert_eq!((f.balance(&burner), f.supply()), (30, 80));

    let err = f.send(&burner, &ExecuteMsg::Burn { amount: amount(31) }).unwrap_err();
    assert_eq!(err, format!("balance of {burner} too small: expected at least 31, got 30"));
    for sender in [user, minter] {
        let err = f.send(&sender, &ExecuteMsg::Burn { amount: amount(1) }).unwrap_err();
        assert_eq!(err, format!("unauthorized: expected a burner named at instantiation, got {sender}"));
    }
    assert_eq!(f.supply(), 80);
}

#[test]
fn burn_from_takes_both_the_role_and_an_allowance() {
    let mut f = Fixture::minted(50);
    let (burner, user, other) = (f.burner.clone(), f.user.clone(), f.other.clone());
    let burn_from = |n| ExecuteMsg::BurnFrom { owner: addr("user").into(), amount: amount(n) };

    let err = f.send(&burner, &burn_from(10)).unwrap_err();
    assert_eq!(err, format!("allowance of {burner} from {user} too small: expected at least 10, got 0"));

    f.send(&user, &allow(burner.as_str(), 10)).unwrap();
    f.send(&user, &allow(other.as_str(), 10)).unwrap();
    let err = f.send(&other, &burn_from(10)).unwrap_err();
    assert_eq!(err, format!("unauthorized: expected a burner named at instantiation, got {other}"));
    let err = f.send(&burner, &burn_from(11)).unwrap_err();
    assert_eq!(err, format!("allowance of {burner} from {user} too small: expected at least 11, got 10"));
    assert_eq!(f.supply(), 100);

    f.send(&burner, &burn_from(10)).unwrap();
    assert_eq!((f.balance(&user), f.supply()), (40, 90));
}

#[test]
fn allowances_bound_what_a_spender_moves() {
    let mut f = Fixture::minted(50);
    let (user, other) = (f.user.clone(), f.other.clone());
    let take = |n| ExecuteMsg::TransferFrom {
        owner: addr("user").into(),
        recipient: addr("other").into(),
        amount: amount(n),
    };
    f.send(&user, &allow(other.as_str(), 60)).unwrap();
    f.send(
        &user,
        &ExecuteMsg::DecreaseAllowance { spender: other.to_string(), amount: amount(5), expires: None },
    )
    .unwrap();
    f.send(&other, &take(3)).unwrap();

    let query = QueryMsg::Allowance { owner: user.to_string(), spender: other.to_string() };
    let left: AllowanceResponse = f.app.wrap().query_wasm_smart(&f.token, &query).unwrap();
    assert_eq!(left, AllowanceResponse { allowance: amount(52), expires: Expiration::Never {} });

    // Within the grant, but more than the owner has.
    let err = f.send(&other, &take(48)).unwrap_err();
    assert_eq!(err, format!("balance of {user} too small: expected at least 48, got 47"));
    let send_from = ExecuteMsg::SendFrom {
        owner: user.to_string(),
        contract: addr("pool").into(),
        amount: amount(1),
        msg: Binary::default(),
    };
    let err = f.send(&addr("pool"), &send_from).unwrap_err();
    assert!(err.starts_with("allowance of "), "{err}");
    assert_eq!((f.balance(&user), f.balance(&other)), (47, 3));
}

#[test]
fn an_expired_allowance_is_refused() {
    let mut f = Fixture::minted(50);
    let (user, other) = (f.user.clone(), f.other.clone());
    let expires = Some(Expiration::AtHeight(f.app.block_info().height + 1));
    f.send(&user, &ExecuteMsg::IncreaseAllowance { spender: other.to_string(), amount: amount(9), expires })
        .unwrap();
    f.app.update_block(|block| block.height += 1);
    let take =
        ExecuteMsg::TransferFrom { owner: user.to_string(), recipient: other.to_string(), amount: amount(1) };
    assert_eq!(f.send(&other, &take).unwrap_err(), "cw20: Allowance is expired");
}

#[test]
fn what_cw20_allows_beyond_this_token_is_refused_for_everyone() {
    let mut f = Fixture::minted(50);
    let marketing = ExecuteMsg::UpdateMarketing { project: None, description: None, marketing: None };
    let logo = ExecuteMsg::UploadLogo(Logo::Embedded(EmbeddedLogo::Png(Binary::default())));
    for sender in [f.minter.clone(), f.burner.clone(), f.user.clone(), addr("admin")] {
        for new_minter in [None, Some(sender.to_string())] {
            let err = f.send(&sender, &ExecuteMsg::UpdateMinter { new_minter }).unwrap_err();
            assert!(
                err.starts_with("`update_minter` is not available: expected the minter to stay"),
                "{err}"
            );
        }
        assert!(f.send(&sender, &marketing).unwrap_err().starts_with("`update_marketing` is not available"));
        assert!(f.send(&sender, &logo).unwrap_err().starts_with("`upload_logo` is not available"));
    }
}

#[test]
fn coins_are_refused_with_every_message() {
    let mut f = Fixture::minted(50);
    let (to, n) = (addr("other").to_string(), amount(1));
    let owner = addr("user").to_string();
    let messages = [
        ExecuteMsg::Transfer { recipient: to.clone(), amount: n },
        ExecuteMsg::Burn { amount: n },
        ExecuteMsg::Send { contract: to.clone(), amount: n, msg: Binary::default() },
        ExecuteMsg::Mint { recipient: to.clone(), amount: n },
        ExecuteMsg::IncreaseAllowance { spender: to.clone(), amount: n, expires: None },
        ExecuteMsg::DecreaseAllowance { spender: to.clone(), amount: n, expires: None },
        ExecuteMsg::TransferFrom { owner: owner.clone(), recipient: to.clone(), amount: n },
        ExecuteMsg::SendFrom { owner: owner.clone(), contract: to, amount: n, msg: Binary::default() },
        ExecuteMsg::BurnFrom { owner, amount: n },
        ExecuteMsg::UpdateMinter { new_minter: None },
    ];
    for msg in messages {
        for sender in [f.minter.clone(), f.burner.clone(), f.user.clone()] {
            let err = f
                .app
                .execute_contract(sender, f.token.clone(), &msg, &coins(7, "unet"))
                .unwrap_err()
                .root_cause()
                .to_string();
            assert_eq!(err, "wrong funds: expected none, got 7unet", "{msg:?}");
        }
    }
    let code_id = f.app.store_code(wrapped());
    let err = f
        .app
        .instantiate_contract(code_id, addr("admin"), &start(), &coins(7, "unet"), "token", None)
        .unwrap_err();
    assert_eq!(err.root_cause().to_string(), "wrong funds: expected none, got 7unet");
}

#[test]
fn accounts_are_listed_in_pages() {
    let mut f = Fixture::new();
    let minter = f.minter.clone();
    let mut expected: Vec<String> = (0..35).map(|i| addr(&format!("holder{i}")).to_string()).collect();
    for account in &expected {
        f.send(&minter, &mint(account, 1)).unwrap();
    }
    expected.sort();
    let page = |start_after: Option<String>, limit| -> Vec<String> {
        let query = QueryMsg::AllAccounts { start_after, limit };
        let answer: AllAccountsResponse = f.app.wrap().query_wasm_smart(&f.token, &query).unwrap();
        answer.accounts
    };
    assert_eq!(page(None, None), expected[..10]);
    assert_eq!(page(None, Some(u32::MAX)), expected[..30]);
    assert_eq!(page(Some(expected[29].clone()), Some(30)), expected[30..]);
}

#[test]
fn an_unknown_message_is_refused() {
    let mut f = Fixture::new();
    let msg = to_json_binary(&unknown_message()).unwrap();
    let wasm = cosmwasm_std::WasmMsg::Execute { contract_addr: f.token.to_string(), msg, funds: vec![] };
    let err = f.app.execute(addr("user"), wasm.into()).unwrap_err();
    assert!(err.root_cause().to_string().contains("unknown variant `set_minter`"), "{err:?}");
}

/// `{"set_minter":{}}`
fn unknown_message() -> std::collections::BTreeMap<String, Empty> {
    [("set_minter".to_owned(), Empty {})].into()
}

fn allowance(f: &Fixture) -> AllowanceResponse {
    let query = QueryMsg::Allowance { owner: f.user.to_string(), spender: f.other.to_string() };
    f.app.wrap().query_wasm_smart(&f.token, &query).unwrap()
}

/// 100 for ten minutes, ended, and 100 again used to be 200.
#[test]
fn an_allowance_that_has_ended_counts_as_nothing() {
    let mut f = Fixture::minted(1_000);
    let (user, other) = (f.user.clone(), f.other.clone());
    let until = |f: &Fixture| Some(Expiration::AtTime(f.app.block_info().time.plus_seconds(600)));
    let increase =
        |expires| ExecuteMsg::IncreaseAllowance { spender: other.to_string(), amount: amount(100), expires };
    let decrease =
        |expires| ExecuteMsg::DecreaseAllowance { spender: other.to_string(), amount: amount(1), expires };
    let take = |n| ExecuteMsg::TransferFrom {
        owner: user.to_string(),
        recipient: other.to_string(),
        amount: amount(n),
    };
    let pass = |f: &mut Fixture| f.app.update_block(|block| block.time = block.time.plus_seconds(600));
    f.send(&user, &increase(until(&f))).unwrap();
    pass(&mut f);
    assert_eq!(allowance(&f), AllowanceResponse::default());
    assert_eq!(f.send(&user, &decrease(until(&f))).unwrap_err(), "cw20: No allowance for this account");
    f.send(&user, &increase(until(&f))).unwrap();
    assert_eq!(allowance(&f).allowance.u128(), 100);
    let error = f.send(&other, &take(101)).unwrap_err();
    assert!(error.contains("expected at least 101, got 100"), "{error}");
    f.send(&other, &take(60)).unwrap();
    pass(&mut f);
    // Without an end of its own, one begins that has none: as where nothing stood.
    f.send(&user, &increase(None)).unwrap();
    let AllowanceResponse { allowance, expires } = allowance(&f);
    assert_eq!((allowance.u128(), expires), (100, Expiration::Never {}));
    f.send(&user, &decrease(until(&f))).unwrap();
    f.send(&other, &take(99)).unwrap();
}

#[test]
fn lowering_an_allowance_refuses_where_there_is_none_and_keeps_its_other_refusals() {
    let mut f = Fixture::minted(10);
    let user = f.user.clone();
    let decrease = |spender: &str| ExecuteMsg::DecreaseAllowance {
        spender: spender.into(),
        amount: amount(1),
        expires: None,
    };
    let none = "cw20: No allowance for this account";
    assert_eq!(f.send(&user, &decrease(addr("other").as_str())).unwrap_err(), none);
    let itself = f.send(&user, &decrease(user.as_str())).unwrap_err();
    assert!(itself.contains("own account"), "{itself}");
    let shout = f.send(&user, &decrease(&addr("other").to_string().to_uppercase())).unwrap_err();
    assert!(shout.contains("invalid address in `spender`"), "{shout}");
}
