// oxlint-disable vitest/valid-title, vitest/expect-expect -- titles and bodies are the caller's
import { test, type TestContext } from "vitest";
import type { MissingService } from "./services.ts";

const between = ". Way out: ";

/**
 * A test that needs something of the machine which is no service, such as a file system of Linux. `hindrance` is null
 * where it can run; else it is skipped, and the end of the run tells the reason and the way out.
 */
export function testUnless(
  hindrance: MissingService | null,
  name: string,
  body: (context: TestContext) => Promise<void> | void,
): void {
  test(name, (context) => {
    skipFor(context, hindrance);
    return body(context);
  });
}

/** Skips the running test where something hinders it. The only way to skip beside `testWith` and `describeWith`. */
export function skipFor(context: TestContext, hindrance: MissingService | null): void {
  if (hindrance !== null) context.skip(noteOf(hindrance));
}

export function noteOf({ reason, remedy }: MissingService): string {
  return `${reason}${between}${remedy}`;
}

/** Reads back what `skipFor` has noted. */
export function hindranceOf(note: string): MissingService | null {
  const [reason = "", remedy] = note.split(between);
  return remedy === undefined ? null : { reason, remedy };
}
