import type { SerializedError } from "vitest";
import type { Reporter, TestModule, TestSpecification, Vitest } from "vitest/node";
import { neededServices } from "./needed-services.ts";
import { countResults } from "./count-results.ts";
import { notRunTable } from "./not-run-table.ts";
import type { MissingService, Service } from "./services.ts";

/** Ends a run with what did not run and why, and with one plain line of counts. Nothing is skipped in silence. */
export class NotRunReporter implements Reporter {
  #vitest: Vitest | undefined;
  #filesAsked = 0;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  /** Comes before the global set-up, which starts only what these files need. */
  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#filesAsked = specifications.length;
    this.#vitest
      ?.getRootProject()
      .provide("neededServices", neededServices(specifications.map(({ moduleId }) => moduleId)));
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const { passed, failed, skipped } = countResults(modules);
    const missing: Partial<Record<Service, MissingService>> =
      this.#vitest?.getRootProject().getProvidedContext().missingServices ?? {};

    // A set-up that fails and an error outside every test are failures too, though no test carries them.
    const nothingRan = this.#filesAsked > 0 && modules.length === 0 ? 1 : 0;
    const allFailed = failed + unhandledErrors.length + nothingRan;
    const counts = [
      `${passed} passed`,
      `${allFailed} failed`,
      ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
    ];
    const told = nothingRan ? "Nothing ran: the set-up failed." : notRunTable(skipped, missing);
    process.stdout.write(`\n${told}\n\n${counts.join(", ")}\n`);
  }
}
