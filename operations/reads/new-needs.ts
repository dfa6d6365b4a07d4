import { checkById } from "../../checks/index.ts";
import type { Check } from "../../checks/define-check.ts";
import { needsOf } from "../../checks/needs.ts";
import type { ClientConfig } from "../../config/config.ts";
import { withoutChecks } from "../../config/without-checks.ts";
import { propertiesFor } from "../../connectors/hubspot/fields.ts";
import { pairsAmong, sayPair, type AssociationPair } from "../../domain/mirror/associations.ts";
import type { RecordType } from "../../domain/mirror/records.ts";
import { runShare } from "../../domain/mirror/run-share.ts";
import { pluralOf } from "../../domain/plural.ts";
import { dailyLimitOf } from "../../storage/background-requests.ts";
import { mutedChecks } from "../../storage/muted-checks.ts";
import { whatIsMirrored, type Mirrored } from "../../storage/reads/what-is-mirrored.ts";
import type { World } from "../world.ts";

/** Something that checks need of a client and that was not read of every record yet. */
export interface NewNeed {
  readonly clientId: string;
  /** Such as "jobtitle of the contacts". */
  readonly what: string;
  /** The checks that are not assessed until it was read. */
  readonly checkIds: readonly string[];
  /** Requests to HubSpot; null where nobody knows how many records there are. */
  readonly requests: number | null;
  /** In which it is read, within the share of each day that such readings may take; null with `requests`. */
  readonly minutes: number | null;
}

const recordsPerRequest = 100;
const idsPerRequest = 1_000;
const minutesPerDay = 1_440;

interface Missing {
  readonly what: string;
  readonly requests: number | null;
  readonly isNeededBy: (check: Check) => boolean;
}

/** What the checks of a client need beyond what its mirror holds, and what it will cost to read it. */
export async function newNeedsOf(
  { db, config, countRecords }: Pick<World, "db" | "config" | "countRecords">,
  client: ClientConfig,
): Promise<readonly NewNeed[]> {
  const { clientId } = client;
  const { monitors } = withoutChecks(client, await mutedChecks(db));
  const checks = monitors.flatMap(({ checkId }) => checkById(checkId) ?? []);
  const mirrored = await whatIsMirrored(db, clientId);
  const { ofDay } = runShare(await dailyLimitOf(db, clientId), config().hubspot.backgroundPercent, 0);
  // Where nobody can ask HubSpot, or it does not answer, the plan still says what will be read.
  const count = async (type: RecordType) => (await countRecords?.(clientId, type).catch(() => null)) ?? null;
  const found = [...(await missingOfTypes(checks, mirrored, count)), ...(await missingPairs(checks, mirrored, count))];
  return found.map(({ what, requests, isNeededBy }) => ({
    clientId,
    what,
    requests,
    minutes: requests === null ? null : Math.ceil((requests / ofDay) * minutesPerDay),
    checkIds: checks.filter(isNeededBy).map(({ id }) => id),
  }));
}

type Count = (type: RecordType) => Promise<number | null>;

async function missingOfTypes(checks: readonly Check[], mirrored: Mirrored, count: Count): Promise<readonly Missing[]> {
  const missing: Missing[] = [];
  const propertiesOf = (of: readonly Check[], type: RecordType) => {
    const fields = needsOf(of).fields[type];
    return fields === undefined ? [] : propertiesFor(type, fields);
  };
  for (const type of Object.keys(needsOf(checks).fields) as RecordType[]) {
    const held = mirrored.types.get(type);
    if (held === undefined) {
      const what = `all ${pluralOf(type)}`;
      const isNeededBy = (check: Check) => propertiesOf([check], type).length > 0;
      missing.push({ what, requests: requestsFor(await count(type), recordsPerRequest), isNeededBy });
      continue;
    }
    const names = propertiesOf(checks, type).filter((name) => !held.properties.includes(name));
    if (names.length === 0) continue;
    const isNeededBy = (check: Check) => propertiesOf([check], type).some((name) => names.includes(name));
    const what = `${names.join(", ")} of the ${pluralOf(type)}`;
    missing.push({ what, requests: requestsFor(held.records, recordsPerRequest), isNeededBy });
  }
  return missing;
}

async function missingPairs(checks: readonly Check[], mirrored: Mirrored, count: Count): Promise<readonly Missing[]> {
  const pairs = pairsAmong(needsOf(checks).scans).filter(({ from, to }) => !mirrored.pairs.has(`${from}/${to}`));
  return Promise.all(
    pairs.map(async (pair) => {
      const records = mirrored.types.get(pair.from)?.records ?? (await count(pair.from));
      const isNeededBy = (check: Check) => pairsAmong(needsOf([check]).scans).some((own) => isSame(own, pair));
      return { what: `the ${sayPair(pair)}`, requests: requestsFor(records, idsPerRequest), isNeededBy };
    }),
  );
}

const isSame = (one: AssociationPair, other: AssociationPair) => one.from === other.from && one.to === other.to;

function requestsFor(records: number | null, perRequest: number): number | null {
  return records === null ? null : Math.max(1, Math.ceil(records / perRequest));
}
