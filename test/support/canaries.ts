import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { Client } from "@temporalio/client";
import { historyToJSON } from "@temporalio/common/lib/proto-utils.js";
import { sql, type Kysely } from "kysely";
import { expect } from "vitest";
import type { Database } from "../../storage/database.ts";

/** Secrets that work wherever a test needs one, and that are found again wherever they leak. */
export const canaries = {
  hubspotToken: "pat-na1-a0canary-5ec2-4e70-9f3a-000000000001",
  refreshToken: "na1-b1canary-refresh-7d1f-4c0e",
  clientSecret: "c2canary-0f1e2d3c4b5a-client",
  slackToken: "xoxb-d3canary-424242424242-aBcDeFgHiJ",
  signingSecret: "e4canary8f742231b10e8888abcd99yyyzzz",
  databasePassword: "f5canary:p@ss/word?1",
  smtpPassword: "a6canary smtp&pass\"word'",
  heartbeatSecret: "b7canary-9c1c2b6e-uptime",
  metricsToken: "c8canary-metrics-b7a1f0",
} as const;
export type CanaryName = keyof typeof canaries;

const markers = Object.entries(canaries).map(([name, secret]) => {
  const marker = /[a-f]\dcanary/.exec(secret)![0];
  return { name, shapes: [marker, ...base64Shapes(marker), Buffer.from(marker).toString("hex")] };
});

/** Where a marker stands within base64 depends on what stands before it: three ways. */
function base64Shapes(marker: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from("x".repeat(before) + marker).toString("base64");
    // Six bits a letter: those that the neighbours reach into are left out.
    return encoded.slice(Math.ceil((8 * before) / 6), Math.floor((8 * (before + marker.length)) / 6));
  });
}

/** The names of the canaries that a text or file holds: as they are, in any case, percent-encoded, in base64 or hex. */
export function canariesIn(content: string | Buffer): readonly string[] {
  const text = typeof content === "string" ? content : content.toString("latin1");
  const lower = text.toLowerCase();
  return markers
    .filter(({ shapes: [plain, ...coded] }) => lower.includes(plain!) || coded.some((one) => text.includes(one)))
    .map(({ name }) => name);
}

/** Fails when a text holds a secret; `where` tells the reader which. The text itself is not printed. */
export function expectNoCanary(where: string, content: string | Buffer): void {
  expect(canariesIn(content).map((name) => `${where}: ${name}`)).toEqual([]);
}

/** Files below a folder that hold a secret, as `path: name`. What has to hold them, such as `.env`, is left out. */
export async function canariesInFolder(
  folder: string,
  leftOut: readonly string[] = [".env"],
): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && !leftOut.includes(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .flatMap((path) => canariesIn(contentOf(path)).map((name) => `${path.slice(folder.length + 1)}: ${name}`));
}

function contentOf(path: string): Buffer {
  try {
    const content = readFileSync(path);
    return path.endsWith(".gz") ? gunzipSync(content) : content;
  } catch {
    return Buffer.alloc(0); // it has gone meanwhile
  }
}

/** Rows of any table that hold a secret, as `table: name`. */
export async function canariesInDatabase(db: Kysely<Database>): Promise<readonly string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables where table_schema = current_schema()`.execute(db);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await sql<{ row: string }>`select row_to_json(t)::text as row from ${sql.table(name)} t`.execute(
      db,
    );
    found.push(...canariesIn(rows.map(({ row }) => row).join("\n")).map((canary) => `${name}: ${canary}`));
  }
  return found;
}

/** Workflows whose history holds a secret, as `workflow id: name`, and how many were read. */
export async function canariesInHistories(
  client: Client,
): Promise<{ readonly read: number; readonly found: readonly string[] }> {
  const found: string[] = [];
  let read = 0;
  for await (const { workflowId, runId } of client.workflow.list()) {
    const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
    read += 1;
    found.push(...canariesIn(historyToJSON(history)).map((name) => `${workflowId}: ${name}`));
  }
  return { read, found };
}
