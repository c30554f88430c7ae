//! clients/ts on a chain: what it quotes, the chain does.

use std::path::Path;
use std::process::Command;

use chain::try_out;
use chain_tests::TestChain;
use xtask::project::Project;
use xtask::ts;

/// Prices, quotes by wasm and by query, a swap, jobs by swap and directly, lists, events: see `clients/ts/test/devnet.ts`.
#[test]
fn a_client_in_typescript_gets_what_it_was_quoted() {
    if let Err(missing) = ts::tools() {
        println!("SKIPPED: the client in TypeScript. {missing:#}");
        return;
    }
    let project = Project::locate().expect("a workspace");
    let folder = ts::folder(&project);
    ts::install(&folder).expect("what package-lock.json names");
    ts::npm(&folder, &["run", "build-tests"]).expect("it compiles");

    let chain = TestChain::new("typescript", 1, 28_000);
    let manifest = chain.deploy();
    // So that there is liquidity, and a price.
    try_out::run(&chain.file, &manifest, &mut |line: &str| println!("{line}")).expect("a first job");
    let printed = client(&folder, &chain);
    assert!(printed.ends_with("all as quoted\n"), "{printed}");
}

/// Runs the client and returns what it printed.
fn client(folder: &Path, chain: &TestChain) -> String {
    let output = Command::new("node")
        .arg(folder.join("build").join("devnet.js"))
        .env("RPC", &chain.file.chain.rpc[0])
        .env("MANIFEST", &chain.file.manifest)
        .output()
        .expect("node starts");
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    println!("{printed}");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    printed
}
