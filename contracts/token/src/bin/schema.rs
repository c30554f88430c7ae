//! Prints the files of `schema/token/` as JSON: their text by path.

use api::token::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, ReceiverMsg};
use cosmwasm_schema::{generate_api, schema_for};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = generate_api! {
        name: "token",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    println!("{}", api::schema::files(api, vec![("receiver_msg", schema_for!(ReceiverMsg))])?);
    Ok(())
}
