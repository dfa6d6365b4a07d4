import { isMissed, type Goal } from "../goals.ts";
import { getAll, getPage, ours } from "../participants.ts";
import { contacts, fourTypes } from "../reads.ts";
import { runRounds, type Entry, type Row } from "../rounds.ts";
import { medianOf, rowOf, timesAsFast, type Scenario } from "../scenario.ts";
import { pace, paced as pacing } from "../simulator.ts";
import { profileOurs } from "../profile-ours.ts";
import { notRun, runnable } from "../runnable.ts";

/** HubSpot as slow and as strict as it is: whoever uses its limit best is the fastest. */
export const paced: Scenario = {
  title: "Paced like HubSpot",
  async run(world, options) {
    const each = options.isQuick ? 8_000 : 20_000;
    const fewEach = options.isQuick ? 1_500 : 5_000;
    const even = await world.simulator.openPortal({ contacts: each, isEven: true });
    const fewer = await world.simulator.openPortal({ contacts: fewEach, isEven: true });
    const lopsided = await world.simulator.openPortal({ contacts: each });
    for (const portal of [even, fewer, lopsided]) await pace(portal);

    const of = (count: number) => `4 × ${count.toLocaleString("en-US")} records`;
    const [all, some] = [of(each), of(fewEach)];
    const uneven: Entry = {
      participant: { ...ours, name: "Revwatch, uneven portal" },
      portal: lopsided,
      reads: fourTypes,
      work: "54 % contacts",
    };
    const entries: readonly Entry[] = [
      { participant: ours, portal: even, reads: fourTypes, work: all },
      { participant: getAll, portal: fewer, reads: fourTypes, work: some },
      { participant: getPage, portal: even, reads: fourTypes, work: all },
      ...runnable(world.singer, { portal: even, reads: [contacts], work: `${each.toLocaleString("en-US")} contacts` }),
      ...runnable(world.dlt, { portal: fewer, reads: fourTypes, work: some }),
      ...(options.isQuick ? [] : [uneven]),
    ];
    const rows = await runRounds(world, options.rounds, entries);
    const goals = goalsOf(rows);
    return {
      setting: `${pacing.latencyMs} ms a page, ${pacing.requestsPer10s} requests per ten seconds, contacts, companies, deals and calls; our headroom is 0. Whoever reads with one cursor reads less, so that nobody takes an hour: it is as fast at any size.`,
      rows,
      notRun: notRun(world),
      goals,
      remarks: [
        "Singer reads the contacts only, its fastest stream. The getPage loops run for all types at once, without any pacing but the client's own retries; look at their 429s.",
        "Where one record type is more than a quarter of a portal, its single cursor decides: see the uneven portal.",
      ],
      hotspots: goals.some(isMissed) ? await profileOurs(world, entries[0]!) : [],
    };
  },
};

function goalsOf(rows: readonly Row[]): readonly Goal[] {
  const mine = rows.find(({ entry }) => entry.participant === ours);
  const share = medianOf(mine, ({ requests, seconds }) => (100 * requests * 10) / (seconds * pacing.requestsPer10s));
  const unsound = { because: "a run was not sound" };
  return [
    { what: "share of the allowance", bound: "at least", limit: 90, unit: " %", measured: share, ...unsound },
    timesAsFast("as fast as getAll", 3, mine, rowOf(rows, "getAll"), "getAll did not run"),
    timesAsFast("as fast as Singer", 4, mine, rowOf(rows, "singer"), "Singer did not run"),
    {
      what: "refused requests (429), all rounds",
      bound: "at most",
      limit: 0,
      unit: "",
      measured: mine === undefined ? null : mine.runs.reduce((sum, { refused }) => sum + refused, 0),
    },
  ];
}
