import { closedStages, daysSince, hoursAgo, openStages } from "./run/portal.ts";
import type { PlainScript } from "./run/plain-script.ts";

export const script: PlainScript = {
  checkId: "deal-amount-missing",
  type: "deal",
  words: "share of open deals with amount > 0: < 70 % C; records < 7 days old are excluded; n >= 20",

  make(random, id) {
    return {
      id,
      properties: {
        dealname: `Deal ${id}`,
        pipeline: "default",
        dealstage: random.chance(0.3) ? random.pick(closedStages) : random.pick(openStages),
        createdate: hoursAgo(random.integer(1, 24 * 60)),
        amount: random.weighted([
          ["1200.50", 70],
          [null, 15],
          ["", 5],
          ["0", 10],
        ] as const),
      },
    };
  },

  accused(records) {
    const open = records.filter(
      ({ properties }) =>
        (openStages as readonly string[]).includes(properties["dealstage"]!) &&
        daysSince(properties["createdate"]!) >= 7,
    );
    const withAmount = open.filter(({ properties }) => Number(properties["amount"] ?? "0") > 0);
    return open.length >= 20 && withAmount.length / open.length < 0.7 ? ["portal"] : [];
  },

  settled: ["Nothing: an amount of 0, an empty one and a new deal are the same to both."],
};
