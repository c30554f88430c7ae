//! The program against its reference, `model/make.py`.

use inference::{infer, program_digest, BadInput, BATCH, PIXELS};

const PICTURES: &[u8] = include_bytes!("batch.bin");
const EXPECTED: &str = include_str!("batch.txt");

#[test]
fn a_batch_gives_what_the_script_gives() {
    assert_eq!(infer(PICTURES).as_deref(), Ok(EXPECTED));
}

#[test]
fn what_a_picture_gives_does_not_depend_on_its_neighbours() {
    let one = |picture: &[u8]| infer(picture).expect("a picture");
    let alone: String = PICTURES.chunks(PIXELS).map(one).collect();
    assert!(PICTURES.len() > 3 * BATCH * PIXELS);
    assert_eq!(alone, EXPECTED);
}

#[test]
fn the_model_tells_digits_apart() {
    let right =
        EXPECTED.lines().enumerate().filter(|(i, line)| line.starts_with(&(i % 10).to_string())).count();
    assert!(right >= 95, "{right} of 100");
}

#[test]
fn a_program_has_one_digest() {
    // Clients name it: whoever changes weights or arithmetic publishes another.
    let digest: String = program_digest().iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(digest, "5bce1d7826a40374383ce1b6ab5967b14492b6c58163328ce14d2786d383280d");
}

#[test]
fn no_pictures_are_refused() {
    assert_eq!(infer(&[]), Err(BadInput { got: 0 }));
    let error = infer(&PICTURES[..100]).expect_err("a picture and a half");
    assert_eq!(error.to_string(), "expected pictures of 64 bytes each, at least one, got 100 bytes");
}
