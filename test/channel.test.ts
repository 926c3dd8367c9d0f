// A back-channel between two real nodes, from the offer to a joint statement and to its end, with a link that
// is cut, a courier, a node that starts again, and a search of every file for what must not be in it.

import assert from "node:assert/strict";
import { randomBytes, verify } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { PartyId } from "../src/core/kernel/act.ts";
import { DAY, HOUR, MINUTE, printInstant, type Instant, type Millis } from "../src/core/kernel/instant.ts";
import { createKem } from "../src/crypto/kem.ts";
import type { PrivateKeys } from "../src/crypto/keys.ts";
import { CHANNEL_LIMITS } from "../src/core/line/channel-limits.ts";
import { proven, type Authority } from "../src/line/channel.ts";
import { createChannelDesk, SITTING, type ChannelDesk } from "../src/node/channel-desk.ts";
import { NodeFailure } from "../src/node/failure.ts";
import type { ChannelReading } from "../src/node/http/channel-api.ts";
import { openIdentity } from "../src/node/identity.ts";
import { startNode, type Node } from "../src/node/node.ts";
import { openSqlite } from "../src/store/sqlite.ts";
import type { Store } from "../src/store/store.ts";
import { aheadClock } from "./ahead-clock.ts";
import { agree, bring, text, type Agreement, type Bench } from "./nodes.ts";

const kem = createKem();

const SECRET = "The minister will not attend, and wants the pumps back.";
const [OURS, THEIRS] = ["correct horse battery", "staple of the harbour"];

/** One party's node with the desk of its officers and its files. */
type Post = { node: Node; desk: ChannelDesk; store: Store; readonly dir: string };

type Scene = {
  readonly agreement: Agreement;
  readonly posts: Record<PartyId, Post>;
  readonly forward: (by: Millis) => void;
  readonly setCut: (is: boolean) => void;
  readonly now: () => Instant;
  readonly restart: (party: PartyId) => void;
};

function scene(t: TestContext): Scene {
  const agreement = agree();
  const { clock, now, forward } = aheadClock();
  const posts: Record<PartyId, Post> = {};
  let cut = false;
  const reach = (to: PartyId): Node => {
    const node = cut ? undefined : posts[to]?.node;
    if (node === undefined) throw new Error("nobody is there");
    return node;
  };
  const start = (party: PartyId, dir: string): Post => {
    const keys = agreement.privateKeys[party] as PrivateKeys;
    const store = openSqlite(join(dir, "store.sqlite"));
    const node = startNode(openIdentity(party, agreement.compact, keys, agreement.document), {
      store,
      clock,
      chance: (count) => randomBytes(count),
      network: {
        send: async (to, letter) => reach(to).receive(letter, "direct"),
        hello: async (to, hello) => reach(to).hello(hello),
        relay: () => Promise.reject(new Error("no relay")),
        handOn: () => Promise.reject(new Error("no relay")),
      },
      kem,
      verifyAll: async (checks) => checks.map(({ message, key, signature }) => verify(null, message, key, signature)),
    });
    return { node, store, dir, desk: createChannelDesk(node) };
  };
  for (const party of ["aurelia", "borea"])
    posts[party] = start(party, mkdtempSync(join(tmpdir(), `downrung-aside-${party}-`)));
  t.after(async () => {
    for (const { node, desk } of Object.values(posts)) {
      desk.stop();
      node.stop();
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const { store, dir } of Object.values(posts)) {
      store.close();
      rmSync(dir, { recursive: true });
    }
  });
  return {
    agreement,
    posts,
    now,
    forward,
    setCut: (is) => {
      cut = is;
    },
    restart: (party) => {
      const post = posts[party] as Post;
      post.desk.stop();
      post.node.stop();
      post.store.close();
      posts[party] = start(party, post.dir);
    },
  };
}

async function until(claim: () => boolean, what: string): Promise<void> {
  const began = performance.now();
  while (!claim()) {
    if (performance.now() - began > 10_000) assert.fail(`not within ten seconds: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const at = (stage: Scene, party: PartyId): Post => stage.posts[party] as Post;
const shown = (stage: Scene, party: PartyId) => at(stage, party).desk.list().channels;

const side = (stage: Scene, role: string, passphrase: string, for_: Millis = 5 * DAY) => ({
  role,
  may: text("Restoring the pumps; nothing on borders."),
  until: printInstant(stage.now() + for_),
  passphrase,
});

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof NodeFailure ? error.code : String(error)),
  );

/** Opens a channel between the two, and gives both sittings. */
async function opened(stage: Scene) {
  const ours = await at(stage, "aurelia").desk.open({
    ...side(stage, "political-desk", OURS),
    with: "borea",
    use: "chatham-house",
  });
  await until(() => shown(stage, "borea").length === 1, "the offer");
  const theirs = await at(stage, "borea").desk.answer(ours.channel, side(stage, "night-desk", THEIRS));
  await until(() => shown(stage, "aurelia")[0]?.is === "open", "the answer");
  return { channel: ours.channel, ours: ours.sitting, theirs: theirs.sitting };
}

const saidIn = ({ lines }: ChannelReading) =>
  lines.map(
    ({ by, said }) => `${by}: ${said === null ? "?" : said.is === "agree" ? `agrees to ${said.of}` : said.text.text}`,
  );

/** Whether bytes stand in any file of a folder, as they are or in the spellings in which they travel. */
function stands(dir: string, bytes: Uint8Array | string): boolean {
  const raw = Buffer.from(bytes);
  const looks = [
    raw,
    Buffer.from(raw.toString("base64url")),
    Buffer.from(raw.toString("base64")),
    Buffer.from(raw.toString("hex")),
  ];
  return readdirSync(dir).some((file) => {
    const contents = readFileSync(join(dir, file));
    return looks.some((look) => contents.includes(look));
  });
}

test("two officers speak aside, agree to a text, and each signs it: it stands jointly, and only that is on record", async (t) => {
  const stage = scene(t);
  const { channel, ours, theirs } = await opened(stage);
  const [aurelia, borea] = [at(stage, "aurelia"), at(stage, "borea")];
  await aurelia.desk.say(channel, ours, { is: "words", text: text(SECRET) });
  await borea.desk.say(channel, theirs, { is: "propose", text: text("The pumps will run again by noon.") });
  await until(() => shown(stage, "borea")[0]?.texts.in === 1 && shown(stage, "aurelia")[0]?.texts.in === 1, "both");
  assert.equal(await codeOf(aurelia.desk.draftOf(channel, ours, "borea", 1)), "not-agreed-aside");
  assert.equal(await codeOf(aurelia.desk.say(channel, ours, { is: "agree", of: 7 })), "bad-request");
  await aurelia.desk.say(channel, ours, { is: "agree", of: 1 });
  await until(() => shown(stage, "borea")[0]?.texts.in === 2, "the agreement");
  const read = await borea.desk.read(channel, theirs);
  assert.deepEqual(saidIn(read).toSorted(), [
    "aurelia: The minister will not attend, and wants the pumps back.",
    "aurelia: agrees to 1",
    "borea: The pumps will run again by noon.",
  ]);
  assert.deepEqual(
    read.lines.filter(({ agreed }) => agreed).map(({ by, number }) => [by, number]),
    [["borea", 1]],
  );
  const statements = () => aurelia.node.ledgers().fold.line().statements;
  await borea.node.sign(await borea.desk.draftOf(channel, theirs, "borea", 1));
  await until(() => statements().length === 1, "the first signature");
  assert.equal(statements()[0]?.joined, null);
  await aurelia.node.sign(await aurelia.desk.draftOf(channel, ours, "borea", 1));
  assert.ok(statements().length === 2 && statements().every(({ joined }) => joined !== null));
  for (const { store } of [aurelia, borea]) {
    const record = [...store.all()]
      .map(({ token }) => Buffer.from(token, "base64url").toString("latin1") + token)
      .join();
    assert.ok(!record.includes(channel) && !record.includes("political-desk"), "the record knows of no channel");
  }
});

test("a node that starts again is locked, and opens only for the office with the passphrase; other desks read nothing", async (t) => {
  const stage = scene(t);
  const { channel, ours, theirs } = await opened(stage);
  await at(stage, "aurelia").desk.say(channel, ours, { is: "words", text: text(SECRET) });
  await until(() => shown(stage, "borea")[0]?.texts.in === 1, "the words");
  stage.restart("borea");
  const { desk, dir } = at(stage, "borea");
  assert.equal(await codeOf(desk.read(channel, theirs)), "channel-locked");
  assert.equal(await codeOf(desk.unlock(channel, "night-desk", OURS)), "wrong-passphrase");
  assert.equal(await codeOf(desk.unlock(channel, "watch-desk", THEIRS)), "wrong-office");
  const { sitting } = await desk.unlock(channel, "night-desk", THEIRS);
  assert.equal(await codeOf(desk.read(channel, "A".repeat(43))), "channel-locked");
  assert.deepEqual(saidIn(await desk.read(channel, sitting)), [`aurelia: ${SECRET}`]);
  assert.ok(stands(dir, channel) && !stands(dir, SECRET), "the files know the channel and not the words");
  stage.restart("aurelia");
  const own = await at(stage, "aurelia").desk.unlock(channel, "political-desk", OURS);
  assert.deepEqual(saidIn(await at(stage, "aurelia").desk.read(channel, own.sitting)), [`aurelia: ${SECRET}`]);
  stage.forward(SITTING + MINUTE);
  assert.equal(await codeOf(desk.read(channel, sitting)), "channel-locked", "a sitting ends by itself");
});

test("words go by courier while the link is cut, once, and are confirmed when it is back", async (t) => {
  const stage = scene(t);
  const { channel, ours, theirs } = await opened(stage);
  stage.setCut(true);
  const [aurelia, borea] = [at(stage, "aurelia"), at(stage, "borea")];
  const reading = await aurelia.desk.say(channel, ours, { is: "words", text: text(SECRET) });
  assert.equal(reading.lines[0]?.fate, "waiting");
  for (const letter of await aurelia.node.pack("borea")) await borea.node.receive(letter, "courier");
  assert.deepEqual(saidIn(await borea.desk.read(channel, theirs)), [`aurelia: ${SECRET}`]);
  for (const letter of await aurelia.node.pack("borea")) await borea.node.receive(letter, "courier");
  assert.equal(shown(stage, "borea")[0]?.texts.in, 1, "the same words again are the same words");
  assert.equal(shown(stage, "aurelia")[0]?.texts.waiting, 1);
  stage.setCut(false);
  await until(() => shown(stage, "aurelia")[0]?.texts.waiting === 0, "the confirmation");
  assert.equal(shown(stage, "borea")[0]?.texts.in, 1);
});

test("at the agreed hour nothing is left at either node: no row, no key, no byte of it in any file", async (t) => {
  const stage = scene(t);
  const { channel, ours } = await opened(stage);
  await at(stage, "aurelia").desk.say(channel, ours, { is: "words", text: text(SECRET) });
  await until(() => shown(stage, "borea")[0]?.texts.in === 1, "the words");
  const traces = ["aurelia", "borea"].map((party) => {
    const { store } = at(stage, party);
    const boxes = store.channels().flatMap(({ box }) => (box === null ? [] : [Buffer.from(box)]));
    const sealed = store.channelItems(channel).flatMap(({ item, copy }) => [item, copy ?? item]);
    return { party, bytes: [...boxes, ...sealed.map((item) => item.slice(-400)), channel] };
  });
  for (const { party, bytes } of traces) {
    assert.ok(bytes.length > 4);
    assert.ok(
      bytes.every((each) => stands(at(stage, party).dir, each)),
      "the search finds what is there",
    );
  }
  stage.forward(5 * DAY + HOUR);
  for (const { party, bytes } of traces) {
    const { dir, store } = at(stage, party);
    await until(() => store.channels().length === 0, `${party} forgets`);
    await until(() => bytes.every((each) => !stands(dir, each)), `${party}'s files forget`);
    assert.deepEqual(shown(stage, party), []);
  }
});

test("either side ends it at once: its own files forget, the other is told and can say no more", async (t) => {
  const stage = scene(t);
  const { channel, ours, theirs } = await opened(stage);
  const [aurelia, borea] = [at(stage, "aurelia"), at(stage, "borea")];
  await aurelia.desk.say(channel, ours, { is: "words", text: text(SECRET) });
  await until(() => shown(stage, "borea")[0]?.texts.in === 1, "the words");
  const box = Buffer.from(borea.store.channels()[0]?.box ?? []);
  await borea.desk.end(channel);
  await until(() => shown(stage, "aurelia")[0]?.is === "ended", "the word that it has ended");
  assert.equal(await codeOf(aurelia.desk.say(channel, ours, { is: "words", text: text("Wait.") })), "channel-over");
  assert.deepEqual(
    saidIn(await aurelia.desk.read(channel, ours)),
    [`aurelia: ${SECRET}`],
    "what came may be read to the end",
  );
  assert.equal(await codeOf(borea.desk.read(channel, theirs)), "channel-locked");
  assert.equal(await codeOf(borea.desk.unlock(channel, "night-desk", THEIRS)), "channel-not-open");
  await until(() => !stands(borea.dir, box), "the key is gone");
  const copy = join(aurelia.dir, "copy.sqlite");
  aurelia.store.copyTo(copy);
  assert.ok(!readFileSync(copy).includes(channel), "a backup holds nothing of it");
});

test("what does not belong into a channel is refused with its reason, and leaves nothing", async (t) => {
  const stage = scene(t);
  const { channel } = await opened(stage);
  const { node, store } = at(stage, "borea");
  const bench: Bench = { node, store, agreement: stage.agreement, stop: () => {} };
  const held = (): string =>
    [
      ...store.channels().map(({ id, theirs }) => `${id} ${theirs}`),
      ...store.channelItems(channel).map(({ digest }) => digest),
    ].join("\n");
  const before = held();
  const offer = (more: Partial<Authority> = {}, signer = "aurelia"): string => {
    const { key } = JSON.parse(store.channels()[0]?.theirs ?? "") as Authority;
    const said: Omit<Authority, "proof"> = {
      downrung: "channel-authority/1",
      compact: stage.agreement.compact.id,
      channel: "B".repeat(22),
      party: "aurelia",
      with: "borea",
      role: "desk",
      may: text("All."),
      use: "no-use",
      key,
      answer: null,
      from: printInstant(stage.now()),
      until: printInstant(stage.now() + DAY),
      ...more,
    };
    return JSON.stringify(proven(said, (stage.agreement.rings[signer] as { line: Parameters<typeof proven>[1] }).line));
  };
  const words = (more: object): string =>
    JSON.stringify({ downrung: "channel-words/1", channel, number: 1, sealed: "AAAA", ...more });
  const fate = async (from: PartyId, ...items: readonly string[]) =>
    (await bring(bench, from, [], { channel: [...items] })).channel?.map(({ code }) => code);
  const cases: readonly (readonly [string, string])[] = [
    ["not-an-item", "{}"],
    ["not-an-item", "no JSON"],
    ["unknown-channel", words({ channel: "C".repeat(22) })],
    ["wrong-proof", offer({}, "cassia")],
    ["not-between-us", offer({ with: "cassia" })],
    ["not-between-us", offer({ compact: "D".repeat(43) })],
    ["wrong-times", offer({ until: printInstant(stage.now() + 31 * DAY) })],
    ["expired", offer({ from: printInstant(stage.now() - 2 * DAY), until: printInstant(stage.now() - DAY) })],
    ["unknown-channel", offer({ answer: { of: "E".repeat(43), enc: "F".repeat(1494) } })],
    ["already-answered", offer({ channel })],
  ];
  for (const [code, item] of cases) assert.deepEqual(await fate("aurelia", item), [code], code);
  assert.deepEqual(await fate("cassia", words({})), ["unknown-channel"], "a third party is in no channel of two");
  assert.ok(held() === before, "nothing of it is kept");
  assert.deepEqual(await fate("aurelia", words({}), words({}), words({ sealed: "BBBB" })), [null, null, "replayed"]);
  const offers = Array.from({ length: CHANNEL_LIMITS.channels }, (_, i) => offer({ channel: `${i}`.padEnd(22, "G") }));
  assert.deepEqual((await fate("aurelia", ...offers))?.at(-1), "too-many");
});
