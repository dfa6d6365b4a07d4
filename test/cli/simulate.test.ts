import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { HubSpotApi } from "../../simulators/client.ts";
import { isRunning } from "../support/is-running.ts";
import { until } from "../support/until.ts";
import { runRevwatch } from "./run-revwatch.ts";

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

test("a client sees what it says, and Ctrl-C leaves no process", { timeout: 60_000 }, async () => {
  const child = spawn(process.execPath, [main, "simulate", "--contacts", "230", "--seed", "7", "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  const lines = createInterface({ input: child.stdout });
  const ready = await new Promise<{ hubspot: string; portals: { portalId: number; token: string; contacts: number }[] }>(
    (resolve) =>
      lines.on("line", (line) => {
        text += line;
        if (line === "}") resolve(JSON.parse(text) as never);
      }),
  );
  const [portal] = ready.portals;
  expect(portal).toMatchObject({ portalId: 9001, contacts: 230 });
  const contacts = await new HubSpotApi(ready.hubspot, portal!.token).list("contacts", ["email"]);
  expect(new Set(contacts.map(({ id }) => id)).size).toBe(230);
  expect(contacts[0]!.properties["email"]).toMatch(/@/);

  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  child.kill("SIGINT");
  expect(await ended).toBe(130);
  await until("nobody answers any more", () =>
    fetch(ready.hubspot).then(
      () => false,
      () => !isRunning(child.pid!),
    ),
  );
});

test.each([
  [["--contacts", "many"], 64, /--contacts takes a whole number, not "many"/],
  [["--portals", "-1"], 64, /--portals takes a whole number/],
])("%j ends with %i", async (args, code, stderr) => {
  const end = await runRevwatch(["simulate", ...args]);
  expect(end.stderr).toMatch(stderr);
  expect(end.code).toBe(code);
});
