//! Prints the files of `schema/lease-market/` as JSON: their text by path.

use api::lease_market::{ExecuteMsg, InstantiateMsg, MigrateMsg, PledgeMsg, QueryMsg, SwapMsg};
use cosmwasm_schema::{generate_api, schema_for};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = generate_api! {
        name: "lease-market",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    println!(
        "{}",
        api::schema::files(
            api,
            vec![("swap_msg", schema_for!(SwapMsg)), ("pledge_msg", schema_for!(PledgeMsg))]
        )?
    );
    Ok(())
}
