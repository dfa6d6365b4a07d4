import { ServiceError } from "@temporalio/client";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { defineRecordCheck, fail, pass, until } from "../../checks/define-check.ts";
import { registerCheck } from "../../checks/index.ts";
import { explainFinding } from "../../operations/explain-finding.ts";
import { listFindings } from "../../operations/list-findings.ts";
import { sayWouldHaveTold } from "../../domain/findings/say-observed.ts";
import { readObservedWithTold } from "../../operations/reads/would-have-told.ts";
import { setTelling } from "../../operations/set-telling.ts";
import { status } from "../../operations/status.ts";
import type { World } from "../../operations/world.ts";
import { graduationWords } from "../../reports/graduation/words.ts";
import { startAuditedClient } from "../activities/audited-client.ts";
import { monitorsOf } from "../activities/test-world.ts";
import { words } from "../checks/words.ts";
import { fixtureConfig } from "../dashboards/fixture-config.ts";

const { startsIn: _, ...sameWords } = words;
const dealUnpriced = defineRecordCheck({
  ...sameWords,
  id: "deal-unpriced",
  cadence: "fast",
  severity: "critical",
  title: "Deals have an amount",
  failureTitle: "Deals without an amount",
  params: z.strictObject({}),
  judges: "deal",
  needs: { fields: ["amount"] },
  evaluate: ({ amount }) => until(amount === null ? fail({}) : pass()),
  say: ({ name }) => `${name} has no amount.`,
});
afterAll(registerCheck(dealUnpriced));

const {
  world,
  clientId,
  now,
  config,
  db,
  portal,
  pass: wait,
  run,
} = startAuditedClient({
  monitors: monitorsOf("lead-unanswered", "deal-unpriced"),
});
const operating = (): World => ({
  ...world().world,
  config: () => ({ ...fixtureConfig, clients: [config()] }),
  configTrouble: () => null,
  temporal: () => Promise.reject(new ServiceError("away", { cause: Object.assign(new Error("away"), { code: 14 }) })),
  now,
});
const decide = (telling: "observe" | "alert", checkId = "deal-unpriced") =>
  setTelling.run(operating(), { clientId: clientId(), checkId, telling, by: "Ana" });
const createDeal = (name: string) =>
  portal().api.create("deals", { dealname: name, dealstage: "appointmentscheduled", pipeline: "default" });
const messages = async () => {
  const rows = await db().selectFrom("outbox").selectAll().where("client_id", "=", clientId()).orderBy("seq").execute();
  return rows.map(({ receiver, message }) =>
    message.kind === "graduated"
      ? `${receiver}: ${graduationWords(message.graduation).lead}`
      : `${receiver}: ${message.kind === "alert" ? `${message.alert.occasion} ${message.alert.headline}` : message.kind}`,
  );
};
const auditAfter = async (minutes: number) => {
  await wait(minutes);
  return run();
};
const observing = async () => {
  const [client] = (await status.run(operating(), {})).clients;
  return readObservedWithTold(db(), config(), client!.coverage.observed);
};

/** The check has looked once and found nothing; then a deal without an amount comes. */
beforeEach(async () => {
  await run();
  await auditAfter(5);
  await createDeal("Acme");
  await auditAfter(5);
});

describe("a check that comes with an upgrade", () => {
  test("is counted and shown, and no one is told, by whatever severity", async () => {
    expect(await messages()).toEqual([]);
    const { findings, coverage } = await listFindings.run(operating(), listFindings.input.parse({}));
    expect(findings).toMatchObject([{ check: "deal-unpriced", isObserved: true, severity: "critical" }]);
    expect(coverage).toMatchObject([{ enabled: 1, assessed: 1, observed: [{ checkId: "deal-unpriced", open: 1 }] }]);
    const { events, notices } = await explainFinding.run(operating(), { findingId: findings[0]!.findingId });
    expect(events).toMatchObject([{ kind: "opened", decision: "not-told" }]);
    expect(events[0]!.because).toBe("its check is being observed: it is counted and shown, and no one is told");
    expect(notices).toMatchObject([{ receiver: null, state: "held", because: events[0]!.because }]);
  });

  test("counts in no score and no count of what is open, and holds no portal down", async () => {
    const [client] = (await status.run(operating(), {})).clients;
    expect(client).toMatchObject({ score: 100, open: { critical: 0 } });
    const { score, counts } = await db()
      .selectFrom("run")
      .selectAll()
      .where("client_id", "=", clientId())
      .orderBy("as_of", "desc")
      .limit(1)
      .executeTakeFirstOrThrow();
    expect(score).toMatchObject({ value: 100, enabled: 1, cappedBy: null });
    expect(counts).toMatchObject({ opened: 0, stillOpen: 0 });
  });

  test("says whom it would have told, once for all that one run finds", async () => {
    await createDeal("Beta");
    await createDeal("Gamma");
    await auditAfter(5);
    const [one] = await observing();
    expect(one).toMatchObject({ open: 3, by: "Revwatch" });
    expect(sayWouldHaveTold(one!.wouldHaveTold)).toBe("would have told Mia Chen 2 times");
  });

  test("alerts by itself after its days: one line with the count, and from then on what comes", async () => {
    await auditAfter(13 * 24 * 60);
    expect(await messages()).toEqual([]);
    await auditAfter(25 * 60);
    const line = `sales: Observed until now: Deals without an amount (1). The 1 finding that is open already is not sent one by one; you will hear of what comes next. All of it: http://dashboard/clients/${clientId()}`;
    expect(await messages()).toEqual([line]);
    expect(await observing()).toEqual([]);
    await auditAfter(60);
    await createDeal("Beta");
    await auditAfter(5);
    expect(await messages()).toEqual([line, "sales: opened 1 deal drifting"]);
  });

  test("alerts when a person says so, and not twice", async () => {
    expect(await decide("alert", "all")).toMatchObject({ checkIds: ["deal-unpriced"], open: 1 });
    expect(await messages()).toHaveLength(1);
    await auditAfter(5);
    expect(await messages()).toHaveLength(1);
    await expect(decide("alert")).rejects.toThrow("alerts at");
    await expect(decide("alert", "all")).rejects.toThrow("No check is being observed");
  });
});

describe("a check that a person puts into observation", () => {
  beforeEach(async () => {
    await decide("alert");
    await createDeal("Told");
    await auditAfter(5);
  });

  test("climbs no ladder and tells nothing new; what was told keeps its place", async () => {
    expect(await messages()).toHaveLength(2);
    await decide("observe");
    await createDeal("Late");
    await auditAfter(5);
    await auditAfter(24 * 60);
    const stillOpen = await db().selectFrom("alert").selectAll().where("client_id", "=", clientId()).execute();
    expect(stillOpen).toMatchObject([{ status: "open" }]);
    const told = (await messages()).slice(2);
    expect(told.filter((one) => one.includes("escalated") || one.includes("changed 2"))).toEqual([]);
  });
});
