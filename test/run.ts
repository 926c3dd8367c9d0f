// Runs every test file and ends with the one line that counts. Arguments narrow it to files whose path
// contains one of them.

import { availableParallelism } from "node:os";
import { globSync } from "node:fs";
import { run } from "node:test";
import { spec } from "node:test/reporters";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const wanted = process.argv.slice(2);
const files = ["src", "test", "web", "vectors"]
  .flatMap((folder) => globSync(`${folder}/**/*.test.ts`, { cwd: root }))
  .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)))
  .toSorted()
  .map((file) => `${root}${file}`);

const counts = { passed: 0, failed: 0, skipped: 0 };
const stream = run({ files, concurrency: availableParallelism(), timeout: 900_000 });
stream.on("test:pass", ({ skip, details }) => {
  if (details.type === "suite") return;
  if (skip === undefined || skip === false) counts.passed += 1;
  else counts.skipped += 1;
});
stream.on("test:fail", ({ details }) => {
  if (details.type !== "suite") counts.failed += 1;
});
stream.on("end", () => {
  // Nothing may come after this line, so it waits for the reporter to be done.
  setImmediate(() => {
    process.stdout.write(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
    process.exitCode = counts.failed === 0 && counts.passed > 0 ? 0 : 1;
  });
});
stream.compose(spec).pipe(process.stdout, { end: false });
