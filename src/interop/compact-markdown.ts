// A compact as Markdown: plain enough to be read as it stands, with the ladder as a figure of letters and a table.

import type { SaidClause } from "../core/compact/clause.ts";
import type { CompactPage, LadderRow } from "./compact-page.ts";

export function compactMarkdown(page: CompactPage): string {
  const { title, drill, version, mode, digest, notes } = page;
  const head = [
    ...(drill === null ? [] : [`**${drill.word}** ${escapeMarkdown(drill.about)}`]),
    `# ${escapeMarkdown(title)}`,
    `${escapeMarkdown(version)} · ${escapeMarkdown(mode)}`,
    `${escapeMarkdown(digest.label)}: \`${digest.id}\``,
    ...notes.map(escapeMarkdown),
  ];
  const body = page.clauses.flatMap((clause) => [
    `## ${clause.number} ${escapeMarkdown(clause.text)}`,
    ...(clause.id === "ladder" ? [figure(page), table(page)] : []),
    ...clause.children.flatMap((child) => clauseLines(child, 0)),
  ]);
  return `${[...head, ...joinItems(body)].join("\n\n")}\n`;
}

/** What Markdown would read as its own: everything that people wrote is shown as they wrote it. */
export const escapeMarkdown = (text: string): string =>
  text.replaceAll(/[\\`*_[\]<>#|~]/g, String.raw`\$&`).replaceAll("\n", " ");

function clauseLines({ number, form, text, children }: SaidClause, depth: number): readonly string[] {
  const said = escapeMarkdown(text);
  const inner = (next: number): readonly string[] => children.flatMap((child) => clauseLines(child, next));
  if (form === "heading") return [`### ${number} ${said}`, ...inner(depth)];
  if (form === "note") return [`> ${said}`];
  return [`${"  ".repeat(depth)}- **${number}** ${said}`, ...inner(depth + 1)];
}

/** Items of a list follow each other without an empty line. */
const joinItems = (blocks: readonly string[]): readonly string[] =>
  blocks.reduce<string[]>((sum, block) => {
    const last = sum.at(-1);
    const isItem = /^ *- /.test(block);
    if (isItem && last !== undefined && /(^|\n) *- [^\n]*$/.test(last)) sum[sum.length - 1] = `${last}\n${block}`;
    else sum.push(block);
    return sum;
  }, []);

/** The steps from the last at the top to the first at the bottom, each with its way down; then where silence leads. */
function figure({ ladder }: CompactPage): string {
  const steps = [...new Set(ladder.rows.map(({ step }) => step))].toReversed();
  const rungs = steps.flatMap((step, i) => {
    const times = ladder.rows
      .filter((row) => row.step === step && row.latest !== "")
      .map(({ earliest, latest }) => (earliest === "" ? latest : `${earliest} – ${latest}`));
    const rung = `├── ${step}${times.length === 0 ? "" : `  [${times.join(" | ")}]`}`;
    return i === steps.length - 1 ? [rung] : [rung, "│     ▲"];
  });
  return [
    "```text",
    `┌ ${ladder.down}: ${ladder.downAbout}`,
    "│",
    ...rungs,
    "▼",
    ladder.closing,
    "",
    `${ladder.silence}:`,
    ...ladder.silencePath.map((contact, i) => `${"  ".repeat(i)}└─▶ ${contact}`),
    "```",
  ].join("\n");
}

function table({ ladder }: CompactPage): string {
  const row = (cells: readonly string[]): string => `| ${cells.map(escapeMarkdown).join(" | ")} |`;
  const cells = ({ step, opens, owes, earliest, latest }: LadderRow): readonly string[] => [
    step,
    opens,
    owes,
    earliest,
    latest,
  ];
  return [
    `${escapeMarkdown(ladder.caption)}:`,
    "",
    row(ladder.columns),
    `| ${ladder.columns.map(() => "---").join(" | ")} |`,
    ...ladder.rows.map((one) => row(cells(one))),
  ].join("\n");
}
