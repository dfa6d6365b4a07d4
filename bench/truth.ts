import { parseArgs } from "node:util";
import { checkById, checks } from "../checks/index.ts";
import { auditSeed } from "./truth/audit-seed.ts";
import { everyCheck } from "./truth/every-check.ts";
import { readLabels } from "./truth/read-labels.ts";
import { seedsOfTruth } from "./truth/seeds.ts";
import { isRight, tableOf } from "./truth/table.ts";
import { compare, type Tally } from "./truth/tally.ts";

const help = `npm run bench:truth -- [options]

What the checks find of what was planted, and whom they accuse: years of five seeds in which nothing else is amiss, with
every labelled case planted, audited by the product over a real store. Ends with 1 unless everything that was planted is
found and nothing else is told.

  --seeds 1,2     which seeds (1,2,3,4,5)
  --check ID      the cases of one check alone
  --case NAME     one case alone
`;

const { values } = parseArgs({
  options: {
    seeds: { type: "string" },
    check: { type: "string" },
    case: { type: "string" },
    help: { type: "boolean", default: false },
  },
});
if (values.help) {
  process.stdout.write(help);
  process.exit(0);
}
const isWanted = (seed: number) => values.seeds === undefined || values.seeds.split(",").includes(String(seed));
const isShipped = (checkId: string) => checkById(checkId) !== undefined;
const labels = [...readLabels().values()]
  .filter(({ check }) => values.check === undefined || check === values.check)
  .filter(({ check }) => isShipped(check))
  .map((label) => ({
    ...label,
    cases: label.cases.filter(({ name }) => values.case === undefined || name === values.case),
  }));

const tallies = new Map<string, Tally>();
const tallyOf = (checkId: string): Tally => {
  const tally = tallies.get(checkId) ?? {
    planted: 0,
    found: 0,
    otherwise: 0,
    nearMisses: 0,
    accused: 0,
    falseFindings: 0,
  };
  tallies.set(checkId, tally);
  return tally;
};
const beganAt = process.cpuUsage();
for (const seed of seedsOfTruth.filter((one) => isWanted(one.seed)))
  await auditSeed(seed, labels, (whole) => {
    const audited = {
      ...whole,
      lived: whole.lived.filter(({ checkId }) => isShipped(checkId)),
    };
    for (const { kind, checkId, where, what } of compare(audited, tallyOf))
      process.stdout.write(`seed ${seed.seed} ${kind} ${checkId} (${where}) ${what.slice(0, 300)}\n`);
  });
const shown =
  values.check === undefined
    ? [...new Set([...everyCheck, ...checks.map(({ id }) => id)])].toSorted()
    : [...new Set([values.check, ...tallies.keys()])];
process.stdout.write(`\n${tableOf(shown, tallies, isShipped)}\n`);
const { user, system } = process.cpuUsage(beganAt);
const wrong = [...tallies].filter(([, tally]) => !isRight(tally)).map(([checkId]) => checkId);
process.stdout.write(
  `\n${((user + system) / 1e6).toFixed(0)} s of CPU. ${wrong.length === 0 ? "Everything that was planted was found, and nothing else." : `Not right: ${wrong.join(", ")}.`}\n`,
);
process.exit(wrong.length === 0 ? 0 : 1);
