//! The checks that guard the artifacts refuse what they should, and the next version differs in its number only.

use std::fs;
use std::path::PathBuf;

use xtask::checksums;
use xtask::next_version::raise;
use xtask::project::{output, package, Project, CONTRACTS};
use xtask::static_check::check;
use xtask::toml_line::{get, set};

/// A module with one function of type `() -> ()`, its body as given: a count of local groups, the groups, the code.
fn module(body: &[u8]) -> Vec<u8> {
    let mut wasm = b"\0asm\x01\0\0\0".to_vec();
    wasm.extend([1, 4, 1, 0x60, 0, 0]); // types
    wasm.extend([3, 2, 1, 0]); // functions
    wasm.extend([5, 3, 1, 0, 1]); // one memory of at least a page
    let body_len = u8::try_from(body.len()).unwrap();
    wasm.extend([10, body_len + 2, 1, body_len]); // code
    wasm.extend(body);
    wasm
}

#[test]
fn locals_are_counted_and_limited() {
    let report = check(&module(&[2, 60, 0x7f, 35, 0x7e, 0x0b])).unwrap();
    assert_eq!((report.functions, report.most_locals, report.bytes), (1, 95, 33));
    let err = check(&module(&[2, 60, 0x7f, 36, 0x7e, 0x0b])).err().unwrap();
    assert_eq!(err.to_string(), "function 0: expected at most 95 locals, got 96");
}

#[test]
fn instructions_that_the_vm_lacks_are_refused() {
    // memory.fill of zero bytes: three constants, then the instruction.
    let fill = [0, 0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 11, 0, 0x0b];
    let err = check(&module(&fill)).err().unwrap();
    assert!(format!("{err:#}").contains("bulk memory"), "{err:#}");
    assert!(check(b"not wasm").is_err());
}

#[test]
fn large_artifacts_are_refused() {
    let padded = |bytes: usize| {
        // A custom section with an empty name fills the module up; its length takes five bytes.
        let mut wasm = module(&[0, 0x0b]);
        let rest = bytes - wasm.len() - 6;
        wasm.push(0);
        wasm.extend((0..5).map(|i| (rest >> (7 * i)) as u8 & 0x7f | if i < 4 { 0x80 } else { 0 }));
        wasm.resize(bytes, 0);
        wasm
    };
    assert!(check(&padded(720_895)).is_ok());
    let err = check(&padded(720_896)).err().unwrap();
    assert_eq!(err.to_string(), "expected fewer than 720896 bytes, got 720896");
}

#[test]
fn a_changed_artifact_is_named() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("checksums with a space");
    fs::create_dir_all(root.join("artifacts")).unwrap();
    let project = Project { target: root.clone(), cache: root.clone(), root };
    let built = [("pool.wasm", "aa"), ("token.wasm", "bb")];
    checksums::settle(&project, &built, false).unwrap();
    checksums::settle(&project, &built, true).unwrap();
    let err = checksums::settle(&project, &[("pool.wasm", "aa"), ("token.wasm", "cc")], true).unwrap_err();
    assert!(
        err.to_string().contains("different: token.wasm") && !err.to_string().contains("pool.wasm"),
        "{err}"
    );
    let text = fs::read_to_string(project.root.join("artifacts/checksums.txt")).unwrap();
    assert_eq!(text, "aa  pool.wasm\nbb  token.wasm\n");
}

#[test]
fn a_line_is_found_and_changed_in_its_section_only() {
    let text = "a = 1\n\n[x]\n# a = 2\na = 2 # old\nb = 3\n[y]\na = 4\n";
    assert_eq!(get(text, "x", "b"), Some("3"));
    assert_eq!(set(text, "x", "a", "9").unwrap(), text.replace("a = 2 # old", "a = 9"));
    assert_eq!(set(text, "", "a", "9").unwrap(), text.replacen("a = 1", "a = 9", 1));
    assert_eq!((get(text, "y", "b"), set(text, "y", "b", "9"), set(text, "z", "a", "9")), (None, None, None));
}

#[test]
fn the_next_version_raises_the_workspace_and_its_own_packages_in_the_lock_file() {
    let manifest =
        "[workspace.package]\nversion = \"0.2.9\"\n\n[workspace.dependencies]\nversion = \"0.2.9\"\n";
    let lock = "version = 4\n\n[[package]]\nname = \"own\"\nversion = \"0.2.9\"\ndependencies = [\n \"other\",\n]\n\n\
                [[package]]\nname = \"other\"\nversion = \"0.2.9\"\nsource = \"registry\"\n";
    let (raised, raised_lock) = raise(manifest, lock).unwrap();
    assert_eq!(raised, manifest.replacen("0.2.9", "0.2.10", 1));
    assert_eq!(raised_lock, lock.replacen("0.2.9", "0.2.10", 1));
    let err = raise("[workspace.package]\nversion = \"1.0.0-beta\"\n", lock).unwrap_err();
    assert!(err.to_string().contains("1.0.0-beta"), "{err}");
}

/// What cargo says of the workspace's packages.
fn metadata(project: &Project) -> serde_json::Value {
    let printed =
        output(&mut project.cargo(["metadata", "--locked", "--no-deps", "--format-version", "1"])).unwrap();
    serde_json::from_str(&printed).unwrap()
}

#[test]
fn dependants_may_have_another_version_of_what_packages_use() {
    let metadata = metadata(&Project::locate().unwrap());
    for found in metadata["packages"].as_array().unwrap() {
        // The suite on the built wasm has the version of its virtual machine; nobody depends on it.
        if found["name"] == "wasm-tests" {
            continue;
        }
        for needed in found["dependencies"].as_array().unwrap() {
            let bound = needed["req"].as_str().unwrap();
            assert!(!bound.contains('='), "{} binds {} to {bound}", found["name"], needed["name"]);
        }
    }
}

#[test]
fn packages_for_others_have_names_that_do_not_collide() {
    let project = Project::locate().unwrap();
    let metadata = metadata(&project);
    let mut contracts = vec![];
    for found in metadata["packages"].as_array().unwrap() {
        let manifest = PathBuf::from(found["manifest_path"].as_str().unwrap());
        let folder = manifest.parent().unwrap().strip_prefix(&project.root).unwrap();
        let name = folder.file_name().unwrap().to_str().unwrap();
        if !folder.starts_with("contracts") && !folder.starts_with("packages") {
            continue;
        }
        assert_eq!(found["name"], package(name), "{}", folder.display());
        // `use pool::` and pool.wasm stay what they are.
        let targets = found["targets"].as_array().unwrap();
        let is_library = |kind: &serde_json::Value| kind == "lib" || kind == "rlib";
        let library =
            targets.iter().find(|target| target["kind"].as_array().unwrap().iter().any(is_library)).unwrap();
        // What others write in their own tests says where it is from.
        let expected = if name == "testing" { package(name) } else { name.to_owned() };
        assert_eq!(library["name"], expected.replace('-', "_"));
        if folder.starts_with("contracts") {
            contracts.push(name.to_owned());
        }
    }
    contracts.sort();
    assert_eq!(contracts, CONTRACTS);
}
