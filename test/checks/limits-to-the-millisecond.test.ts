import { expect, test } from "vitest";
import { checkById } from "../../checks/index.ts";
import { clockAt } from "../domain/leads/sample-hand.ts";
import { verdictOnRecord } from "./around.ts";
import { businessTime, lead } from "./samples.ts";

/** A Tuesday, 10:07:13.456 in Berlin, in the middle of a minute. */
const since = new Date("2026-11-24T09:07:13.456Z");
const hand = { ...clockAt(since), isRepeat: false };
const asked = { ...lead, raisedHandAt: since, hands: [hand], clocks: [hand] };
const quiet = { ...lead, raisedHandAt: null, raisedHandOn: null, madeBy: "INTEGRATION", hands: [], clocks: [] };

test.each([
  ["lead-unanswered", asked, {}, 60],
  ["lead-unassigned", { ...asked, ownerId: null }, {}, 15],
  ["lead-untouched", { ...quiet, createdAt: since }, {}, 24 * 60],
  ["lead-left-with-catch-all", { ...asked, ownerId: "7", ownedSince: since }, { catchAllOwners: ["7"] }, 24 * 60],
  ["reply-unanswered", { ...quiet, lastReplyAt: since, lastContactedAt: null }, {}, 24 * 60],
  [
    "mql-not-accepted",
    { ...quiet, lifecycleStage: "marketingqualifiedlead", becameMqlAt: since, history: { leadStatus: [] } },
    {},
    24 * 60,
  ],
] as const)(
  "%s is broken a millisecond after its limit, and its verdict holds until then",
  (id, own, params, minutes) => {
    const check = checkById(id)!;
    const deadline = businessTime.addMinutes(since, minutes);
    const judge = (ms: number) =>
      verdictOnRecord(check, own as never, params, { asOf: new Date(deadline.getTime() + ms), businessTime } as never);
    expect([judge(-1), judge(0), judge(1)].map(({ status }) => status)).toEqual(["pass", "pass", "fail"]);
    const holds = judge(0) as { readonly holdsUntil?: Date | null };
    expect(holds.holdsUntil?.getTime()).toBe(deadline.getTime() + 1);
  },
);
