import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import type { FleetStatus } from "../../operations/status.ts";
import { HubSpotAdmin, HubSpotApi, SlackAdmin, type PortalAdmin } from "../../simulators/client.ts";
import { livePortal } from "../../simulators/hubspot/scenario/live-portal.ts";
import { startHubSpot } from "../../simulators/hubspot/start.ts";
import { startSlack } from "../../simulators/slack/start.ts";
import type { SlackMessage } from "../../simulators/slack/workspace.ts";
import { controlRequest } from "../../workers/state-directory/control-request.ts";
import { readRunRecord, type RunRecord } from "../../workers/state-directory/run-record.ts";
import { canaries, canariesIn, canariesInFolder } from "./canaries.ts";
import { layOutDatabase } from "./open-test-database.ts";
import { onlyFixedChecks } from "./fixed-checks.ts";
import { until } from "./until.ts";

const cliFile = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));
const portalId = 4711;
const token = canaries.hubspotToken;
const clientId = "nightowl";

/**
 * A real installation in a folder of its own: config as a person writes it, and the real `revwatch` command. HubSpot
 * and Slack are simulators in the test's process, so they outlive whatever is killed.
 */
export class Installation {
  readonly directory: string;
  readonly portal: PortalAdmin;
  readonly hubspot: HubSpotApi;
  readonly slack: SlackAdmin;
  readonly road: RoadToSlack;
  readonly env: NodeJS.ProcessEnv;
  readonly #children: ChildProcess[] = [];
  /** Of each process that was left running: the end of what it printed. */
  readonly #lastWords = new Map<ChildProcess, string>();
  readonly #leaks: string[] = [];
  readonly #closers: (() => Promise<void>)[];

  private constructor(parts: {
    directory: string;
    portal: PortalAdmin;
    hubspot: HubSpotApi;
    slack: SlackAdmin;
    road: RoadToSlack;
    env: NodeJS.ProcessEnv;
    closers: (() => Promise<void>)[];
  }) {
    this.directory = parts.directory;
    this.portal = parts.portal;
    this.hubspot = parts.hubspot;
    this.slack = parts.slack;
    this.road = parts.road;
    this.env = parts.env;
    this.#closers = parts.closers;
  }

  /** @param env - Such as DATABASE_URL; nothing for the embedded database and an own Temporal server. */
  static async create(env: Readonly<Record<string, string>> = {}, parent: string = tmpdir()): Promise<Installation> {
    const directory = realpathSync(mkdtempSync(join(parent, "revwatch-test-kill-")));
    const [hubspot, slack] = await Promise.all([startHubSpot(), startSlack()]);
    const road = await RoadToSlack.open(slack.address);

    const until = new Date();
    const life = livePortal({ seed: 5, portalId, profile: "nightowl", until, days: 7, healthy: true });
    const portal = await new HubSpotAdmin(hubspot.address).openPortal(
      life.portal as Parameters<HubSpotAdmin["openPortal"]>[0],
    );
    await portal.grantToken({ token });
    await portal.liveThrough(life.writes);
    const workspace = new SlackAdmin(slack.address);
    for (const name of ["operations", "sales"]) await workspace.addChannel({ name });

    if (!("DATABASE_URL" in env)) await layOutDatabase(join(directory, ".revwatch", "database"));
    mkdirSync(join(directory, "clients"));
    writeFileSync(join(directory, "revwatch.yaml"), stringify(fleetFile(hubspot.address, road.address)));
    writeFileSync(join(directory, "clients", `${clientId}.yaml`), stringify(clientFile));
    return new Installation({
      directory,
      portal,
      hubspot: new HubSpotApi(hubspot.address, token),
      slack: workspace,
      road,
      env: {
        ...process.env,
        NO_COLOR: "1",
        TEST_HUBSPOT_TOKEN: token,
        TEST_SLACK_TOKEN: canaries.slackToken,
        TEST_SIGNING_SECRET: canaries.signingSecret,
        ...env,
      },
      closers: [() => hubspot.close(), () => slack.close(), () => road.close()],
    });
  }

  /** Starts `revwatch up` and leaves it running as soon as it answers. */
  async up(): Promise<ChildProcess> {
    const child = this.start("up");
    const isOurs = (run: RunRecord | null) => run?.owner.pid === child.pid && run?.controlSocket !== null;
    const answers = async () => {
      if (child.exitCode !== null)
        throw new Error(`revwatch up ended with ${child.exitCode}: ${this.#lastWords.get(child) ?? ""}`);
      return isOurs(await this.run());
    };
    await until("revwatch up answers", answers, 240_000);
    return child;
  }

  /** Starts one of the processes and leaves it running. */
  start(command: "up" | "worker" | "dashboard" | "watchdog"): ChildProcess {
    const child = spawn(process.execPath, [cliFile, command], {
      cwd: this.directory,
      env: this.env,
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.#children.push(child);
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.#lastWords.set(child, ((this.#lastWords.get(child) ?? "") + text).slice(-1_000));
    });
    return child;
  }

  /** Runs one command to its end. */
  async revwatch(
    ...args: readonly string[]
  ): Promise<{ readonly code: number | null; readonly out: string; readonly err: string }> {
    const child = spawn(process.execPath, [cliFile, ...args], {
      cwd: this.directory,
      env: this.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#children.push(child);
    let out = "";
    let err = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    const [code] = (await once(child, "close")) as [number | null];
    this.#leaks.push(...canariesIn(out + err).map((name) => `revwatch ${args[0] ?? ""}: ${name}`));
    return { code, out, err };
  }

  /** Asks whoever owns the data as the command does, and by the command only where nobody does. */
  async fleet(): Promise<FleetStatus> {
    const answer = await controlRequest(join(this.directory, ".revwatch"), "/operations/status", { body: {} });
    if (answer.kind === "answered" && answer.status === 200) return JSON.parse(answer.body) as FleetStatus;
    const { out, err } = await this.revwatch("status", "--json");
    return JSON.parse(out || JSON.stringify({ error: err })) as FleetStatus;
  }

  async status(): Promise<FleetStatus["clients"][number]> {
    return (await this.fleet()).clients[0]!;
  }

  /** As on a new machine: the config is there, and nothing of what was kept. Nothing may run. */
  async forgetState(): Promise<void> {
    rmSync(join(this.directory, ".revwatch"), { recursive: true, force: true });
  }

  run(): Promise<RunRecord | null> {
    return readRunRecord(join(this.directory, ".revwatch"));
  }

  /** Applies the schedules, takes the client on and waits for its baseline. */
  async takeOn(): Promise<void> {
    const applied = await this.revwatch("apply", "--yes");
    if (applied.code !== 0) throw new Error(applied.err);
    await until("the baseline is done", async () => (await this.status()).state === "live", 240_000);
  }

  /** Three things that no audit has seen yet, told to two receivers. */
  async breakThings(): Promise<void> {
    const [owner, leaver] = await this.portal.owners();
    await this.portal.submitForm({
      firstName: "Mira",
      lastName: "Lindqvist",
      email: "mira@example.com",
      formName: "Request a demo",
      pageUrl: "https://nightowl.example/demo?utm_source=google&utm_medium=cpc",
      ownerId: owner!.id,
      at: new Date(Date.now() - 90 * 60_000).toISOString(),
    });
    await this.portal.deactivateOwner(leaver!.id);
    const today = new Date().toISOString().slice(0, 10);
    await this.hubspot.createCampaign({ hs_name: "Winter launch", hs_start_date: today, hs_owner: owner!.id });
  }

  /** The key of every message that arrived in Slack, in the order of arrival. */
  async deliveryKeys(): Promise<readonly string[]> {
    return (await this.slack.messages()).map(keyOf);
  }

  /** Ends everything. @throws {Error} When a secret stands in what it printed or wrote: database, histories, logs. */
  async end(): Promise<void> {
    for (const child of this.#children) if (child.exitCode === null) child.kill("SIGKILL");
    for (const { pid } of (await this.run())?.children ?? []) endProcess(pid);
    for (const close of this.#closers.splice(0)) await close();
    const leaks = [...this.#leaks.splice(0), ...(await canariesInFolder(this.directory))];
    rmSync(this.directory, { recursive: true, force: true });
    if (leaks.length > 0) throw new Error(`Secrets stand in the open: ${leaks.join(", ")}.`);
  }
}

function keyOf({ metadata }: SlackMessage): string {
  return (metadata as { event_payload: { delivery_key: string } }).event_payload.delivery_key;
}

function endProcess(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}

function fleetFile(hubspot: string, slack: string) {
  return {
    hubspot: { address: hubspot },
    slack: { address: slack, token: { env: "TEST_SLACK_TOKEN" }, signingSecret: { env: "TEST_SIGNING_SECRET" } },
    receivers: { operations: { name: "Operations", slack: "#operations" } },
    checks: onlyFixedChecks(),
  };
}

const clientFile = {
  name: "Nightowl Support",
  portalId: String(portalId),
  token: { env: "TEST_HUBSPOT_TOKEN" },
  timeZone: "UTC",
  businessHours: "always",
  receivers: { "sales-lead": { name: "Priya Nair", slack: "#sales" } },
  routes: { default: "sales-lead", access: "operations", "campaign-tracking": "operations" },
  escalation: [{ after: "2 hours", notify: ["operations"] }],
};

/** Passes everything on to Slack. It can lose an answer in the moment in which Slack has taken the message. */
export class RoadToSlack {
  readonly address: string;
  readonly methods: string[] = [];
  readonly close: () => Promise<void>;
  #onTaken: (() => void) | null = null;

  private constructor(address: string, close: () => Promise<void>) {
    this.address = address;
    this.close = close;
  }

  static async open(slack: string): Promise<RoadToSlack> {
    const server = createServer((request, response) => {
      road.#pass(slack, request, response).catch(() => response.destroy());
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const road = new RoadToSlack(`http://127.0.0.1:${port}`, async () => {
      server.close();
      server.closeAllConnections();
    });
    return road;
  }

  /** The next message is taken by Slack, and its answer never comes: instead `then` happens. */
  loseNextAnswer(then: () => void): void {
    this.#onTaken = then;
  }

  async #pass(slack: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const method = request.url!.replace("/api/", "");
    this.methods.push(method);
    const answer = await fetch(new URL(request.url!, slack), {
      method: request.method!,
      headers: {
        "content-type": request.headers["content-type"] ?? "",
        authorization: request.headers.authorization ?? "",
      },
      body: Buffer.concat(chunks),
    });
    const body = await answer.text();
    if (method === "chat.postMessage" && this.#onTaken !== null) {
      const then = this.#onTaken;
      this.#onTaken = null;
      then();
      return; // nobody ever answers
    }
    response.writeHead(answer.status, { "content-type": "application/json" }).end(body);
  }
}
