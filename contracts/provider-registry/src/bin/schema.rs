//! Prints the JSON schema of this contract's messages.

use api::provider_registry::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use cosmwasm_schema::generate_api;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = generate_api! {
        name: "provider-registry",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    println!("{}", api.render().to_string()?);
    Ok(())
}
