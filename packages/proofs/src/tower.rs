//! The extension fields of BN254 over [`Fq`]: Fq2 = Fq\[u\]/(u² + 1), Fq6 = Fq2\[v\]/(v³ − ξ) with
//! ξ = 9 + u, and Fq12 = Fq6\[w\]/(w² − v). The arithmetic is arkworks'; the constants are those of `ark_bn254`.

use ark_ff::{
    fields::models::fp12_2over3over2::Fp12Config, fields::models::fp6_3over2::Fp6Config, AdditiveGroup,
    Field, Fp12, Fp2, Fp2Config, Fp6,
};

use crate::field::{complex_product, from_ark, nine_times_minus, Fq};

/// The quadratic extension, the field of the twist's coordinates.
pub type Fq2 = Fp2<Fq2Config>;
/// The sextic extension.
pub type Fq6 = Fp6<Fq6Config>;
/// The extension that holds the pairing's values.
pub type Fq12 = Fp12<Fq12Config>;

/// a·b, cheaper than the operator.
#[inline(always)]
pub fn multiply2(a: &Fq2, b: &Fq2) -> Fq2 {
    let [c0, c1] = complex_product(&a.c0, &a.c1, &b.c0, &b.c1);
    Fq2::new(c0, c1)
}

/// The same element as a value of this module's type.
pub const fn from_ark2(element: ark_bn254::Fq2) -> Fq2 {
    Fq2::new(from_ark(element.c0), from_ark(element.c1))
}

/// The same elements as values of this module's type; another length fails the build.
#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated at compile time only")]
const fn all_from_ark2<const N: usize>(elements: &[ark_bn254::Fq2]) -> [Fq2; N] {
    assert!(elements.len() == N);
    let mut converted = [Fq2::ZERO; N];
    let mut i = 0;
    while i < N {
        converted[i] = from_ark2(elements[i]);
        i += 1;
    }
    converted
}

/// Parameters of the quadratic extension.
pub struct Fq2Config;

impl Fp2Config for Fq2Config {
    type Fp = Fq;
    const NONRESIDUE: Fq = from_ark(<ark_bn254::Fq2Config as Fp2Config>::NONRESIDUE);
    const FROBENIUS_COEFF_FP2_C1: &'static [Fq] = &[Fq::ONE, Self::NONRESIDUE];

    fn mul_fp_by_nonresidue_in_place(element: &mut Fq) -> &mut Fq {
        ark_ff::AdditiveGroup::neg_in_place(element)
    }
}

/// Parameters of the sextic extension.
#[derive(Clone, Copy)]
pub struct Fq6Config;

impl Fp6Config for Fq6Config {
    type Fp2Config = Fq2Config;
    const NONRESIDUE: Fq2 = from_ark2(<ark_bn254::Fq6Config as Fp6Config>::NONRESIDUE);
    const FROBENIUS_COEFF_FP6_C1: &'static [Fq2] =
        &all_from_ark2::<6>(<ark_bn254::Fq6Config as Fp6Config>::FROBENIUS_COEFF_FP6_C1);
    const FROBENIUS_COEFF_FP6_C2: &'static [Fq2] =
        &all_from_ark2::<6>(<ark_bn254::Fq6Config as Fp6Config>::FROBENIUS_COEFF_FP6_C2);

    /// (9 + u)·(a + b·u) = (9a − b) + (9b + a)·u.
    #[inline(never)]
    fn mul_fp2_by_nonresidue_in_place(element: &mut Fq2) -> &mut Fq2 {
        // 9b + a is 9b − (−a).
        let Fq2 { c0, c1, .. } = *element;
        *element = Fq2::new(nine_times_minus(&c0, &c1), nine_times_minus(&c1, &-c0));
        element
    }
}

/// Parameters of the extension of degree twelve.
#[derive(Clone, Copy)]
pub struct Fq12Config;

impl Fp12Config for Fq12Config {
    type Fp6Config = Fq6Config;
    const NONRESIDUE: Fq6 = Fq6::new(Fq2::ZERO, Fq2::ONE, Fq2::ZERO);
    const FROBENIUS_COEFF_FP12_C1: &'static [Fq2] =
        &all_from_ark2::<12>(<ark_bn254::Fq12Config as Fp12Config>::FROBENIUS_COEFF_FP12_C1);
}
