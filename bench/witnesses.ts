import { copyRecords } from "../activities/copy/records/copy-records.ts";
import { createGateway } from "../connectors/hubspot/gateway.ts";
import { openPortal } from "../connectors/hubspot/portal.ts";
import type { RecordPages } from "../connectors/hubspot/record-pages.ts";
import { askInProcess } from "../simulators/hubspot/in-process.ts";
import { PortalRegistry } from "../simulators/hubspot/portal-registry.ts";
import { openGenerated } from "../simulators/hubspot/scale/open-generated.ts";
import { openEmbeddedDatabase } from "../storage/open-database.ts";
import { writeDocs } from "./sync/write-docs.ts";

/**
 * `npm run bench:witnesses`: what a day of copies asks of a portal's contacts, and how much of that is asked only to
 * doubt the rest. The copies are the product's own; the portal is computed. With `--write` the table goes to
 * docs/benchmarks.md, `-- 2000 20000` measures these sizes only.
 */
const asked = process.argv
  .slice(2)
  .map(Number)
  .filter((size) => size > 0);
const sizes = asked.length > 0 ? asked : [2_000, 20_000, 200_000, 1_000_000];
const changedPerHour = 0.01;
const runsPerHour = 12;
const measuredHours = 2;
const hourMs = 3_600_000;
const pagesPerStep = 200;
const msPerPage = 55;
const properties = [
  "email",
  "firstname",
  "hs_lead_status",
  "hubspot_owner_id",
  "lastname",
  "lifecyclestage",
  "createdate",
];
const unpaced = { take: () => Promise.resolve(), learn: () => undefined, pause: () => undefined };
const many = 1_000_000_000;

type Kind = "list pages" | "pages of changes" | "counts" | "ids in search" | "reads by id";
const kindOf: Readonly<Partial<Record<keyof RecordPages, Kind>>> = {
  recordPage: "list pages",
  changedPage: "pages of changes",
  countInSearch: "counts",
  idsInSearch: "ids in search",
  recordsById: "reads by id",
};

/** Requests of one kind in a list and in the measured increments. */
class Tally {
  readonly of: Record<Kind, number> = {
    "list pages": 0,
    "pages of changes": 0,
    counts: 0,
    "ids in search": 0,
    "reads by id": 0,
  };

  /** The same pages; whatever is asked of them is counted, and `onPage` hears of each page of a list. */
  counting(pages: RecordPages, onPage: (page: number) => void): RecordPages {
    return new Proxy(pages, {
      get: (target, name: keyof RecordPages) => {
        const member: unknown = target[name];
        const kind = kindOf[name];
        if (typeof member !== "function" || kind === undefined) return member;
        return (...args: unknown[]): unknown => {
          this.of[kind] += 1;
          if (kind === "list pages") onPage(this.of[kind]);
          return member.apply(target, args);
        };
      },
    });
  }
}

const rows: string[] = [];
for (const size of sizes) {
  const some = await measure(size);
  rows.push(...some);
  process.stderr.write(`${some.join("\n")}\n`);
}
const table = [
  "| Contacts | Team | List pages | Pages of changes | Counts | Ids and reads by id | Requests a day | Witnesses | Copies that were not complete |",
  "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
  ...rows,
].join("\n");
process.stdout.write(`${table}\n`);
if (process.argv.includes("--write")) writeDocs("witnesses", table);
process.exit(0);

async function measure(size: number): Promise<readonly string[]> {
  const registry = new PortalRegistry(null, Date.now);
  const token = "pat-bench-witnesses";
  const hosted = openGenerated(registry, { portalId: 1, contacts: size, seed: 7, token });
  hosted.portal.limits = { ...hosted.portal.limits, generalPer10s: many, searchPerSecond: many, daily: many };
  const database = await openEmbeddedDatabase(null);
  const send = (
    _: string,
    url: URL,
    request: { method: string; headers: Readonly<Record<string, string>>; body?: string },
  ) => Promise.resolve(askInProcess(registry, url, request));
  const gateway = createGateway({
    address: "http://hubspot.example",
    token: () => token,
    governor: unpaced,
    send: send as never,
  });
  const pages = openPortal(gateway);
  let at = new Date("2026-11-25T06:00:00Z");
  let broken = 0;
  let isBusy = false;

  const copy = async (tally: Tally, listEveryMs: number) => {
    hosted.portal.frozenAt = at.getTime();
    let ticks = 0;
    const { status } = await copyRecords(
      {
        db: database.db,
        pages: tally.counting(pages, goOn),
        now: () => new Date(at.getTime() + (ticks += 1)),
        sleep: () => Promise.resolve(),
      },
      {
        clientId: "bench",
        type: "contact",
        objectType: "contacts",
        holder: `run-${at.getTime()}`,
        properties,
        asOf: at,
        freshForMs: 0,
        listEveryMs,
        anew: false,
        suspects: [],
      },
    );
    if (status !== "complete") broken += 1;
  };
  const edit = (spreadMs: number) => {
    const count = Math.max(1, Math.round((size * changedPerHour * spreadMs) / hourMs));
    if (isBusy) hosted.generated!.records.changed("contacts", count, at.getTime() - spreadMs, spreadMs);
  };

  /** A busy team goes on while a list is read, at the pace that HubSpot gives out pages. */
  function goOn(page: number): void {
    if (!isBusy || page % pagesPerStep !== 0) return;
    const spreadMs = pagesPerStep * msPerPage;
    hosted.portal.frozenAt = hosted.portal.frozenAt! + spreadMs;
    hosted.generated!.records.changed(
      "contacts",
      Math.ceil((size * changedPerHour * spreadMs) / hourMs),
      hosted.portal.frozenAt - spreadMs,
      spreadMs,
    );
  }

  const lists = { quiet: new Tally(), busy: new Tally() };
  const increments = { quiet: new Tally(), busy: new Tally() };
  for (const pace of ["quiet", "busy"] as const) {
    isBusy = pace === "busy";
    at = new Date(at.getTime() + 24 * hourMs);
    edit(5 * 60_000);
    await copy(lists[pace], hourMs);
    for (let run = 0; run < runsPerHour * measuredHours; run += 1) {
      at = new Date(at.getTime() + hourMs / runsPerHour);
      edit(hourMs / runsPerHour);
      await copy(increments[pace], 26 * hourMs);
    }
  }
  await database.close();

  return (["quiet", "busy"] as const).map((pace) => rowOf(size, pace, lists[pace], increments[pace], broken));
}

function rowOf(size: number, pace: "quiet" | "busy", list: Tally, increments: Tally, broken: number): string {
  const perDay = (kind: Kind) => list.of[kind] + Math.round((increments.of[kind] * 24) / measuredHours);
  const witnesses = perDay("counts") + perDay("ids in search") + perDay("reads by id");
  const all = perDay("list pages") + perDay("pages of changes") + witnesses;
  const number = (value: number) => value.toLocaleString("en-US");
  const cells = [
    number(size),
    pace === "busy" ? "1 % an hour" : "quiet",
    number(perDay("list pages")),
    number(perDay("pages of changes")),
    number(perDay("counts")),
    number(perDay("ids in search") + perDay("reads by id")),
    number(all),
    `${((100 * witnesses) / all).toFixed(1)} %`,
    String(broken),
  ];
  return `| ${cells.join(" | ")} |`;
}
