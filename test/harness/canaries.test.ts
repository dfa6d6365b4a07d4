import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { sql } from "kysely";
import { describe, expect, test } from "vitest";
import { openTestDatabase } from "../support/open-test-database.ts";
import { canaries, canariesIn, canariesInDatabase, canariesInFolder } from "../support/canaries.ts";
import { temporaryDirectory } from "../support/temporary-directory.ts";

describe("the search for secrets", () => {
  test.each(Object.entries(canaries))("finds %s however it is written", (name, secret) => {
    const base64 = ["", "a", "ab"].map((before) => Buffer.from(`${before}{"x":"${secret}"}`).toString("base64"));
    const written = [secret, secret.toUpperCase(), encodeURIComponent(secret), JSON.stringify({ secret }), ...base64];
    for (const text of [...written, Buffer.from(secret).toString("hex")])
      expect(canariesIn(`so: ${text}.`)).toEqual([name]);
  });

  test("finds nothing where there is nothing", () => {
    expect(canariesIn("[secret] pat-na1-00000000 canary")).toEqual([]);
  });

  test("reads the files of a folder, packed ones too, and leaves out where a secret belongs", async () => {
    const folder = temporaryDirectory();
    mkdirSync(join(folder, "logs"));
    writeFileSync(join(folder, ".env"), canaries.hubspotToken);
    writeFileSync(join(folder, "logs", "a.log"), `Bearer ${canaries.slackToken}`);
    writeFileSync(join(folder, "logs", "b.log.gz"), gzipSync(canaries.smtpPassword));
    expect((await canariesInFolder(folder)).toSorted()).toEqual([
      "logs/a.log: slackToken",
      "logs/b.log.gz: smtpPassword",
    ]);
  });

  test("reads every table of the database", async () => {
    const { db, close } = await openTestDatabase();
    await sql`create table leak (client_id text, detail jsonb)`.execute(db);
    await sql`insert into leak values ('a', ${JSON.stringify({ said: [canaries.refreshToken] })})`.execute(db);
    expect(await canariesInDatabase(db)).toEqual(["leak: refreshToken"]);
    await close();
  });
});
