// Prosody to Prosody: a message from a client of one server to a client of the other and its receipt
// (XEP-0184) back, the servers speaking TLS with dialback. It keeps nothing on disk.

import { spawn, type ChildProcess } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { medianOf } from "./measure.ts";
import { DELIVERIES, freePorts, isInstalled, PAYLOAD, ran, untilItWorks, type Peer } from "./peer.ts";

/** Two addresses of the loopback network are the names of the servers, so that no name service is asked. */
const HOSTS = ["127.0.0.2", "127.0.0.3"] as const;

const settings = (dir: string, host: string, port: number): string => `
run_as_root = true
pidfile = "${dir}/prosody.pid"
data_path = "${dir}"
interfaces = { "${host}" }
c2s_ports = { ${port} }
modules_enabled = { "saslauth", "tls", "dialback", "disco" }
modules_disabled = { "s2s_auth_certs", "offline", "csi" }
storage = "memory"
authentication = "anonymous"
allow_anonymous_s2s = true
c2s_require_encryption = false
allow_unencrypted_plain_auth = true
s2s_secure_auth = false
limits = {}
log = { warn = "${dir}/log" }
VirtualHost "${host}"
  ssl = { key = "${dir}/key.pem"; certificate = "${dir}/cert.pem" }
`;

function server(dir: string, host: string, port: number): ChildProcess {
  mkdirSync(dir);
  const files = ["-keyout", join(dir, "key.pem"), "-out", join(dir, "cert.pem")];
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  ran("openssl", ["req", "-x509", ...key, ...files, "-days", "2", "-subj", `/CN=${host}`]);
  writeFileSync(join(dir, "prosody.cfg.lua"), settings(dir, host, port));
  return spawn("prosody", ["-F", "--config", join(dir, "prosody.cfg.lua")], { stdio: "ignore" });
}

type Client = {
  readonly name: string;
  readonly say: (stanza: string) => void;
  /** Called with everything that comes. */
  readonly listen: (hear: (text: string) => void) => void;
  readonly end: () => void;
};

/** A client of just so much XMPP: it comes in without a name and is given one. */
async function clientOf(host: string, port: number): Promise<Client> {
  const socket: Socket = connect(port, host);
  socket.setNoDelay(true).setEncoding("utf8");
  let hear = (_text: string): void => {};
  socket.on("data", (text: string) => hear(text));
  const until = (say: string, sign: RegExp): Promise<RegExpExecArray> =>
    new Promise((resolve, reject) => {
      let heard = "";
      socket.once("error", reject);
      hear = (text) => {
        heard += text;
        const found = sign.exec(heard);
        if (found !== null) resolve(found);
        else if (heard.includes("<stream:error") || heard.includes("<failure")) reject(new Error(heard));
      };
      socket.write(say);
    });
  const opening = `<stream:stream to="${host}" version="1.0" xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams">`;
  await until(opening, /<\/stream:features>/);
  await until(`<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="ANONYMOUS"/>`, /<success/);
  await until(opening, /<\/stream:features>/);
  const bind = `<iq type="set" id="bind"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/></iq>`;
  const name = (await until(bind, /<jid>([^<]+)<\/jid>/))[1] ?? "";
  socket.write("<presence/>");
  return {
    name,
    say: (stanza) => void socket.write(stanza),
    listen: (listener) => {
      hear = listener;
    },
    end: () => socket.destroy(),
  };
}

export async function startProsody(dir: string): Promise<Peer | null> {
  if (!["prosody", "openssl"].every(isInstalled)) return null;
  const ports = await freePorts(2);
  const servers = HOSTS.map((host, i) => server(join(dir, `prosody-${i}`), host, ports[i] ?? 0));
  const stop = (): void => servers.forEach((each) => each.kill("SIGKILL"));
  try {
    const [here, there] = (await Promise.all(
      HOSTS.map((host, i) => untilItWorks(() => clientOf(host, ports[i] ?? 0))),
    )) as [Client, Client];
    let onReceipt = (): void => {};
    there.listen((text) => {
      const id = /<message[^>]* id=["']([^"']+)["']/.exec(text)?.[1];
      if (id === undefined) return;
      there.say(`<message to="${here.name}" id="r${id}"><received xmlns="urn:xmpp:receipts" id="${id}"/></message>`);
    });
    here.listen((text) => {
      if (text.includes("<received")) onReceipt();
    });
    let count = 0;
    const one = (): Promise<void> =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => reject(new Error("Prosody brought no receipt")), 10_000);
        onReceipt = () => {
          clearTimeout(late);
          resolve();
        };
        count += 1;
        const wish = `<request xmlns="urn:xmpp:receipts"/>`;
        here.say(`<message to="${there.name}" type="chat" id="m${count}"><body>${PAYLOAD}</body>${wish}</message>`);
      });
    await one();
    const end = (): void => {
      here.end();
      there.end();
      stop();
    };
    return { median: () => medianOf(DELIVERIES, one), stop: end };
  } catch (error) {
    stop();
    throw error;
  }
}
