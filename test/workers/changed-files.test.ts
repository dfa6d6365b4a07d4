import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { DoctorReport } from "../../operations/doctor.ts";
import type { FleetStatus } from "../../operations/status.ts";
import { describeWith } from "../support/describe-with.ts";
import { Installation } from "../support/installation.ts";
import { until } from "../support/until.ts";

/** Generous on a busy machine; on a quiet one each takes a second or two. */
const withinMs = 20_000;

describeWith("temporal", "a Revwatch that runs", () => {
  test("follows its files: clients, pages, schedules, secrets and faults, without a restart", async () => {
    const installation = await Installation.create();
    try {
      await installation.up();
      const dashboard = (await installation.run())!.dashboardUrl!;
      const pageOf = async (clientId: string) => (await fetch(new URL(`/clients/${clientId}`, dashboard))).status;
      const file = (name: string) => join(installation.directory, name);

      // A command reads the files as they are now, though they were saved just before.
      expect((await installation.revwatch("apply", "--yes")).code).toBe(0);
      appendFileSync(file("revwatch.yaml"), "cadences: { fast: 7 minutes }\n");
      expect((await installation.revwatch("apply", "--yes")).out).toContain("every 7 min");
      // While the first audit ends, its schedules are about to be resumed, and plan says so.
      const isDone = async () => (await installation.revwatch("plan")).out.includes("Nothing to do.");
      await until("plan finds nothing to do", isDone, 60_000);

      // A new client has its pages.
      expect(await pageOf("beta")).toBe(404);
      const said = [
        "--name",
        "Beta",
        "--portal-id",
        "4712",
        "--time-zone",
        "UTC",
        "--lead-name",
        "Bo",
        "--lead-slack",
        "#sales",
      ];
      expect((await installation.revwatch("client", "add", "beta", ...said)).code).toBe(0);
      await until("the new client's page is there", async () => (await pageOf("beta")) === 200, withinMs);

      // Its secret is looked up when it is used.
      const tokenOf = async () => {
        const { out } = await installation.revwatch("doctor", "--json", "--client", "beta");
        return (JSON.parse(out) as DoctorReport).lines.find(({ what }) => what === "HubSpot beta")!.why;
      };
      expect(await tokenOf()).toContain("The environment variable BETA_HUBSPOT_TOKEN is empty.");
      appendFileSync(file(".env"), `BETA_HUBSPOT_TOKEN=${installation.env["TEST_HUBSPOT_TOKEN"]!}\n`);
      expect(await tokenOf()).toContain("The token opens portal 4711, and this client's portal is 4712.");

      // A fault leaves the last good config in use, and status says so.
      const good = readFileSync(file("clients/beta.yaml"), "utf8");
      writeFileSync(file("clients/beta.yaml"), good.replace("UTC", "Mars/Base"));
      const { code, out } = await installation.revwatch("status", "--json");
      expect((JSON.parse(out) as FleetStatus).configTrouble?.message).toContain('"Mars/Base" is not a time zone');
      expect(code).toBe(1);
      expect(await pageOf("beta")).toBe(200);

      writeFileSync(file("clients/beta.yaml"), good);
      const { out: after } = await installation.revwatch("status", "--json");
      expect((JSON.parse(after) as FleetStatus).configTrouble).toBeNull();
    } finally {
      // The token was written where tokens belong; everywhere else it would be a leak.
      writeFileSync(join(installation.directory, ".env"), "");
      await installation.end();
    }
  });
});
