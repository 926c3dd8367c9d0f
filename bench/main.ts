// `npm run bench`: our figures beside the machine's own limits, measured in the same run, as ratios.
// With --json the rows as JSON; with names only those benches; --acts N for the fold's history.

import { cpus } from "node:os";
import { appending } from "./appending.ts";
import { checking } from "./checking.ts";
import { delivering } from "./delivering.ts";
import { folding } from "./folding.ts";
import { hotline } from "./hotline.ts";
import { merkle } from "./merkle.ts";
import type { Figure, Row } from "./measure.ts";
import { modelcheck } from "./modelcheck.ts";
import { sealing } from "./sealing.ts";
import { starting } from "./starting.ts";
import { thin } from "./thin.ts";

const args = process.argv.slice(2);
const json = args.includes("--json");
const acts = Number(args[args.indexOf("--acts") + 1] ?? Number.NaN);
const names = args.filter((arg) => /^[a-z]+$/.test(arg));

const BENCHES: Readonly<Record<string, () => Promise<readonly Row[]> | readonly Row[]>> = {
  checking,
  merkle,
  appending,
  hotline,
  delivering,
  sealing,
  thin,
  folding: () => folding(Number.isInteger(acts) && acts > 0 ? acts : 200_000),
  modelcheck,
  starting,
};

const number = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString("en") : value.toPrecision(3);
const figure = ({ min, median, max }: Figure): string => `${number(min)} / ${number(median)} / ${number(max)}`;

const rows: Row[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (names.length > 0 && !names.includes(name)) continue;
  for (const row of await bench()) {
    rows.push(row);
    if (json) continue;
    const bar =
      row.bar === null ? "" : `  bar: at ${row.bar.at} ${row.bar.ratio}, ${row.holds === true ? "holds" : "MISSED"}`;
    process.stdout.write(
      `${row.name}\n  ${figure(row.ours)} ${row.unit}\n  beside ${row.beside}: ${figure(row.limit)}\n  ratio ${figure(row.ratio)}${bar}\n`,
    );
  }
}
if (json) {
  const machine = { node: process.version, cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length };
  process.stdout.write(`${JSON.stringify({ at: new Date().toISOString(), machine, rows }, null, 2)}\n`);
}
