import { rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs, styleText } from "node:util";
import { loadConfig } from "../config/load-config.ts";
import { countOf } from "../domain/duration.ts";
import { applySchedules } from "../operations/apply-schedules.ts";
import { steadyConfig } from "../workers/config-holder.ts";
import { closeInOrder } from "../workers/close-in-order.ts";
import { printSteps } from "../workers/print-steps.ts";
import { StateDirectoryInUse, StateDirectoryUnusable } from "../workers/state-directory/state-directory-errors.ts";
import { stopOnSignals } from "../workers/stop-on-signals.ts";
import { ownStrayFaults } from "../workers/stray-faults.ts";
import { startUp, type RunningUp } from "../workers/up.ts";
import { isDoneWithin } from "../workers/within.ts";
import { answerLate, watchedLongEnough } from "./late-answers.ts";
import { openPace } from "./pace.ts";
import { founderAcknowledges } from "./founder-acknowledges.ts";
import { demoPages } from "./pages.ts";
import { demoEnvironment, ignoredSettings } from "./portals.ts";
import { replayAll } from "./replay-all.ts";
import { sayFindings } from "./say-findings.ts";
import { connectSlack, seedPortals } from "./seed-portals.ts";
import { startSimulators, type RunningSimulators } from "./simulators.ts";
import { readStory, writeStory, type Story } from "./story.ts";
import { writeDemoConfig } from "./write-config.ts";

const flags = readFlags();
const stateDirectory = resolve(".revwatch");
const say = (line: string) => process.stderr.write(`${line}\n`);

/** A flag that is not known ends with the ones that are. */
function readFlags(): { readonly healthy: boolean; readonly reset: boolean } {
  try {
    const options = {
      healthy: { type: "boolean", default: false },
      reset: { type: "boolean", default: false },
    } as const;
    return parseArgs({ options }).values;
  } catch (error) {
    process.stderr.write(
      `${error instanceof Error ? error.message : String(error)}\nThe demo knows --healthy and --reset.\n`,
    );
    process.exit(64);
  }
}

/** What has been opened so far, to be closed at the end, last first. */
const opened: (() => Promise<void> | void)[] = [];
const stopWithinMs = 28_000;
const kept = "Everything has stopped. The state is kept in .revwatch; `npm start -- --reset` starts over.";
const pace = openPace();
/** A stop that is asked for ends whatever is under way, a build of the Temporal server included. */
const stopping = new AbortController();

ownStrayFaults();
// The second Ctrl-C ends it at once.
void stopOnSignals().asked.then(() => stop(0));
try {
  await main();
} catch (error) {
  if (!stopping.signal.aborted) {
    say(`\n${styleText("red", "The demo could not start.")} ${error instanceof Error ? error.message : String(error)}`);
    await stop(codeOf(error), null);
  }
}

function codeOf(error: unknown): number {
  if (error instanceof StateDirectoryInUse) return error.exitCode;
  return error instanceof StateDirectoryUnusable ? 73 : 1;
}

/** Ends everything that was opened and then the process, whatever still holds it. */
async function stop(code: number, lastWords: string | null = kept): Promise<void> {
  if (stopping.signal.aborted) return;
  if (lastWords !== null) say("\nStopping: running work may finish.");
  stopping.abort();
  const isDone = await isDoneWithin(stopWithinMs, closeInOrder(opened.splice(0).toReversed()));
  if (!isDone) say("Not everything ended in time. The next start continues with the rest.");
  else if (lastWords !== null) say(lastWords);
  process.exit(code);
}

/** Without one of its parts the demo would show faults that no portal has. */
function breakOff(error: Error): void {
  if (stopping.signal.aborted) return;
  say(`${styleText("red", "Something broke:")} ${error.message} \`npm start\` continues where it stopped.`);
  void stop(1);
}

async function main(): Promise<void> {
  say(`${styleText("bold", "Revwatch")} · three simulated client portals, no account needed`);
  const ignored = ignoredSettings(process.env);
  if (ignored.length > 0) say(styleText("dim", `The demo ignores ${ignored.join(", ")}: it only talks to itself.`));

  const startedAt = performance.now();
  const { up, simulators } = await open();
  const story = await up.steps.run("portals", (tell) => beginStory(up, simulators, tell));
  await up.steps.run("schedules", async (tell) => {
    const applied = await applySchedules.run(up.revwatch.world, { onboard: false, prune: false });
    tell(countOf(applied.changes.length, "schedule"));
  });
  await replayAll(up.revwatch, up.steps, { ...simulators, pace }, new Date(story.until));
  const latecomers = watchedLongEnough(story.latecomers, Date.now());
  opened.push(founderAcknowledges(simulators, latecomers), answerLate(simulators, latecomers));
  say(await sayFindings(up.revwatch, up.address, (performance.now() - startedAt) / 1000));
}

async function open(): Promise<{ readonly up: RunningUp; readonly simulators: RunningSimulators }> {
  let simulators: RunningSimulators | undefined;
  const up = await startUp({
    stateDirectory,
    env: demoEnvironment(),
    signal: stopping.signal,
    ledgerOf: pace.ledgerOf,
    dashboard: { host: "127.0.0.1", port: null, publicAddress: null, behindProxy: false },
    stepsBefore: [{ id: "simulators", label: "Simulated HubSpot, Slack and mailbox" }],
    stepsAfter: [
      { id: "portals", label: "Three client portals" },
      { id: "schedules", label: "Schedules" },
      { id: "past", label: "Four weeks of audits" },
      { id: "reports", label: "Last week's reports" },
    ],
    onWait: say,
    onListening(address, steps) {
      say(`Watch it start at ${styleText("cyan", address)}\n`);
      opened.push(printSteps(steps));
    },
    async prepare(state, steps) {
      if (flags.reset) await clear(state.path);
      // Without a story the portals' life was never finished, so it begins anew.
      if ((await readStory(state.path)) === null) await clear(state.path);
      simulators = await steps.run("simulators", () => startSimulators(join(state.path, "simulators"), breakOff));
      opened.push(() => simulators!.stop());
      await state.recordChild("simulators", simulators.pid);
      await connectSlack(simulators, state.run.dashboardUrl!);
      const directory = join(state.path, "demo");
      await writeDemoConfig(directory, state.path, simulators);
      const config = await loadConfig(directory, {});
      return { config: steadyConfig(config), extensions: (revwatch) => demoPages(simulators!, revwatch, state.path) };
    },
  });
  opened.push(() => up.close());
  return { up, simulators: simulators! };
}

/** Gives the portals their life, unless an earlier start has. */
async function beginStory(
  up: RunningUp,
  simulators: RunningSimulators,
  tell: (detail: string) => void,
): Promise<Story> {
  const known = await readStory(up.state.path);
  if (known !== null) {
    tell("as they were left");
    return known;
  }
  // Only now, because getting a Temporal server can take minutes, and the planted deadlines are a minute away.
  const until = new Date();
  const latecomers = await seedPortals(simulators, { isHealthy: flags.healthy, until });
  const story = { until: until.toISOString(), isHealthy: flags.healthy, latecomers };
  await writeStory(up.state.path, story);
  tell(flags.healthy ? "nothing is wrong in them" : "with four weeks of life behind them");
  return story;
}

/** Everything but the lock and the record of this very run. */
async function clear(path: string): Promise<void> {
  for (const part of [
    "database",
    "database.home",
    "temporal",
    "simulators",
    "demo",
    "story.json",
    "panel.json",
    "revwatch.log",
  ])
    await rm(join(path, part), { recursive: true, force: true });
}
