//! Prints the files of `schema/fee-collector/` as JSON: their text by path.

use api::fee_collector::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, ReceiveMsg};
use cosmwasm_schema::{generate_api, schema_for};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = generate_api! {
        name: "fee-collector",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    println!("{}", api::schema::files(api, vec![("receive_msg", schema_for!(ReceiveMsg))])?);
    Ok(())
}
