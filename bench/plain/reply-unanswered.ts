import { daysSince, hoursAgo } from "./run/portal.ts";
import type { PlainScript } from "./run/plain-script.ts";

export const script: PlainScript = {
  checkId: "reply-unanswered",
  type: "contact",
  words: "prospect replied, nobody answered: hs_sales_email_last_replied > last outbound; 24 h",

  make(random, id) {
    const repliedHours = random.weighted([
      [random.integer(20, 28), 1],
      [random.integer(1, 24 * 8), 3],
      [random.integer(24 * 25, 24 * 40), 1],
    ]);
    const answered = random.weighted([
      [random.integer(0, repliedHours), 1],
      [repliedHours, 0.2],
      [repliedHours + random.integer(1, 100), 1],
    ]);
    return {
      id,
      properties: {
        lifecyclestage: random.pick([
          "lead",
          "marketingqualifiedlead",
          "salesqualifiedlead",
          "opportunity",
          "customer",
        ]),
        hs_lead_status: random.pick([null, null, "OPEN", "OPEN_DEAL", "UNQUALIFIED", "BAD_TIMING"]),
        createdate: hoursAgo(repliedHours + 200),
        hs_sales_email_last_replied: random.chance(0.15) ? null : hoursAgo(repliedHours),
        notes_last_contacted: random.chance(0.1) ? null : hoursAgo(answered),
      },
    };
  },

  accused: (records) =>
    records
      .filter(({ properties }) => {
        const replied = properties["hs_sales_email_last_replied"] ?? null;
        const outbound = properties["notes_last_contacted"] ?? null;
        if (replied === null || properties["lifecyclestage"] === "customer") return false;
        if (["UNQUALIFIED", "BAD_TIMING"].includes(properties["hs_lead_status"] ?? "")) return false;
        return replied < hoursAgo(24) && daysSince(replied) <= 30 && (outbound === null || replied > outbound);
      })
      .map(({ id }) => id),

  settled: [
    "A prospect who is closed by the lead status, UNQUALIFIED or BAD_TIMING: accused by the script. The check was right: the conversation was ended on purpose.",
    "A reply of more than 30 days ago: accused by the script. The check was right for leads, which lead-stale tells of from then on. Of an opportunity no check of contacts tells after that; its deal goes stale.",
  ],
};
