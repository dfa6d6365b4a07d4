import { createReadStream, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { RecordChecksum } from "../../simulators/hubspot/scale/checksum.ts";
import { streamRecords } from "../../storage/mirror.ts";
import { openEmbeddedDatabase, openPostgres } from "../../storage/open-database.ts";
import { only, type ReadRecord } from "../peers/child.ts";
import type { Task } from "../peers/task.ts";
import { query } from "./postgres.ts";

/** What a participant has in the end, by record type in the order of the task: the proof that it missed nothing. */
export type Digests = readonly string[];

/** From our own mirror. */
export async function digestsOfMirror({ postgres, folder, reads }: Task): Promise<Digests> {
  const opened = postgres === null ? await openEmbeddedDatabase(join(folder, "pglite")) : await openPostgres(postgres);
  const digests: string[] = [];
  for (const { type, properties } of reads) {
    const sum = new RecordChecksum();
    for await (const records of streamRecords(opened.db, "bench", type))
      for (const record of records) sum.add(only(record, properties));
    digests.push(sum.digest);
  }
  await opened.close();
  return digests;
}

/** From the files that Singer's stdout went to: what a later run wrote takes the place of what an earlier one did. */
export async function digestsOfSinger({ folder, reads: [read] }: Task): Promise<Digests> {
  const files = readdirSync(folder).filter((name) => /^singer-\d+\.jsonl$/.test(name));
  const seen = new Set<string>();
  const sum = new RecordChecksum();
  for (const file of files.toSorted().reverse()) {
    const before = new Set(seen);
    for await (const line of createInterface({ input: createReadStream(join(folder, file)) })) {
      const message = JSON.parse(line) as {
        readonly type: string;
        readonly record?: Readonly<Record<string, unknown>>;
      };
      if (message.type !== "RECORD" || message.record === undefined || before.has(String(message.record["id"])))
        continue;
      sum.add(fromColumns(message.record, "property_", read!.properties));
      seen.add(String(message.record["id"]));
    }
  }
  return [sum.digest];
}

/** From the tables that dlt made. */
export async function digestsOfDlt({ postgres, reads }: Task): Promise<Digests> {
  const pageSize = 10_000;
  const digests: string[] = [];
  for (const { type, properties } of reads) {
    const sum = new RecordChecksum();
    for (let after = ""; ;) {
      const page = `select * from peer.${type} where id > '${after}' order by id limit ${pageSize}`;
      const rows = await query<Readonly<Record<string, unknown>>>(postgres!, page);
      for (const row of rows) sum.add(fromColumns(row, "properties__", properties));
      if (rows.length < pageSize) break;
      after = String(rows.at(-1)!["id"]);
    }
    digests.push(sum.digest);
  }
  return digests;
}

/** The peers turn texts into dates and numbers; this is the way back. A column that a peer never made holds nothing. */
function fromColumns(row: Readonly<Record<string, unknown>>, prefix: string, names: readonly string[]): ReadRecord {
  return {
    id: String(row["id"]),
    properties: Object.fromEntries(names.map((name) => [name, asText(row[prefix + name])])),
  };
}

function asText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return /^\d{4}-\d\d-\d\dT\d\d:/.test(text) ? new Date(text).toISOString() : text;
}
