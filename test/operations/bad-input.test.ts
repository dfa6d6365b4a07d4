import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RevwatchConfig } from "../../config/config.ts";
import { operations } from "../../operations/registry.ts";
import { Refused } from "../../operations/operation.ts";
import type { World } from "../../operations/world.ts";
import type { OpenDatabase } from "../../storage/open-database.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { sampleConfig } from "./sample-config.ts";

/** No operation makes anything of these. */
const hostile: readonly unknown[] = [
  undefined,
  null,
  5,
  "northwind",
  [],
  ["northwind"],
  { unknownOption: true },
  { clientId: null },
  { clientId: 5 },
  { clientId: ["northwind"] },
  { clientId: "northwind", __typo: 1 },
  { prune: "yes" },
];

/** Of the right shape, and still nothing to start a workflow for. */
const refused: Readonly<Record<string, readonly unknown[]>> = {
  auditNow: [
    { clientId: "nobody" },
    { clientId: "" },
    { clientId: "../northwind" },
    { clientId: "n".repeat(20_000) },
    { clientId: "northwind", cadence: "weekly" },
    { clientId: "northwind", asOf: "yesterday" },
    { clientId: "northwind", asOf: "2099-01-01T00:00:00Z" },
  ],
  onboardClient: [{ clientId: "nobody" }, { clientId: "northwind", asOf: "2026-02-31" }],
  purgeClient: [{ clientId: "" }],
  reportNow: [
    { clientId: "nobody" },
    ...["2026-W54", "2026-W00", "2025-W53", "0001-W01", "2099-W10", "2026-W49", "W10", "2026-10", "", "2026-W1\n"].map(
      (week) => ({
        clientId: "northwind",
        week,
      }),
    ),
  ],
  acknowledgeAlert: [
    { clientId: "northwind", alertId: "a.b", episode: 1.5, by: "Ana", via: "cli" },
    { clientId: "northwind", alertId: "a.b", episode: 1, by: "   ", via: "cli" },
    { clientId: "northwind", alertId: "a.b", episode: 1, by: "Ana", via: "post" },
  ],
  listFindings: [{ clientId: "nobody" }],
  status: [{ clientId: "nobody" }],
};

describe("an operation with bad input reaches neither Temporal nor a workflow", () => {
  let database: OpenDatabase;
  let world: World;
  let config: RevwatchConfig | undefined;
  let asked = 0;
  beforeAll(async () => {
    database = await openTestDatabase();
    world = {
      config: () => config!,
      db: database.db,
      links: { dashboard: () => null, workflow: () => null },
      configTrouble: () => null,
      now: () => new Date("2026-12-01T08:00:00Z"), // a Tuesday in week 49
      temporal: () => {
        asked += 1;
        return Promise.reject(new Error("Temporal was asked."));
      },
    };
  });
  afterAll(() => database?.close());

  beforeEach(async () => {
    config ??= await sampleConfig();
  });

  /** As the control socket and the command line call it. */
  async function call(operation: (typeof operations)[number], input: unknown): Promise<unknown> {
    const parsed = operation.input.safeParse(input);
    if (!parsed.success) return new Refused("bad input");
    return operation.run(world, parsed.data as never).catch((error: unknown) => error);
  }

  const cases = operations.flatMap((operation) => [
    ...hostile.map((input) => ({ operation, name: operation.name, input })),
    ...(refused[operation.name] ?? []).map((input) => ({ operation, name: operation.name, input })),
  ]);

  test.each(cases)("$name with $input", async ({ operation, input }) => {
    const before = asked;
    expect(await call(operation, input)).toBeInstanceOf(Refused);
    expect(asked).toBe(before);
  });

  test("every operation with an input of its own stands in the table", () => {
    expect(Object.keys(refused).filter((name) => !operations.some((operation) => operation.name === name))).toEqual([]);
  });
});
