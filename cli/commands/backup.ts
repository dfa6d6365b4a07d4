import { resolve } from "node:path";
import type { BackUpResult } from "../../operations/back-up.ts";
import type { CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { callOperation } from "../reach.ts";

export const backupCommand: CliCommand = {
  name: "backup",
  arguments: [
    ["[archive]", "the file to write, such as revwatch.tar.gz; in the state directory's backups when left out"],
  ],
  summary: "Packs the embedded database into one archive, while `up` runs on",
  details:
    "The archive holds the data of all clients and the key that acknowledgement links are signed with, so keep it as safe as the data. It does not hold the config and the secrets: those are files of yours. With PostgreSQL use pg_dump; docs/operations.md says how.",
  options: [],
  json: "{ schemaVersion: 1, archive, bytes, madeAt }",

  async run(context, _, [archive]) {
    const input = archive === undefined ? {} : { archive: resolve(archive) };
    const result = await callOperation<BackUpResult>(context, "backUp", input);
    if (context.isJson) context.print(JSON.stringify(result, null, 2));
    else context.print(`${result.archive} (${(result.bytes / 1024 / 1024).toFixed(1)} MB)`);
    return exitCodes.ok;
  },
};
