import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { HubSpotAdmin, type PortalAdmin } from "../../simulators/client.ts";
import { contacts } from "./reads.ts";

const serve = fileURLToPath(new URL("../../simulators/serve.ts", import.meta.url));

/** How HubSpot answers a portal of the Professional plan: 190 requests in ten seconds, 180 ms a page. */
export const paced = { requestsPer10s: 190, latencyMs: 180 } as const;

/** A simulated HubSpot in a process of its own, whose request log is the witness. */
export interface Simulator {
  readonly address: string;
  /**
   * Opens a generated portal that answers as fast as it can. `contactsPer` as in simulators/hubspot/scale/layout.ts.
   */
  openPortal(options: {
    readonly contacts: number;
    readonly isEven?: boolean;
    readonly cacheMegabytes?: number;
  }): Promise<PortalAdmin>;
  close(): Promise<void>;
}

export async function startSimulator(folder: string): Promise<Simulator> {
  const child = spawn(process.execPath, [serve, "--state", join(folder, "simulators"), "--follow-parent"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const { hubspot: address } = JSON.parse(line) as { hubspot: string };
  const admin = new HubSpotAdmin(address);
  let portals = 0;
  return {
    address,
    async openPortal({ contacts: count, isEven = false, cacheMegabytes = 8 }) {
      portals += 1;
      const portal = await admin.openGenerated({
        portalId: 9000 + portals,
        contacts: count,
        seed: portals,
        token: `pat-na1-bench-${portals}-unused`,
        ...(isEven && { contactsPer: { companies: 1, deals: 1, calls: 1 } }),
        pageCacheMegabytes: cacheMegabytes,
      });
      await portal.setLimits({ generalPer10s: 1_000_000, searchPerSecond: 100_000, daily: 1_000_000_000 });
      return portal;
    },
    async close() {
      if (child.exitCode !== null) return;
      child.kill("SIGTERM");
      await once(child, "exit");
    },
  };
}

/** From now on the portal answers as slowly, and as seldom, as HubSpot does. */
export async function pace(portal: PortalAdmin): Promise<void> {
  await portal.setLimits({ generalPer10s: paced.requestsPer10s, searchPerSecond: 5 });
  await portal.setFault({ kind: "latency", ms: paced.latencyMs });
}

/** Lets the simulator remember every page of the contacts, so that making them is not what is measured. */
export async function warm(portal: PortalAdmin): Promise<void> {
  const token = await grant(portal);
  const properties = contacts.properties.join(",");
  for (let after: string | undefined = "0"; after !== undefined;) {
    const path = `/crm/v3/objects/contacts?limit=100&properties=${properties}&after=${after}`;
    const response = await fetch(portal.address + path, { headers: { authorization: `Bearer ${token}` } });
    const page = (await response.json()) as { paging?: { next: { after: string } } };
    after = page.paging?.next.after;
  }
}

let grants = 0;

/** A token that nobody has used before: HubSpot counts requests by token, and nobody is to wait for another's. */
export async function grant(portal: PortalAdmin): Promise<string> {
  grants += 1;
  const token = `pat-na1-bench-${portal.portalId}-${grants}`;
  await portal.grantToken({ token, name: `bench-${grants}` });
  return token;
}
