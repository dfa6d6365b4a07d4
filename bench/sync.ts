import { isMissed, verdict } from "./sync/goals.ts";
import { commit, machineLine } from "./sync/machine.ts";
import { help, readOptions, type Options, type ScenarioId } from "./sync/options.ts";
import { pythonParticipant } from "./sync/participants.ts";
import { render } from "./sync/render.ts";
import type { Findings, Scenario } from "./sync/scenario.ts";
import { incremental } from "./sync/scenarios/incremental.ts";
import { memory } from "./sync/scenarios/memory.ts";
import { paced } from "./sync/scenarios/paced.ts";
import { stored } from "./sync/scenarios/stored.ts";
import { spreadOf } from "./sync/spread.ts";
import { openWorld } from "./sync/world.ts";
import { writeDocs } from "./sync/write-docs.ts";

/**
 * `npm run bench:sync`: how we copy a portal, beside those who do it too. Nothing here fails a build; a goal that was
 * missed is printed as such.
 */
const scenarios: Readonly<Record<ScenarioId, Scenario>> = { paced, stored, memory, incremental };

const options = optionsOrExit();
if (options.onlyPrepares) {
  for (const peer of ["singer", "dlt"] as const) {
    const prepared = await pythonParticipant(peer);
    console.log(typeof prepared === "string" ? `${peer}: not here: ${prepared}` : `${prepared.version} is ready.`);
  }
} else await runAll(options);

async function runAll(chosen: Options): Promise<void> {
  const world = await openWorld(chosen);
  const verdicts: string[] = [];
  try {
    for (const id of chosen.scenarios) {
      const scenario = scenarios[id];
      world.tell(`\n${scenario.title}`);
      const findings = await scenario.run(world, chosen);
      const text = `${render(scenario.title, findings)}\n${provenance(world.postgres.version, chosen, id, findings)}\n`;
      console.log(`\n${text}`);
      verdicts.push(
        ...findings.goals.map((goal) => `${isMissed(goal) ? "✗" : " "} ${id}, ${goal.what}: ${verdict(goal)}`),
      );
      if (chosen.writesDocs) writeDocs(id, text);
    }
  } finally {
    await world.close();
  }
  console.log(verdicts.join("\n"));
}

/** When, where and how it was measured. */
function provenance(
  postgres: string,
  { rounds, isFull, isQuick }: Options,
  id: ScenarioId,
  findings: Findings,
): string {
  const flags = `--only ${id} --rounds ${rounds}${isFull ? " --full" : ""}${isQuick ? " --quick" : ""}`;
  const checkout = commit();
  const at = new Date().toISOString().slice(0, 10);
  return `_${at}${checkout === null ? "" : `, commit ${checkout}`}; ${machineLine()}, PostgreSQL ${postgres}${otherWork(findings)}; middle of ${rounds} interleaved rounds (smallest–largest); \`npm run bench:sync -- ${flags}\`._`;
}

/** A benchmark on a busy machine should say so. */
function otherWork({ rows }: Findings): string {
  const percents = rows.flatMap(({ runs }) => runs.flatMap(({ othersPercent }) => othersPercent ?? []));
  if (percents.length === 0) return "";
  const { min, median, max } = spreadOf(percents);
  const range = `${Math.round(min)}–${Math.round(max)}`;
  return `; other programs took ${Math.round(median)} % (${range}) of the CPU meanwhile`;
}

function optionsOrExit(): Options {
  try {
    const read = readOptions(process.argv.slice(2));
    if (read !== "help") return read;
    console.log(help);
    process.exit(0);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${help}`);
    process.exit(2);
  }
}
