import assert from "node:assert/strict";
import { test } from "node:test";
import { printInstant } from "../core/kernel/instant.ts";
import { digestOf } from "../core/kernel/sha256.ts";
import { attributed, committedItem, openItem, OPENING } from "../core/testing/attributing.ts";
import { regular } from "../core/testing/mediating.ts";
import { climbedTo, MONDAY, ms, type Story } from "../core/testing/story.ts";
import { toCaseUco, type CaseUco } from "./case-uco.ts";

const exported = (story: Story): CaseUco =>
  toCaseUco(story.matter(), {
    title: "Substations lose telemetry",
    marking: "TLP:AMBER+STRICT",
    drill: true,
    nameOf: (party) => party,
  });

const ofType = ({ "@graph": graph }: CaseUco, type: string) => graph.filter((thing) => thing["@type"] === type);

/** Every `@id` that is only named. */
const named = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(named);
  if (typeof value !== "object" || value === null) return [];
  const keys = Object.keys(value);
  const [only] = keys;
  return keys.length === 1 && only === "@id" ? [String(Object.values(value)[0])] : Object.values(value).flatMap(named);
};

test("custody goes out as a chain of actions, each on the bytes that were then held", () => {
  const story = climbedTo("confirm");
  const [bytes, others] = [digestOf("the relay's log"), digestOf("changed")];
  const custody = [
    { holder: "Operator", at: printInstant(MONDAY - ms("4h")), hash: bytes },
    { holder: "Laboratory", at: printInstant(MONDAY - ms("2h")), hash: others },
  ];
  regular(story, "aurelia", "add-evidence", { body: { items: [openItem("log", { custody })] } });
  const file = exported(story);
  const [first, second] = ofType(file, "case-investigation:InvestigativeAction");
  assert.deepEqual(second?.["case-investigation:wasInformedBy"], [{ "@id": first?.["@id"] }]);
  const held = ofType(file, "uco-observable:ObservableObject");
  assert.equal(held.length, 2);
  assert.deepEqual(named(second?.["uco-action:object"]), [held[1]?.["@id"]]);
  assert.ok(JSON.stringify(held[0]).includes(Buffer.from(bytes, "base64url").toString("hex").toUpperCase()));
  const [record] = ofType(file, "case-investigation:ProvenanceRecord");
  assert.equal(record?.["case-investigation:exhibitNumber"], "aurelia/log");
  assert.deepEqual(named(record?.["uco-core:object"]), [held[0]?.["@id"]]);
  assert.deepEqual(record?.["uco-core:tag"], [
    'admiralty-scale:source-reliability="b"',
    'admiralty-scale:information-credibility="2"',
  ]);
});

test("everything that is named is there, once, under an id that ends with a UUID", () => {
  const { story } = attributed();
  regular(story, "borea", "add-evidence", { body: { items: [openItem("log"), openItem("copy")] } });
  const file = exported(story);
  const ids = file["@graph"].map(({ "@id": id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids)
    assert.match(id, /^kb:[a-z-]+-[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.deepEqual(
    named(file["@graph"]).filter((id) => !ids.includes(id)),
    [],
  );
  for (const key of Object.keys(file["@graph"][1] ?? {}).filter((name) => !name.startsWith("@")))
    assert.ok(Object.hasOwn(file["@context"], key.split(":")[0] ?? ""), key);
  assert.equal(JSON.stringify(exported(story)), JSON.stringify(file));
});

test("an item under a commitment goes out with its grade and commitment, and when it is opened with its bytes", () => {
  const story = climbedTo("confirm");
  const item = committedItem("aurelia", "tape");
  regular(story, "aurelia", "add-evidence", { body: { items: [item] } });
  const before = exported(story);
  const [record] = ofType(before, "case-investigation:ProvenanceRecord");
  assert.ok(String(record?.["uco-core:description"]).includes(String(item["commitment"])));
  assert.equal(ofType(before, "uco-observable:ObservableObject").length, 0);
  regular(story, "aurelia", "disclose-evidence", { body: { opening: OPENING } });
  assert.equal(ofType(exported(story), "uco-observable:ObservableObject").length, 1);
});

test("a drill says that it is one, and a matter without evidence is an investigation of nothing", () => {
  const [investigation, ...things] = exported(climbedTo("confirm"))["@graph"];
  assert.match(String(investigation?.["uco-core:description"]), /^DRILL/);
  assert.deepEqual(things, []);
});
