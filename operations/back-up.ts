import { existsSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { z } from "zod";
import { addAuditEntry } from "../storage/audit-log.ts";
import { archiveDatabase, NoRoomForBackup } from "../storage/embedded/database-archive.ts";
import { Refused } from "./operation.ts";
import type { World } from "./world.ts";

const Input = z.strictObject({
  /** The archive's own absolute path; left out: a name with the time in it, in the state directory's `backups`. */
  archive: z.string().min(1).max(4_096).refine(isAbsolute, "Write an absolute path.").optional(),
});

export interface BackUpResult {
  readonly schemaVersion: 1;
  readonly archive: string;
  readonly bytes: number;
  readonly madeAt: string;
}

export const pgDump = 'pg_dump --format=custom --file=revwatch.dump "$DATABASE_URL"';

/**
 * Packs the embedded database into one archive while everything runs on; queries wait while its files are copied.
 *
 * @throws {Refused} With PostgreSQL, which has better tools of its own; when the archive is there already; without
 *   room.
 */
export const backUp = {
  name: "backUp",
  input: Input,
  async run(world: World, { archive: asked }: z.output<typeof Input>): Promise<BackUpResult> {
    const { databaseUrl, stateDirectory } = world.config();
    if (databaseUrl !== null)
      throw new Refused(`The data is in PostgreSQL, so back it up with its own tools: ${pgDump}`);
    const madeAt = world.now();
    const name = `revwatch-${madeAt.toISOString().replaceAll(/[:.]/g, "")}.tar.gz`;
    const archive = asked ?? join(stateDirectory, "backups", name);
    if (existsSync(archive)) throw new Refused(`${archive} is there already. Name another file, or remove it first.`);
    const bytes = await archiveDatabase(world.db, {
      folder: join(stateDirectory, "database"),
      archive,
      madeAt,
      copiesFirst: true,
    }).catch((error: unknown) => {
      throw error instanceof NoRoomForBackup ? new Refused(error.message) : error;
    });
    const detail = { archive, bytes };
    await addAuditEntry(world.db, { clientId: null, at: world.now(), byWhom: "operator", verb: "back-up", detail });
    return { schemaVersion: 1, archive, bytes, madeAt: madeAt.toISOString() };
  },
};
