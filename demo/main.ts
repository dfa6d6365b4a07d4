import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs, styleText } from "node:util";
import { countOf } from "../domain/duration.ts";
import { loadConfig } from "../config/load-config.ts";
import { applySchedules } from "../operations/apply-schedules.ts";
import { printSteps } from "../workers/print-steps.ts";
import { StateDirectoryInUse, StateDirectoryUnusable } from "../workers/state-directory/state-directory-errors.ts";
import { startUp } from "../workers/up.ts";
import { demoPages } from "./pages.ts";
import { demoEnvironment, ignoredSettings } from "./portals.ts";
import { answerLate } from "./late-answers.ts";
import { replayAll } from "./replay-all.ts";
import { sayFindings } from "./say-findings.ts";
import { connectSlack, isSeeded, seedPortals } from "./seed-portals.ts";
import { readStory, writeStory } from "./story.ts";
import { startSimulators, type RunningSimulators } from "./simulators.ts";
import { writeDemoConfig } from "./write-config.ts";

const { values: flags } = parseArgs({
  options: { healthy: { type: "boolean", default: false }, reset: { type: "boolean", default: false } },
});
const stateDirectory = resolve(".revwatch");
const say = (line: string) => process.stderr.write(`${line}\n`);

try {
  await main();
} catch (error) {
  say(`\n${styleText("red", "The demo could not start.")} ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = error instanceof StateDirectoryInUse ? error.exitCode : error instanceof StateDirectoryUnusable ? 73 : 1;
}

async function main(): Promise<void> {
  say(`${styleText("bold", "Revwatch")} · three simulated client portals, no account needed`);
  const ignored = ignoredSettings(process.env);
  if (ignored.length > 0) say(styleText("dim", `The demo ignores ${ignored.join(", ")}: it only talks to itself.`));

  const startedAt = performance.now();
  const env = demoEnvironment();
  let simulators: RunningSimulators | undefined;
  let stopPrinting = () => {};
  const up = await startUp({
    stateDirectory,
    env,
    dashboard: { host: "127.0.0.1", port: null, publicAddress: null },
    stepsBefore: [{ id: "simulators", label: "Simulated HubSpot, Slack and mailbox" }],
    stepsAfter: [
      { id: "schedules", label: "Schedules" },
      { id: "past", label: "Four weeks of audits" },
      { id: "reports", label: "Last week's reports" },
    ],
    onListening(address, steps) {
      say(`Watch it start at ${styleText("cyan", address)}\n`);
      stopPrinting = printSteps(steps);
    },
    onBroken(error) {
      say(`${styleText("red", "Something broke:")} ${error.message}`);
      process.exitCode = 1;
      void stop();
    },
    async prepare(state, steps) {
      if (flags.reset) await clear(state.path);
      const configDirectory = join(state.path, "demo");
      await steps.run("simulators", async (tell) => {
        simulators = await startSimulators(join(state.path, "simulators"));
        await state.recordChild("simulators", simulators.pid);
        if (await isSeeded(simulators)) return tell("as they were left");
        const until = new Date();
        const latecomers = await seedPortals(simulators, { isHealthy: flags.healthy, until });
        await writeStory(state.path, { until: until.toISOString(), isHealthy: flags.healthy, latecomers });
        tell(flags.healthy ? "three healthy portals" : "three portals with four weeks of life");
      });
      await connectSlack(simulators!, state.run.dashboardUrl!);
      await writeDemoConfig(configDirectory, state.path, simulators!);
      const config = await loadConfig(configDirectory, {});
      return { config: () => config, extensions: (house) => demoPages(simulators!, house, state.path) };
    },
  });

  let isStopping = false;
  let stopAnswering = () => {};
  async function stop(): Promise<void> {
    if (isStopping) return;
    isStopping = true;
    stopAnswering();
    say("\nStopping: running work may finish.");
    await up.close();
    await simulators?.stop();
    say("Everything has stopped. The state is kept in .revwatch; `npm start -- --reset` begins anew.");
  }
  process.on("SIGINT", () => void stop());
  process.on("SIGTERM", () => void stop());

  const { house, steps } = up;
  await steps.run("schedules", async (tell) => {
    const applied = await applySchedules.run(house.world, { onboard: false, prune: false });
    tell(countOf(applied.changes.length, "schedule"));
  });
  const story = await readStory(up.state.path);
  await replayAll(house, steps, simulators!, new Date(story.until));
  stopAnswering = answerLate(simulators!, story.latecomers);
  stopPrinting();
  say(await sayFindings(house, up.address, (performance.now() - startedAt) / 1000));
}

/** Everything but the lock and the record of this very run. */
async function clear(path: string): Promise<void> {
  for (const part of ["database", "temporal", "simulators", "demo", "story.json", "panel.json", "revwatch.log"])
    await rm(join(path, part), { recursive: true, force: true });
}
