import { defaultHandRules, type HandRules } from "../../../domain/leads/hand-rules.ts";
import { isoWeekOf } from "../../../domain/time/iso-week.ts";
import { measureWeek } from "../../../operations/measure-leads.ts";
import { startAuditedClient } from "../audited-client.ts";

/** Who raises them, where no test says otherwise. */
export const email = "ana@lead.example";

/** An audited client, the hands that are raised at it and what is told of them. */
export function startRaisedHands() {
  const audited = startAuditedClient();
  const { auditNow, clientId, config, configure, db, now, portal } = audited;
  return {
    ...audited,
    run: () => auditNow({ cadence: "fast" }),
    send: (formName: string, pageTitle = "Home") =>
      portal().admin.submitForm({
        email,
        formName,
        pageTitle,
        pageUrl: "https://northwind.example/",
        ownerId: portal().ownerId,
      }),
    setRules: (rules: Partial<HandRules>) => configure({ hands: { ...defaultHandRules, ...rules } }),
    hands: async () => {
      const rows = await db()
        .selectFrom("hand")
        .selectAll()
        .where("client_id", "=", clientId())
        .orderBy("raised_at")
        .execute();
      return rows.map(({ class: kind, state, source, how }) => [how, source, kind, state].filter(Boolean).join(" | "));
    },
    waits: async () => {
      const rows = await db().selectFrom("finding").selectAll().where("client_id", "=", clientId()).execute();
      return rows
        .filter(({ check_id }) => check_id === "lead-unanswered")
        .map(({ status, episode, since, ending }) => ({ status, episode, since, ending }));
    },
    thisWeek: () =>
      measureWeek(db(), config(), isoWeekOf(now().toISOString().slice(0, 10), "Europe/London"), now(), now()),
  };
}
