import { describe, expect, test } from "vitest";
import { asBadAsThere, scopeOf, settingsOf, switchedOff } from "../../../activities/judge/scope-of.ts";
import type { Monitor, Scope } from "../../../config/config.ts";
import { fail, pass } from "../../../domain/findings/verdict.ts";
import { deal, lead } from "../../checks/samples.ts";
import { startAuditedClient } from "../audited-client.ts";
import { monitorsOf, startOfTest } from "../test-world.ts";

const scope = (own: Partial<Scope>): Scope => ({
  pipeline: "Sales Pipeline",
  stage: null,
  enabled: true,
  severity: null,
  params: { graceDays: 0, highAfterDays: 14 },
  says: [],
  ...own,
});

describe("what holds where a record is", () => {
  const stage = { ...deal.stage, id: "parked", label: "On hold", pipelineLabel: "Renewals" };
  const renewal = { ...deal, stage };

  test.each([
    ["its stage by name, whatever the case", { pipeline: "renewals ", stage: "on HOLD" }, true],
    ["its stage by id", { pipeline: "Renewals", stage: "parked" }, true],
    ["its pipeline", { pipeline: "Renewals" }, true],
    ["another stage", { pipeline: "Renewals", stage: "Signed" }, false],
    ["a stage of that name in another pipeline", { pipeline: "Sales Pipeline", stage: "On hold" }, false],
  ])("%s", (_, own, fits) => {
    expect(scopeOf([scope(own)], renewal) !== null).toBe(fits);
  });

  test("the first that fits, and nothing for what is in no pipeline", () => {
    const scopes = [scope({ pipeline: "Renewals", stage: "On hold" }), scope({ pipeline: "Renewals" })];
    expect(scopeOf(scopes, renewal)).toBe(scopes[0]);
    expect(scopeOf(scopes, lead)).toBeNull();
  });

  test("its severity, unless the check says how bad it is", () => {
    const mild = scope({ severity: "low" });
    expect(asBadAsThere(fail({}), mild)).toMatchObject({ severity: "low" });
    expect(asBadAsThere(fail({}, { severity: "high" }), mild)).toMatchObject({ severity: "high" });
    expect(asBadAsThere(pass(), mild)).toEqual(pass());
  });

  test("where it is switched off, it is none of the check's business", () => {
    expect(switchedOff(scope({ stage: "On hold" }))).toMatchObject({
      status: "not-applicable",
      reason: "the check is switched off for the stage On hold of the pipeline Sales Pipeline",
    });
  });

  test("a check without scopes judges by the same rule as before there were any", () => {
    const params = { graceDays: 0 };
    const monitor: Monitor = { checkId: "a", cadence: "daily", severity: "low", params, origins: {} };
    expect(settingsOf(monitor)).toBe(params);
    expect(settingsOf({ ...monitor, scopes: [scope({})] })).not.toEqual(params);
  });
});

describe("on a portal", () => {
  const {
    clientId,
    db,
    portal,
    pass: wait,
    configure,
    config,
    run,
  } = startAuditedClient({
    monitors: monitorsOf("deal-close-date-past"),
  });
  const openDeals = async () => {
    const rows = await db().selectFrom("finding").selectAll().where("client_id", "=", clientId()).execute();
    return rows.map((row) => `${row.subject_label} ${row.status} ${row.ending ?? row.severity}`).toSorted();
  };
  const createDeal = (name: string, dealstage: string) =>
    portal().api.create("deals", {
      dealname: name,
      dealstage,
      pipeline: "default",
      closedate: new Date(startOfTest.getTime() - 5 * 86_400_000).toISOString(),
    });

  test("each stage is judged by its own settings, and by new ones when they change", async () => {
    await createDeal("Early", "appointmentscheduled");
    await createDeal("Late", "contractsent");
    await wait(1);
    await run();
    expect(await openDeals()).toEqual(["Early open medium", "Late open medium"]);

    const params = { graceDays: 10, highAfterDays: 14 };
    const [monitor] = config().monitors;
    const scopes = [scope({ stage: "contractsent", enabled: false }), scope({ stage: "appointmentscheduled", params })];
    configure({ monitors: [{ ...monitor!, scopes }] });
    await wait(1);
    await run();
    expect(await openDeals()).toEqual(["Early resolved rule-changed", "Late resolved rule-changed"]);

    configure({ monitors: [{ ...monitor!, scopes: scopes.slice(1) }] });
    await wait(1);
    await run();
    expect(await openDeals()).toEqual(["Early resolved rule-changed", "Late open medium"]);
  });
});
