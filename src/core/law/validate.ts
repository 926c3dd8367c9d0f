// Shapes at the door: the body of each kind is closed, and an unknown kind or field is refused by name.
// spec/act.md

import { Compile, type Validator } from "typebox/compile";
import type { Body } from "../kernel/act.ts";
import { RECEIPT, ReceiptBody } from "../kernel/receipt.ts";
import { problemsOf } from "../kernel/shape.ts";
import { agreementRuleOf } from "./agreement.ts";
import { lineRuleOf } from "./line-fold.ts";
import { ruleOf } from "./table.ts";

export type ShapeError =
  | { readonly error: "unknown-kind"; readonly kind: string }
  | { readonly error: "bad-body"; readonly field: string; readonly because: string };

const schemaOf = (kind: string) =>
  kind === RECEIPT ? ReceiptBody : (ruleOf(kind)?.body ?? agreementRuleOf(kind)?.body ?? lineRuleOf(kind)?.body);

const compiled = new Map<string, Validator>();

function validatorOf(kind: string): Validator | undefined {
  const known = compiled.get(kind);
  if (known !== undefined) return known;
  const schema = schemaOf(kind);
  if (schema === undefined) return undefined;
  const made: Validator = Compile(schema);
  compiled.set(kind, made);
  return made;
}

/** Undefined when the body fits its kind; otherwise the first thing that is wrong with it. */
export function checkBody(kind: string, body: Body): ShapeError | undefined {
  const validator = validatorOf(kind);
  if (validator === undefined) return { error: "unknown-kind", kind };
  if (validator.Check(body)) return undefined;
  return firstError(kind, body);
}

function firstError(kind: string, body: Body): ShapeError {
  const schema = schemaOf(kind);
  const [first] = schema === undefined ? [] : problemsOf(schema, body);
  return {
    error: "bad-body",
    field: first?.path.join(".") || kind,
    because: first?.message ?? "does not fit",
  };
}
