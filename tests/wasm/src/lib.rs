//! The market's scenarios on the built wasm, in a real virtual machine.
