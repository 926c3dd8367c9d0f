// `downrung line status`: every route to every other node, and what this node keeps for others.

import type { Command } from "commander";
import type { Instant } from "../core/kernel/instant.ts";
import type { LinesView, LineView, RouteView } from "../node/http/line-api.ts";
import { inWords, print } from "./output.ts";
import { clientFor, withSeat, type SeatOptions } from "./seat.ts";

export function lineStatus(line: Command): void {
  withSeat(line.command("status").description("every route to every other node, as this node sees it")).action(
    async (options: SeatOptions) => {
      const view = await clientFor(options).get<LinesView>("/api/line");
      print(options.json, view, () => linesOf(view));
    },
  );
}

function linesOf({ now, party, lines, relay }: LinesView): readonly string[] {
  return [
    `${party}${relay.consents ? ", relays for others" : ""}`,
    ...lines.flatMap((line) => [lineText(line, now), ...line.routes.map((route) => `  ${routeText(route, now)}`)]),
    ...relay.kept.map(
      ({ sender, recipient, letters, bytes, since }) =>
        `keeps ${letters} letters (${bytes} bytes) of ${sender} for ${recipient}, the oldest since ${inWords(now - since)}`,
    ),
  ];
}

function lineText({ party, is, undelivered, heardAt, roundTripMs }: LineView, now: Instant): string {
  const heard = heardAt === null ? "never heard" : `heard ${inWords(now - heardAt)} ago`;
  const trip = roundTripMs === null ? "" : `, ${roundTripMs} ms there and back`;
  return `to ${party}: ${is}, ${heard}${trip}, ${undelivered} undelivered`;
}

function routeText({ route, via, is, goodAt, triedAt, code, because, waiting }: RouteView, now: Instant): string {
  return [
    `${route}${via === null ? "" : ` by ${via}`}: ${is}`,
    ...(waiting > 0 ? [`${waiting} wait there`] : []),
    ...(goodAt === null ? [] : [`good ${inWords(now - goodAt)} ago`]),
    ...(triedAt === null ? [] : [`tried ${inWords(now - triedAt)} ago`]),
    ...(code === null ? [] : [`${code}${because === null ? "" : ` (${because})`}`]),
  ].join(", ");
}
