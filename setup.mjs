// Sets up what a command needs and runs it with the project's own Node 26. Plain JavaScript, because
// this is the one file that runs on whatever Node (20 or newer) a machine happens to have.

import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = dirname(fileURLToPath(import.meta.url));
const [command = "help", ...args] = process.argv.slice(2);

const inRoot = (...parts) => join(ROOT, ...parts);
const say = (line) => process.stderr.write(`${line}\n`);

function give(up) {
  say(`setup: ${up}`);
  process.exit(1);
}

/** Digest over files and folders, so that a step is done again when what it reads has changed. */
function digestOf(paths) {
  const hash = createHash("sha256");
  const add = (path) => {
    if (!existsSync(path) || path === inRoot("web", "dist")) return;
    if (statSync(path).isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else hash.update(path.slice(ROOT.length)).update("\0").update(readFileSync(path));
  };
  for (const path of paths) add(path);
  return hash.digest("hex");
}

/** Runs a step unless its mark says that it was done on these very files. */
function once(mark, digest, step) {
  if (existsSync(mark) && readFileSync(mark, "utf8") === digest) return;
  step();
  mkdirSync(dirname(mark), { recursive: true });
  writeFileSync(mark, digest);
}

function run(program, programArgs, options = {}) {
  const result = spawnSync(program, programArgs, { cwd: ROOT, stdio: "inherit", ...options });
  if (result.error !== undefined) give(`${program} cannot be run: ${result.error.message}`);
  return result.status ?? 1;
}

/** Two installations at once would delete each other's packages: the second waits for the first. */
function alone(step) {
  const lock = inRoot(".downrung-installing");
  for (let waited = 0; ; waited += 1) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch {
      if (!existsSync(lock)) continue;
      if (!isRunning(Number(readFileSync(lock, "utf8")))) rmSync(lock, { force: true });
      else if (waited === 0) say("another command is installing; waiting for it");
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    }
  }
  const free = () => rmSync(lock, { force: true });
  process.on("exit", free);
  step();
  free();
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === "EPERM";
  }
}

function install() {
  const digest = digestOf([inRoot("package-lock.json"), inRoot("package.json")]);
  const mark = inRoot("node_modules", ".downrung-installed");
  if (existsSync(mark) && readFileSync(mark, "utf8") === digest) return;
  alone(() =>
    once(mark, digest, () => {
      say("installing the locked packages (once, about a minute)");
      const npm = process.platform === "win32" ? "npm.cmd" : "npm";
      const status = run(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
      if (status !== 0) give("npm ci failed; its own words stand above");
    }),
  );
}

/** The project's Node from the registry, or this one when it is new enough and no packaged one fits the machine. */
function node() {
  const packaged = inRoot("node_modules", ".bin", "node");
  if (existsSync(packaged)) return packaged;
  if (Number(process.versions.node.split(".")[0]) >= 26) return process.execPath;
  return give(
    `there is no packaged Node 26 for ${String(process.platform)} ${String(process.arch)}; install Node 26 and run this again`,
  );
}

/** Runs a script of the project and passes signals on, so that whoever stops this stops it too. */
function script(path, ...more) {
  const child = spawn(node(), ["--disable-warning=ExperimentalWarning", inRoot(path), ...more], { stdio: "inherit" });
  // A terminal's Ctrl-C reaches the child by itself; a second copy of the signal does it no harm.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on("error", (error) => give(`Node cannot be run: ${error.message}`));
    child.on("exit", (code, signal) => resolve(code ?? (signal === null ? 1 : 128)));
  });
}

const tool = (path, ...more) => run(node(), [inRoot("node_modules", path), ...more]);

function build() {
  const digest = digestOf([
    inRoot("web"),
    inRoot("src", "core"),
    inRoot("src", "check"),
    inRoot("src", "interop", "yaml.ts"),
    inRoot("vite.config.ts"),
    inRoot("package-lock.json"),
  ]);
  const mark = inRoot("node_modules", ".downrung-built");
  if (!existsSync(inRoot("web", "dist", "index.html"))) rmSync(mark, { force: true });
  once(mark, digest, () => {
    say("building the console");
    if (tool("vite/bin/vite.js", "build", "--logLevel", "warn") !== 0)
      give("the console does not build; vite's words stand above");
  });
}

function check() {
  const steps = [
    ["types", () => tool("typescript/bin/tsc", "-p", ".")],
    ["lint", () => tool("oxlint/bin/oxlint", "--type-aware", "--deny-warnings")],
    ["format", () => tool("oxfmt/bin/oxfmt", "--check", "src", "web", "test", "bench", "vectors")],
    ["unused", () => tool("knip/bin/knip.js", "--no-progress")],
  ];
  for (const [name, step] of steps) {
    const status = step();
    say(`check: ${name} ${status === 0 ? "holds" : "FAILS"}`);
    if (status !== 0) return status;
  }
  return 0;
}

const COMMANDS = {
  start: () => (build(), script("src/cli/main.ts", "start", ...args)),
  cli: () => script("src/cli/main.ts", ...args),
  test: () => (build(), script("test/run.ts", ...args)),
  check,
  faults: () => script("src/faults/main.ts", ...args),
  bench: () => script("bench/main.ts", ...args),
  calibrate: () => script("bench/calibrate.ts", ...args),
  build: () => (build(), 0),
};

if (!Object.hasOwn(COMMANDS, command))
  give(`there is no "${command}"; the commands are ${Object.keys(COMMANDS).join(", ")}`);
install();
process.exitCode = await COMMANDS[command]();
