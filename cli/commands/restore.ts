import { resolve } from "node:path";
import type { CliCommand } from "../command.ts";
import { exitCodes } from "../exit-codes.ts";
import { version } from "../version.ts";

export const restoreCommand: CliCommand = {
  name: "restore",
  arguments: [["<archive>", "a file that `revwatch backup` has made, or one of the backups before an upgrade"]],
  summary: "Puts the database of an archive into the state directory",
  details:
    "Nothing may be running with the state directory. The next `up` starts in mode restored: each receiver gets one summary, and what may have been sent since the backup is not sent again one by one. Run `revwatch apply` after it to make the schedules again.",
  options: [
    { flags: "--replace", meaning: "put aside a database that is there already, and Temporal's state with it" },
  ],
  json: "{ schemaVersion: 1, archive, madeAt, putAside: path or null }",

  async run(context, options, [name]) {
    const config = await context.loadConfig();
    const { Refused } = await import("../../operations/operation.ts");
    if (config.databaseUrl !== null)
      throw new Refused(
        'The data is in PostgreSQL, so restore it with its own tools: pg_restore --dbname="$DATABASE_URL" revwatch.dump',
      );
    const { acquireStateDirectory } = await import("../../workers/state-directory/acquire-state-directory.ts");
    const { restoreDatabase } = await import("../../workers/restore-database.ts");
    const archive = resolve(name!);
    const state = await acquireStateDirectory(config.stateDirectory, { version });
    try {
      const restored = await restoreDatabase(state, archive, { replace: options["replace"] === true, now: new Date() });
      if (context.isJson) context.print(JSON.stringify({ schemaVersion: 1, archive, ...restored }, null, 2));
      else {
        context.print(
          `The database of ${restored.madeAt} is in place. Start \`revwatch up\`, then run \`revwatch apply\`.`,
        );
        if (restored.putAside !== null) context.print(`What was here before is in ${restored.putAside}.`);
      }
      return exitCodes.ok;
    } finally {
      await state.release();
    }
  },
};
