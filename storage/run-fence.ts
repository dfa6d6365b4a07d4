import type { StoreHandle } from "./database.ts";

/** One attempt at a run. */
export interface RunAttempt {
  readonly clientId: string;
  readonly runId: string;
  readonly attempt: number;
}

/** A later attempt at the same run has begun, since this one was thought dead. It has nothing more to say. */
export class RunSuperseded extends Error {
  override readonly name = "RunSuperseded";
  constructor({ runId }: Pick<RunAttempt, "runId">) {
    super(`A later attempt at the run ${runId} has begun, so this one changes nothing more. The later one ends it.`);
  }
}

/**
 * The same database for one attempt at a run: once a later attempt has begun, none of its transactions comes about. No
 * attempt begins while one is under way.
 */
export function fencedBy(db: StoreHandle, attempt: RunAttempt): StoreHandle {
  type Work = (transaction: StoreHandle) => Promise<unknown>;
  const execute = (work: Work) =>
    db.transaction().execute(async (transaction) => {
      await holdRun(transaction, attempt);
      return work(transaction);
    });
  return new Proxy(db, {
    get(target, name) {
      if (name === "transaction") return () => ({ execute });
      const member: unknown = Reflect.get(target, name);
      return typeof member === "function" ? (member.bind(target) as unknown) : member;
    },
  });
}

async function holdRun(transaction: StoreHandle, { clientId, runId, attempt }: RunAttempt): Promise<void> {
  const row = await transaction
    .selectFrom("run")
    .select("attempt")
    .where("client_id", "=", clientId)
    .where("run_id", "=", runId)
    .forShare()
    .executeTakeFirst();
  if (row?.attempt !== attempt) throw new RunSuperseded({ runId });
}
