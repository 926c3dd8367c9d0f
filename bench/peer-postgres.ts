// PostgreSQL with a synchronous standby: a row of 512 bytes is on both disks when the commit returns. No
// signature and no sealing.

import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { figureOf } from "./measure.ts";
import { freePorts, isInstalled, PAYLOAD, ran, untilItWorks, type Peer } from "./peer.ts";

/** Debian keeps the server's programs aside. */
const PLACES = ["/usr/lib/postgresql/15/bin", "/usr/lib/postgresql/16/bin", "/usr/lib/postgresql/17/bin", "/usr/bin"];

const isRoot = process.getuid?.() === 0;

const STANDBY = "standby1";
const TABLE = "create table log(number bigserial primary key, body text not null)";

/** The server will not run as root. */
const asServer = (command: readonly string[]): readonly [string, readonly string[]] =>
  isRoot ? ["runuser", ["-u", "postgres", "--", ...command]] : [command[0] ?? "", command.slice(1)];

export async function startPostgres(dir: string): Promise<Peer | null> {
  const bin = PLACES.find((place) => existsSync(join(place, "initdb")));
  if (bin === undefined || !isInstalled("pgbench")) return null;
  const ports = await freePorts(2);
  const home = join(dir, "postgres");
  mkdirSync(home);
  if (isRoot) {
    // The server's user has to come through to its own folder.
    chmodSync(dir, 0o711);
    ran("chown", ["postgres", home]);
  }
  const run = (program: string, ...args: readonly string[]): void => ran(...asServer([join(bin, program), ...args]));
  const [first, second] = [join(home, "a"), join(home, "b")];
  const sql = (text: string): void =>
    run("psql", "-q", "-h", home, "-p", `${ports[0]}`, "-U", "postgres", "-d", "postgres", "-c", text);
  const start = (data: string, port: number): void => {
    const conf = `port = ${port}\nlisten_addresses = ''\nunix_socket_directories = '${home}'\n`;
    appendFileSync(join(data, "postgresql.conf"), conf);
    run("pg_ctl", "-D", data, "-l", `${data}.log`, "-w", "start");
  };
  const stop = (): void => {
    for (const data of [second, first]) {
      const [command, args] = asServer([join(bin, "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop"]);
      if (existsSync(join(data, "postmaster.pid"))) spawnSync(command, args, { timeout: 20_000 });
    }
  };
  try {
    run("initdb", "-D", first, "-U", "postgres", "-A", "trust", "--no-instructions");
    start(first, ports[0] ?? 0);
    const link = `host=${home} port=${ports[0]} user=postgres application_name=${STANDBY}`;
    run("pg_basebackup", "-d", link, "-D", second, "-R", "-c", "fast");
    start(second, ports[1] ?? 0);
    sql(TABLE);
    sql(`alter system set synchronous_standby_names = '${STANDBY}'`);
    sql("select pg_reload_conf()");
    await untilItWorks(async () => {
      sql("select 1 / count(*) from pg_stat_replication where sync_state = 'sync'");
    });
  } catch (error) {
    stop();
    throw error;
  }
  const script = join(home, "insert.sql");
  writeFileSync(script, `insert into log(body) values ('${PAYLOAD}');\n`, { mode: 0o644 });
  const median = async (): Promise<number> => {
    const log = join(home, "latency");
    const where = ["-h", home, "-p", `${ports[0]}`, "-U", "postgres"];
    const load = ["-n", "-M", "prepared", "-f", script, "-c", "1", "-T", "2"];
    run("pgbench", ...where, ...load, "-l", `--log-prefix=${log}`, "postgres");
    const times = readdirSync(home)
      .filter((name) => name.startsWith("latency"))
      .flatMap((name) => {
        const lines = readFileSync(join(home, name), "utf8").trim().split("\n");
        rmSync(join(home, name));
        return lines.map((line) => Number(line.split(" ")[2]));
      });
    return figureOf(times).median;
  };
  return { median, stop };
}
