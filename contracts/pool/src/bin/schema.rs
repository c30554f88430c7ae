//! Prints the files of `schema/pool/` as JSON: their text by path.

use api::pool::{ExecuteMsg, InstantiateMsg, MigrateMsg, PoolCreated, QueryMsg, ReceiveMsg, ReceiverMsg};
use cosmwasm_schema::{generate_api, schema_for};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = generate_api! {
        name: "pool",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    println!(
        "{}",
        api::schema::files(
            api,
            vec![
                ("receive_msg", schema_for!(ReceiveMsg)),
                ("receiver_msg", schema_for!(ReceiverMsg)),
                ("pool_created", schema_for!(PoolCreated)),
            ]
        )?
    );
    Ok(())
}
