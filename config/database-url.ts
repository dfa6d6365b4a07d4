import { ConfigFaults } from "./config-faults.ts";
import type { RevwatchConfig } from "./config.ts";
import { wholeFile } from "./parse-yaml.ts";
import { readSecret } from "./read-secret.ts";

/**
 * The address of PostgreSQL; null for the embedded database.
 *
 * @throws {SecretMissing} When it is named and cannot be read.
 * @throws {ConfigFaults} When it is the address of something else. The message repeats no more of it than its scheme.
 */
export function readDatabaseUrl({ databaseUrl }: RevwatchConfig, env: NodeJS.ProcessEnv): string | null {
  if (databaseUrl === null) return null;
  const url = readSecret(databaseUrl, env);
  const place = "env" in databaseUrl ? databaseUrl.env : "databaseUrl";
  const scheme = /^([a-z][a-z0-9+.-]{0,20}):\/\//i.exec(url)?.[1]?.toLowerCase();
  if (scheme !== "postgres" && scheme !== "postgresql") throw refuse(place, scheme);
  if (!URL.canParse(url)) throw refuse(place, undefined);
  return url;
}

const form = "Write postgres://user:password@host:5432/database, or remove it to use the embedded database.";

function refuse(place: string, scheme: string | undefined): ConfigFaults {
  const what =
    scheme === undefined
      ? "is not the address of a database"
      : `begins with ${scheme}://, and Revwatch keeps its data in PostgreSQL`;
  return new ConfigFaults([{ ...wholeFile("revwatch.yaml", `It ${what}. ${form}`), path: place }]);
}
