import type { ProvidedContext } from "vitest";
import { createCluster } from "./postgres-cluster.ts";
import { postgresBinaries } from "./postgres-binaries.ts";
import type { ServiceOutcome } from "./service-outcome.ts";

/** The server that `DATABASE_URL_TEST` names, or one of our own that keeps nothing and waits for no disk. */
export async function postgresService(): Promise<ServiceOutcome<NonNullable<ProvidedContext["postgres"]>>> {
  const named = process.env["DATABASE_URL_TEST"];
  if (named) return { value: { url: named } };

  const binaries = postgresBinaries();
  if (binaries === undefined) {
    const remedy = "apt-get install postgresql; or set DATABASE_URL_TEST to a server on which databases may be created";
    return { missing: { reason: "no PostgreSQL on this machine", remedy } };
  }
  // A free port is only a guess: somebody else may take it before the server does.
  for (let attempt = 1; ; attempt += 1) {
    try {
      const cluster = await createCluster(binaries);
      return { value: { url: cluster.url }, stop: () => cluster.remove() };
    } catch (error) {
      if (attempt === mostAttempts || !String(error).includes("Address already in use")) throw error;
    }
  }
}

const mostAttempts = 3;
