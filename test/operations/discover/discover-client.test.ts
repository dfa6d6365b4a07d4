import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadConfig } from "../../../config/load-config.ts";
import { loadUnfinished } from "../../../config/load-unfinished.ts";
import type { HubSpotPortal } from "../../../connectors/hubspot/portal.ts";
import { addClient } from "../../../operations/add-client.ts";
import { discoverClient } from "../../../operations/discover-client.ts";
import { initProject } from "../../../operations/init-project.ts";
import { fixedChecks } from "../../support/fixed-checks.ts";
import { token } from "../../simulators/hubspot/open-portal.ts";
import { runRevwatch } from "../../cli/run-revwatch.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";
import { startPortal, type StartedPortal } from "../../connectors/hubspot/started-portal.ts";

const now = new Date("2026-06-01T09:00:00Z");
const team = {
  slack: { channel: "#revwatch" },
  email: { host: "smtp.revwatch.dev", user: "revwatch@revwatch.dev", to: "us@revwatch.dev" },
} as const;

/** A folder with a client of whom only the token is known, and `lines` at the end of its file. */
async function startProject(lines = ""): Promise<string> {
  const directory = temporaryDirectory();
  await initProject.run({}, initProject.input.parse({ directory, ...team }));
  const lead = { name: "Ana", slack: "#sales" };
  const founder = { name: "Jo", email: "jo@acme.example" };
  await addClient.run({}, addClient.input.parse({ directory, id: "acme", name: "Acme", lead, founder }));
  const file = join(directory, "clients/acme.yaml");
  writeFileSync(file, readFileSync(file, "utf8") + lines);
  return directory;
}

async function discover(directory: string, portal: HubSpotPortal, out?: string) {
  const client = (await loadUnfinished(directory, "acme", {}))!;
  // The proposal of the same portal stays as it is, whatever checks are shipped.
  const monitors = client.monitors.filter(({ checkId }) => fixedChecks.includes(checkId));
  return discoverClient({ directory, clientId: "acme", out }, { ...client, monitors, portal, now });
}

async function furnish({ portal, api, reader }: StartedPortal): Promise<void> {
  await portal.change({ subscriptions: { marketing: "starter", sales: "starter", service: "starter" } });
  await portal.setLimits({ generalPer10s: 10_000, searchPerSecond: 1000, daily: 250_000 });
  await portal.createOwner({ email: "ana@acme.example", firstName: "Ana", lastName: "Berger", teams: ["Sales"] });
  await portal.createOwner({ email: "sales@acme.example", firstName: "Sales", lastName: "Queue", teams: ["Sales"] });
  const [ana] = await reader.inventory("user");
  await portal.saveDocument("user-access", ana!.id, { superAdmin: true });
  const gone = await portal.createOwner({ email: "ben@acme.example", firstName: "Ben", lastName: "Gone" });
  await portal.deactivateOwner(gone.id);
  for (const [id, name] of Object.entries({ f1: "Request a demo", f2: "Newsletter", f3: "Partner day" }))
    await portal.saveDocument("form", id, { name });
  await api.create("contacts", { email: "kim@client.example", lifecyclestage: "lead", hs_lead_status: "NEW" });
  await api.create("contacts", { email: "lee@client.example", lifecyclestage: "evangelist" });
  await api.create("deals", { dealname: "Renewal", dealstage: "qualifiedtobuy" });
}

test("the proposal says what the portal is set up with, asks what it cannot tell, and loads", async () => {
  const started = await startPortal();
  await furnish(started);
  const directory = await startProject();
  const discovery = await discover(directory, started.reader);
  const text = readFileSync(join(directory, discovery.written), "utf8");
  await expect(text).toMatchFileSnapshot("../../golden/discovered.yaml");

  await expect(loadConfig(directory, {})).rejects.toThrow("Fill this in");
  writeFileSync(join(directory, "clients/acme.yaml"), text);
  const { clients } = await loadConfig(directory, {});
  expect(clients[0]).toMatchObject({
    portalId: "7001",
    timeZone: "Europe/Berlin",
    hands: { forms: { "request a demo": true, newsletter: false } },
  });
});

test("nothing is overwritten: neither a proposal nor the client's own lines", async () => {
  const started = await startPortal();
  await furnish(started);
  const directory = await startProject("\nhands:\n  forms: { Request a demo: false }\n");
  const { written } = await discover(directory, started.reader);
  const text = readFileSync(join(directory, written), "utf8");
  expect(text).toContain("# There is a hands: above already, so this is only for comparison:");
  expect(text.match(/^hands:/gm)).toHaveLength(1);

  await expect(discover(directory, started.reader)).rejects.toThrow(/is there already, and nothing is overwritten/);
  expect(readFileSync(join(directory, written), "utf8")).toBe(text);
  expect((await discover(directory, started.reader, "elsewhere/second.yaml")).written).toBe("elsewhere/second.yaml");
});

test("a token of another portal proposes nothing", async () => {
  const { reader } = await startPortal();
  const directory = await startProject();
  const file = join(directory, "clients/acme.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace(/^portalId: .*$/m, 'portalId: "4711"'));
  await expect(discover(directory, reader)).rejects.toThrow(
    "The token opens portal 7001, and clients/acme.yaml names 4711",
  );
});

test("what the token may not read is asked about, and hides nothing else", async () => {
  const started = await startPortal();
  await furnish(started);
  await started.portal.changeToken("audit", { scopes: ["crm.objects.contacts.read", "crm.objects.deals.read"] });
  const directory = await startProject();
  const { questions } = await discover(directory, started.reader);
  expect(questions).toContainEqual(
    expect.stringMatching(/^Which forms ask to be contacted\? They could not be read: .*forms/),
  );
  expect(questions).toContainEqual(expect.stringMatching(/^Who owns leads\? .*crm\.objects\.owners\.read/));
  expect(questions).toContainEqual(
    expect.stringMatching(/^Will the token get the scope .*sales-email-read.*lead-unanswered/),
  );
});

test("by the command line: what it wrote, what it could not decide, and nothing twice", async () => {
  const started = await startPortal();
  await furnish(started);
  const directory = await startProject();
  const fleet = join(directory, "revwatch.yaml");
  writeFileSync(fleet, `${readFileSync(fleet, "utf8")}\nhubspot: { address: "${started.hubspot.address}" }\n`);
  const env = { ACME_HUBSPOT_TOKEN: token };
  const first = await runRevwatch(["discover", "--client", "acme", "-C", directory], env);
  expect(first).toMatchObject({ code: 0, stderr: "" });
  expect(first.stdout).toMatch(/^wrote proposals\/acme\.yaml\n\nIt could not decide \d+ things:\n1\. When does/);
  const second = await runRevwatch(["discover", "--client", "acme", "-C", directory], env);
  expect([second.code, second.stderr]).toEqual([64, expect.stringContaining("nothing is overwritten")]);
});

test("a fault in what it rests on is told with its place, and one elsewhere is none of its business", async () => {
  const directory = await startProject("\nplan: gold\n");
  const fleet = join(directory, "revwatch.yaml");
  const before = readFileSync(fleet, "utf8");
  writeFileSync(fleet, `${before}\nretention: { findings: never }\n`);
  expect(await loadUnfinished(directory, "acme", {})).not.toBeNull();
  writeFileSync(fleet, `${before}\nplans: { gold: { checks: { lead-stale: { params: { leadStages: 5 } } } } }\n`);
  await expect(loadUnfinished(directory, "acme", {})).rejects.toThrow(/revwatch\.yaml:\d+:\d+ plans\.gold\.checks/);
});

test("a client without a file, and one whose file opens nothing, are refused with the way out", async () => {
  const directory = await startProject();
  expect(await loadUnfinished(directory, "nobody", {})).toBeNull();
  mkdirSync(join(directory, "clients"), { recursive: true });
  writeFileSync(join(directory, "clients/acme.yaml"), "name: Acme\n");
  await expect(loadUnfinished(directory, "acme", {})).rejects.toThrow(/Say what opens this client's portal/);
});
