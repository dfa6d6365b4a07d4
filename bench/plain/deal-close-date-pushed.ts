import { closedStages, daysSince, hoursAgo, now, openStages } from "./run/portal.ts";
import type { PlainScript } from "./run/plain-script.ts";

const dayMs = 86_400_000;

export const script: PlainScript = {
  checkId: "deal-close-date-pushed",
  type: "deal",
  words: "changes of closedate to a later date: >= 3 pushes or > 60 d total; records < 7 days old are excluded",

  make(random, id) {
    const changes = random.integer(1, 6);
    const ageDays = random.integer(3, 100);
    const bornMs = now.getTime() - ageDays * dayMs;
    let closeMs = Math.floor(bornMs / dayMs) * dayMs + random.integer(5, 60) * dayMs;
    const closedate = Array.from({ length: changes }, (_, place) => {
      if (place > 0) closeMs += random.integer(-10, 40) * dayMs;
      const atMs = bornMs + (place * ageDays * dayMs) / (changes + 1) + random.integer(0, 3_600_000);
      return { value: new Date(closeMs).toISOString(), timestamp: new Date(atMs).toISOString() };
    });
    return {
      id,
      properties: {
        dealname: `Deal ${id}`,
        pipeline: "default",
        dealstage: random.chance(0.15) ? random.pick(closedStages) : random.pick(openStages),
        createdate: hoursAgo(ageDays * 24),
        closedate: closedate.at(-1)!.value,
      },
      history: { closedate },
    };
  },

  accused(records) {
    return records
      .filter(({ properties, history }) => {
        const isOpen = (openStages as readonly string[]).includes(properties["dealstage"]!);
        if (!isOpen || daysSince(properties["createdate"]!) < 7) return false;
        const dates = history!["closedate"]!.map(({ value }) => Date.parse(value) / dayMs);
        const pushes = dates.slice(1).filter((date, place) => date > dates[place]!);
        // In all is how far it has come: what was moved back again is no push.
        return pushes.length >= 3 || dates.at(-1)! - dates[0]! > 60;
      })
      .map(({ id }) => id);
  },

  settled: [
    "“> 60 d total”: the script added up the moves to a later day and left out those to an earlier one, so that 33 days later, 6 earlier and 30 later were 63. The check was right: the date has moved by 57 days, and a slip of the keyboard that is corrected is no push.",
  ],
};
