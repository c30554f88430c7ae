//! The table that `cargo xtask figures` writes.

use chain::artifacts::Artifacts;
use chain::figures;
use chain::preflight::{CAPABLE, GAS_PER_BYTE, PATCHED};
use deploy::Code;

use super::PAGE;

fn text((major, minor, patch): (u64, u64, u64)) -> String {
    format!("{major}.{minor}.{patch}")
}

fn made(name: &str) -> (std::path::PathBuf, Artifacts) {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    for (code, kib) in Code::ALL.into_iter().zip(3usize..) {
        std::fs::write(folder.join(format!("{}.wasm", code.name())), vec![7; kib * 1024]).unwrap();
    }
    let artifacts = Artifacts::read(&folder).unwrap();
    (folder, artifacts)
}

/// What the page has of constants is current even where no wasm is built.
#[test]
fn the_page_has_the_constants_that_are_written_into_it() {
    let row = |what: &str| PAGE.lines().find(|line| line.starts_with(&format!("| {what} |"))).expect(what);
    assert!(row("gas of proposing a code, with its whole deposit").contains(&format!("| {GAS_PER_BYTE} per")));
    assert!(row("least wasmvm").contains(&text(CAPABLE)));
    for (wasmd, wasmvm) in PATCHED {
        let pair = format!("{} with {}", text(wasmd), text(wasmvm));
        assert!(row("wasmd with wasmvm without known advisories").contains(&pair), "{pair}");
    }
}

#[test]
fn a_page_with_other_figures_is_refused_until_it_is_written() {
    let (folder, artifacts) = made("figures");
    let (page, gas) = (folder.join("page.md"), folder.join("gas.toml"));
    std::fs::write(&page, PAGE).unwrap();
    std::fs::write(&gas, include_str!("../../../gas.toml")).unwrap();
    let error = figures::settle(&page, &artifacts, &gas, true).unwrap_err().to_string();
    assert!(error.contains("run `cargo xtask figures`"), "{error}");
    figures::settle(&page, &artifacts, &gas, false).unwrap();
    figures::settle(&page, &artifacts, &gas, true).unwrap();
    let written = std::fs::read_to_string(&page).unwrap();
    let largest = Code::ALL.last().unwrap().name();
    assert!(written.contains(&format!("| largest code | {largest}, 11 KiB, ")), "{written}");
    assert!(written.contains("58000 gas"), "what a pin saves comes from gas.toml");
    // Only what stands between the two lines changes.
    assert_eq!(written.lines().next(), PAGE.lines().next());
    assert_eq!(written.lines().last(), PAGE.lines().last());
    assert!(figures::with("no such lines", "").is_err());
}
