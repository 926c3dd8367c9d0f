// Postfix to Postfix: a mail is handed to one server, goes to the other over SMTP, and comes out of it over
// LMTP. Both keep it on disk on its way. No signature, no sealing, no word back.

import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import { medianOf } from "./measure.ts";
import { DELIVERIES, freePorts, isInstalled, PAYLOAD, ran, untilItWorks, type Peer } from "./peer.ts";

const SERVICES = "/usr/lib/postfix/sbin";

const mainSettings = (dir: string, relay: string): string => `
compatibility_level = 3.6
queue_directory = ${dir}/queue
data_directory = ${dir}/data
myhostname = bench.invalid
mydestination =
inet_interfaces = loopback-only
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
relayhost = ${relay}
smtp_host_lookup = native
disable_dns_lookups = yes
smtputf8_enable = no
maillog_file = ${dir}/log
maillog_file_prefixes = ${dir}
`;

const masterSettings = (port: number): string =>
  [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    "cleanup unix n - n - 0 cleanup",
    "qmgr unix n - n 300 1 qmgr",
    "rewrite unix - - n - - trivial-rewrite",
    "bounce unix - - n - 0 bounce",
    "defer unix - - n - 0 bounce",
    "trace unix - - n - 0 bounce",
    "verify unix - - n - 1 verify",
    "flush unix n - n 1000? 0 flush",
    "proxymap unix - - n - - proxymap",
    "smtp unix - - n - - smtp",
    "relay unix - - n - - smtp",
    "error unix - - n - - error",
    "retry unix - - n - - error",
    "lmtp unix - - n - - lmtp",
    "anvil unix - - n - 1 anvil",
    "scache unix - - n - 1 scache",
    "postlog unix-dgram n - n - 1 postlogd",
    "",
  ].join("\n");

/** One instance, with a folder, a queue and a port of its own. */
function instance(dir: string, port: number, relay: string, more = ""): () => void {
  for (const folder of ["", "conf", "queue", "data"]) mkdirSync(join(dir, folder), { recursive: true });
  ran("chown", ["postfix", join(dir, "data")]);
  const conf = join(dir, "conf");
  writeFileSync(join(conf, "main.cf"), mainSettings(dir, relay) + more);
  writeFileSync(join(conf, "master.cf"), masterSettings(port));
  ran("postfix", ["-c", conf, "start"]);
  return () => void spawnSync("postfix", ["-c", conf, "abort"], { timeout: 20_000 });
}

/** Answers one line after the other, and a text with its end. */
function lmtpSink(onMail: () => void): Server {
  return createServer((socket) => {
    socket.setNoDelay(true).setEncoding("latin1");
    socket.on("error", () => socket.destroy());
    socket.write("220 bench.invalid LMTP\r\n");
    let heard = "";
    let inText = false;
    socket.on("data", (text: string) => {
      heard += text;
      for (;;) {
        const end = inText ? heard.indexOf("\r\n.\r\n") : heard.indexOf("\r\n");
        if (end < 0) return;
        const line = heard.slice(0, end);
        heard = heard.slice(end + (inText ? 5 : 2));
        if (inText) onMail();
        const isText = !inText && line.toUpperCase() === "DATA";
        inText = isText;
        socket.write(isText ? "354 go on\r\n" : "250 bench.invalid\r\n");
      }
    });
  });
}

/** Says lines to the first server, each after the answer to the one before. */
async function mailer(port: number): Promise<{ send: () => Promise<void>; end: () => void }> {
  const socket: Socket = connect(port, "127.0.0.1");
  socket.setNoDelay(true).setEncoding("latin1");
  let answered = (_text: string): void => {};
  let failed = (_error: Error): void => {};
  socket.on("data", (text: string) => answered(text));
  socket.on("error", (error) => failed(error));
  const answer = (): Promise<void> =>
    new Promise((resolve, reject) => {
      failed = reject;
      answered = (text) => {
        if (/^[45]/.test(text)) reject(new Error(text));
        else if (/^\d{3} [^\n]*\n$/m.test(text)) resolve();
      };
    });
  const say = (line: string): Promise<void> => {
    const done = answer();
    socket.write(`${line}\r\n`);
    return done;
  };
  await answer();
  await say("EHLO client.invalid");
  return {
    send: async () => {
      await say("MAIL FROM:<a@bench.invalid>");
      await say("RCPT TO:<b@there.invalid>");
      await say("DATA");
      await say(`Subject: a measurement\r\n\r\n${PAYLOAD}\r\n.`);
    },
    end: () => socket.destroy(),
  };
}

export async function startPostfix(dir: string): Promise<Peer | null> {
  if (!isInstalled("postfix") || !existsSync(SERVICES) || process.getuid?.() !== 0) return null;
  const [near = 0, far = 0, sink = 0] = await freePorts(3);
  // Its services do not run as root, and have to come through to their queues.
  chmodSync(dir, 0o711);
  let onMail = (): void => {};
  const server = lmtpSink(() => onMail());
  await new Promise<void>((resolve) => server.listen(sink, "127.0.0.1", resolve));
  const stops: (() => void)[] = [];
  const stop = (): void => {
    for (const end of stops) end();
    server.close();
  };
  try {
    stops.push(instance(join(dir, "postfix-b"), far, `[127.0.0.1]:${sink}`, "default_transport = lmtp\n"));
    stops.push(instance(join(dir, "postfix-a"), near, `[127.0.0.1]:${far}`));
    const { send, end } = await untilItWorks(() => mailer(near));
    stops.unshift(end);
    const one = async (): Promise<void> => {
      const came = new Promise<void>((resolve, reject) => {
        const late = setTimeout(() => reject(new Error("Postfix delivered nothing")), 10_000);
        onMail = () => {
          clearTimeout(late);
          resolve();
        };
      });
      await Promise.all([send(), came]);
    };
    await one();
    return { median: () => medianOf(DELIVERIES, one), stop };
  } catch (error) {
    stop();
    throw error;
  }
}
