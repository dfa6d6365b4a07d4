import type { Goal } from "../goals.ts";
import { embedded, getAll, getPage, ours } from "../participants.ts";
import { contacts } from "../reads.ts";
import { runRounds } from "../rounds.ts";
import { medianOf, rowOf, type Scenario } from "../scenario.ts";
import { spreadOf } from "../spread.ts";
import { warm } from "../simulator.ts";

/** A million contacts, stored: memory must not grow with the portal. */
export const memory: Scenario = {
  title: "Memory for a million contacts",
  async run(world, options) {
    const count = options.isQuick ? 60_000 : 1_000_000;
    const portal = await world.simulator.openPortal({ contacts: count, cacheMegabytes: 1_200 });
    await warm(portal);
    const shared = { portal, reads: [contacts], work: `${count.toLocaleString("en-US")} contacts` };
    const rows = await runRounds(world, options.rounds, [
      { participant: ours, ...shared },
      { participant: getAll, ...shared },
      { participant: getPage, ...shared, isOnce: true },
      ...(options.isQuick ? [] : [{ participant: embedded, ...shared, isOnce: true }]),
    ]);
    const peaks = rowOf(rows, "ours")?.runs.map(({ use }) => use?.peakMegabytes ?? Number.NaN) ?? [];
    const peakOf = (id: "ours" | "getAll") => medianOf(rowOf(rows, id), ({ use }) => use?.peakMegabytes ?? Number.NaN);
    const [own, theirs] = [peakOf("ours"), peakOf("getAll")];
    const tooSmall = options.isQuick ? { because: "at this size it says nothing" } : { because: "a run was not sound" };
    const ratio = own === null || theirs === null || options.isQuick ? null : theirs / own;
    const goals: readonly Goal[] = [
      {
        what: "peak memory of ours, the highest of all rounds",
        bound: "at most",
        limit: 300,
        unit: " MB",
        measured: own === null || options.isQuick ? null : spreadOf(peaks).max,
        ...tooSmall,
      },
      { what: "getAll's peak over ours", bound: "at least", limit: 10, unit: " ×", measured: ratio, ...tooSmall },
    ];
    return {
      setting: `Contacts with ${contacts.properties.length} properties each, no delay and no limit. Peak memory is VmHWM of the process and its children, without the PostgreSQL server.`,
      rows,
      notRun: [],
      goals,
      remarks: ["The embedded database lives in our own process, so its memory is in our figure there."],
      hotspots: [],
    };
  },
};
