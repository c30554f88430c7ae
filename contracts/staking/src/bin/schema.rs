//! Prints the files of `schema/staking/` as JSON: their text by path.

use api::staking::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, ReceiveMsg};
use cosmwasm_schema::{generate_api, schema_for};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = generate_api! {
        name: "staking",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    println!("{}", api::schema::files(api, vec![("receive_msg", schema_for!(ReceiveMsg))])?);
    Ok(())
}
