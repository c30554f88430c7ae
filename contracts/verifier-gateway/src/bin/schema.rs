//! Prints the files of `schema/verifier-gateway/` as JSON: their text by path.

use api::external_verifier::VerifierMsg;
use api::verifier_gateway::{ExecuteMsg, InstantiateMsg, MethodAdded, MigrateMsg, QueryMsg};
use cosmwasm_schema::{generate_api, schema_for};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = generate_api! {
        name: "verifier-gateway",
        instantiate: InstantiateMsg,
        execute: ExecuteMsg,
        query: QueryMsg,
        migrate: MigrateMsg,
    };
    println!(
        "{}",
        api::schema::files(
            api,
            vec![("method_added", schema_for!(MethodAdded)), ("verifier_msg", schema_for!(VerifierMsg)),]
        )?
    );
    Ok(())
}
