import { describe, expect, test } from "vitest";
import { ruleKeysOf } from "../../../activities/judge/rule-key.ts";
import { defaultHandRules } from "../../../domain/leads/hand-rules.ts";
import { startAuditedClient } from "../audited-client.ts";

/**
 * An installation from before hands were kept: the mirror, touches, findings, alerts and reports are there, and no
 * hand. By the rules of that time every form was a request.
 */
const { portal, clientId, config, configure, auditNow, db, pass, logCall } = startAuditedClient();

const run = () => auditNow({ cadence: "fast" });
const send = (name: string, formName: string) =>
  portal().admin.submitForm({
    email: `${name}@lead.example`,
    formName,
    pageTitle: "Home",
    pageUrl: "https://northwind.example/",
  });

/** Every form asks, as an older version had it; then the tables are as they are right after the migration. */
async function asBefore(live: () => Promise<void>): Promise<void> {
  const { hands } = config();
  configure({ hands: { ...defaultHandRules, forms: { newsletter: true, "form 3": true } } });
  await live();
  for (const table of ["hand", "hand_turn", "hand_state"] as const)
    await db().deleteFrom(table).where("client_id", "=", clientId()).execute();
  await db().updateTable("finding").set({ rule_key: null }).where("client_id", "=", clientId()).execute();
  await db().updateTable("touch").set({ made_by: null }).where("client_id", "=", clientId()).execute();
  configure({ hands });
}
const findings = () =>
  db()
    .selectFrom("finding")
    .select(["finding_id", "status", "episode", "since", "event_no", "ending"])
    .where("client_id", "=", clientId())
    .orderBy("finding_id")
    .execute();
const told = () => db().selectFrom("outbox").select("delivery_key").where("client_id", "=", clientId()).execute();
const alerts = () =>
  db()
    .selectFrom("alert")
    .select(["alert_id", "status", "revision", "episode"])
    .where("client_id", "=", clientId())
    .execute();

describe("the first audit after the upgrade", () => {
  test("goes on with what is open, whatever its form asks for today, and tells nobody anything", async () => {
    await asBefore(async () => {
      await send("ana", "Newsletter");
      await send("ben", "Book a demo");
      await send("cleo", "Form 3");
      const { contactId } = await send("dora", "Contact sales");
      await logCall(contactId);
      await pass(90);
      await run();
    });
    const before = [await findings(), await told(), await alerts()];
    expect(before[0]).toHaveLength(7);
    await pass(5);
    expect((await run()).result).toMatchObject({ counts: { opened: 0, resolved: 0, reopened: 0 }, hasNews: false });
    await pass(5);
    await run();
    expect([await findings(), await told(), await alerts()]).toEqual(before);
    const kept = await db()
      .selectFrom("hand")
      .select(["label", "class", "class_by", "state"])
      .where("client_id", "=", clientId())
      .execute();
    expect(
      kept.map(({ label, class: kind, class_by, state }) => `${label} ${kind} ${class_by} ${state}`).toSorted(),
    ).toEqual([
      "ana@lead.example hand kept waiting",
      "ben@lead.example hand kept waiting",
      "cleo@lead.example hand kept waiting",
      "dora@lead.example hand kept answered",
    ]);
  });

  test("and its end is a recovery like any other", async () => {
    await asBefore(async () => {
      await send("ana", "Newsletter");
      await pass(90);
      await run();
    });
    await pass(5);
    await run();
    const [contact] = await portal().api.list("contacts");
    await logCall(contact!.id);
    await pass(5);
    await run();
    expect((await findings()).filter(({ finding_id }) => finding_id.startsWith("lead-unanswered"))).toMatchObject([
      { status: "resolved", episode: 1, ending: "seen-healthy" },
    ]);
  });

  test.each([1, 2])(
    "who is answered before the first run of today's version was seen healthy by version %s",
    async (version) => {
      const { contactId } = await send("ben", "Book a demo");
      await pass(90);
      await run();
      const { params } = config().monitors.find(({ checkId }) => checkId === "lead-unanswered")!;
      const [, asVersionWroteIt] = ruleKeysOf({ version }, params, config());
      await db()
        .updateTable("finding")
        .set({ rule_key: asVersionWroteIt! })
        .where("client_id", "=", clientId())
        .execute();
      await logCall(contactId);
      await pass(5);
      await run();
      expect((await findings()).filter(({ finding_id }) => finding_id.startsWith("lead-unanswered"))).toMatchObject([
        { status: "resolved", ending: "seen-healthy" },
      ]);
    },
  );

  test("a newsletter of which nobody was told is none from then on", async () => {
    await asBefore(async () => {
      await send("ana", "Newsletter");
      await pass(5);
      await run();
    });
    await pass(90);
    await run();
    expect(await findings()).toEqual([]);
  });
});
