import { expect, test } from "vitest";
import { makeBuildWeeklyReport } from "../../../activities/report/build-weekly-report.ts";
import { isoWeekOf } from "../../../domain/time/iso-week.ts";
import { excludeFinding } from "../../../operations/exclude-finding.ts";
import { measureWeek } from "../../../operations/measure-leads.ts";
import { takeBackExclusion } from "../../../operations/take-back-exclusion.ts";
import { findReport } from "../../../storage/reports.ts";
import { runActivity } from "../test-world.ts";
import { email, startRaisedHands } from "./raised-hands.ts";

const { world, portal, clientId, now, config, db, pass, run, send } = startRaisedHands();

const week = isoWeekOf("2026-11-25", "Europe/London");
const measure = () => measureWeek(db(), config(), week, week.endsAt, now());
const asked = () =>
  ({
    config: () => ({ clients: [config()] }),
    db: db(),
    links: world().world.links,
    now,
    temporal: async () => ({ withDeadline: async () => {} }),
  }) as never;
const build = async () => {
  const at = now().toISOString();
  const input = { clientId: clientId(), week: week.name, nominalAt: at, asOf: at, workflowId: "w", deliver: false };
  await runActivity(makeBuildWeeklyReport(world().world), [input]);
  return (await findReport(db(), clientId(), week.name))!;
};

/** Somebody asks and waits, a person says that they are no lead, and the week is told. */
async function toldWithout(): Promise<{ readonly contactId: string; readonly findingId: string }> {
  const { contactId } = await send("Book a demo");
  await pass(90);
  await run();
  const findingId = `lead-unanswered.contact.${contactId}`;
  const said = { findingId, kind: "not-a-lead", reason: "sells to us", by: "Ana", via: "cli" } as const;
  await excludeFinding.run(asked(), said);
  await pass(6 * 24 * 60);
  await run();
  return { contactId, findingId };
}
const without = { raised: 0, outside: 1 };

test("an exclusion that is taken back held in the weeks that were told under it", async () => {
  const { findingId } = await toldWithout();
  const told = await build();
  expect(told.leads).toMatchObject(without);
  await pass(60);
  await takeBackExclusion.run(asked(), { findingId, by: "Ben", via: "cli" });
  await pass(60);
  await run();
  expect(JSON.stringify(await build())).toBe(JSON.stringify(told));
});

test("a week that is told only afterwards is told as it is known then", async () => {
  const { findingId } = await toldWithout();
  await takeBackExclusion.run(asked(), { findingId, by: "Ben", via: "cli" });
  await pass(60);
  await run();
  expect((await build()).leads).toMatchObject({ raised: 1, outside: 0 });
});

test.each(["and is excluded to the end", "and was taken back before"])(
  "who is deleted since stays no lead in that week, %s",
  async (how) => {
    const { contactId, findingId } = await toldWithout();
    const told = await build();
    await pass(60);
    if (how === "and was taken back before") await takeBackExclusion.run(asked(), { findingId, by: "Ben", via: "cli" });
    await portal().api.archive("contacts", contactId);
    await pass(60);
    await run();
    expect(JSON.stringify(await measure())).not.toContain(email);
    expect((await build()).leads).toEqual(told.leads);
    const kept = await db().selectFrom("past_exclusion").selectAll().where("client_id", "=", clientId()).execute();
    expect(kept.map(({ subject_type }) => subject_type)).toEqual(["hand"]);
  },
);

test("so does who became part of another person", async () => {
  const { contactId, findingId } = await toldWithout();
  const told = await build();
  await pass(60);
  await takeBackExclusion.run(asked(), { findingId, by: "Ben", via: "cli" });
  const other = await portal().api.create("contacts", { email: "bo@lead.example" });
  await pass(5);
  await run();
  await portal().api.merge("contacts", contactId, other.id);
  await pass(60);
  await run();
  expect((await build()).leads).toMatchObject({ ...told.leads, unanswered: [] });
});
