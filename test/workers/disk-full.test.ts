import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect } from "vitest";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { noSmallDisk, smallDisk, type SmallDisk } from "../support/small-disk.ts";
import { testUnless } from "../support/test-unless.ts";
import { until } from "../support/until.ts";

let disk: SmallDisk;
let installation: Installation;
afterEach(async () => {
  disk?.empty();
  await installation?.end();
  disk?.remove();
});

describeWith("temporal", "the disk is full while everything runs in one process", () => {
  testUnless(
    noSmallDisk(),
    "it says so and lives; what was found meanwhile is told once when there is room",
    async () => {
      disk = smallDisk(500);
      installation = await Installation.create({}, disk.path);
      const up = await installation.up();
      await installation.takeOn();

      disk.fill();
      await installation.breakThings();
      const audit = installation.revwatch("audit", "--client", "nightowl");
      // A process of its own for each look would take a core for as long as it is waited.
      const isFull = async () => (await installation.fleet()).disk?.state === "full";
      await until("it is known that the disk is full", isFull);
      const full = await installation.revwatch("status");
      expect(full.out).toMatch(/The disk of .* is full, \d+ MB are left.*Free some space/);
      expect(full.code).toBe(1);
      expect(await installation.deliveryKeys()).toEqual([]);
      expect(up.exitCode).toBeNull();

      disk.empty();
      expect((await audit).out).toContain("3 opened");
      await until("what was found is told", async () => (await installation.deliveryKeys()).length >= 3, 120_000);
      const keys = await installation.deliveryKeys();
      expect(keys).toHaveLength(new Set(keys).size);
      const saysFull = async () => JSON.stringify(await installation.fleet()).includes("is full");
      await until("nothing says any more that the disk is full", async () => !(await saysFull()), 300_000);
      expect((await installation.revwatch("status")).out).not.toContain("is full");
      expect(up.exitCode).toBeNull();
    },
  );

  testUnless(noSmallDisk(), "a stop is obeyed, and the lines of the log that were lost are counted", async () => {
    disk = smallDisk(500);
    installation = await Installation.create({}, disk.path);
    const up = await installation.up();
    disk.fill();
    const exited = once(up, "exit");
    const askedAt = performance.now();
    up.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
    expect(performance.now() - askedAt).toBeLessThan(30_000);

    disk.empty();
    await installation.up();
    const log = readFileSync(join(installation.directory, ".revwatch", "revwatch.log"), "utf8");
    expect(log.split("\n").filter((line) => line !== "" && !line.startsWith("{"))).toEqual([]);
  });
});
