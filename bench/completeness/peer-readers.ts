import { spawn } from "node:child_process";
import { createReadStream, mkdtempSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Client } from "@hubspot/api-client";
import type { Task } from "../peers/task.ts";
import type { Participant } from "../sync/participants.ts";
import { query, type Postgres } from "../sync/postgres.ts";
import type { ReadContact, Reader } from "./stage.ts";

/** HubSpot's own client, `getAll`. What it read before is forgotten: each call brings a new list. */
export async function getAllReader(address: string, token: string): Promise<Reader> {
  const { crm } = new Client({ accessToken: token, basePath: address });
  return async (properties) => {
    const contacts = await crm.contacts.getAll(100, undefined, [...properties]);
    return contacts.map(({ id, properties: values }) => ({ id, firstname: values["firstname"] ?? null }));
  };
}

/** A peer in Python, in a folder and a database of its own, so that its second run is its own second run. */
export function pythonReader(
  peer: Participant,
  postgres: Postgres,
  scratch: string,
): (address: string, token: string) => Promise<Reader> {
  return async (address, token) => {
    const folder = mkdtempSync(join(scratch, `${peer.id}-`));
    const database = peer.needsPostgres ? (await postgres.createDatabase()).url : null;
    return async (properties) => {
      const reads = [{ type: "contacts" as const, properties }];
      await run(peer, { address, token, reads, postgres: database, folder });
      return database === null ? contactsOfSinger(folder) : contactsOfDlt(database);
    };
  };
}

/** It has five minutes; Singer waits ten seconds five times over one refusal. */
const patienceMs = 300_000;

async function run({ command: [program = "", ...args] }: Participant, task: Task): Promise<void> {
  const child = spawn(program, [...args, JSON.stringify(task)], {
    stdio: ["pipe", "pipe", "pipe"],
    timeout: patienceMs,
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
  let isDone = false;
  createInterface({ input: child.stdout }).on("line", (line) => {
    if (!line.includes("doneMs")) return;
    isDone = true;
    child.stdin.end();
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  const reason = said.trim().split("\n").at(-1) ?? "";
  if (!isDone || code !== 0) throw new Error(reason === "" ? `it ended with ${code}` : reason);
}

async function contactsOfSinger(folder: string): Promise<readonly ReadContact[]> {
  const contacts = new Map<string, ReadContact[]>();
  for (const file of readdirSync(folder)
    .filter((name) => /^singer-\d+\.jsonl$/.test(name))
    .toSorted()) {
    const ofThisRun = new Map<string, ReadContact[]>();
    for await (const line of createInterface({ input: createReadStream(join(folder, file)) })) {
      const { type, record } = JSON.parse(line) as { type: string; record?: Readonly<Record<string, unknown>> };
      if (type !== "RECORD" || record === undefined) continue;
      const id = String(record["id"]);
      const firstname = record["property_firstname"];
      ofThisRun.set(id, [
        ...(ofThisRun.get(id) ?? []),
        { id, firstname: typeof firstname === "string" ? firstname : null },
      ]);
    }
    // A later run's words take the place of an earlier one's, as a target would do it.
    for (const [id, records] of ofThisRun) contacts.set(id, records);
  }
  return [...contacts.values()].flat();
}

async function contactsOfDlt(database: string): Promise<readonly ReadContact[]> {
  const rows = await query<{ id: unknown; properties__firstname: string | null }>(
    database,
    "select id, properties__firstname from peer.contacts",
  );
  return rows.map((row) => ({ id: String(row.id), firstname: row.properties__firstname }));
}
