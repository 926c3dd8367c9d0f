// Generated notices and incidents, to measure how often a match is wrong. Some incidents are what a notice
// announced, as a desk that does not know it would describe them; the others only look like it.

import { DAY, HOUR, MINUTE, type Instant, type Millis } from "../kernel/instant.ts";
import { NATURES, SECTORS } from "../kernel/taxonomy.ts";
import type { Incident } from "../notice/match.ts";
import { PLANNED, type Notice, type Planned } from "../notice/notice.ts";
import { actId, MONDAY } from "./story.ts";

/** Chance, from a seed. */
export type Chance = {
  readonly fraction: () => number;
  readonly between: (low: number, high: number) => number;
  readonly chance: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  readonly shuffled: <T>(list: readonly T[]) => readonly T[];
};

const TECHNIQUES =
  "T1595 T1595.001 T1046 T1110 T1110.003 T1190 T1498 T1499 T1566 T1078 T1059 T1021 T0846 T0888 T0814".split(" ");
const OTHER_TECHNIQUES = "T1486 T1485 T1003 T1505.003 T1071 T0831 T0816".split(" ");

const some = <T>({ shuffled, between }: Chance, list: readonly T[], least: number, most: number): readonly T[] =>
  shuffled(list).slice(0, between(least, most));

const networkFor = ({ between, chance }: Chance): string =>
  chance(0.5) ? `198.${between(18, 51)}.${between(0, 255)}.0/24` : `site${between(1, 999)}.example`;

/** A window of one to many hours within five weeks of Monday. */
export function anyNotice(random: Chance, seq: number): Notice {
  const { pick, between, chance } = random;
  const by = pick(["aurelia", "borea", "delmar"]);
  const from = MONDAY + between(0, 35 * 24) * HOUR;
  const until = from + pick([2, 4, 8, 24, 72, 240]) * HOUR;
  const what = pick<Planned>(PLANNED.filter((planned) => planned !== "quiet"));
  const said = chance(0.15) ? 0 : 1;
  return {
    act: actId(by, seq),
    by,
    to: ["cassia"],
    at: from - between(24, 240) * HOUR,
    what,
    title: "Planned",
    scope: {
      from,
      until,
      actors: chance(0.5) ? [networkFor(random)] : ["National response team"],
      networks: some(random, [networkFor(random), networkFor(random)], 1 - said, 2),
      sectors: some(random, SECTORS, said, 3),
      techniques: some(random, TECHNIQUES, chance(0.2) ? 0 : 1, 5),
    },
    seen: { lang: "en", text: "Connections." },
    contact: { office: "Watch desk", reach: "+995 32 200 0100" },
    stopWord: "heron",
    urgent: null,
    late: false,
    before: [],
    scopeAt: from - 24 * HOUR,
    scopeAct: actId(by, seq),
    ended: null,
  };
}

/** What a desk can say of something: often the wrong half of it. */
function seenAs(random: Chance, { scope, what }: Notice, observed: Instant): Incident {
  const { chance, pick } = random;
  const spoken = scope.sectors.length === 0 ? [pick(SECTORS)] : some(random, scope.sectors, 1, 2);
  const techniques = chance(0.45) ? [] : some(random, scope.techniques, 0, 2);
  const usual = what === "scan" ? "collection" : "disruption";
  return {
    observed,
    nature: chance(0.55) ? "undetermined" : chance(0.8) ? usual : pick(NATURES),
    // One desk in ten takes it for another sector, or sees a second one touched.
    sectors: chance(0.1) ? [pick(SECTORS), ...(chance(0.5) ? spoken : [])] : spoken,
    techniques: chance(0.15) ? [...techniques, pick(OTHER_TECHNIQUES)] : techniques,
    networks: chance(0.3) ? some(random, [...scope.networks, ...scope.actors], 0, 1) : [],
  };
}

/** It was the announced thing: mostly seen while it ran, sometimes later, now and then the day after. */
export function announced(random: Chance, notice: Notice): Incident {
  const { from, until } = notice.scope;
  const { fraction, chance, between } = random;
  const lag: Millis = chance(0.75) ? 0 : chance(0.8) ? between(0, 6 * 60) * MINUTE : between(6, 36) * HOUR;
  const early = chance(0.03) ? between(1, 20) * MINUTE : 0;
  const observed = lag > 0 ? until + lag : from - early + (early > 0 ? 0 : fraction() * (until - from));
  return seenAs(random, notice, Math.floor(observed));
}

/** What only looks like it, by what it has in common with a notice. */
export const LOOKALIKES = ["nothing", "time", "time-and-sector", "place-and-way", "time-and-way", "all"] as const;
export type Lookalike = (typeof LOOKALIKES)[number];

export function lookalike(random: Chance, notice: Notice, like: Lookalike): Incident {
  const { from, until, sectors, techniques } = notice.scope;
  const { fraction, between, chance, pick } = random;
  const inside = Math.floor(from + fraction() * (until - from));
  const outside = chance(0.5) ? until + between(7, 72) * HOUR : from - between(1, 72) * HOUR;
  const elsewhere = SECTORS.filter((sector) => !sectors.includes(sector));
  const nature = pick(NATURES);
  const otherWay = chance(0.35) ? [] : some(random, OTHER_TECHNIQUES, 1, 3);
  const sameWay = some(random, techniques, 1, 3);
  const here = sectors.length === 0 ? [pick(SECTORS)] : some(random, sectors, 1, 2);
  switch (like) {
    case "nothing":
      return {
        observed: MONDAY + between(0, 40 * 24) * HOUR + between(0, DAY / MINUTE) * MINUTE,
        nature,
        sectors: some(random, SECTORS, 1, 2),
        techniques: otherWay,
        networks: [],
      };
    case "time":
      return { observed: inside, nature, sectors: [pick(elsewhere)], techniques: otherWay, networks: [] };
    case "time-and-sector":
      return { observed: inside, nature, sectors: here, techniques: otherWay, networks: [] };
    case "place-and-way":
      return { observed: outside, nature, sectors: here, techniques: sameWay, networks: [] };
    case "time-and-way":
      return { observed: inside, nature, sectors: [pick(elsewhere)], techniques: sameWay, networks: [] };
    case "all":
      // Who hides behind a notice cannot be told from it: the question is asked, and the answer counts.
      return { observed: inside, nature, sectors: here, techniques: sameWay, networks: [] };
    default:
      return like satisfies never;
  }
}
