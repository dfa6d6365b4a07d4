import { daysSince, hoursAgo } from "./run/portal.ts";
import type { PlainScript } from "./run/plain-script.ts";

const leadStages = ["lead", "marketingqualifiedlead", "salesqualifiedlead"];

export const script: PlainScript = {
  checkId: "lead-untouched",
  type: "contact",
  words: "untouched after 24 h: no outreach, hs_first_outreach_date empty (any channel)",

  make(random, id) {
    const age = random.weighted([
      [random.integer(20, 28), 1],
      [random.integer(1, 24 * 12), 3],
      [random.integer(24 * 20, 24 * 60), 1],
    ]);
    const firstAfter = random.integer(0, age);
    const isContacted = random.chance(0.4);
    const contactedAt = isContacted ? hoursAgo(age - firstAfter) : null;
    const repliedAt = random.chance(0.15) ? hoursAgo(random.integer(0, age)) : null;
    return {
      id,
      properties: {
        lifecyclestage: random.pick([...leadStages, ...leadStages, "subscriber", "opportunity", "customer"]),
        hs_lead_status: random.pick([null, null, "NEW", "IN_PROGRESS", "UNQUALIFIED"]),
        createdate: hoursAgo(age),
        hs_first_outreach_date: random.chance(0.1) ? null : contactedAt,
        notes_last_contacted: contactedAt,
        hs_sales_email_last_replied: repliedAt,
        notes_last_updated:
          [contactedAt, repliedAt]
            .filter((at) => at !== null)
            .toSorted()
            .at(-1) ?? null,
        hs_object_source: random.pick(["FORM", "INTEGRATION", "CRM_UI"]),
      },
    };
  },

  accused: (records) =>
    records
      .filter(({ properties }) => {
        const value = (name: string) => properties[name] ?? null;
        if (!leadStages.includes(value("lifecyclestage")!) || value("hs_lead_status") === "UNQUALIFIED") return false;
        if (value("hs_first_outreach_date") !== null || value("notes_last_contacted") !== null) return false;
        if (value("hs_sales_email_last_replied") !== null) return false;
        return value("createdate")! < hoursAgo(24) && daysSince(value("createdate")!) <= 7;
      })
      .map(({ id }) => id),

  settled: [
    "Leads that are closed by their status, such as UNQUALIFIED: accused by the script, which took every contact in a lead stage for a lead. The check was right: no one is meant to contact them.",
    "hs_first_outreach_date empty, notes_last_contacted set: accused by the script, by the catalogue's letter. The check was right: someone has contacted them, HubSpot's hidden property only does not say when first.",
    "Older than 7 days: accused by the script. The check was right: lead-never-contacted and then lead-stale tell of them, and no lead is told of twice.",
    "Wrote to the team and was never contacted: accused by the script. The check was right: reply-unanswered tells of them.",
  ],
};
