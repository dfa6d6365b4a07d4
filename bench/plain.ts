import { allScripts } from "./plain/run/all-scripts.ts";
import { compare } from "./plain/run/compare.ts";

/**
 * `npm run bench:plain`: some checks once more, each as a plain script from the catalogue's words alone, on a hundred
 * records of each of five seeds. Prints what the two differ on, and what they differed on before one was corrected.
 */
const seeds = [1, 2, 3, 4, 5];

for (const script of await allScripts()) {
  const runs = seeds.map((seed) => compare(script, seed));
  const count = (name: "both" | "onlyScript" | "onlyCheck" | "unknown") =>
    runs.reduce((sum, run) => sum + run[name].length, 0);
  const records = runs.reduce((sum, run) => sum + run.records.length, 0);
  console.log(`${script.checkId}: “${script.words}”`);
  const alone = `by the script alone ${count("onlyScript")}, by the check alone ${count("onlyCheck")}`;
  console.log(`  ${records} records: accused by both ${count("both")}, ${alone}, not judged ${count("unknown")}`);
  for (const [place, { records: made, onlyScript, onlyCheck }] of runs.entries())
    for (const id of [...onlyScript, ...onlyCheck]) {
      const who = onlyScript.includes(id) ? "script" : "check";
      const record = JSON.stringify(made.find((one) => one.id === id) ?? id);
      console.log(`  seed ${seeds[place]}, ${who} alone: ${record}`);
    }
  for (const note of script.settled) console.log(`  settled: ${note}`);
  if (count("onlyScript") + count("onlyCheck") > 0) process.exitCode = 1;
}
