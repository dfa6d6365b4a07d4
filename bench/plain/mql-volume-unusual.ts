import { daysSince, hoursAgo } from "./run/portal.ts";
import type { PlainScript } from "./run/plain-script.ts";

const median = (numbers: readonly number[]) => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
};

export const script: PlainScript = {
  checkId: "mql-volume-unusual",
  type: "contact",
  words:
    "hs_v2_date_entered_marketingqualifiedlead per day vs 8-week same-weekday median: < 50 % or > 200 %, robust z > 3.5",

  make(random, id) {
    // Yesterday or the same weekday in one of the eight weeks before, at any time of the day.
    const week = random.weighted([[0, 20] as const, ...[1, 2, 3, 4, 5, 6, 7, 8].map((one) => [one, 10] as const)]);
    const at = hoursAgo(24 * 7 * week + 16 + random.integer(0, 23) + random.next() * 0.9);
    return {
      id,
      properties: {
        email: `c${id}@client.example`,
        createdate: hoursAgo(24 * 100),
        lifecyclestage: "marketingqualifiedlead",
        hs_v2_date_entered_marketingqualifiedlead: at,
      },
    };
  },

  accused(records) {
    const on = (day: number) =>
      records.filter(({ properties }) => daysSince(properties["hs_v2_date_entered_marketingqualifiedlead"]!) === day)
        .length;
    const count = on(1);
    const usual = [1, 2, 3, 4, 5, 6, 7, 8].map((week) => on(1 + 7 * week));
    const middle = median(usual);
    const spread = median(usual.map((one) => Math.abs(one - middle)));
    const z = Math.abs((0.6745 * (count - middle)) / spread);
    return (count < middle / 2 || count > middle * 2) && z > 3.5 ? ["portal"] : [];
  },

  settled: [
    "Nothing in five hundred records. Where eight weeks bring exactly the same number, the script's spread is none and its z endless; the check takes a spread of one contact at least. None of the seeds came to that.",
  ],
};
