//! Import circles between files are found, and nothing else is taken for one.

use std::fs;
use std::path::PathBuf;

use xtask::circles::{check, circles};
use xtask::project::Project;

/// The circles of a crate with these files, their folder left out.
fn found(name: &str, files: &[(&str, &str)]) -> Vec<String> {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("circles").join(name);
    for (file, text) in files {
        let path = root.join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let folder = format!("{}/", root.display());
    circles(&root.join("lib.rs")).unwrap().iter().map(|circle| circle.replace(&folder, "")).collect()
}

#[test]
fn the_workspace_has_no_circle() {
    let checked = check(&Project::locate().unwrap());
    assert!(checked.is_ok(), "{:#}", checked.unwrap_err());
}

#[test]
fn files_that_import_each_other_are_named_with_what_they_take() {
    let files = [
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
        ("a.rs", "use crate::b::{self, One};"),
        ("b.rs", "pub struct One; fn f() { super::c::two() }"),
        ("c.rs", "use super::a as first; pub fn two() {}"),
        ("d.rs", "use crate::a;"),
    ];
    let circle =
        "  a.rs -> b.rs: crate::b, crate::b::One\n  b.rs -> c.rs: super::c::two\n  c.rs -> a.rs: super::a\n";
    assert_eq!(found("three", &files), [circle]);
}

#[test]
fn a_parent_may_declare_re_export_and_call_a_child_that_takes_nothing_from_it() {
    let files = [
        ("lib.rs", "mod a; pub use a::{f, One}; pub struct Code;"),
        ("a/mod.rs", "mod b; pub use b::One; pub fn f() { b::g() }"),
        ("a/b.rs", "use crate::Code; pub struct One; pub fn g() {}"),
    ];
    assert!(found("parent", &files).is_empty());
    let files = [files[0], files[1], ("a/b.rs", "use super::f; pub struct One; pub fn g() {}")];
    let circle = "  a/b.rs -> a/mod.rs: super::f\n  a/mod.rs -> a/b.rs: b::g\n";
    assert_eq!(found("child", &files), [circle]);
}

#[test]
fn a_re_exported_name_counts_for_the_file_that_defines_it() {
    let b = |import: &str| format!("use {import};\npub fn g() {{}}");
    for (name, import) in [("named", "crate::One"), ("renamed", "crate::Uno"), ("by glob", "crate::d::One")] {
        let b = b(import);
        let files = [
            ("lib.rs", "mod a; mod b; mod d; pub use a::{One, One as Uno};"),
            ("a.rs", "pub struct One; fn f() { crate::b::g() }"),
            ("b.rs", &b),
            ("d.rs", "pub use crate::a::*;"),
        ];
        let circle = format!("  a.rs -> b.rs: crate::b::g\n  b.rs -> a.rs: {import}\n");
        assert_eq!(found(name, &files), [circle]);
    }
}

#[test]
fn a_re_export_that_the_file_mentions_itself_is_an_import() {
    let child = ("a.rs", "use super::Code; pub struct One;");
    assert!(found("handed on", &[("lib.rs", "mod a; pub use a::One; pub struct Code;"), child]).is_empty());
    let files = [("lib.rs", "mod a; pub use a::One; pub struct Code(One);"), child];
    assert_eq!(found("mentioned", &files).len(), 1);
}

#[test]
fn inline_modules_belong_to_their_file() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        ("a.rs", "mod key { use super::Comb; use crate::b::One; }\ntype Comb = u8;"),
        ("b.rs", "pub struct One;"),
    ];
    assert!(found("inline", &files).is_empty());
}

#[test]
fn comments_literals_and_other_crates_import_nothing() {
    let b = r##"
        // use crate::a::One;
        /* crate::a::f() /* nested */ crate::a::f() */
        const TEXT: &str = "\" crate::a::f()";
        const RAW: &[u8] = br#"" crate::a::f()"#;
        const MARKS: [char; 3] = ['"', '\'', '{'];
        use other::a::One;
        use ::a::Two;
        pub fn g<'a>(_: &'a str) {}
    "##;
    let files = [("lib.rs", "mod a; mod b;"), ("a.rs", "use crate::b; pub fn f() {}"), ("b.rs", b)];
    assert!(found("nothing", &files).is_empty());
}

#[test]
fn a_module_without_a_file_is_an_error() {
    let root = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("circles-missing.rs");
    fs::write(&root, "mod missing;").unwrap();
    let err = circles(&root).unwrap_err();
    assert!(err.to_string().contains("missing.rs or"), "{err}");
}

#[test]
fn a_file_that_is_shared_by_its_path_is_read_where_it_lies() {
    let files = [
        ("lib.rs", "#[path = \"../elsewhere/shared.rs\"]\nmod shared; mod a; mod b;"),
        ("a.rs", "use crate::{b::g, shared::f}; pub fn h() {}"),
        ("b.rs", "use crate::a::h; pub fn g() {}"),
    ];
    assert!(!found("shared", &files).is_empty(), "what stands behind it is read");
    let files = [files[0], files[1], ("b.rs", "pub fn g() {}")];
    assert!(found("shared-without", &files).is_empty());
}
