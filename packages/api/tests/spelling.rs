//! What events spell, messages take.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

use api::common::{Asset, Payout};
use api::fee_collector::events::FeeEvent;
use api::fee_collector::Category;
use api::job_market::{JobFault, JobState};
use api::pool::events::PoolEvent;
use api::pool::{Destination, QueryMsg};
use api::provider_registry::JobEnd;
use cosmwasm_std::{from_json, to_json_string, to_json_vec, Addr, Binary, Event, Uint128};
use proptest::prelude::*;
use serde::Serialize;

/// The name of an enum's value in JSON: its text, or its only key.
fn tag(value: &impl Serialize) -> String {
    match serde_json::to_value(value).unwrap() {
        serde_json::Value::String(name) => name,
        serde_json::Value::Object(fields) => fields.keys().next().unwrap().clone(),
        other => panic!("{other}"),
    }
}

fn attribute(event: impl Into<Event>, key: &str) -> String {
    let event = event.into();
    event.attributes.into_iter().find(|attribute| attribute.key == key).unwrap().value
}

fn asset() -> impl Strategy<Value = Asset> {
    let denom = "[a-zA-Z][a-zA-Z0-9/:._-]{2,60}";
    prop_oneof![denom.prop_map(Asset::native), "[a-z0-9]{3,90}".prop_map(Asset::cw20)]
}

/// Whether the text that an event has for it is no other asset's, and no variant's name.
fn plain(asset: &Asset) -> bool {
    !matches!(asset, Asset::Native { denom } if denom == "native" || denom == "cw20" || denom.starts_with("cw20:"))
}

proptest! {
    #[test]
    fn a_message_takes_an_asset_as_an_event_spells_it(asset in asset().prop_filter("ambiguous", plain)) {
        let listed = attribute(PoolEvent::ListAsset { asset: &asset }, "asset");
        prop_assert_eq!(from_json::<Asset>(to_json_vec(&listed).unwrap()).unwrap(), asset.clone());
        prop_assert_eq!(serde_json::from_value::<Asset>(listed.clone().into()).unwrap(), asset.clone());
        let query = serde_json::json!({"account": {"owner": "somebody", "asset": listed}});
        let expected = QueryMsg::Account { owner: "somebody".into(), asset };
        prop_assert_eq!(from_json::<QueryMsg>(query.to_string()).unwrap(), expected);
    }

    #[test]
    fn an_asset_is_read_back_as_it_is_written(asset in asset()) {
        prop_assert_eq!(from_json::<Asset>(to_json_vec(&asset).unwrap()).unwrap(), asset.clone());
        let json = serde_json::to_value(&asset).unwrap();
        prop_assert_eq!(serde_json::from_value::<Asset>(json).unwrap(), asset.clone());
        // As a pool's record has it, followed by more.
        let bytes = postcard::to_allocvec(&(asset.clone(), 7u64)).unwrap();
        prop_assert_eq!(postcard::from_bytes::<(Asset, u64)>(&bytes).unwrap(), (asset, 7));
    }
}

#[test]
fn an_asset_has_the_stored_form_that_it_had() {
    let (native, token) = (Asset::native("unet"), Asset::cw20("token"));
    assert_eq!(to_json_string(&native).unwrap(), r#"{"native":{"denom":"unet"}}"#);
    assert_eq!(to_json_string(&token).unwrap(), r#"{"cw20":{"address":"token"}}"#);
    assert_eq!(postcard::to_allocvec(&native).unwrap(), b"\x00\x04unet");
    assert_eq!(postcard::to_allocvec(&token).unwrap(), b"\x01\x05token");
    assert!(postcard::from_bytes::<Asset>(b"\x02\x05token").is_err());
}

#[test]
fn what_is_no_asset_is_refused() {
    for wrong in [
        r#""native""#,
        r#""cw20""#,
        r#"{"native":"unet"}"#,
        r#"{"native":{}}"#,
        r#"{"cw20":{"denom":"unet"}}"#,
        r#"{"other":{"denom":"unet"}}"#,
        r#"{"native":{"denom":"unet"},"cw20":{"address":"token"}}"#,
        r#"{}"#,
        "7",
        "null",
        "[]",
    ] {
        assert!(from_json::<Asset>(wrong).is_err(), "{wrong}");
    }
    // Whoever means such a denom says so.
    let odd = r#"{"native":{"denom":"cw20:odd"}}"#;
    assert_eq!(from_json::<Asset>(odd).unwrap(), Asset::native("cw20:odd"));
}

#[test]
fn names_in_events_are_those_of_messages() {
    let somebody = Addr::unchecked("somebody");
    let lp = Uint128::one();
    for category in
        [Category::SwapFees { lp }, Category::Spread {}, Category::Slash {}, Category::Donation {}]
    {
        let amount = api::common::AssetAmount { asset: Asset::native("unet"), amount: lp };
        let event = FeeEvent::Deposit { sender: &somebody, category: &category, amount };
        assert_eq!(attribute(event, "category"), tag(&category));
    }
    use JobState::*;
    for state in [
        Open,
        Untaken,
        Called,
        Assigned,
        AwaitingInput,
        Submitted,
        Disputed,
        Settled,
        Cancelled,
        Expired,
        Refunded,
        Faulted,
        Defaulted,
    ] {
        assert_eq!(state.name(), tag(&state));
        assert_eq!(from_json::<JobState>(format!("\"{state}\"")).unwrap(), state);
    }
    for fault in [JobFault::Liveness, JobFault::Fraud] {
        assert_eq!(fault.name(), tag(&fault));
    }
    assert_eq!(
        [tag(&Payout::Wallet), tag(&Payout::Account)],
        ["wallet", "account"],
        "`to` of the pool's events"
    );
    let destinations = [
        Destination::Wallet { receiver: None },
        Destination::Account { receiver: None },
        Destination::Call { contract: "contract".into(), msg: Binary::default() },
    ];
    assert_eq!(destinations.map(|to| tag(&to)), ["wallet", "account", "call"], "`to` of a swap");
    let (take, client) = (lp, "client".to_owned());
    let ends = [
        JobEnd::Settled { take, redeem: take },
        JobEnd::Released {},
        JobEnd::Late { take },
        JobEnd::Fraud { take, client: client.clone(), reporter: None },
        JobEnd::Defaulted { take, client },
    ];
    assert_eq!(
        ends.map(|end| tag(&end)),
        ["settled", "released", "late", "fraud", "defaulted"],
        "`how` of `end_job`"
    );
}
