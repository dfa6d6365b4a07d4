import { hoursAgo, now } from "./run/portal.ts";
import type { PlainScript } from "./run/plain-script.ts";

const statuses = ["NEW", "OPEN", "IN_PROGRESS", "CONNECTED", "UNQUALIFIED", "BAD_TIMING"] as const;

export const script: PlainScript = {
  checkId: "mql-not-accepted",
  type: "contact",
  words: "no accept/reject (status history) within 24 business h",

  make(random, id) {
    const mqlHours = random.integer(20, 28) + random.integer(0, 1) * 30;
    const changes = random.integer(0, 3);
    const hs_lead_status = Array.from({ length: changes }, () => random.integer(1, 80))
      .toSorted((a, b) => b - a)
      .map((hours) => ({ value: random.pick(statuses) as string, timestamp: hoursAgo(hours) }))
      .filter(({ value }, place, all) => value !== all[place - 1]?.value);
    return {
      id,
      properties: {
        email: `c${id}@client.example`,
        createdate: hoursAgo(24 * 100),
        lifecyclestage: random.chance(0.85) ? "marketingqualifiedlead" : "salesqualifiedlead",
        hs_lead_status: hs_lead_status.at(-1)?.value ?? null,
        hs_v2_date_entered_marketingqualifiedlead: hoursAgo(mqlHours),
      },
      history: { hs_lead_status },
    };
  },

  accused(records) {
    return records
      .filter(({ properties, history }) => {
        if (properties["lifecyclestage"] !== "marketingqualifiedlead") return false;
        const mqlAt = Date.parse(properties["hs_v2_date_entered_marketingqualifiedlead"]!);
        if (now.getTime() - mqlAt <= 24 * 3_600_000) return false;
        const since = history!["hs_lead_status"]!.filter(({ timestamp }) => Date.parse(timestamp) >= mqlAt);
        const isAtWork = ["OPEN", "IN_PROGRESS", "CONNECTED"].includes(properties["hs_lead_status"] ?? "");
        return !isAtWork && !since.some(({ value }) => value !== "NEW");
      })
      .map(({ id }) => id);
  },

  settled: [
    "A lead that was taken after it became an MQL and put back to New a day later: the check accused it, since it looked at the present status only, and read the history only of closed ones. The script was right, sales has said something: the check was mended, and reads the history of every overdue MQL that nobody works on.",
    "A lead that sales was at work on before it became an MQL, and still is: the script accused it, because nothing was set since. The check was right: HubSpot dates no equal value anew, so there is nothing left for sales to set.",
    "The script made histories in which the same status was set twice in a row. The check was right to see one: HubSpot keeps no second one.",
  ],
};
