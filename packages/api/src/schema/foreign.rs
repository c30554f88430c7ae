//! Descriptions of fields of foreign types (cw20's, cw-ownable's, cw-utils'), which come without.

use cosmwasm_schema::schemars::schema::{ObjectValidation, RootSchema, Schema, SchemaObject};

/// Field, and what it is, where it is the same in all foreign types.
const FIELDS: [(&str, &str); 24] = [
    ("accounts", "One page: addresses."),
    ("allowance", "What may still be moved or debited, base units of the token."),
    ("allowances", "One page."),
    ("amount", "How much, base units of the token."),
    ("at_height", "Block height from which it has ended."),
    ("at_time", "Unix nanoseconds, as decimal text, from which it has ended."),
    ("balance", "What it holds, base units of the token."),
    ("contract", "The contract that receives the tokens and is called: an address."),
    ("decimals", "Decimal places of one whole token: it has 10^decimals base units."),
    ("expires", "When the allowance ends; where a message leaves it out, it stays as it is, and a new one never ends."),
    ("expiry", "Until when the offer can be accepted; for ever, if left out."),
    ("minter", "Who may mint: an address."),
    ("msg", "What the receiver is to do: JSON of its hook message, as base64."),
    ("name", "Full name, 3 to 50 bytes."),
    ("new_minter", "Who: an address. Always refused."),
    ("new_owner", "To whom ownership is offered: a canonical address."),
    ("owner", "Whose tokens: an address."),
    ("pending_expiry", "Until when an offer of ownership can be accepted; for ever, if none."),
    ("pending_owner", "To whom ownership is offered, if to somebody: an address."),
    ("recipient", "Who receives: an address."),
    ("sender", "Who sent the tokens: an address. The token contract's word; trust it as far as the token."),
    ("spender", "Who may move or debit the tokens within the allowance: an address."),
    ("symbol", "Ticker, 3 to 12 letters or `-`."),
    ("total_supply", "All tokens in existence, base units."),
];

/// Gives every field without a description the one that its name has here.
pub fn describe(root: &mut RootSchema) {
    walk(&mut root.schema);
    for definition in root.definitions.values_mut() {
        if let Schema::Object(object) = definition {
            walk(object);
        }
    }
}

fn walk(schema: &mut SchemaObject) {
    if let Some(object) = schema.object.as_deref_mut() {
        fields(object);
    }
    let Some(parts) = schema.subschemas.as_deref_mut() else { return };
    for list in [&mut parts.one_of, &mut parts.any_of, &mut parts.all_of].into_iter().flatten() {
        for part in list {
            if let Schema::Object(object) = part {
                walk(object);
            }
        }
    }
}

fn fields(object: &mut ObjectValidation) {
    for (name, field) in &mut object.properties {
        let Schema::Object(field) = field else { continue };
        walk(field);
        let said = field.metadata.as_ref().is_some_and(|metadata| metadata.description.is_some());
        let Some((_, description)) = FIELDS.iter().find(|(key, _)| key == name).filter(|_| !said) else {
            continue;
        };
        // Beside a reference nothing counts, so it moves into a list of one.
        if field.is_ref() {
            let reference = SchemaObject { reference: field.reference.take(), ..SchemaObject::default() };
            field.subschemas().all_of = Some(vec![Schema::Object(reference)]);
        }
        field.metadata().description = Some((*description).to_owned());
    }
}
