import { describe, expect, test } from "vitest";
import { isVerificationDue } from "../../../activities/copy/hands/is-verification-due.ts";
import type { EngagementInput } from "../../../simulators/hubspot/admin/inputs.ts";
import { startAuditedClient } from "../audited-client.ts";
import { monitorsOf, startOfTest } from "../test-world.ts";

const { portal, clientId, auditNow, db, pass, raiseHand } = startAuditedClient({
  monitors: monitorsOf("lead-unanswered"),
});

const run = () => auditNow({ cadence: "fast" });
const hand = async () => {
  const row = await db().selectFrom("hand").selectAll().where("client_id", "=", clientId()).executeTakeFirstOrThrow();
  return { state: row.state, raisedAt: row.raised_at };
};
const raise = async () => (await raiseHand("ana@lead.example")).contactId;

type Withdrawal = (contactId: string, id: string) => Promise<unknown>;
const answers = {
  call: { type: "calls" },
  email: { type: "emails" },
  meeting: { type: "meetings", timestamp: new Date(startOfTest.getTime() + 48 * 3_600_000).toISOString() },
  message: { type: "communications" },
} as const satisfies Readonly<Record<string, EngagementInput>>;

const deleted =
  (type: EngagementInput["type"]): Withdrawal =>
  (_, id) =>
    portal().api.archive(type, id);
const unlinked =
  (type: EngagementInput["type"]): Withdrawal =>
  (contactId, id) =>
    portal().api.unlink(type, id, "contacts", contactId);
const changed =
  (type: EngagementInput["type"], properties: Readonly<Record<string, string>>): Withdrawal =>
  (_, id) =>
    portal().api.update(type, id, properties);

const everyWay: readonly (readonly [kind: keyof typeof answers, how: string, withdraw: Withdrawal])[] = [
  ["call", "deleted", deleted("calls")],
  ["call", "unlinked", unlinked("calls")],
  ["call", "corrected: nobody answered", changed("calls", { hs_call_status: "NO_ANSWER" })],
  ["call", "corrected: the lead had called", changed("calls", { hs_call_direction: "INBOUND" })],
  ["email", "deleted", deleted("emails")],
  ["email", "unlinked", unlinked("emails")],
  ["email", "bounced", changed("emails", { hs_email_status: "BOUNCED" })],
  ["meeting", "deleted", deleted("meetings")],
  ["meeting", "unlinked", unlinked("meetings")],
  ["meeting", "cancelled", changed("meetings", { hs_meeting_outcome: "CANCELED" })],
  ["meeting", "moved, and the new one is not there yet", changed("meetings", { hs_meeting_outcome: "RESCHEDULED" })],
  ["message", "deleted", deleted("communications")],
  ["message", "unlinked", unlinked("communications")],
];

describe("an answer that was seen and is then withdrawn", () => {
  test.each(everyWay)(
    "a %s that is %s: the wait goes on since the hand was raised, at the end of its promise",
    async (kind, _, withdraw) => {
      const contactId = await raise();
      await pass(10);
      const { id } = await portal().admin.logEngagement({
        contactIds: [contactId],
        ownerId: portal().ownerId,
        ...answers[kind],
      });
      await run();
      expect(await hand()).toMatchObject({ state: "answered", raisedAt: startOfTest });
      await pass(20);
      await withdraw(contactId, id);
      await run();
      // Nobody asks again in every run for what was answered.
      expect((await hand()).state).toBe("answered");
      await pass(31);

      await run();

      expect(await hand()).toMatchObject({ state: "waiting", raisedAt: startOfTest });
      const findings = await db().selectFrom("finding").selectAll().where("client_id", "=", clientId()).execute();
      expect(findings).toMatchObject([{ status: "open", since: startOfTest }]);
    },
  );

  test("a meeting that is moved to another hour still answers", async () => {
    const contactId = await raise();
    await pass(10);
    const { id } = await portal().admin.logEngagement({
      contactIds: [contactId],
      ownerId: portal().ownerId,
      ...answers.meeting,
    });
    await run();
    const later = new Date(startOfTest.getTime() + 72 * 3_600_000).toISOString();
    await portal().api.update("meetings", id, { hs_meeting_start_time: later, hs_timestamp: later });
    await pass(60);
    await run();
    expect((await hand()).state).toBe("answered");
  });
});

describe("when everything is asked for again", () => {
  const at = (minutes: number) => new Date(startOfTest.getTime() + minutes * 60_000);
  const clock = {
    promiseMinutes: 60,
    isLonger: (from: Date, until: Date, minutes: number) => until.getTime() - from.getTime() > minutes * 60_000,
  };
  const answered = { state: "answered", endedAt: at(5), answeredBy: "human" } as const;
  const waiting = { state: "waiting", endedAt: null, answeredBy: null } as const;
  test.each([
    ["of a hand that was never settled", null, 0, 500, false],
    ["of one that waits, before an hour", waiting, 0, 59, false],
    ["of one that waits, after an hour", waiting, 0, 60, true],
    ["of one that waits, when its promise ends", waiting, 40, 61, true],
    ["of one that waits, once its promise had ended", waiting, 61, 62, false],
    ["of an answered one, at the last minute of its promise", answered, 10, 60, false],
    ["of an answered one, when its promise ends", answered, 10, 61, true],
    ["of an answered one, once its promise had ended", answered, 61, 500, false],
    ["of an answered one, after most of a day", answered, 61, 61 + 20 * 60, true],
    ["of a closed one", { ...waiting, state: "closed" } as const, 0, 5_000, false],
  ])("%s", (_, standing, verified, asOf, isDue) => {
    expect(isVerificationDue({ raisedAt: at(0), standing, verifiedAt: at(verified) }, at(asOf), clock)).toBe(isDue);
  });
});
