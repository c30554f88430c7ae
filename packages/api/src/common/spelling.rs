//! An asset as events spell it, which messages take too.

use std::convert::Infallible;
use std::fmt::{Formatter, Result as FmtResult};
use std::str::FromStr;

use serde::de::{EnumAccess, Error, VariantAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::{Asset, CW20};

/// Variants in the order of their numbers in stored records.
const VARIANTS: &[&str] = &["native", "cw20"];

impl FromStr for Asset {
    type Err = Infallible;

    /// The asset that an event calls so: `cw20:` and a token contract's address, or else a denom. Says nothing about whether
    /// there is one ([`Asset::check`]).
    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text.strip_prefix(CW20) {
            Some(address) => Asset::cw20(address),
            None => Asset::native(text),
        })
    }
}

/// From `{"native": {"denom": …}}` and `{"cw20": {"address": …}}`, as it is written; from the text that events have; and from
/// stored records, as a derived implementation would read them.
impl<'de> Deserialize<'de> for Asset {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_enum("Asset", VARIANTS, AssetVisitor)
    }
}

/// The name of a variant, its number, or an asset's text.
enum Tag {
    Native,
    Cw20,
    Text(String),
}

#[derive(Deserialize)]
struct Native {
    denom: String,
}

#[derive(Deserialize)]
struct Cw20 {
    address: String,
}

struct AssetVisitor;

impl<'de> Visitor<'de> for AssetVisitor {
    type Value = Asset;

    fn expecting(&self, f: &mut Formatter) -> FmtResult {
        f.write_str("an asset")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Asset, A::Error> {
        Ok(match data.variant()? {
            (Tag::Native, variant) => Asset::native(variant.newtype_variant::<Native>()?.denom),
            (Tag::Cw20, variant) => Asset::cw20(variant.newtype_variant::<Cw20>()?.address),
            (Tag::Text(text), variant) => {
                variant.unit_variant().map_err(|_| A::Error::unknown_variant(&text, VARIANTS))?;
                let Ok(asset) = text.parse();
                asset
            }
        })
    }
}

impl<'de> Deserialize<'de> for Tag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(TagVisitor)
    }
}

struct TagVisitor;

impl Visitor<'_> for TagVisitor {
    type Value = Tag;

    fn expecting(&self, f: &mut Formatter) -> FmtResult {
        f.write_str("`native`, `cw20`, a denom or `cw20:` and an address")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Tag, E> {
        match number {
            0 => Ok(Tag::Native),
            1 => Ok(Tag::Cw20),
            _ => Err(E::custom("expected variant 0 or 1 of an asset")),
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tag, E> {
        Ok(match text {
            "native" => Tag::Native,
            "cw20" => Tag::Cw20,
            text => Tag::Text(text.to_owned()),
        })
    }
}
