//! The page in a browser, over a market that lives on a chain: what is looked at and done there stands in `web/test/e2e`.

use std::fs;
use std::process::Command;

use chain_tests::http::serve;
use chain_tests::live::site::Site;
use chain_tests::live::{Live, Place};
use chain_tests::terminal::{build, camm};
use chain_tests::TestChain;
use xtask::project::Project;
use xtask::{ts, web};

const PORTS: u16 = 28_900;
/// The class whose pool is a launch pool here.
const LAUNCHED: &str = "l40s-48g-attested";
/// What happened in the market before anybody looks.
const DEEDS: usize = 12;

#[test]
fn everything_of_the_page_works_in_a_browser() {
    let browser = match ts::tools().and_then(|()| web::browser()) {
        Ok(browser) => browser,
        // `cargo xtask test` says so at its end.
        Err(missing) => {
            println!("SKIPPED: the page in a browser. {missing:#}");
            return;
        }
    };
    let project = Project::locate().expect("a workspace");
    let (camm, workload) = (camm(), build("inference", "inference"));
    let mut chain = TestChain::new("web", 1, PORTS);
    // The page shows the first sale of one class: that of attested hardware, which nobody else offers.
    let admitted = chain.file.wiring.classes.iter_mut().find(|class| class.class == LAUNCHED);
    admitted.expect("a class of attested hardware").launch = true;
    let manifest = chain.deploy();
    let folder = chain.home().with_extension("live");
    let _ = fs::remove_dir_all(&folder);
    let place = Place {
        chain: &chain.file,
        manifest: &manifest,
        folder: &folder,
        camm: &camm,
        workload: &workload,
        ports: PORTS + 80,
    };
    let mut live = Live::begin(&place).expect("a market that lives");
    for _ in 0..DEEDS {
        println!("{}", live.step().expect("it is done"));
    }
    let site = Site::serve(&project, &place, PORTS + 90).expect("the page is served");
    let devnet = chain.devnet();
    // What the tests ask of the node.
    let control = serve(move |what| {
        let done = match what {
            "stop" => devnet.stop(0),
            "start" => devnet.start(0),
            _ => return None,
        };
        done.ok().map(|_| b"done".to_vec())
    });
    let mut tests = Command::new("node");
    tests.args(["scripts/test.mjs", "e2e"]).current_dir(web::folder(&project));
    tests.env("CHROMIUM", browser).env("PAGE", &site.url).env("CONTROL", control);
    tests.env("RPC", &chain.file.chain.rpc[0]).env("PICTURES", folder.join("pictures"));
    assert!(tests.status().expect("node starts").success(), "see above; logs are in {}", folder.display());
}
