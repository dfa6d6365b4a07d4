import { closedStages, daysSince, hoursAgo, openStages } from "./run/portal.ts";
import type { PlainScript } from "./run/plain-script.ts";

export const script: PlainScript = {
  checkId: "deal-stale",
  type: "deal",
  words: "no logged activity (notes_last_updated): 14 d, 7 d for late stages; records < 7 days old are excluded",

  make(random, id) {
    const isClosed = random.chance(0.15);
    return {
      id,
      properties: {
        dealname: `Deal ${id}`,
        pipeline: "default",
        dealstage: isClosed ? random.pick(closedStages) : random.pick(openStages),
        createdate: hoursAgo(
          random.weighted([
            [random.integer(1, 24 * 25), 1],
            [random.integer(24 * 20, 24 * 90), 2],
          ]),
        ),
        notes_last_updated: random.chance(0.2) ? null : hoursAgo(random.integer(1, 24 * 25)),
      },
    };
  },

  accused(records) {
    return records
      .filter(({ properties }) => {
        const stage = properties["dealstage"] as (typeof openStages)[number];
        if (!openStages.includes(stage) || daysSince(properties["createdate"]!) < 7) return false;
        const days = Math.min(
          daysSince(properties["createdate"]!),
          daysSince(properties["notes_last_updated"] ?? properties["createdate"]!),
        );
        const isLate = openStages.indexOf(stage) >= (openStages.length - 1) / 2;
        return days > (isLate ? 7 : 14);
      })
      .map(({ id }) => id);
  },

  settled: [
    "The script counted days of 24 hours, the check days of the calendar in the portal's time zone. The check was right: the catalogue's conventions say so.",
    "An activity that is older than the deal: the script accused a deal of a week of 17 quiet days. The check was right, it counts from the later of the two.",
    "The middle one of five stages: late for the check, early for the script. The catalogue does not say; the check was kept, since deal-without-next-activity takes the same half.",
  ],
};
