import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { historyFromJSON } from "@temporalio/common/lib/proto-utils.js";
import { bundleWorkflowCode, DefaultLogger, Worker } from "@temporalio/worker";
import { beforeAll, describe, expect, inject, test } from "vitest";
import * as workflows from "../../workflows/index.ts";
import "../support/quiet-workers.ts";
import { faultsOfPayloads, payloadsOf } from "../support/history-payloads.ts";

const folder = fileURLToPath(new URL("../histories", import.meta.url));
const workflowsPath = fileURLToPath(new URL("../../workflows/index.ts", import.meta.url));

/** Recorded by scripts/record-histories.ts, one file for each scenario of a workflow. */
const recorded = globSync("*/*.json", { cwd: folder })
  .toSorted()
  .map((name) => ({
    name,
    workflow: dirname(name),
    scenario: basename(name, ".json"),
    json: JSON.parse(readFileSync(join(folder, name), "utf8")) as unknown,
  }));

describe("recorded histories", () => {
  let failures: ReadonlyMap<string, Error | undefined>;
  beforeAll(async () => {
    const injected = inject("temporal")?.bundle;
    const workflowBundle =
      injected === undefined
        ? await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger("WARN") })
        : { codePath: injected };
    const histories = recorded.map(({ name, json }) => ({ workflowId: name, history: historyFromJSON(json) }));
    const results = new Map<string, Error | undefined>();
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories))
      results.set(workflowId, error);
    failures = results;
  });

  test.each(Object.keys(workflows))("%s has at least one", (workflow) => {
    expect(recorded.filter((one) => one.workflow === workflow)).not.toEqual([]);
  });

  test.each(recorded)("$workflow, $scenario: today's code takes the same course", ({ name }) => {
    expect(failures.has(name)).toBe(true);
    expect(failures.get(name)).toBeUndefined();
  });

  // Recorded before the name of whoever acknowledges was left out.
  const ofOlderVersions = ["alertLifecycle/somebody-takes-it.json"];
  test.each(recorded.filter(({ name }) => !ofOlderVersions.includes(name)))(
    "$workflow, $scenario: no one who acknowledged is named",
    ({ json }) => {
      expect(payloadsOf(json).filter((payload) => /"(by|acknowledgedBy)":"/.test(payload))).toEqual([]);
    },
  );

  test.each(recorded)("$workflow, $scenario: what crosses is small and names nobody", ({ json }) => {
    expect(payloadsOf(json)).not.toEqual([]);
    expect(faultsOfPayloads(json)).toEqual([]);
  });
});
