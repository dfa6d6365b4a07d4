import { ServiceError } from "@temporalio/client";
import { beforeEach, describe, expect, test } from "vitest";
import { sayChecks } from "../../cli/print/checks.ts";
import { excludeFinding } from "../../operations/exclude-finding.ts";
import { explainFinding } from "../../operations/explain-finding.ts";
import { measureLeads } from "../../operations/measure-leads.ts";
import { listChecks } from "../../operations/list-checks.ts";
import { Refused } from "../../operations/operation.ts";
import { takeBackExclusion } from "../../operations/take-back-exclusion.ts";
import type { World } from "../../operations/world.ts";
import { makeRunChecks } from "../../activities/judge/run-checks.ts";
import { renderAlertEmail } from "../../reports/alert/email.ts";
import { renderAlertForSlack } from "../../reports/alert/slack.ts";
import { eventsOfWeek } from "../../storage/report-facts.ts";
import { fixtureConfig } from "../dashboards/fixture-config.ts";
import { startAuditedClient } from "../activities/audited-client.ts";
import { meanwhile } from "../support/meanwhile.ts";
import { copy, monitorsOf, runActivity, startOfTest } from "../activities/test-world.ts";

const { world, clientId, now, config, db, pass, run, nextRun, raiseHand, sendAll } = startAuditedClient({
  monitors: monitorsOf("lead-unanswered"),
});

beforeEach(async () => {
  await raiseHand("ana@lead.example");
  await pass(90);
  await run();
});

const lead = async () => (await openOrNot()).find(({ check_id }) => check_id === "lead-unanswered")!;
const openOrNot = () => db().selectFrom("finding").selectAll().where("client_id", "=", clientId()).execute();
const operating = (): World => ({
  ...world().world,
  config: () => ({ ...fixtureConfig, clients: [config()] }),
  configTrouble: () => null,
  temporal: () => Promise.reject(new ServiceError("away", { cause: Object.assign(new Error("away"), { code: 14 }) })),
  now,
});
const exclude = (findingId: string, own: object = {}) =>
  excludeFinding.run(
    operating(),
    excludeFinding.input.parse({ findingId, kind: "not-a-lead", reason: "a supplier", by: "Ana", via: "cli", ...own }),
  );
const takeBack = (findingId: string) => takeBackExclusion.run(operating(), { findingId, by: "Ben", via: "cli" });
const messages = async () => {
  const rows = await db().selectFrom("outbox").selectAll().where("client_id", "=", clientId()).orderBy("seq").execute();
  return rows.flatMap(({ message }) => (message.kind === "alert" ? [message.alert] : []));
};
const words = "closed by Ana: not a lead (a supplier)";

describe("a finding that a person calls no lead", () => {
  test("ends as closed by that person, and whoever heard it begin hears that and no recovery", async () => {
    const { finding_id } = await lead();
    await sendAll();
    expect(await exclude(finding_id)).toEqual({ ok: true, clientId: clientId(), isClosed: true, said: words });
    expect(await lead()).toMatchObject({ status: "resolved", ending: "closed-by-person", resolved_because: words });
    const last = (await messages()).at(-1)!;
    expect(last).toMatchObject({
      occasion: "recovered",
      endings: [{ ending: "closed-by-person", count: 1, closedBy: words }],
    });
    for (const said of [
      JSON.stringify(renderAlertForSlack(last, null)),
      renderAlertEmail(last).html,
      renderAlertEmail(last).text,
    ]) {
      expect(said).toContain(words);
      expect(said).not.toMatch(/Recovered|✓/);
    }
  });

  test("stays away while it is remembered, costs no points, and opens again when that is taken back", async () => {
    const { finding_id } = await lead();
    await exclude(finding_id);
    await pass(1);
    expect(await run()).toMatchObject({ counts: { opened: 0, reopened: 0, resolved: 0 } });
    const outcome = await db()
      .selectFrom("latest_outcome")
      .selectAll()
      .where("client_id", "=", clientId())
      .where("check_id", "=", "lead-unanswered")
      .executeTakeFirstOrThrow();
    expect(outcome).toMatchObject({ failed: 0, not_applicable: 1 });
    expect((await lead()).ending).toBe("closed-by-person");

    await takeBack(finding_id);
    await pass(1);
    expect(await run()).toMatchObject({ counts: { reopened: 1 } });
    expect(await lead()).toMatchObject({ status: "open", episode: 2, ending: null });
  });

  test("is no waiting lead in the figures either, from that moment on", async () => {
    const { finding_id } = await lead();
    const answers = () => measureLeads.run(operating(), { clientId: clientId() });
    expect(await answers()).toMatchObject({ raised: 1, outside: 0, unanswered: [{ label: "ana@lead.example" }] });
    await exclude(finding_id, { kind: "wrong" });
    expect(await answers()).toMatchObject({ raised: 1 });
    await takeBack(finding_id);
    await exclude(finding_id);
    expect(await answers()).toMatchObject({ raised: 0, outside: 1, unanswered: [] });
    await takeBack(finding_id);
    expect(await answers()).toMatchObject({ raised: 1, outside: 0 });
  });

  test("is not opened by a run that read the portal before it was closed", async () => {
    const { finding_id } = await lead();
    await pass(1);
    const name = nextRun();
    const { plan, receipts } = await copy(world().world, name);
    // The run has judged, and waits for the client's lock while the person closes the finding.
    const between = meanwhile(db(), () => exclude(finding_id));
    await runActivity(makeRunChecks({ ...world().world, db: between }), [{ run: name, plan, receipts }]);
    expect(await lead()).toMatchObject({ status: "resolved", ending: "closed-by-person", episode: 1 });
  });

  test("is in the log and the story, and is not counted as fixed", async () => {
    const { finding_id } = await lead();
    await exclude(finding_id);
    await takeBack(finding_id);
    const log = await db().selectFrom("audit_log").selectAll().where("client_id", "=", clientId()).execute();
    expect(log.map(({ verb, by_whom }) => `${verb} ${by_whom}`)).toEqual([
      "exclude-finding Ana",
      "take-back-exclusion Ben",
    ]);
    const { events, finding } = await explainFinding.run(operating(), { findingId: finding_id });
    expect(events.at(-1)).toMatchObject({
      kind: "resolved",
      ending: "closed-by-person",
      summary: words,
      run: null,
      decision: "told",
    });
    expect(finding).toMatchObject({ ending: "closed-by-person", exclusion: null });
    const week = await eventsOfWeek(db(), clientId(), startOfTest, new Date(now().getTime() + 1));
    expect(week.map(({ kind, ending }) => [kind, ending])).toEqual([
      ["broke", undefined],
      ["ended", "closed-by-person"],
    ]);
  });
});

test("each check counts how many of its findings were called wrong", async () => {
  await raiseHand("jo@lead.example");
  await pass(90);
  await run();
  await exclude((await lead()).finding_id, { kind: "wrong" });
  const list = await listChecks.run(operating(), {});
  const counted = list.checks.filter(({ findings }) => findings > 0);
  expect(counted).toMatchObject([
    { checkId: "lead-unanswered", clients: 1, findings: 2, excluded: 1, open: 1, falsePositivePercent: 50 },
  ]);
  expect(sayChecks(list)).toContain("1 of 2 findings called wrong (50 %)");
});

describe("what cannot be", () => {
  test.each([
    ["no such finding", () => exclude("nothing"), /no finding "nothing"/],
    ["nothing to take back", async () => takeBack((await lead()).finding_id), /No one has excluded/],
    [
      "twice",
      async () => {
        await exclude((await lead()).finding_id);
        return exclude((await lead()).finding_id);
      },
      /excluded this finding already/,
    ],
  ])("%s is refused with the reason", async (_, act, words) => {
    await expect(act()).rejects.toThrow(Refused);
    await expect(act()).rejects.toThrow(words);
  });

  test("a finding about no person is not called no lead", async () => {
    await db().updateTable("finding").set({ subject_type: "deal" }).where("client_id", "=", clientId()).execute();
    await expect(exclude((await lead()).finding_id)).rejects.toThrow(/not about a person/);
  });

  test.each([{ reason: " " }, { by: "" }, { reason: "x".repeat(301) }, { kind: "mistaken" }])(
    "%j is no input",
    (own) => {
      expect(
        excludeFinding.input.safeParse({ findingId: "f", kind: "wrong", reason: "r", by: "b", via: "cli", ...own })
          .success,
      ).toBe(false);
    },
  );
});
