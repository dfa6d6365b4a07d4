import { HubSpotApi, type HubSpotAdmin } from "../../simulators/client.ts";
import { idsOf, usualProperties, type CompletenessFault, type Stage } from "./faults.ts";

/** Reads all contacts, as whoever is on trial does it. Called again, it is that reader's second run. */
export type Reader = (properties: readonly string[]) => Promise<readonly ReadContact[]>;

export interface ReadContact {
  readonly id: string;
  readonly firstname: string | null;
}

/** What a reader has at the end, held against the portal. */
export interface Verdict {
  readonly missing: number;
  readonly double: number;
  /** Records that it has as they are no more, or that are gone. */
  readonly stale: number;
  /** Why it gave up; null when it says that it has everything. */
  readonly gaveUp: string | null;
}

let portals = 0;

/** Sets one fault up for one reader, lets it read, and counts what is wrong in the end. */
export async function tryReader(
  admin: HubSpotAdmin,
  fault: CompletenessFault,
  open: (address: string, token: string) => Promise<Reader>,
): Promise<Verdict> {
  portals += 1;
  const portalId = 600_000 + portals;
  const portal = await admin.openPortal({ portalId, name: fault.name, timeZone: "UTC", currency: "EUR" });
  const token = `pat-na1-completeness-${portalId}`;
  const witness = `pat-na1-witness-${portalId}`;
  await portal.grantToken({ token, name: "reader" });
  await portal.grantToken({ token: witness, name: "witness" });
  await portal.setLimits({ generalPer10s: 100_000, searchPerSecond: 100_000, daily: 1_000_000_000 });
  const bornAt = new Date(Date.now() - 86_400_000).toISOString();
  const ids = idsOf(fault);
  for (let start = 0; start < ids.length; start += 2_600)
    await portal.liveThrough(
      ids.slice(start, start + 2_600).map((id) => ({
        what: "record-created",
        type: "contacts",
        id,
        properties: { email: `c${id}@lead.example`, firstname: "born" },
        at: bornAt,
      })),
    );
  const stage: Stage = { portal, api: new HubSpotApi(admin.address, witness) };
  const properties = fault.properties ?? usualProperties;
  const read = await open(admin.address, token);
  const tryToRead = async () =>
    read(properties).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  if (fault.isSecondReading === true) await tryToRead();
  await fault.before?.(stage);
  await portal.clearRequests();
  const meanwhile = fault.meanwhile === undefined ? null : onFirstPage(portal).then(() => fault.meanwhile!(stage));
  const found = await tryToRead();
  await meanwhile;
  await portal.clearFaults();
  if (found instanceof Error)
    return { missing: 0, double: 0, stale: 0, gaveUp: found.message.split("\n")[0]!.slice(0, 60) };
  return judge(found, await stage.api.list("contacts", ["firstname"]));
}

async function onFirstPage(portal: Stage["portal"]): Promise<void> {
  while (!(await portal.requests()).some(({ path }) => path.includes("/contacts")))
    await new Promise((resolve) => setTimeout(resolve, 20));
}

function judge(found: readonly ReadContact[], truth: Awaited<ReturnType<Stage["api"]["list"]>>): Verdict {
  const known = new Map(found.map((contact) => [contact.id, contact]));
  const real = new Set(truth.map(({ id }) => id));
  const differing = truth.filter(
    ({ id, properties }) => known.has(id) && known.get(id)!.firstname !== properties["firstname"],
  );
  return {
    missing: truth.filter(({ id }) => !known.has(id)).length,
    double: found.length - known.size,
    stale: differing.length + [...known.keys()].filter((id) => !real.has(id)).length,
    gaveUp: null,
  };
}
