import assert from "node:assert/strict";
import { after, test } from "node:test";
import { agree, nodeAlone, reportBody, text } from "../../test/nodes.ts";
import { LIMITS, type ActId } from "../core/kernel/act.ts";
import { HOUR } from "../core/kernel/instant.ts";
import type { NodeEvent } from "./http/api.ts";
import { measuresView, SHOWN_OVER } from "./measures.ts";

// An hour of the compact is a second here.
const PACE = 3600;
const bench = nodeAlone(
  "aurelia",
  agree("drill", PACE, {
    responses: {
      menu: [
        { measure: "demarche", says: { en: "An approach." }, category: "preventive", lasts: "1h" },
        { measure: "statement", says: { en: "A statement." }, category: "preventive", consults: "addressees" },
      ],
    },
  }),
);
after(bench.stop);
const { node } = bench;
const MARKED = { to: ["borea", "cassia"], marking: "TLP:AMBER" } as const;

const signs = async (kind: string, matter: string | null, body: Record<string, unknown>): Promise<ActId> =>
  (await node.sign({ kind, matter, ...MARKED, body })).act.id;

test("the register shows every measure with its words and its clock, and a measure that ends by itself is announced", async () => {
  assert.deepEqual(measuresView(node).running, []);
  const { act } = await node.sign({ kind: "report", matter: null, ...MARKED, body: reportBody() });
  const { matter } = act;
  const [objective, ends] = [text("That it stops."), text("A week without it.")];
  const stated = { objective, ends, undo: text("We withdraw the note."), triedOnPaper: "yes" };
  const proposal = await signs("propose-measure", matter, { measure: "demarche", ...stated });
  await signs("propose-measure", matter, { measure: "statement", objective, ends });
  const told = new Promise<Extract<NodeEvent, { event: "time" }>>((resolve) => {
    node.subscribe((event) => {
      if (event.event === "time" && event.ended.length > 0) resolve(event);
    });
  });
  await signs("adopt-measure", matter, { of: proposal });
  const { running } = measuresView(node);
  assert.deepEqual(
    running.map(({ measure }) => [measure.measure, measure.state.is]),
    [
      ["demarche", "adopted"],
      ["statement", "proposed"],
    ],
    "what ends first stands first",
  );
  const [inForce, open] = running;
  assert.deepEqual(inForce?.stated.undo, stated.undo);
  assert.equal(inForce?.title, reportBody()["title"]);
  assert.deepEqual(open?.measure.consulted, ["borea"]);
  const { ended, at, matter: where } = await told;
  assert.deepEqual([ended, where], [["demarche"], matter]);
  const { over } = measuresView(node);
  assert.deepEqual(over[0]?.measure.state, { is: "expired", at });
  const adopted = inForce?.measure.state;
  assert.ok(adopted?.is === "adopted" && at - adopted.at === HOUR / PACE);
});

test("the register lists the newest that are over, and says how many more there are", async () => {
  const [objective, ends] = [text("That it stops."), text("A week without it.")];
  const before = measuresView(node);
  assert.equal(before.hidden, 0);
  let over = before.over.length;
  let matter: string | null = null;
  for (let i = 0; over < SHOWN_OVER + 3; i += 1) {
    if (i % LIMITS.measuresEach === 0)
      ({ matter } = (await node.sign({ kind: "report", matter: null, ...MARKED, body: reportBody() })).act);
    const of = await signs("propose-measure", matter, { measure: "demarche", objective, ends });
    await signs("lift-measure", matter, { of, statement: text("Not needed.") });
    over += 1;
  }
  const view = measuresView(node);
  assert.deepEqual([view.over.length, view.hidden], [SHOWN_OVER, 3]);
  assert.equal(view.running.length, before.running.length);
  assert.equal(view.over[0]?.matter, matter, "the newest stand first");
});
