import type { ClientConfig } from "../config/config.ts";
import { findingWords, type FindingWords } from "../operations/reads/finding-words.ts";
import type { CheckWords, DashboardOptions } from "./options.ts";
import type { StoreReader } from "../storage/database.ts";

/** What every page is made with. One request has one instant, so that no two ages on a page disagree. */
export interface PageContext {
  readonly db: StoreReader;
  readonly now: Date;
  readonly options: DashboardOptions;
  describe(checkId: string): CheckWords;
}

/** The same for a page of one client. Its rows are read by `client.clientId` and by nothing else. */
export interface ClientContext extends PageContext {
  readonly client: ClientConfig;
  /** The sentences of the client's findings. */
  readonly words: FindingWords;
}

/** What a page of one client is made with. */
export function clientContext(options: DashboardOptions, client: ClientConfig): ClientContext {
  return { ...pageContext(options), client, words: findingWords(client) };
}

export function pageContext(options: DashboardOptions): PageContext {
  return {
    db: options.db,
    now: options.now(),
    options,
    // A check that was dropped since may still have findings: its id is then all that can be said of it.
    describe: (checkId) =>
      options.describeCheck(checkId) ?? { title: checkId, failureTitle: checkId, why: "", executive: "", runbook: "" },
  };
}
