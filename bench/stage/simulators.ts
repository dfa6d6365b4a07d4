import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { HubSpotAdmin, SlackAdmin, type PortalAdmin } from "../../simulators/client.ts";

const serve = fileURLToPath(new URL("../../simulators/serve.ts", import.meta.url));

/** HubSpot and Slack, simulated in a process of their own, so that what they cost is nobody else's. */
export interface SimulatedWorld {
  readonly hubspot: string;
  readonly slack: string;
  readonly pid: number;
  close(): Promise<void>;
}

/** A portal that lives, with old customers beside its people, and the token that opens it. */
export interface BenchPortal {
  readonly admin: PortalAdmin;
  readonly token: string;
  /** The old customers, who are computed; the people who live beside them are a few. */
  readonly crowd: number;
}

/** The people of a portal who have a past: few, so that what they do costs the same in a portal of any size. */
const livedContacts = 40;
const livedDays = 60;
/** A fifth as many deals as contacts. */
export const contactsPerDeal = 5;

export async function startSimulatedWorld(folder: string): Promise<SimulatedWorld> {
  const child = spawn(process.execPath, [serve, "--state", join(folder, "simulators"), "--follow-parent"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const { hubspot, slack } = JSON.parse(line) as { hubspot: string; slack: string };
  await new SlackAdmin(slack).addChannel({ name: "bench" });
  return {
    hubspot,
    slack,
    pid: child.pid!,
    async close() {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

/** Opens a portal with that many contacts, whose life ends at an instant. It answers as often as it is asked. */
export async function openBenchPortal(
  { hubspot }: Pick<SimulatedWorld, "hubspot">,
  { portalId, contacts, until }: { readonly portalId: number; readonly contacts: number; readonly until: Date },
): Promise<BenchPortal> {
  const token = tokenOf(portalId);
  const crowd = Math.max(0, contacts - livedContacts);
  const admin = await new HubSpotAdmin(hubspot).openLived({
    portalId,
    contacts: livedContacts,
    seed: portalId,
    token,
    days: livedDays,
    until: until.toISOString(),
    crowd,
    contactsPer: { deals: contactsPerDeal },
  });
  await admin.setLimits({ generalPer10s: 1_000_000, searchPerSecond: 100_000, daily: 1_000_000_000, indexLagMs: 0 });
  return { admin, token, crowd };
}

export const tokenOf = (portalId: number): string => `pat-na1-bench-${portalId}-simulated`;
