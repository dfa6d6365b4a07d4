import { expect, test } from "vitest";
import { noiseOf } from "../../bench/noise/noise-of.ts";
import { salesLead } from "../../bench/noise/noisy-client.ts";
import { goThroughYear } from "../../bench/noise/noisy-year.ts";

/** `npm run bench:noise` in small: a week of a small portal, in which one lead is not answered in time. */
test("a breach is heard of within a minute of its deadline, to the second and not by the run of the schedule", async () => {
  const until = new Date("2026-11-20T15:30:00Z");
  const year = await goThroughYear({ contacts: 150, weeks: 1, seed: 15, until });
  const deadline = Date.parse("2026-11-19T09:03:48Z");
  const { breaches, releases, receivers } = await noiseOf(year);
  const heard = year.listener.hearings.filter(({ findingId }) => findingId.startsWith("lead-unanswered."));
  await year.world.close();
  expect(breaches).toEqual({ all: 1, inTime: 1, held: 0, late: [] });
  expect(heard[0]!.at).toBeGreaterThan(deadline);
  expect(heard[0]!.at).toBeLessThanOrEqual(deadline + 1_000);
  expect(releases.late).toEqual([]);
  expect(receivers.find(({ receiver }) => receiver === salesLead)!.p95).toBeLessThanOrEqual(3);
});
