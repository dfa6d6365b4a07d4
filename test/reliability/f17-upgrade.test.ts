import { cpSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { historyFromJSON } from "@temporalio/common/lib/proto-utils.js";
import { bundleWorkflowCode, DefaultLogger, Worker } from "@temporalio/worker";
import { expect, test } from "vitest";
import * as workflows from "../../workflows/index.ts";
import "../support/quiet-workers.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";
import { atLeast, exactly, figure, row } from "./row.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const histories = globSync("*/*.json", { cwd: join(root, "test/histories") })
  .toSorted()
  .map((name) => ({ name, json: JSON.parse(readFileSync(join(root, "test/histories", name), "utf8")) as unknown }));

/** `patched("probe-portal")` in workflows/onboard-client.ts. */
const patches = globSync("workflows/*.ts", { cwd: root }).flatMap((file) =>
  [...readFileSync(join(root, file), "utf8").matchAll(/\bpatched\("([^"]+)"\)/g)].map(([call, id]) => ({
    file,
    call,
    id: id!,
  })),
);

/** The workflows as they stand, or with a change to one of their files, made ready to run. */
async function bundle(change: { readonly file: string; readonly from: string; readonly to: string } | null) {
  const folder = temporaryDirectory();
  cpSync(join(root, "workflows"), join(folder, "workflows"), { recursive: true });
  for (const name of ["domain", "activities", "node_modules", "package.json"])
    symlinkSync(join(root, name), join(folder, name));
  if (change !== null) {
    const path = join(folder, change.file);
    const source = readFileSync(path, "utf8");
    expect(source).toContain(change.from);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, source.replaceAll(change.from, change.to));
  }
  return bundleWorkflowCode({ workflowsPath: join(folder, "workflows/index.ts"), logger: new DefaultLogger("WARN") });
}

/** Names of the histories that these workflows do not replay. */
async function broken(change: Parameters<typeof bundle>[0]): Promise<readonly string[]> {
  const workflowBundle = await bundle(change);
  const all = histories.map(({ name, json }) => ({ workflowId: name, history: historyFromJSON(json) }));
  const names: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, all))
    if (error !== undefined) names.push(workflowId);
  return names;
}

row("F17", () => {
  test("what has run anywhere takes the same course under today's code", async () => {
    figure("Recorded histories", histories.length, atLeast(40));
    const covered = new Set(histories.map(({ name }) => dirname(name)));
    figure("Workflows without one", Object.keys(workflows).filter((name) => !covered.has(name)).length, exactly(0));
    figure("That do not replay", (await broken(null)).length, exactly(0));
  });

  test("a branch that is still needed cannot be removed unnoticed", async () => {
    expect(patches.length).toBeGreaterThan(0);
    let unnoticed = 0;
    for (const { file, call } of patches) {
      const names = await broken({ file, from: call, to: "true" });
      if (names.length === 0) unnoticed += 1;
    }
    figure("Branches whose removal no history notices", unnoticed, exactly(0));
  });

  test("a step more, a step less or a step elsewhere is noticed in every workflow", async () => {
    const changes = [
      { file: "workflows/alert-lifecycle.ts", from: "await patientStore.announceAlerts({ clientId });", to: "" },
      { file: "workflows/perform-audit.ts", from: "if (result.hasNews) await", to: "await" },
      { file: "workflows/weekly-report.ts", from: "if (deliver) await", to: "await" },
      { file: "workflows/onboard-client.ts", from: "await patientStore.finishOnboarding({ clientId });", to: "" },
      {
        file: "workflows/deliver-outbox.ts",
        from: "await condition(() => isWoken,",
        to: "await condition(() => true,",
      },
      {
        file: "workflows/supervise-fleet.ts",
        from: "await store.sweepOutboxes()",
        to: "(await store.sweepOutboxes(), await store.sweepOutboxes())",
      },
    ];
    let unnoticed = 0;
    for (const change of changes) if ((await broken(change)).length === 0) unnoticed += 1;
    figure("Changes that no history notices", unnoticed, exactly(0));
  });
});
