//! Prints the files of `schema/job-market/` as JSON: their text by path.

use api::job_market::{
    ExecuteMsg, HookMsg, InstantiateMsg, JobOpened, MigrateMsg, QueryMsg, ReceiveMsg, SwapMsg,
};
use cosmwasm_schema::{generate_api, schema_for};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api = generate_api! {
        name: "job-market",
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
                ("swap_msg", schema_for!(SwapMsg)),
                ("hook_msg", schema_for!(HookMsg)),
                ("job_opened", schema_for!(JobOpened)),
            ]
        )?
    );
    Ok(())
}
