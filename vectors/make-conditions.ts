// Makes vectors/conditions.json: `node vectors/make-conditions.ts`. A condition, facts, and its truth by
// Kleene's three values. The truths are written by hand. Facts that are not named are unknown. spec/condition.md

import { writeFileSync } from "node:fs";
import type { Condition, Truth } from "../src/core/compact/condition.ts";
import type { Facts } from "../src/core/compact/facts.ts";

const FILE = new URL("conditions.json", import.meta.url);

export type ConditionCase = {
  readonly name: string;
  readonly condition: Condition;
  readonly facts: Partial<Facts>;
  readonly truth: Truth;
};

const sabotage: Condition = { field: "nature", is: "sabotage" };
const many: Condition = { field: "people", "at-least": 100_000 };
const civilians: Condition = { field: "civilians", is: "yes" };
const unclear: Condition = { field: "malicious", is: "unknown" };

export const conditionCases = (): readonly ConditionCase[] => [
  { name: "is: the word", condition: sabotage, facts: { nature: "sabotage" }, truth: "yes" },
  { name: "is: another word", condition: sabotage, facts: { nature: "disruption" }, truth: "no" },
  { name: "is: nothing said", condition: sabotage, facts: {}, truth: "unknown" },
  { name: "is: the word for not known", condition: sabotage, facts: { nature: "undetermined" }, truth: "unknown" },
  { name: "is unknown: nothing said", condition: unclear, facts: {}, truth: "yes" },
  { name: "is unknown: said to be unknown", condition: unclear, facts: { malicious: "unknown" }, truth: "yes" },
  { name: "is unknown: known", condition: unclear, facts: { malicious: "no" }, truth: "no" },
  {
    name: "in: with the word for not known among them",
    condition: { field: "effect", in: ["interrupted", "unknown"] },
    facts: {},
    truth: "yes",
  },
  {
    name: "in: none of them",
    condition: { field: "effect", in: ["interrupted", "control-lost"] },
    facts: { effect: "none" },
    truth: "no",
  },
  {
    name: "in: one of them",
    condition: { field: "effect", in: ["interrupted", "control-lost"] },
    facts: { effect: "control-lost" },
    truth: "yes",
  },
  {
    name: "has: one of several",
    condition: { field: "sectors", has: ["energy", "health"] },
    facts: { sectors: ["banking", "health"] },
    truth: "yes",
  },
  { name: "has: none", condition: { field: "sectors", has: ["energy"] }, facts: { sectors: ["banking"] }, truth: "no" },
  { name: "has: an empty set", condition: { field: "sectors", has: ["energy"] }, facts: { sectors: [] }, truth: "no" },
  { name: "has: nothing said", condition: { field: "sectors", has: ["energy"] }, facts: {}, truth: "unknown" },
  {
    name: "has: a strategic system",
    condition: { field: "strategic", has: ["early-warning", "nuclear-command"] },
    facts: { strategic: ["early-warning"] },
    truth: "yes",
  },
  { name: "at-least: as many", condition: many, facts: { people: 100_000 }, truth: "yes" },
  { name: "at-least: one fewer", condition: many, facts: { people: 99_999 }, truth: "no" },
  { name: "at-least: not known", condition: many, facts: {}, truth: "unknown" },
  {
    name: "at-least zero: not known all the same",
    condition: { field: "people", "at-least": 0 },
    facts: {},
    truth: "unknown",
  },
  {
    name: "at-most: as many",
    condition: { field: "severity-high", "at-most": 2 },
    facts: { "severity-high": 2 },
    truth: "yes",
  },
  {
    name: "at-most: more",
    condition: { field: "severity-high", "at-most": 2 },
    facts: { "severity-high": 3 },
    truth: "no",
  },
  { name: "at-most: not assessed", condition: { field: "severity-high", "at-most": 2 }, facts: {}, truth: "unknown" },
  {
    name: "all: yes and yes",
    condition: { all: [sabotage, civilians] },
    facts: { nature: "sabotage", civilians: "yes" },
    truth: "yes",
  },
  {
    name: "all: yes and unknown",
    condition: { all: [sabotage, civilians] },
    facts: { nature: "sabotage" },
    truth: "unknown",
  },
  { name: "all: no and unknown", condition: { all: [sabotage, civilians] }, facts: { civilians: "no" }, truth: "no" },
  { name: "all: unknown and unknown", condition: { all: [sabotage, civilians] }, facts: {}, truth: "unknown" },
  {
    name: "any: yes and unknown",
    condition: { any: [sabotage, civilians] },
    facts: { civilians: "yes" },
    truth: "yes",
  },
  {
    name: "any: no and unknown",
    condition: { any: [sabotage, civilians] },
    facts: { civilians: "no" },
    truth: "unknown",
  },
  {
    name: "any: no and no",
    condition: { any: [sabotage, civilians] },
    facts: { nature: "collection", civilians: "no" },
    truth: "no",
  },
  { name: "not: yes", condition: { not: sabotage }, facts: { nature: "sabotage" }, truth: "no" },
  { name: "not: no", condition: { not: sabotage }, facts: { nature: "collection" }, truth: "yes" },
  { name: "not: unknown stays unknown", condition: { not: sabotage }, facts: {}, truth: "unknown" },
  { name: "not: known to be unknown", condition: { not: unclear }, facts: {}, truth: "no" },
  {
    name: "a thing and its opposite, of what is not known",
    condition: { any: [sabotage, { not: sabotage }] },
    facts: {},
    truth: "unknown",
  },
  {
    name: "four levels",
    condition: { all: [{ any: [{ not: sabotage }, many] }, civilians] },
    facts: { nature: "sabotage", people: 5, civilians: "yes" },
    truth: "no",
  },
  {
    name: "four levels with one thing not known",
    condition: { all: [{ any: [{ not: sabotage }, many] }, civilians] },
    facts: { nature: "sabotage", civilians: "yes" },
    truth: "unknown",
  },
];

export const conditionVectors = (): string => `${JSON.stringify({ cases: conditionCases() }, null, 1)}\n`;

if (import.meta.main) writeFileSync(FILE, conditionVectors());
