import { parseArgs } from "node:util";
import { noiseOf } from "./noise/noise-of.ts";
import { salesLead } from "./noise/noisy-client.ts";
import { goThroughYear } from "./noise/noisy-year.ts";

/**
 * `npm run bench:noise`: how much each person hears of a year of the simulator, beside one message for each change, and
 * whether every breach is told in time. Nobody acknowledges anything, so it is the most that people can hear.
 * `-- --weeks 4` goes through as many, `-- --contacts 2000` through a larger portal, `-- --seed 12` through another.
 */
const { values } = parseArgs({
  options: {
    weeks: { type: "string", default: "52" },
    contacts: { type: "string", default: "600" },
    seed: { type: "string", default: "11" },
  },
});
const mostPerDay = 3;
const beganAt = process.cpuUsage();
const year = await goThroughYear({
  contacts: Number(values.contacts),
  weeks: Number(values.weeks),
  seed: Number(values.seed),
  until: new Date("2026-11-20T15:30:00Z"),
  onWeek: (week, runs) => process.stderr.write(`week ${week}, ${runs} runs\n`),
});
const { receivers, breaches, releases } = await noiseOf(year);
await year.world.close();

const { user, system } = process.cpuUsage(beganAt);
const cpuSeconds = ((user + system) / 1e6).toFixed(0);
const lived = `${values.weeks} weeks, ${values.contacts} contacts, seed ${values.seed}`;
console.log(`${lived}: ${year.runs} runs, ${cpuSeconds} s of CPU\n`);
console.log(
  "receiver        notifications  per working day: p95  most  mean  days off   one for each change: all  p95  most",
);
for (const { receiver, notifications, p95, most, mean, onDaysOff, ofEachChange } of receivers) {
  const own = [notifications, p95, most, mean.toFixed(2), onDaysOff];
  const each = [ofEachChange.messages, ofEachChange.p95, ofEachChange.most];
  const widths = [13, 22, 6, 6, 10, 27, 5, 6];
  console.log(
    `${receiver.padEnd(16)}${[...own, ...each].map((value, index) => String(value).padStart(widths[index]!)).join("")}`,
  );
}
const inTime = `${breaches.inTime} heard by the deadline + 60 s`;
console.log(`\nbreaches: ${breaches.all}; ${inTime}, ${breaches.held} held for a reason, ${breaches.late.length} late`);
for (const line of breaches.late) console.log(`  ${line}`);
const slowest = `the slowest ${(releases.slowestMs / 1_000).toFixed(0)} s after its end`;
console.log(`told after a reason to hold: ${releases.all}, ${slowest}, ${releases.late.length} later than 60 s`);
for (const line of releases.late) console.log(`  ${line}`);

const lead = receivers.find(({ receiver }) => receiver === salesLead);
const isQuiet = (lead?.p95 ?? 0) <= mostPerDay;
if (!isQuiet) console.log(`\nMISSED: the sales lead hears more than ${mostPerDay} a working day at p95.`);
process.exitCode = isQuiet && breaches.late.length + releases.late.length === 0 ? 0 : 1;
