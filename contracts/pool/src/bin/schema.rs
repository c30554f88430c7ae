//! Prints the contract's interface as JSON schema.

use api::pool::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use cosmwasm_schema::generate_api;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = generate_api! {
        name: "pool",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    println!("{}", api.render().to_string()?);
    Ok(())
}
