import assert from "node:assert/strict";
import { test } from "node:test";
import { Type } from "typebox";
import { problemsOf } from "./shape.ts";

const Notice = Type.Object(
  { subject: Type.String(), precedence: Type.Enum(["routine", "flash"]), to: Type.Object({ desk: Type.String() }) },
  { additionalProperties: false },
);

const told = (value: unknown): readonly string[] =>
  problemsOf(Notice, value).map(({ path, message }) => `${path.join(".")}: ${message}`);

test("a problem says where it is and what to do, the deepest first", () => {
  assert.deepEqual(told({ subject: "Telemetry", precedence: "flash", to: { desk: "watch" } }), []);
  assert.match(
    told({ subject: "x", precedence: "loud", to: { desk: "y" } })[0] ?? "",
    /^precedence: must be one of routine, flash$/,
  );
  assert.match(told({ precedence: "flash", to: { desk: "y" } })[0] ?? "", /needs subject/);
  assert.match(told({ subject: "x", precedence: "flash", to: {} })[0] ?? "", /^to: needs desk/);
  assert.ok(
    told({ subject: "x", precedence: "flash", to: { desk: "y" }, culprit: "borea" }).some((line) =>
      line.startsWith("culprit: there is no such field"),
    ),
  );
});

test("a value with names of the language in it is a problem like any other", () => {
  for (const odd of ['{"toString":1}', '{"valueOf":null,"toString":"x"}', '{"__proto__":{"toString":1}}', "[[]]"]) {
    const value: unknown = JSON.parse(`{"subject":${odd},"precedence":${odd},"to":${odd}}`);
    assert.match(told(value).join("\n"), /^precedence: must be one of routine, flash$/m, odd);
  }
});
