import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sayExplanation } from "../../cli/print/explanation.ts";
import { sayFindings } from "../../cli/print/findings.ts";
import { isProvenEmpty } from "../../cli/commands/findings.ts";
import { isWatched } from "../../cli/commands/status.ts";
import { sayStatus } from "../../cli/print/status.ts";
import { explainFinding } from "../../operations/explain-finding.ts";
import { listFindings } from "../../operations/list-findings.ts";
import { Refused } from "../../operations/operation.ts";
import { status } from "../../operations/status.ts";
import type { World } from "../../operations/world.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { closeChannel, openChannel } from "../../storage/channel-states.ts";
import { fixtureConfig } from "../dashboards/fixture-config.ts";
import { fixtureNow, insertFixtureRows } from "../support/fixture-rows.ts";

let database: OpenDatabase;
let world: World;

beforeAll(async () => {
  database = await openTestDatabase();
  await insertFixtureRows(database.db);
  world = {
    config: () => fixtureConfig,
    configTrouble: () => null,
    db: database.db,
    temporal: () => Promise.reject(new Error("Reading needs no Temporal server.")),
    links: {
      dashboard: (path) => `http://127.0.0.1:4400${path}`,
      workflow: (id) => `http://127.0.0.1:8233/workflows/${id}`,
    },
    now: () => fixtureNow,
  };
});
afterAll(() => database?.close());

const none = { critical: 0, high: 0, medium: 0, low: 0 };
const list = (input: object) => listFindings.run(world, listFindings.input.parse(input));
const explain = (findingId: string, clientId?: string) => explainFinding.run(world, { findingId, clientId });

describe("findings", () => {
  test("each carries all that another program needs, worst first", async () => {
    const { findings, schemaVersion } = await list({ clientId: "northwind" });
    expect(schemaVersion).toBe(1);
    expect(findings[0]).toMatchObject({
      client: { id: "northwind", name: "Northwind Robotics" },
      check: "lead-unanswered",
      severity: "critical",
      status: "open",
      subject: { type: "contact", id: "501" },
    });
    const ranks = findings.map(({ severity }) => ["critical", "high", "medium", "low"].indexOf(severity));
    expect(ranks).toEqual([...ranks].sort((a, b) => a - b));
    expect(JSON.parse(JSON.stringify(findings))).toEqual(findings);
  });

  test.each([
    [
      { clientId: "northwind", severity: "critical" },
      "critical only",
      (finding: { severity: string }) => finding.severity === "critical",
    ],
    [
      { clientId: "northwind", checkId: "lead-unassigned" },
      "one check",
      (finding: { check: string }) => finding.check === "lead-unassigned",
    ],
    [{ status: "resolved" }, "resolved ones", (finding: { status: string }) => finding.status === "resolved"],
    [{ clientId: "meridian" }, "one client", (finding: { client: { id: string } }) => finding.client.id === "meridian"],
  ])("%j gives %s", async (input, _, fits) => {
    const { findings } = await list(input);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.every((finding) => fits(finding))).toBe(true);
  });

  test("beside the list stands what nobody could assess, with reason and remedy", async () => {
    const { coverage } = await list({});
    expect(coverage.find(({ clientId }) => clientId === "northwind")?.gaps).toEqual([
      {
        checkId: "campaign-untracked",
        status: "not-assessed",
        reason: expect.stringContaining("marketing.campaigns.read") as string,
        remedy: expect.stringContaining("Add the scope") as string,
      },
    ]);
    const blind = coverage.find(({ clientId }) => clientId === "meridian")!;
    expect(blind.assessed).toBe(0);
    expect(blind.gaps[0]!.reason).toContain("HubSpot refuses the token");
    expect(coverage.find(({ clientId }) => clientId === "tidewater")?.gaps[0]?.reason).toBe(
      "The client's first audit is still to come.",
    );
  });

  test("what was assessed long ago is not assessed any more", async () => {
    const later = { ...world, now: () => new Date(fixtureNow.getTime() + 3_600_000) };
    const { coverage } = await listFindings.run(later, listFindings.input.parse({ clientId: "harbour" }));
    const gap = coverage[0]!.gaps.find(({ checkId }) => checkId === "lead-unanswered");
    expect(gap?.reason).toBe("It was last judged Mon 23 Nov, 05:39 UTC-5, too long ago for a fast check.");
    expect(coverage[0]!.gaps.map(({ checkId }) => checkId)).not.toContain("lead-stale");
  });

  test("an unknown client is refused with the known ones", async () => {
    await expect(list({ clientId: "nortwind" })).rejects.toThrow(
      new Refused('There is no client "nortwind". Known: northwind, harbour, meridian, tidewater.'),
    );
  });
});

describe("status", () => {
  test("a blind client has no score, and a new one waits", async () => {
    const { clients } = await status.run(world, {});
    expect(clients.map(({ clientId, state, score }) => [clientId, state, score])).toEqual([
      ["northwind", "live", 71],
      ["harbour", "live", 100],
      ["meridian", "live", null],
      ["tidewater", "waiting", null],
    ]);
    expect(clients[0]!.messages).toEqual({ waiting: 1, heldUpBecause: null, failed: 1 });
  });

  const at = (minutes: number) => ({ ...world, now: () => new Date(fixtureNow.getTime() + minutes * 60_000) });

  // The fast checks of the fixture run each minute, the hourly ones each hour, the daily ones at six.
  test.each([
    { when: "now", minutes: 0, state: "fresh", score: 100, isWhole: true },
    { when: "when the fast audit is late", minutes: 2, state: "late", score: 100, isWhole: true },
    { when: "when it has stopped", minutes: 3, state: "not-checked", score: null, isWhole: false },
    { when: "30 days later", minutes: 30 * 1_440, state: "not-checked", score: null, isWhole: false },
  ])(
    "$when a client that was well is $state; no green, no score and no exit code 0 once it is not checked",
    async (row) => {
      const fleet = await status.run(at(row.minutes), { clientId: "harbour" });
      const { score, coverage, messages } = fleet.clients[0]!;
      expect({ score, state: coverage.checked.state }).toEqual({ score: row.score, state: row.state });
      expect(isWatched({ ...fleet.clients[0]!, messages: { ...messages, failed: 0, heldUpBecause: null } })).toBe(
        row.isWhole,
      );
      const found = await listFindings.run(at(row.minutes), listFindings.input.parse({ clientId: "harbour" }));
      expect(isProvenEmpty({ ...found, findings: [] })).toBe(row.isWhole);
      expect(/Nothing is open/.test(sayStatus({ ...fleet, clients: [{ ...fleet.clients[0]!, open: none }] }))).toBe(
        row.isWhole,
      );
    },
  );

  test("a check that is switched off is counted nowhere: one count, whoever is asked", async () => {
    const [client] = world.config().clients.filter(({ clientId }) => clientId === "harbour");
    const fewer = { ...client!, monitors: client!.monitors.filter(({ cadence }) => cadence !== "daily") };
    const config = () => ({ ...world.config(), clients: [fewer] });
    const { clients } = await status.run({ ...world, config }, {});
    const { coverage } = await listFindings.run({ ...world, config }, listFindings.input.parse({}));
    expect(clients[0]!.coverage).toEqual(coverage[0]);
    expect(clients[0]!.coverage).toMatchObject({ enabled: 5, assessed: 5 });
  });

  test("a channel that lets nothing in is named, with the way out", async () => {
    const waiting = world.db
      .selectFrom("outbox")
      .selectAll()
      .where("client_id", "=", "northwind")
      .where("state", "=", "pending");
    const { channel } = await waiting.executeTakeFirstOrThrow();
    const way = { clientId: "northwind", channel, place: "" };
    const [reason, remedy] = ["Slack says token_revoked", "install the app again"];
    await closeChannel(world.db, { ...way, kind: "barred", reason, remedy }, fixtureNow, fixtureNow);
    const fleet = await status.run(world, { clientId: "northwind" });
    expect(fleet.clients[0]!.messages.heldUpBecause).toBe(`${reason}: ${remedy}`);
    expect(sayStatus(fleet)).toContain(`1 message on the way (${reason}: ${remedy})`);
    await openChannel(world.db, way);
  });
});

describe("explain", () => {
  test("says who was told on which channel, what became of each message, and who is next", async () => {
    const { alerts, judgedMinutesAgo, check } = await explain("lead-unanswered.contact.501", "northwind");
    expect(check?.title).toBe("Every lead is answered within the promised time");
    expect(judgedMinutesAgo).toBe(0);
    expect(alerts).toHaveLength(1);
    expect(alerts[0]).toMatchObject({
      alertId: "sales-lead.waiting-leads",
      receiver: { name: "Lena Vogt" },
      hasTold: true,
      next: { receivers: ["Jonas Weber"] },
    });
    expect(alerts[0]!.deliveries.map(({ channel, state }) => [channel, state])).toContainEqual(["email", "failed"]);
  });

  test("an id that two clients have needs the client, and one that nobody has is refused", async () => {
    await expect(explain("lead-unanswered.contact.501")).rejects.toThrow(
      "northwind and meridian both have a finding of this id. Say which with --client.",
    );
    const { finding, alerts } = await explain("lead-unanswered.contact.501", "meridian");
    expect(finding.client.id).toBe("meridian");
    expect(alerts).toEqual([]);
    await expect(explain("nothing.of.this")).rejects.toThrow(Refused);
  });
});

describe("what people read", () => {
  test("one finding, explained", async () => {
    await expect(`${sayExplanation(await explain("lead-unanswered.contact.501", "northwind"))}\n`).toMatchFileSnapshot(
      "../golden/explain.txt",
    );
  });

  test("the findings of all clients", async () => {
    await expect(`${sayFindings(await list({}))}\n`).toMatchFileSnapshot("../golden/findings.txt");
  });

  test("the status of all clients", async () => {
    await expect(`${sayStatus(await status.run(world, {}))}\n`).toMatchFileSnapshot("../golden/status.txt");
  });
});
