import { beforeEach, describe, expect, test } from "vitest";
import type { ClientConfig } from "../../../config/config.ts";
import { renderAlertForSlack } from "../../../reports/alert/slack.ts";
import { eventsOfWeek } from "../../../storage/report-facts.ts";
import { startAuditedClient } from "../audited-client.ts";
import { startOfTest } from "../test-world.ts";

/**
 * How a finding ends is one word, on every surface; only what was seen healthy by the rule that saw it fail is fixed.
 */
const { portal, clientId, now, config, configure, db, pass, run, sendAll } = startAuditedClient();

const findings = () =>
  db().selectFrom("finding").selectAll().where("client_id", "=", clientId()).orderBy("subject_id").execute();
/** Keeps these checks, the first of them with other settings. */
function watch(
  ids: readonly string[],
  params: Readonly<Record<string, unknown>> = {},
  own: Partial<ClientConfig> = {},
) {
  const monitors = config()
    .monitors.filter(({ checkId }) => ids.includes(checkId))
    .map((monitor) => ({ ...monitor, params: { ...monitor.params, ...params } }));
  configure({ ...own, monitors });
}

describe("a lead that waits", () => {
  beforeEach(async () => {
    watch(["lead-unanswered"]);
    await portal().admin.submitForm({
      email: "ana@lead.example",
      formName: "Demo",
      pageUrl: "https://northwind.example/demo",
    });
    await pass(90);
    await run();
    await sendAll();
    await pass(1);
  });

  test.each<[string, Readonly<Record<string, unknown>>, Partial<ClientConfig>, string]>([
    ["the promise is longer now", { promiseMinutes: 240 }, {}, "rule-changed"],
    ["the stage counts no more", { leadStages: ["salesqualifiedlead"] }, {}, "rule-changed"],
    [
      "today is a holiday now",
      {},
      {
        businessHours: [{ day: "wednesday", opens: "09:00", closes: "18:00" }],
        holidays: ["2026-11-25"],
      },
      "rule-changed",
    ],
  ])("ends as %4$s where %1$s: told as closed, and not counted as fixed", async (_, params, own, ending) => {
    watch(["lead-unanswered"], params, own);
    expect(await run()).toMatchObject({ counts: { resolved: 1 } });
    expect(await findings()).toMatchObject([{ status: "resolved", ending }]);
    const rows = await db()
      .selectFrom("outbox")
      .selectAll()
      .where("client_id", "=", clientId())
      .orderBy("seq")
      .execute();
    const last = rows.at(-1)!.message;
    if (last.kind !== "alert") throw new Error("It is no alert.");
    const said = JSON.stringify(renderAlertForSlack(last.alert, null));
    expect(said).toContain("within the check's new settings");
    expect(said).not.toMatch(/Recovered|✓/);
    const week = await eventsOfWeek(db(), clientId(), startOfTest, new Date(now().getTime() + 1));
    expect(week.map(({ kind, ending: word }) => [kind, word])).toEqual([
      ["broke", undefined],
      ["ended", ending],
    ]);
  });

  test("that fails by the new settings too, and is answered, was seen healthy", async () => {
    watch(["lead-unanswered"], { promiseMinutes: 30 });
    await run();
    const [{ id } = { id: "" }] = await portal().api.list("contacts");
    await portal().admin.logEngagement({
      type: "calls",
      contactIds: [id],
      ownerId: portal().ownerId,
      properties: { hs_call_direction: "OUTBOUND" },
    });
    await pass(1);
    await run();
    expect(await findings()).toMatchObject([{ status: "resolved", ending: "seen-healthy" }]);
  });
});

test("open work of an owner whom HubSpot does not know is a finding, and is seen healthy when somebody has it", async () => {
  watch(["owner-deactivated"]);
  // As an import or an integration left them: the API itself refuses an owner who does not exist.
  const owners = { "91": "999999", "92": "0", "93": "-1", "94": "888888", "95": portal().ownerId };
  await portal().admin.liveThrough(
    Object.entries(owners).map(([id, owner]) => {
      const dealstage = id === "94" ? "closedwon" : "qualifiedtobuy";
      const properties = { dealname: `Deal ${id}`, dealstage, pipeline: "default", hubspot_owner_id: owner };
      return { what: "record-created", type: "deals", id, properties, at: startOfTest.toISOString() } as const;
    }),
  );
  await pass(1);
  expect(await run()).toMatchObject({ status: "complete", counts: { opened: 3 } });
  const said = (await findings()).map(({ subject_id, subject_label, evidence }) => [
    subject_id,
    subject_label,
    evidence,
  ]);
  expect(said).toEqual(
    ["-1", "0", "999999"].map((id) => [id, `Owner ${id}`, { unknownOwnerId: id, openDeals: 1, openLeads: 0 }]),
  );
  await portal().api.update("deals", "91", { hubspot_owner_id: portal().ownerId });
  await pass(1);
  expect(await run()).toMatchObject({ counts: { resolved: 1, stillOpen: 2 } });
  expect((await findings()).map(({ subject_id, ending }) => [subject_id, ending])).toEqual([
    ["-1", null],
    ["0", null],
    ["999999", "seen-healthy"],
  ]);
});
