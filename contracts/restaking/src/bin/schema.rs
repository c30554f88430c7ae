//! Prints the files of `schema/restaking/` as JSON: their text by path.

use api::restaking::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, ReceiveMsg};
use cosmwasm_schema::{generate_api, schema_for};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = generate_api! {
        name: "restaking",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    println!("{}", api::schema::files(api, vec![("receive_msg", schema_for!(ReceiveMsg))])?);
    Ok(())
}
