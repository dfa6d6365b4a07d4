import { isMissed } from "../goals.ts";
import { getAll, getPage, ours } from "../participants.ts";
import { contacts } from "../reads.ts";
import { runRounds, type Entry } from "../rounds.ts";
import { rowOf, timesAsFast, type Scenario } from "../scenario.ts";
import { warm } from "../simulator.ts";
import { profileOurs } from "../profile-ours.ts";
import { notRun, runnable } from "../runnable.ts";

/** No limit and no delay: what reading and storing cost by themselves. */
export const stored: Scenario = {
  title: "As fast as it goes, stored in PostgreSQL",
  async run(world, options) {
    const count = options.isQuick ? 30_000 : 200_000;
    const few = 50_000;
    const portal = await world.simulator.openPortal({ contacts: count, cacheMegabytes: 400 });
    const smaller = await world.simulator.openPortal({ contacts: few, cacheMegabytes: 100 });
    await warm(portal);
    await warm(smaller);

    const reads = [contacts];
    const work = `${count.toLocaleString("en-US")} contacts`;
    const entries: readonly Entry[] = [
      { participant: ours, portal, reads, work },
      { participant: getAll, portal, reads, work },
      { participant: getPage, portal, reads, work },
      ...runnable(world.singer, { portal: smaller, reads, work: `${few.toLocaleString("en-US")} contacts` }),
      ...runnable(world.dlt, { portal, reads, work }),
    ];
    const rows = await runRounds(world, options.rounds, entries);
    const mine = rowOf(rows, "ours");
    const goals = [
      timesAsFast("as fast as Singer, which stores nothing", 20, mine, rowOf(rows, "singer"), "Singer did not run"),
      timesAsFast("as fast as dlt", 3, mine, rowOf(rows, "dlt"), "dlt did not run"),
    ];
    return {
      setting: `Contacts with ${contacts.properties.length} properties each, from memory on the same machine. PostgreSQL runs beside them without fsync; its CPU time is not in the table.`,
      rows,
      notRun: notRun(world),
      goals,
      remarks: [
        "Only Revwatch and dlt store what they read in a database. Singer reads fewer contacts because it takes a minute for a hundred thousand; its rate is the same at any size.",
      ],
      hotspots: goals.some(isMissed) ? await profileOurs(world, entries[0]!) : [],
    };
  },
};
