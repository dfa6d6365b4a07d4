import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serve } from "../../dashboards/serve.ts";
import { createDashboard } from "../../dashboards/app.ts";
import type { DashboardOptions } from "../../dashboards/options.ts";
import { renderMetrics } from "../../domain/watch/metrics.ts";
import { healthMetrics } from "../../operations/health/health-metrics.ts";
import { readReadiness, type HealthWorld } from "../../operations/health/readiness.ts";
import { serveHealth } from "../../workers/serve-health.ts";
import { openProcessMetrics } from "../../workers/process-metrics.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { saveComparison } from "../../storage/judging/comparison.ts";
import { putSight } from "../../storage/watch-sights.ts";
import { fixtureConfig } from "../dashboards/fixture-config.ts";
import { fixtureNow, insertFixtureRows } from "../support/fixture-rows.ts";
import { canaries } from "../support/canaries.ts";
import { testUnless } from "../support/test-unless.ts";
import { promtool, withoutPromtool } from "./promtool.ts";

let database: OpenDatabase;
let world: HealthWorld;
const configOf = (clients: readonly string[]) => ({
  ...fixtureConfig,
  clients: fixtureConfig.clients.filter(({ clientId }) => clients.includes(clientId)),
});
beforeAll(async () => {
  database = await openTestDatabase();
  await insertFixtureRows(database.db);
  // The fixture's messages wait on purpose.
  await database.db
    .updateTable("outbox")
    .set({ state: "sent", sent_at: fixtureNow })
    .where("state", "=", "pending")
    .execute();
  world = { db: database.db, config: () => configOf(["harbour"]), now: () => fixtureNow };
});
afterAll(() => database.close());

const after = (minutes: number) => new Date(fixtureNow.getTime() + minutes * 60_000);
const kindsOf = async (own: Partial<HealthWorld>) => {
  const { isReady, reasons } = await readReadiness({ ...world, ...own });
  expect(isReady).toBe(reasons.length === 0);
  return reasons.map(({ kind, clientId }) => (clientId === null ? kind : `${kind} ${clientId}`));
};
const full = {
  directory: "/d",
  freeBytes: 0,
  logLinesDropped: 3,
  state: "full" as const,
  sentence: "The disk is full.",
};

describe("/readyz", () => {
  test.each<{ when: string; own: Partial<HealthWorld>; is: readonly string[] }>([
    { when: "all is read in time", own: {}, is: [] },
    { when: "a client is late", own: { now: () => after(2) }, is: [] },
    { when: "a client is not checked", own: { now: () => after(5) }, is: ["not-checked harbour"] },
    { when: "a client was never audited", own: { config: () => configOf(["tidewater"]) }, is: [] },
    {
      when: "one of two is blind for days",
      own: { config: () => configOf(["harbour", "meridian"]) },
      is: ["not-checked meridian"],
    },
    { when: "the disk is full", own: { disk: async () => full }, is: ["disk-full"] },
    { when: "the disk is low", own: { disk: async () => ({ ...full, state: "low" }) }, is: [] },
  ])("when $when: $is", async ({ own, is }) => {
    expect(await kindsOf(own)).toEqual(is);
  });

  test("without a database it answers, within seconds, and says so", async () => {
    const closed = await openTestDatabase();
    await closed.close();
    expect(await kindsOf({ db: closed.db })).toEqual(["database-away"]);
  });

  test("a worker that stopped without a word, and Temporal away, are reasons", async () => {
    const sight = { role: "worker", name: "a", startedAt: after(-600).toISOString(), lookedAt: null, stoppedAt: null };
    await putSight(database.db, { kind: "process", source: "worker:a:1", at: after(-30), value: sight });
    expect(await kindsOf({})).toEqual(["no-workers"]);
    await putSight(database.db, {
      kind: "process",
      source: "worker:a:1",
      at: after(0),
      value: { ...sight, lookedAt: after(0) },
    });
    const away = { away: { since: after(-10).toISOString(), reason: "refused" }, queues: [] };
    await putSight(database.db, { kind: "temporal", source: "worker:a:1", at: after(0), value: away });
    expect(await kindsOf({})).toEqual(["temporal-away"]);
    await database.db.deleteFrom("watch_sight").execute();
  });

  test("a message that waits for too long is a reason", async () => {
    const waiting = database.db.updateTable("outbox").where("client_id", "=", "northwind").where("state", "=", "sent");
    await waiting.set({ state: "pending", sent_at: null, created_at: after(-30) }).execute();
    expect(await kindsOf({ config: () => configOf(["northwind"]) })).toEqual(["outbox-stuck northwind"]);
    await database.db
      .updateTable("outbox")
      .set({ state: "sent", sent_at: fixtureNow })
      .where("state", "=", "pending")
      .execute();
  });
});

describe("/metrics", () => {
  const scrape = async (own: Partial<HealthWorld> = {}) => {
    const asked = { ...world, config: () => fixtureConfig, ...own };
    return healthMetrics(asked, await readReadiness(asked), openProcessMetrics("worker").read());
  };

  test("tell ages, lateness, messages, findings and the process, labelled by ids alone", async () => {
    const compared = { records: 840, verdicts: 3, counters: 2, firstDifference: "lead-stale on contacts" };
    await saveComparison(database.db, "harbour", { asOf: fixtureNow, ...compared });
    const text = await scrape();
    expect(text).not.toContain('revwatch_judging_differences{client="tidewater"}');
    for (const line of [
      'revwatch_judging_differences{client="harbour"} 5',
      'revwatch_judging_compared_records{client="harbour"} 840',
      'revwatch_client_checked{client="harbour"} 1',
      'revwatch_client_checked{client="tidewater"} 0',
      'revwatch_reading_age_seconds{client="harbour",cadence="fast"} 20',
      'revwatch_reading_lateness{client="meridian",cadence="fast"} 3',
      'revwatch_outbox_messages{client="northwind",channel="email",state="failed"} 1',
      'revwatch_findings_open{client="meridian",check="lead-unanswered",severity="high"} 1',
      "revwatch_ready 0",
      'revwatch_unready_reasons{kind="not-checked"} 1',
      "revwatch_database_up 1",
    ])
      expect(text).toContain(`${line}\n`);
    expect(text).toMatch(/^process_resident_memory_bytes \d{7,}$/m);
    // Names of people, companies and receivers.
    expect(text).not.toMatch(/Lindqvist|Okafor|Harbour|Northwind|Vogt|@|HubSpot refuses/);
  });

  test("without a database the process and its readiness are still told", async () => {
    const closed = await openTestDatabase();
    await closed.close();
    const text = await scrape({ db: closed.db });
    expect(text).toContain("revwatch_database_up 0\n");
    expect(text).toContain('revwatch_unready_reasons{kind="database-away"} 1\n');
    expect(text).not.toContain("revwatch_client_checked");
  });

  testUnless(withoutPromtool, "promtool finds nothing to say about them", async () => {
    const { status, said } = promtool(["check", "metrics"], await scrape());
    expect(said).toBe("");
    expect(status).toBe(0);
  });

  test("every metric that an alert rule names is told", async () => {
    const { readFileSync } = await import("node:fs");
    const rules = readFileSync(new URL("../../docs/prometheus/revwatch-rules.yml", import.meta.url), "utf8");
    const named = new Set([...rules.matchAll(/\b(?:revwatch_[a-z_]+|nodejs_[a-z0-9_]+)/g)].map(([name]) => name));
    const source = [
      "operations/health/installation-metrics.ts",
      "operations/health/health-metrics.ts",
      "workers/process-metrics.ts",
    ]
      .map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"))
      .join("");
    expect([...named].filter((name) => !source.includes(`"${name}"`))).toEqual([]);
  });

  test("what a label may not hold is escaped, and what has no sample is left out", () => {
    const metric = { name: "a", help: "line\nbreak", type: "gauge" as const };
    expect(
      renderMetrics([{ ...metric, samples: [{ labels: { x: 'a"b\\c\nd' }, value: Number.POSITIVE_INFINITY }] }]),
    ).toBe('# HELP a line\\nbreak\n# TYPE a gauge\na{x="a\\"b\\\\c\\nd"} +Inf\n');
    expect(renderMetrics([{ ...metric, samples: [] }])).toBe("");
  });
});

describe("who may read the metrics", () => {
  let token: string | null = null;
  const open = async () => {
    const health: DashboardOptions["health"] = {
      readiness: () => readReadiness({ ...world, config: () => configOf(["meridian"]) }),
      metrics: async () => "revwatch_ready 1\n",
      token: () => {
        if (token === "unreadable") throw new Error(`METRICS_TOKEN is not set`);
        return token;
      },
    };
    const app = createDashboard({
      config: () => fixtureConfig,
      db: world.db as never,
      health,
      extensions: [],
    } as never);
    return serve({ fetch: (request, ...rest) => app.fetch(request, ...(rest as [object])), port: 0 });
  };
  const secret = canaries.metricsToken;
  // The port stands for the real one: fetch cannot lie about its Host, so the request is written by hand.
  const ask = async (path: string, headers: Record<string, string>) => {
    const served = await open();
    const { request } = await import("node:http");
    const answered = Promise.withResolvers<{ status: number; text: string }>();
    const host = `127.0.0.1:${served.port}`;
    const call = request({ port: served.port, host: "127.0.0.1", path, headers: { host, ...headers } }, (answer) => {
      let text = "";
      answer.on("data", (chunk: Buffer) => (text += chunk.toString()));
      answer.on("end", () => answered.resolve({ status: answer.statusCode ?? 0, text }));
    });
    call.end();
    const answer = await answered.promise;
    await served.close();
    return answer;
  };

  test.each<{ who: string; token: string | null; headers: Record<string, string>; status: number }>([
    { who: "this machine", token: null, headers: {}, status: 200 },
    {
      who: "someone behind a proxy of this machine",
      token: null,
      headers: { "X-Forwarded-For": "203.0.113.9" },
      status: 403,
    },
    { who: "a page whose name was pointed here", token: null, headers: { host: "evil.example" }, status: 403 },
    { who: "this machine without the token", token: secret, headers: {}, status: 401 },
    { who: "a wrong token", token: secret, headers: { Authorization: `Bearer ${secret}x` }, status: 401 },
    { who: "the token as a password", token: secret, headers: { Authorization: `Basic ${secret}` }, status: 401 },
    { who: "Prometheus with the token", token: secret, headers: { Authorization: `Bearer ${secret}` }, status: 200 },
    {
      who: "Prometheus with the token by any name",
      token: secret,
      headers: { Authorization: `Bearer ${secret}`, host: "revwatch.internal" },
      status: 200,
    },
    {
      who: "anyone while the token is missing",
      token: "unreadable",
      headers: { Authorization: "Bearer " },
      status: 503,
    },
  ])("$who: $status", async ({ token: needed, headers, status }) => {
    token = needed;
    const answer = await ask("/metrics", headers);
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain(secret);
  });

  test("a prober without leave hears how many, and not who", async () => {
    token = secret;
    const closed = await ask("/readyz", { Accept: "application/json" });
    expect(closed.status).toBe(503);
    expect(JSON.parse(closed.text)).toMatchObject({
      ready: false,
      reasons: [{ kind: "not-checked", clientId: null, what: "not-checked" }],
    });
    const open = await ask("/readyz", { Accept: "application/json", Authorization: `Bearer ${secret}` });
    expect(JSON.parse(open.text)).toMatchObject({
      ready: false,
      reasons: [{ kind: "not-checked", clientId: "meridian" }],
    });
    expect((await ask("/readyz", { Authorization: `Bearer ${secret}` })).text).toMatch(
      /^meridian: Not checked: no complete/,
    );
    expect((await ask("/livez", {})).text).toBe("ok");
  });
});

test("workers of one machine take a port each; without a setting nothing listens", async () => {
  const at = (port: number) => ({
    ...world,
    config: () => ({ ...configOf(["harbour"]), health: { host: "127.0.0.1", port } }),
  });
  const free = await serve({ fetch: () => new Response(""), port: 0 });
  const first = await serveHealth(at(free.port), {});
  const second = await serveHealth(at(free.port), {});
  expect(first!.port).toBeGreaterThan(free.port);
  expect(second!.port).toBeGreaterThan(first!.port);
  expect(await (await fetch(`${second!.address}/readyz`)).text()).toBe("ok");
  const metrics = await (await fetch(`${second!.address}/metrics`)).text();
  expect(metrics).toContain('role="worker"');
  await Promise.all([first!.close(), second!.close(), free.close()]);
  expect(await serveHealth(world, {})).toBeNull();
});
