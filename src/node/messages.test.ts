import assert from "node:assert/strict";
import { after, test } from "node:test";
import fc from "fast-check";
import { agree, nodeAlone, reportBody, text } from "../../test/nodes.ts";
import { NodeFailure } from "./failure.ts";
import { messagesView, messageView } from "./messages.ts";

const bench = nodeAlone("aurelia", agree());
after(bench.stop);
const { node } = bench;

const heading = { precedence: "priority", subject: "The relay", names: { clauses: ["ladder"] }, asks: "clarify" };

test("a message is found by its id, by its place and by the number that it carries", async () => {
  const body = { type: "ask", heading, text: text("Is your desk well?") };
  const { act } = await node.sign({ kind: "message", matter: null, to: ["borea"], marking: "TLP:AMBER", body });
  const { layout } = messageView(node, act.id);
  assert.equal(layout.number.startsWith("AURELIA/"), true);
  for (const name of [layout.number, layout.number.toLowerCase(), `aurelia/${act.seq}`]) {
    assert.equal(messageView(node, name).entry.act.id, act.id, name);
  }
  assert.deepEqual(layout.clauses, [{ clause: "ladder", number: node.identity.compact.clauses["ladder"] }]);
});

test("the messages outside every matter are shown with their answers; an act in a matter is laid out alone", async () => {
  const seen = messagesView(node);
  assert.deepEqual(
    seen.messages.map(({ layout, answers }) => [layout.format, answers]),
    [["ask", {}]],
  );
  assert.deepEqual(seen.waiting, [], "nobody answers oneself");
  const to = ["borea"];
  const marking = "TLP:AMBER";
  const report = await node.sign({ kind: "report", matter: null, to, marking, body: reportBody() });
  const { matter } = report.act;
  const asked = await node.sign({ kind: "ask", matter, to, marking, body: { question: text("When?"), heading } });
  assert.equal(messageView(node, asked.act.id).layout.matter, matter);
  assert.equal(messagesView(node).messages.length, 1);
  assert.throws(() => messageView(node, report.act.id), NodeFailure, "a report is no formal message");
});

test("whatever is asked for, a message is shown or named as unknown", () => {
  const name = fc.oneof(
    fc.string({ unit: "binary" }),
    fc
      .tuple(fc.constantFrom("aurelia", "AURELIA", "borea", "__proto__"), fc.string(), fc.nat())
      .map((parts) => parts.join("/")),
    fc
      .tuple(fc.constantFrom("aurelia/26", "aurelia"), fc.bigInt({ min: 0n, max: 10n ** 20n }))
      .map((parts) => parts.join("/")),
  );
  fc.assert(
    fc.property(name, (asked) => {
      try {
        assert.ok(messageView(node, asked).layout.number);
      } catch (error) {
        assert.ok(error instanceof NodeFailure && error.code === "unknown-act", String(error));
      }
    }),
    { numRuns: 300 },
  );
});
