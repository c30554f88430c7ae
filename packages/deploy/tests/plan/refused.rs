//! Wirings of which no market comes.

use super::*;

#[test]
fn a_wiring_that_cannot_work_is_refused() {
    let api = MockApi::default();
    let creator = api.addr_make("creator").into_string();
    let refused = |change: fn(&mut Wiring), part: &str| {
        let mut wiring = wiring();
        change(&mut wiring);
        let error = plan(&api, &wiring, &creator, &stored()).unwrap_err();
        assert!(format!("{error:#}").contains(part), "{error:#}");
    };
    refused(|wiring| wiring.classes.push(class("one")), "class `one` stands twice");
    refused(|wiring| wiring.salt.clear(), "salt: expected 1 to 32 bytes, got 0");
    refused(|wiring| wiring.block_millis = 99, "block_millis: expected 100 to 30000, got 99");
    refused(|wiring| wiring.block_millis = 30_001, "block_millis: expected 100 to 30000, got 30001");
    refused(|wiring| wiring.assets.push(Asset::native("unet")), "unet stands in `assets`");
    refused(|wiring| wiring.assets.push(Asset::native("uusd")), "uusd stands twice in `assets`");
    refused(|wiring| wiring.pools.push(pool("uusd", "uusd")), "a pool needs two assets, got uusd twice");
    refused(|wiring| wiring.pools.push(pool("ujunk", "unet")), "ujunk does not stand in `assets`");
    refused(|wiring| wiring.pools.push(pool("unet", "ujunk")), "ujunk does not stand in `assets`");
    let mut codes = stored();
    codes.remove(&Code::JobMarket);
    let error = plan(&api, &wiring(), &creator, &codes).unwrap_err();
    assert!(error.to_string().contains("job_market is not stored"), "{error:#}");
}

/// Nothing stands at those addresses when the fee-collector starts, so it could not tell: the stakers' share would wait for
/// ever, until governance names somebody else.
#[test]
fn a_stakers_recipient_that_will_be_a_contract_or_token_of_the_market_is_refused() {
    let api = MockApi::default();
    let creator = api.addr_make("creator").into_string();
    let sound = plan(&api, &wiring(), &creator, &stored()).unwrap();
    let checksums = wiring().settled(&stored()).unwrap();
    let at = &sound.addresses;
    let lp = |pool_id| deploy::lp_address(&api, &at.pool, &checksums, pool_id).unwrap();
    let pools = u64::try_from(wiring().classes.len() + wiring().pools.len()).unwrap();
    let contracts = at.all().map(|(code, address)| (code.name().to_owned(), address.to_owned()));
    let credits = sound.credits.iter().map(|(class, at)| (format!("credit token of {class}"), at.clone()));
    let lps = (1..=pools).map(|pool_id| (format!("LP token of pool {pool_id}"), lp(pool_id)));
    let receipt = deploy::stake_address(&api, &at.staking, &checksums).unwrap();
    let all = contracts.into_iter().filter(|(_, address)| *address != at.staking).chain(credits);
    for (what, address) in all.chain(lps).chain([("the receipt of stakes".to_owned(), receipt)]) {
        let mut wiring = wiring();
        wiring.roles.stakers = Some(address.clone());
        let error = plan(&api, &wiring, &creator, &stored()).expect_err(&what).to_string();
        assert!(
            error.contains("roles.stakers") && error.contains(&address) && error.ends_with(&what),
            "{error}"
        );
    }
    let mut another = wiring();
    for recipient in [None, Some(at.staking.clone()), Some(lp(pools + 1))] {
        another.roles.stakers = recipient;
        plan(&api, &another, &creator, &stored()).unwrap();
    }
}

/// Where an external verifier is, the chain must be able to say.
#[test]
fn an_external_verifier_has_an_address_of_the_chain() {
    let api = MockApi::default();
    let creator = api.addr_make("creator").into_string();
    let with = |contract: String| {
        let kind = api::verifier_gateway::MethodKind::External { contract, gas_limit: 50_000 };
        let name = "external".into();
        let mut wiring = wiring();
        wiring.methods.push(api::verifier_gateway::MethodParams { kind, detection_bps: 500, name });
        plan(&api, &wiring, &creator, &stored()).map(|_| ()).map_err(|error| format!("{error:#}"))
    };
    with(api.addr_make("verifier").into_string()).unwrap();
    for wrong in ["wasm1verifier".into(), api.addr_make("verifier").into_string().to_uppercase()] {
        let error = with(wrong).unwrap_err();
        assert!(error.contains("(`external`)") && error.contains("`contract`"), "{error}");
    }
}
