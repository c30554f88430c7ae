//! The versions of RISC Zero's and SP1's Groth16 verifiers: data only, shared with the build script.

/// One version of RISC Zero's recursion program. All versions share the verifying key and differ in what it is run on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// The releases that use it, `major.minor`.
    pub name: &'static str,
    /// The first four bytes of the digest of the verifier's parameters; a seal starts with them.
    pub selector: [u8; 4],
    /// Merkle root of the control ids of the recursion programs.
    pub control_root: [u8; 32],
    /// Control id of the last recursion program, a big-endian BN254 scalar.
    pub bn254_control_id: [u8; 32],
}

/// Every version that is known, oldest first. A set of versions keeps their positions here, so new ones come last and
/// none goes.
pub const VERSIONS: &[Version] = &[
    Version {
        name: "1.1",
        selector: [0x50, 0xbd, 0x17, 0x69],
        control_root: hex("8b6dcf11d463ac455361b41fb3ed053febb817491bdea00fdb340e45013b852e"),
        bn254_control_id: hex("05a022e1db38457fb510bc347b30eb8f8cf3eda95587653d0eac19e1f10d164e"),
    },
    Version {
        name: "1.2",
        selector: [0xc1, 0x01, 0xb4, 0x2b],
        control_root: hex("8cdad9242664be3112aba377c5425a4df735eb1c6966472b561d2855932c0469"),
        bn254_control_id: hex("04446e66d300eb7fb45c9726bb53c793dda407a62e9601618bb43c5c14657ac0"),
    },
    Version {
        name: "2.0",
        selector: [0x9f, 0x39, 0x69, 0x6c],
        control_root: hex("539032186827b06719244873b17b2d4c122e2d02cfb1994fe958b2523b844576"),
        bn254_control_id: hex("04446e66d300eb7fb45c9726bb53c793dda407a62e9601618bb43c5c14657ac0"),
    },
    Version {
        name: "2.1",
        selector: [0xf5, 0x36, 0x08, 0x5a],
        control_root: hex("884389273e128b32475b334dec75ee619b77cb33d41c332021fe7e44c746ee60"),
        bn254_control_id: hex("04446e66d300eb7fb45c9726bb53c793dda407a62e9601618bb43c5c14657ac0"),
    },
    Version {
        name: "2.2",
        selector: [0xbb, 0x00, 0x1d, 0x44],
        control_root: hex("ce52bf56033842021af3cf6db8a50d1b7535c125a34f1a22c6fdcf002c5a1529"),
        bn254_control_id: hex("04446e66d300eb7fb45c9726bb53c793dda407a62e9601618bb43c5c14657ac0"),
    },
    Version {
        name: "3.0",
        selector: [0x73, 0xc4, 0x57, 0xba],
        control_root: hex("a54dc85ac99f851c92d7c96d7318af41dbe7c0194edfcc37eb4d422a998c1f56"),
        bn254_control_id: hex("04446e66d300eb7fb45c9726bb53c793dda407a62e9601618bb43c5c14657ac0"),
    },
];

/// One version of SP1's Groth16 circuit. Each has a verifying key of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sp1Version {
    /// The first release of the circuit.
    pub name: &'static str,
    /// The first four bytes of the sha256 of the verifying key as gnark writes it; a proof starts with them.
    pub selector: [u8; 4],
    /// The root of the recursion programs' keys, a public input from 6.0 on.
    pub vk_root: Option<[u8; 32]>,
}

/// Every version of SP1 that is known, oldest first. A set of versions keeps their positions here, so new ones come last
/// and none goes.
pub const SP1_VERSIONS: &[Sp1Version] = &[
    Sp1Version { name: "4.0", selector: [0x11, 0xb6, 0xa0, 0x9d], vk_root: None },
    Sp1Version { name: "5.0", selector: [0xa4, 0x59, 0x4c, 0x59], vk_root: None },
    Sp1Version {
        name: "6.0",
        selector: [0x0e, 0x78, 0xf4, 0xdb],
        vk_root: Some(hex("008cd56e10c2fe24795cff1e1d1f40d3a324528d315674da45d26afb376e8670")),
    },
    Sp1Version {
        name: "6.1",
        selector: [0x43, 0x88, 0xa2, 0x1c],
        vk_root: Some(hex("002f850ee998974d6cc00e50cd0814b098c05bfade466d28573240d057f25352")),
    },
];

/// Decodes 64 hexadecimal digits at compile time; anything else fails the build.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated at compile time only")]
const fn hex(text: &str) -> [u8; 32] {
    const fn digit(c: u8) -> u8 {
        match c {
            b'0'..=b'9' => c - b'0',
            b'a'..=b'f' => c - b'a' + 10,
            _ => panic!("not a lower-case hexadecimal digit"),
        }
    }
    let text = text.as_bytes();
    assert!(text.len() == 64, "not 64 digits");
    let mut bytes = [0; 32];
    let mut i = 0;
    while i < 32 {
        bytes[i] = digit(text[2 * i]) << 4 | digit(text[2 * i + 1]);
        i += 1;
    }
    bytes
}

/// The image id of the set builder that RISC Zero publishes as 0.9.
pub const SET_BUILDER_0_9: [u8; 32] = [
    0x70, 0x90, 0x9b, 0x25, 0xdb, 0x0d, 0xb0, 0x0f, 0x1d, 0x4b, 0x40, 0x16, 0xae, 0xb8, 0x76, 0xf5, 0x35,
    0x68, 0xa3, 0xe5, 0xa8, 0xe6, 0x39, 0x7c, 0xb5, 0x62, 0xd7, 0x99, 0x47, 0xa0, 0x2c, 0xc9,
];

/// By which a method names it, and with which its encoded receipts start.
pub const SET_SELECTOR: [u8; 4] = [0x24, 0x2f, 0x9d, 0x5b];
