import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sdkDownloadDirectory } from "../../../workers/temporal-server/cached-cli.ts";
import { downloadTemporalCli } from "../../../workers/temporal-server/download-temporal-cli.ts";
import { temporaryDirectory } from "../../support/temporary-directory.ts";

const dnsError =
  "error sending request for url (https://host/cli): client error (Connect): dns error: failed to lookup address";

test.each([
  {
    when: "the host does not exist",
    script: `process.stderr.write(${JSON.stringify(dnsError)}); process.exit(1)`,
    says: "cannot be reached from here",
  },
  {
    when: "the host refuses",
    script: 'process.stderr.write("HTTP error 403"); process.exit(1)',
    says: "HTTP error 403",
  },
  {
    when: "nothing comes",
    script: "setInterval(() => {}, 1000)",
    says: "nothing arrived from temporal.download within",
  },
])("when $when, one sentence says so", async ({ script, says }) => {
  const folder = temporaryDirectory();
  const file = join(folder, "download.mjs");
  writeFileSync(file, script);
  expect(await downloadTemporalCli({ cache: folder, script: file, silenceMs: 500 })).toEqual({
    failed: expect.stringContaining(says),
  });
  expect(existsSync(sdkDownloadDirectory(folder))).toBe(false);
});

test("what the SDK has put into the folder is the CLI, whatever its name", async () => {
  const folder = temporaryDirectory();
  const file = join(folder, "download.mjs");
  writeFileSync(
    file,
    'import { writeFileSync } from "node:fs"; writeFileSync(process.argv[2] + "/temporal-cli-x", "");',
  );
  expect(await downloadTemporalCli({ cache: folder, script: file })).toEqual({
    path: join(sdkDownloadDirectory(folder), "temporal-cli-x"),
  });
});
