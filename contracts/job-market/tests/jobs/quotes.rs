//! What a quote says is what execution takes.

use api::common::{Asset, AssetAmount, Source};
use api::job_market::{AcceptPayout, ExecuteMsg, JobRequest, PayWith, QueryMsg, QuoteResponse, SwapMsg};
use api::pool::{self, Destination, Route};
use api::provider_registry::{LockResponse, QueryMsg as RegistryQuery};
use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};

use crate::support::*;

const TIP: u128 = 12_345;

fn ask(market: &Market, pay_with: Option<PayWith>) -> Result<QuoteResponse, String> {
    market.ask_jobs(&QueryMsg::Quote {
        class: CLASS.into(),
        gpus: 2,
        seconds: 100,
        method: Some(ATTESTATION),
        declared_value: Some(777u128.into()),
        tip: Some(TIP.into()),
        pay_with,
    })
}

fn dollars() -> PayWith {
    PayWith::Route(Route { offer: Asset::native(USD), pools: vec![3] })
}

/// 2 GPUs for 100 seconds with a declared value, and the least payment that the quote names.
fn asked(quote: &QuoteResponse) -> JobRequest {
    JobRequest { declared_value: Some(777u128.into()), max_payment: quote.cost + quote.take, ..request() }
}

/// The swap that the quote describes, with exactly what it names.
fn swap(market: &mut Market, client: &Addr, quote: &QuoteResponse, asset: &str, amount: u128) -> Sent {
    let msg = pool::ExecuteMsg::SwapExactOut {
        offer: Asset::native(asset),
        legs: quote.legs.clone(),
        from: Source::Funds {},
        to: Destination::Call {
            contract: market.at.job_market.clone(),
            msg: to_json_binary(&SwapMsg::RequestJob { request: asked(quote) }).unwrap(),
        },
        rest_to: None,
        deadline: None,
    };
    market.pool(client, &msg, &coins(amount, asset))
}

/// The job is as it was quoted, and so is its provider's lock.
#[track_caller]
fn holds(market: &mut Market, job_id: u64, quote: &QuoteResponse) {
    let open = market.job(job_id).open.unwrap();
    let said = (quote.cost, quote.worth, quote.take, quote.tip.u128(), quote.credits.u128());
    assert_eq!((open.cost, open.worth, open.take, open.tip.u128(), CREDITS), said);
    market.accept(job_id, AcceptPayout::Credits {});
    let lock: LockResponse =
        market.ask(&market.at.provider_registry, &RegistryQuery::JobLock { job_id }).unwrap();
    assert_eq!(Some(lock.amount), quote.lock);
}

/// A market whose mean, of half an hour, is above its price if `fallen`, and below it otherwise.
fn moved(fallen: bool) -> Market {
    let mut market = market();
    market.wait(3_600);
    let provider = market.provider.clone();
    market.deposit(&provider, 2_000 * ONE, NET);
    let net = Asset::native(NET);
    let (offer, amount) = if fallen { (market.credit.clone(), 500_000 * ONE) } else { (net, 400 * ONE) };
    let trade = pool::ExecuteMsg::SwapExactIn {
        route: Route { offer, pools: vec![1] },
        from: Source::Account { owner: None, amount: amount.into() },
        min_out: Uint128::one(),
        to: Destination::Account { receiver: None },
        deadline: None,
    };
    market.pool(&provider, &trade, &[]).unwrap();
    market.wait(60);
    market
}

#[test]
fn net_pays_what_was_quoted_to_the_unit_directly_and_by_a_swap() {
    for fallen in [true, false] {
        let mut market = moved(fallen);
        let client = market.client.clone();
        for direct in [true, false] {
            let quote = ask(&market, None).unwrap();
            assert_eq!(quote, ask(&market, Some(PayWith::Net {})).unwrap());
            assert_eq!(quote.worth > quote.cost, fallen);
            let whole = quote.cost + quote.take + quote.tip;
            assert_eq!(quote.pays, [AssetAmount { asset: Asset::native(NET), amount: whole }]);
            let before = market.wallet(&client, NET);
            // One unit less is too little.
            swap(&mut market, &client, &quote, NET, whole.u128() - 1)
                .refused(&["expected at least 1 of unet, got 0"]);
            let sent = if direct {
                let msg = ExecuteMsg::RequestJob { request: asked(&quote), from: Source::Funds {} };
                market.jobs(&client, &msg, &coins(whole.u128(), NET))
            } else {
                swap(&mut market, &client, &quote, NET, whole.u128())
            };
            let job_id = job_id(&sent.unwrap());
            assert_eq!(before - market.wallet(&client, NET), whole.u128());
            assert_eq!(market.accounts(&client), (0, 0), "nothing is left of it");
            holds(&mut market, job_id, &quote);
            market.wait(60);
        }
    }
}

#[test]
fn another_asset_pays_what_was_quoted_to_the_unit_along_its_route() {
    for fallen in [true, false] {
        let mut market = moved(fallen);
        let client = market.client.clone();
        let quote = ask(&market, Some(dollars())).unwrap();
        let [AssetAmount { asset, amount }] = quote.pays.as_slice() else { panic!("{:?}", quote.pays) };
        assert_eq!(*asset, Asset::native(USD));
        let before = (market.wallet(&client, USD), market.wallet(&client, NET));
        swap(&mut market, &client, &quote, USD, amount.u128() - 1).unwrap_err();
        let job_id = job_id(&swap(&mut market, &client, &quote, USD, amount.u128()).unwrap());
        let after = (market.wallet(&client, USD), market.wallet(&client, NET));
        assert_eq!(after, (before.0 - amount.u128(), before.1));
        assert_eq!(market.accounts(&client), (0, 0), "nothing is left of it");
        assert_eq!(market.account(&client, &Asset::native(USD)), 0);
        holds(&mut market, job_id, &quote);
    }
}

#[test]
fn credits_that_are_there_pay_what_was_quoted_to_the_unit() {
    for fallen in [true, false] {
        let mut market = moved(fallen);
        let provider = market.provider.clone();
        let quote = ask(&market, Some(PayWith::Credits {})).unwrap();
        let owed = quote.take + quote.tip;
        let pays = [
            AssetAmount { asset: market.credit.clone(), amount: CREDITS.into() },
            AssetAmount { asset: Asset::native(NET), amount: owed },
        ];
        assert_eq!(quote.pays, pays);
        let before = market.accounts(&provider);
        let msg = ExecuteMsg::RequestJobWithCredits { request: asked(&quote) };
        let job_id = job_id(&market.jobs(&provider, &msg, &[]).unwrap());
        assert_eq!(market.accounts(&provider), (before.0 - owed.u128(), before.1 - CREDITS));
        holds(&mut market, job_id, &quote);
    }
}

#[test]
fn a_quote_names_what_it_cannot_answer() {
    let market = market();
    let route = |asset: Asset, pools: &[u64]| {
        ask(&market, Some(PayWith::Route(Route { offer: asset, pools: pools.to_vec() })))
    };
    route(Asset::native(USD), &[]).unwrap_err();
    route(Asset::native(NET), &[3]).unwrap_err();
    // Credits that buy credits with themselves.
    route(market.credit.clone(), &[1]).refused(&["passes each pool once"]);
    let bad = QueryMsg::Quote {
        class: CLASS.into(),
        gpus: 2,
        seconds: 100,
        method: Some(77),
        declared_value: None,
        tip: None,
        pay_with: None,
    };
    market.ask_jobs::<QuoteResponse>(&bad).refused(&["verification method 77"]);
    // Without a method there is no lock, and with no tip none is paid.
    let plain: QuoteResponse = market.ask_jobs(&quote_of(2, 100)).unwrap();
    assert_eq!((plain.lock, plain.tip.u128()), (None, 0));
    assert_eq!(plain.pays[0].amount, plain.cost + plain.take);
}
