// `downrung why ID`: where an act is with each of its addressees, and what was tried to bring it.

import type { Command } from "commander";
import { printInstant, type Instant } from "../core/kernel/instant.ts";
import { RECEIPT_LEVELS } from "../core/kernel/receipt.ts";
import type { TrailLine } from "../line/trail.ts";
import type { AddresseeView, Hop, WhyView } from "../node/http/line-api.ts";
import { inWords, print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

export function whyCommand(program: Command): void {
  withSeat(program.command("why").description("where an act is with each of its addressees, and what was tried"))
    .argument("<id>", "the act: its id, or party/number such as aurelia/7")
    .action(async (id: string, options: SeatOptions) => {
      const view = await clientFor(options).get<WhyView>(`/api/acts/${encodeURIComponent(id)}/why`);
      print(options.json, view, () => linesOf(view));
    });
}

function linesOf({ now, act, to }: WhyView): readonly string[] {
  const matter = act.matter === null ? "" : ` in ${act.matter}`;
  return [
    `${act.by}/${act.seq}  ${act.kind}${matter}, signed ${printInstant(act.at)} (${inWords(now - act.at)} ago)`,
    ...(to.length === 0 ? ["  it is addressed to nobody"] : []),
    ...to.flatMap((addressee) => addresseeLines(addressee, now)),
  ];
}

function addresseeLines(addressee: AddresseeView, now: Instant): readonly string[] {
  const { party, hops, waitsAt, tried } = addressee;
  return [
    `to ${party}: ${[...reachedText(addressee), ...silenceText(addressee, now)].join("; ")}`,
    ...hops.map((hop) => `  broken: ${hopText(hop)}`),
    ...waitsAt.map(({ via, since }) => `  waits:  ${via} keeps it since ${time(since)}`),
    ...tried.map((line) => `  tried:  ${triedText(line)}`),
  ];
}

/** What has been signed about it: receipts and the answer. */
function reachedText({ receipts, fate }: AddresseeView): readonly string[] {
  const levels = RECEIPT_LEVELS.flatMap((level) => {
    const said = receipts[level];
    return said === undefined ? [] : [`${level} ${printInstant(said.at)}`];
  });
  const answered = fate.reached === "answered" ? [`answered ${printInstant(fate.at)}`] : [];
  return levels.length + answered.length > 0 ? [[...levels, ...answered].join(", ")] : [];
}

function silenceText(addressee: AddresseeView, now: Instant): readonly string[] {
  const { silence } = addressee.fate;
  switch (silence?.is) {
    case undefined:
      return [];
    case "underway":
    case "undelivered":
      return [passageText(addressee, now)];
    case "unanswered":
      return [`unanswered: an answer was due ${inWords(now - silence.since)} ago`];
    case "delayed":
      return [`delayed: the ${silence.what} came ${inWords(silence.by)} late`];
    case "absent": {
      const deputy = silence.deputy === null ? "" : `, deputy ${silence.deputy}`;
      return [`absent: signed off until ${printInstant(silence.until)}${deputy}`];
    }
    case "refused":
      return [`refused ${printInstant(silence.at)}`];
  }
  return silence satisfies never;
}

function passageText({ passage }: AddresseeView, now: Instant): string {
  switch (passage.is) {
    case "through":
      return "delivered";
    case "held":
      return "held there (receipts are not receipted themselves)";
    case "underway":
      return `under way since ${inWords(now - passage.since)}, no receipt yet`;
    case "stopped":
      return `the node there answers and does not take it: ${passage.code} (${passage.because})`;
    case "faulty":
      return `faulty: no receipt, and no way works since ${inWords(now - passage.since)}`;
    case "unknown":
      return "no receipt is known here; only its author knows what was tried";
  }
  return passage satisfies never;
}

const time = (at: Instant): string => printInstant(at).slice(11, 19);

const reason = (code: string | null, because: string | null): string =>
  code === null ? "" : `: ${code}${because === null ? "" : ` (${because})`}`;

const hopText = ({ from, to, route, since, code, because }: Hop): string =>
  `${from} to ${to}, ${route}, since ${time(since)}${reason(code, because)}`;

function triedText({ route, via, outcome, firstAt, lastAt, count, code, because }: TrailLine): string {
  const when = count === 1 ? time(firstAt) : `${time(firstAt)} to ${time(lastAt)}, ${count} times`;
  return `${route}${via === null ? "" : ` by ${via}`} ${outcome}, ${when}${reason(code, because)}`;
}
