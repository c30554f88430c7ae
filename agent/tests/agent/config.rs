//! The configuration: safe defaults, and errors that name the key.

use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use compute_amm_agent::attestor_config::{AttestorConfig, KEYS as ATTESTOR_KEYS};
use compute_amm_agent::config::{Config, KEYS};
use compute_amm_agent::program::{Container, Program};

const PROGRAM: &str = "1111111111111111111111111111111111111111111111111111111111111111";

fn words(words: &[&str]) -> Program {
    words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>().into()
}

fn parse(more: &str) -> Result<Config, String> {
    let text =
        format!("chain = \"c.toml\"\nkey = \"k\"\n{more}\n[workloads]\n{PROGRAM} = [\"./run\", \"-x\"]\n");
    Config::parse(&text, Path::new("/f")).map_err(|e| format!("{e:#}"))
}

#[test]
fn three_keys_are_enough_and_the_rest_is_safe() {
    let config = parse("").unwrap();
    assert_eq!(config.chain, Path::new("/f/c.toml"));
    assert_eq!(config.data, Path::new("/f/agent-data"));
    assert_eq!(config.workloads[&[0x11; 32]], words(&["/f/./run", "-x"]));
    assert!(config.attestors.is_empty() && config.payers.is_empty() && config.classes.is_empty());
    assert_eq!((config.min_price, config.keep_net, config.memory_mib), (0, 1_000_000, 2_048));
    assert_eq!(config.metrics.unwrap().to_string(), "127.0.0.1:9464", "nobody outside sees the metrics");
}

#[test]
fn there_are_at_most_thirteen_keys() {
    assert!(KEYS.len() <= 13);
    let all =
        "data = \"d\"\nclasses = [\"h100\"]\nmethods = [1, 2]\npayers = [\"wasm1x\"]\nmin_price = \"700\"\n\
               keep_net = \"5\"\nmemory_mib = 64\nattestors = [\"http://a:1/\"]\nlisten.metrics = \"\"";
    let config = parse(all).unwrap();
    assert_eq!((config.min_price, config.keep_net, config.memory_mib, config.metrics), (700, 5, 64, None));
    assert_eq!(config.attestors, ["http://a:1"]);
}

#[test]
fn every_error_names_the_key_what_was_expected_and_what_came() {
    for (text, key, got) in [
        ("data = 5", "data", "5"),
        ("classes = \"h100\"", "classes", "h100"),
        ("classes = [1]", "classes", "1"),
        ("methods = [-1]", "methods", "-1"),
        ("methods = [\"a\"]", "methods", "a"),
        ("payers = [7]", "payers", "7"),
        ("min_price = 700", "min_price", "700"),
        ("min_price = \"7.5\"", "min_price", "7.5"),
        ("keep_net = \"-1\"", "keep_net", "-1"),
        ("memory_mib = 15", "memory_mib", "15"),
        ("memory_mib = \"1G\"", "memory_mib", "1G"),
        ("attestors = [\"localhost:1\"]", "attestors", "localhost:1"),
        ("attestors = [\"http://a\", \"http://a\"]", "attestors", "twice"),
        ("listen.metrics = \"9464\"", "listen.metrics", "9464"),
        ("listen.metrics = true", "listen.metrics", "true"),
        ("listen = \"127.0.0.1:1\"", "listen", "127.0.0.1:1"),
        ("listen.outputs = \"0.0.0.0:8080\"", "listen", "one"),
        ("listen.url = \"http://a\"", "listen", "one"),
        ("listen.outputs = \"8080\"\nlisten.url = \"http://a\"", "listen.outputs", "8080"),
        ("listen.outputs = \"0.0.0.0:8080\"\nlisten.url = \"ftp://a\"", "listen.url", "ftp://a"),
        ("listen.outputs = \"0.0.0.0:8080\"\nlisten.url = \"http://a?b\"", "listen.url", "http://a?b"),
        ("listen.colour = 1", "listen", "`colour`"),
        ("metrics = \"127.0.0.1:9464\"", "metrics", "listen.metrics"),
    ] {
        let error = parse(text).unwrap_err();
        assert!(error.contains(key) && error.contains("expected") && error.contains(got), "{text}: {error}");
    }
    let error = parse("colour = 1").unwrap_err();
    assert!(error.contains("`colour`") && error.contains("min_price"), "{error}");
}

#[test]
fn where_outputs_are_served_fits_into_a_locator() {
    let of = |url: &str| parse(&format!("[listen]\noutputs = \"0.0.0.0:8080\"\nurl = \"{url}\""));
    assert_eq!(parse("").unwrap().outputs, None, "nobody sees outputs unless it is said");
    let config = of("https://gpu.example/").unwrap();
    assert_eq!(config.metrics.unwrap().to_string(), "127.0.0.1:9464", "metrics stay where they were");
    let outputs = config.outputs.unwrap();
    assert_eq!(outputs.locator(&[0xab; 32]), format!("https://gpu.example/{}", "ab".repeat(32)));
    let url = |length: usize| format!("http://{}", "a".repeat(length - 7));
    let longest = of(&url(63)).unwrap().outputs.unwrap();
    assert_eq!(longest.locator(&[0; 32]).len(), api::common::MAX_LOCATOR);
    let error = of(&url(64)).unwrap_err();
    assert!(error.contains("listen.url: expected") && error.contains("got 129"), "{error}");
}

#[test]
fn what_must_be_said_is_asked_for() {
    let of = |text: &str| format!("{:#}", Config::parse(text, Path::new("")).unwrap_err());
    assert!(of("").contains("chain: expected a path"));
    assert!(of("chain = \"c\"").contains("key: expected a path"));
    assert!(of("chain = \"c\"\nkey = \"k\"").contains("workloads: expected at least one"));
    let workload = |line: &str| of(&format!("chain = \"c\"\nkey = \"k\"\n[workloads]\n{line}"));
    assert!(workload("ab = [\"x\"]").contains("64 hex digits, got `ab`"));
    assert!(workload(&format!("{PROGRAM} = []")).contains("expected a command"));
    assert!(workload(&format!("{PROGRAM} = \"x\"")).contains("expected a list"));
}

#[test]
fn a_workload_may_be_a_container_of_an_image_by_its_digest() {
    let parse = |table: &str| {
        let text = format!("chain = \"c\"\nkey = \"k\"\n[workloads]\n{PROGRAM} = {{ {table} }}\n");
        Config::parse(&text, Path::new("/f")).map_err(|e| format!("{e:#}"))
    };
    let image = format!("example/program@sha256:{PROGRAM}");
    let config = parse(&format!(
        "engine = \"podman\", image = \"{image}\", args = [\"-x\"], options = [\"--device\", \"nvidia.com/gpu=all\"]"
    ));
    let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let options = texts(&["--device", "nvidia.com/gpu=all"]);
    let expected = Container { engine: "podman".into(), image: image.clone(), args: texts(&["-x"]), options };
    assert_eq!(config.unwrap().workloads[&[0x11; 32]], Program::Container(expected));
    let path = parse(&format!("engine = \"./bin/docker\", image = \"{image}\"")).unwrap();
    assert_eq!(path.workloads[&[0x11; 32]].name(), "/f/./bin/docker");
    for (table, key, got) in [
        (format!("engine = \"runc\", image = \"{image}\""), "engine", "runc"),
        (format!("image = \"{image}\""), "engine", "\"\""),
        ("engine = \"podman\", image = \"program:latest\"".into(), "image", "program:latest"),
        ("engine = \"podman\", image = \"program@sha256:11\"".into(), "image", "@sha256:11"),
        (format!("engine = \"podman\", image = \"-{image}\""), "image", "-example"),
        (format!("engine = \"podman\", image = \"{image}\", args = \"x\""), "args", "x"),
        (format!("engine = \"podman\", image = \"{image}\", memory = 1"), "memory", "engine, image"),
    ] {
        let error = parse(&table).unwrap_err();
        let named = error.contains(key) && error.contains("expected") && error.contains(got);
        assert!(named && error.contains(PROGRAM), "{table}: {error}");
    }
}

#[test]
fn check_finds_missing_files_and_commands() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!("chain = \"c\"\nkey = \"k\"\n[workloads]\n{PROGRAM} = [\"no-such-command-1\"]\n");
    let config = Config::parse(&text, folder.path()).unwrap();
    let error = || format!("{:#}", config.check().unwrap_err());
    assert!(error().contains("chain: expected a file"));
    std::fs::write(folder.path().join("c"), "").unwrap();
    assert!(error().contains("key: expected a file"));
    let key = folder.path().join("k");
    std::fs::write(&key, "").unwrap();
    for mode in [0o644, 0o640, 0o602, 0o604, 0o660] {
        std::fs::set_permissions(&key, Permissions::from_mode(mode)).unwrap();
        let expected =
            format!("its user alone may read, got {} with mode {mode:o}: `chmod 600` it", key.display());
        assert!(error().contains(&expected), "{}", error());
    }
    std::fs::set_permissions(&key, Permissions::from_mode(0o600)).unwrap();
    assert!(error().contains("no-such-command-1"));
    let found = Config { workloads: [([1; 32], words(&["sh"]))].into(), ..config };
    found.check().unwrap();
}

#[test]
fn an_attestor_has_at_most_eight_keys_and_its_errors_name_them() {
    assert!(ATTESTOR_KEYS.len() <= 8);
    let parse = |more: &str| {
        let text = format!(
            "chain = \"c.toml\"\nkey = \"k\"\n{more}\n[workloads]\n{PROGRAM} = [\"./run\", \"-x\"]\n"
        );
        AttestorConfig::parse(&text, Path::new("/f")).map_err(|e| format!("{e:#}"))
    };
    let config = parse("").unwrap();
    assert_eq!((config.chain.as_path(), config.key.as_path()), (Path::new("/f/c.toml"), Path::new("/f/k")));
    assert_eq!((config.data.as_path(), config.memory_mib), (Path::new("/f/attestor-data"), 2_048));
    assert_eq!(config.listen.to_string(), "127.0.0.1:9465", "nobody outside asks it");
    assert_eq!(config.workloads[&[0x11; 32]], words(&["/f/./run", "-x"]));
    for (text, key, got) in [
        ("data = 5", "data", "5"),
        ("memory_mib = 15", "memory_mib", "15"),
        ("listen = \"9465\"", "listen", "9465"),
        ("listen = \"\"", "listen", "\"\""),
        ("metrics = \"\"", "metrics", "listen"),
    ] {
        let error = parse(text).unwrap_err();
        assert!(error.contains(key) && error.contains("expected") && error.contains(got), "{text}: {error}");
    }
    let of = |text: &str| format!("chain = \"c\"\nkey = \"k\"\n[workloads]\n{PROGRAM} = {{ {text} }}\n");
    let inspector = of("inspect = [\"./look\", \"-x\"]");
    let config = AttestorConfig::parse(&inspector, Path::new("/f")).unwrap();
    let Program::Inspector(words) = &config.workloads[&[0x11; 32]] else { panic!() };
    assert_eq!(words[..], ["/f/./look", "-x"]);
    let error = format!("{:#}", Config::parse(&inspector, Path::new("/f")).unwrap_err());
    assert!(error.contains("unknown key `inspect`"), "an agent inspects nothing: {error}");
    let error = format!("{:#}", AttestorConfig::parse(&of("inspect = []"), Path::new("/f")).unwrap_err());
    assert!(error.contains("inspect: expected a command"), "{error}");
    let error = format!("{:#}", AttestorConfig::parse("key = \"k\"", Path::new("")).unwrap_err());
    assert_eq!(error, "chain: expected a path, got nothing");
}

#[test]
fn a_file_that_is_named_by_a_relative_path_means_absolute_ones() {
    // A workload runs in a folder of its own, from which a relative command would not be found.
    let folder = tempfile::tempdir_in(".").unwrap();
    let path = Path::new(folder.path().file_name().unwrap()).join("provider.toml");
    let text = format!("chain = \"c\"\nkey = \"k\"\n[workloads]\n{PROGRAM} = [\"./run\"]\n");
    std::fs::write(&path, text).unwrap();
    let config = Config::read(&path).unwrap();
    let command = Path::new(config.workloads[&[0x11; 32]].name());
    assert!(command.is_absolute() && config.data.is_absolute(), "{config:?}");
}
