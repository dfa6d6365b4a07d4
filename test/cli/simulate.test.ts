import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { HubSpotApi } from "../../simulators/client.ts";
import { isRunning } from "../support/is-running.ts";
import { until } from "../support/until.ts";
import { runRevwatch } from "./run-revwatch.ts";

const main = fileURLToPath(new URL("../../cli/main.ts", import.meta.url));

interface Ready {
  readonly hubspot: string;
  readonly slack: string;
  readonly smtp: { readonly port: number };
  readonly mailbox: string;
  readonly portals: readonly { readonly portalId: number; readonly token: string; readonly contacts: number }[];
}

async function simulate(...args: readonly string[]) {
  const child = spawn(process.execPath, [main, "simulate", ...args, "--json"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  let text = "";
  const lines = createInterface({ input: child.stdout });
  const ready = await new Promise<Ready>((resolve) =>
    lines.on("line", (line) => {
      text += line;
      if (line === "}") resolve(JSON.parse(text) as Ready);
    }),
  );
  return { child, ended, ready, portal: ready.portals[0]! };
}

test("a client sees what it says, and Ctrl-C leaves no process", async () => {
  const free = 20_000 + 4 * (process.pid % 5_000);
  const { child, ended, ready, portal } = await simulate("--contacts", "230", "--seed", "7", "--port", String(free));
  const ports = [ready.hubspot, ready.slack, `http://mail:${ready.smtp.port}`, ready.mailbox].map((url) =>
    Number(new URL(url).port),
  );
  expect(ports).toEqual([free, free + 1, free + 2, free + 3]);
  expect(portal).toMatchObject({ portalId: 9001, contacts: 230 });
  const contacts = await new HubSpotApi(ready.hubspot, portal.token).list("contacts", ["email"]);
  expect(new Set(contacts.map(({ id }) => id)).size).toBe(230);
  expect(contacts[0]!.properties["email"]).toMatch(/@/);

  child.kill("SIGINT");
  expect(await ended).toBe(130);
  await until("nobody answers any more", () =>
    fetch(ready.hubspot).then(
      () => false,
      () => !isRunning(child.pid!),
    ),
  );
});

test("a lived year says what is amiss, in a crowd with which nothing is", async () => {
  const life = ["--scenario", "year", "--contacts", "300", "--days", "90", "--until", "2026-11-20T15:30:00Z"];
  const { child, ended, ready, portal } = await simulate(...life, "--crowd", "500");
  const contacts = await new HubSpotApi(ready.hubspot, portal.token).list("contacts", ["lifecyclestage"]);
  expect(contacts.length).toBeGreaterThan(700);

  const answer = await fetch(`${ready.hubspot}/_simulator/portals/${portal.portalId}/labels`);
  const { labels } = (await answer.json()) as { labels: readonly { subjectType: string; subjectId: string }[] };
  const people = labels.filter(({ subjectType }) => subjectType === "contact").map(({ subjectId }) => subjectId);
  expect(people.length).toBeGreaterThan(0);
  expect(contacts.map(({ id }) => id)).toEqual(expect.arrayContaining(people));
  child.kill("SIGINT");
  expect(await ended).toBe(130);
});

test.each([
  [["--contacts", "many"], 64, /--contacts takes a whole number, not "many"/],
  [["--portals", "-1"], 64, /--portals takes a whole number/],
  [["--scenario", "decade"], 64, /--scenario is "generated" or "year", not "decade"/],
  [["--scenario", "year", "--until", "soon"], 64, /--until takes an instant such as .*, not "soon"/],
])("%j ends with %i", async (args, code, stderr) => {
  const end = await runRevwatch(["simulate", ...args]);
  expect(end.stderr).toMatch(stderr);
  expect(end.code).toBe(code);
});
