// The compact is amended between processes, one of which is killed twice during the ceremony.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { amendmentOf } from "../src/cli/amend-play.ts";
import { clientOf, type Client } from "../src/cli/client.ts";
import { freeBase, layOut, startCluster, type Cluster } from "../src/cli/cluster.ts";
import { ceremonyOf } from "../src/cli/compact-sign.ts";
import type { CompactDocument } from "../src/core/compact/document.ts";
import { isSame } from "../src/core/compact/place.ts";
import type { PartyId } from "../src/core/kernel/act.ts";
import { printInstant } from "../src/core/kernel/instant.ts";
import { demoCompact } from "../src/cli/demo-root.ts";
import type { ActSigned, CompactView } from "../src/node/http/api.ts";
import { text } from "./nodes.ts";

/** The day of force lies so many times ahead of what starting the nodes and one ceremony took: busy machines are slow. */
const TIMES_AHEAD = 5;
const AHEAD_MS = 5_000;

/** One step and two contacts: what is tested is the ceremony, not the check. */
function smallCompact(): CompactDocument {
  const demo = demoCompact(3600);
  const { downrung, name, title, version, mode, pace = 1, parties, skew, marking, scheme, closing } = demo;
  return {
    downrung,
    name,
    title,
    version,
    mode,
    pace,
    parties,
    skew,
    marking,
    scheme,
    closing,
    ladder: [
      { step: "confirm", opens: [{ act: "report" }], owes: [{ by: "addressees", act: ["confirm"], latest: "24h" }] },
    ],
    silence: [{ contact: "other-desk", after: "0s" }],
    "silent-after": "48h",
    "cooling-off": { longest: "12h", each: 0 },
  };
}

let root: string;
let cluster: Cluster;
let startedInMs: number;
before(async () => {
  root = mkdtempSync(join(tmpdir(), "downrung-amending-"));
  const document = smallCompact();
  layOut({ root, base: await freeBase() }, document, null);
  const began = Date.now();
  cluster = await startCluster(root, Object.keys(document.parties));
  startedInMs = Date.now() - began;
});
after(async () => {
  await cluster.stop();
  rmSync(root, { recursive: true, force: true });
});

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
const at = (party: PartyId): Client => clientOf(cluster.member(party).url);

/** What must be the same at all nodes. */
async function agreementAt(party: PartyId): Promise<unknown> {
  const { versions, proposals, comments, inForce } = await at(party).get<CompactView>("/api/compact");
  return { versions, comments, inForce, proposals: proposals.map(({ sign: _sign, ...rest }) => rest) };
}

async function until(claim: () => Promise<boolean>, within: number): Promise<void> {
  const end = Date.now() + within;
  while (!(await claim().catch(() => false))) {
    if (Date.now() > end) assert.fail(`not within ${within} ms`);
    await sleep(50);
  }
}

const agreesWith = async (party: PartyId): Promise<boolean> =>
  isSame(await agreementAt(party), await agreementAt("aurelia"));

test("a node that is killed during the ceremony comes back with the same agreement, and the version takes force everywhere", async () => {
  const { founding, id } = await at("aurelia").get<CompactView>("/api/compact");
  const began = Date.now();
  await ceremonyOf(at("aurelia"), id);
  const from = Date.now() + TIMES_AHEAD * (startedInMs + Date.now() - began) + AHEAD_MS;
  const proposal = await at("aurelia").post<ActSigned>("/api/acts", {
    kind: "propose-compact",
    matter: null,
    body: { document: amendmentOf(founding.document), from: printInstant(from), reason: text("What we learned.") },
  });
  const sign = async (party: PartyId): Promise<void> => {
    const { shown } = await ceremonyOf(at(party), proposal.id);
    await at(party).post("/api/acts", { kind: "sign-compact", matter: null, body: { of: proposal.id }, shown });
  };
  await until(() => agreesWith("borea"), 5_000);
  await cluster.kill("borea");
  await sign("aurelia");
  await cluster.revive("borea");
  await until(() => agreesWith("borea"), 10_000);
  await sign("borea");
  // The signature was accepted a moment ago and may not have left yet: it must survive.
  await cluster.kill("borea");
  await cluster.revive("borea");
  const { proposals } = await at("borea").get<CompactView>("/api/compact");
  assert.deepEqual(proposals[0]?.signed, ["aurelia", "borea"]);
  await sleep(from - Date.now() + 1);
  for (const { party } of cluster.members) {
    await until(async () => (await at(party).get<CompactView>("/api/compact")).inForce === 2, 10_000);
    assert.deepEqual(await agreementAt(party), await agreementAt("aurelia"), party);
  }
});
