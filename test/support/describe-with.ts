// oxlint-disable vitest/valid-title, vitest/valid-describe-callback, vitest/expect-expect -- titles and bodies are the
// caller's
import { describe, inject, test } from "vitest";
import type { Service } from "./services.ts";

/**
 * A `describe` whose tests need a service of the machine. Without it they are skipped, counted and told at the end of
 * the run; where `REVWATCH_REQUIRE` names the service the run has failed before. Use the service inside hooks and
 * tests, by `inject`: the body is also read when the service is missing.
 */
export function describeWith(needs: Service | readonly Service[], name: string, body: () => void): void {
  const list = asList(needs);
  describe.skipIf(anyMissing(list))(name, { meta: { needs: list } }, body);
}

/** A single `test` that needs a service of the machine. */
export function testWith(
  needs: Service | readonly Service[],
  name: string,
  body: () => Promise<void> | void,
  timeoutMs?: number,
): void {
  const list = asList(needs);
  test.skipIf(anyMissing(list))(
    name,
    { meta: { needs: list }, ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }) },
    body,
  );
}

function asList(needs: Service | readonly Service[]): readonly Service[] {
  return typeof needs === "string" ? [needs] : needs;
}

function anyMissing(needs: readonly Service[]): boolean {
  return needs.filter((service) => inject(service) === undefined).map(assertAskedFor).length > 0;
}

/** Skipping because nobody asked for the service would be silence about a fault of ours. */
function assertAskedFor(service: Service): Service {
  if (inject("missingServices")[service] !== undefined) return service;
  throw new Error(
    `Nothing started "${service}" for this file. Write the service's name in quotes in the test file; see test/support/needed-services.ts.`,
  );
}
