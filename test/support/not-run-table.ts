import type { SkippedTest } from "./count-results.ts";
import { layOut } from "./lay-out.ts";
import type { MissingService, Service } from "./services.ts";
import { hindranceOf } from "./test-unless.ts";

const featureOf: Record<Service, string> = {
  temporal: "Temporal server",
  postgres: "PostgreSQL",
  browser: "Browser",
  peers: "Singer and dlt",
};

/** No test skips without a reason (test/harness/skips.test.ts), so what has none was left out by the command. */
const leftOut: MissingService = {
  reason: "left out by a filter such as -t",
  remedy: "run the file without the filter",
};

interface Row {
  readonly feature: string;
  readonly because: string;
  readonly remedy: string;
}

/** A table of what did not run, one row per reason; or the one line that everything ran. */
export function notRunTable(
  skipped: readonly SkippedTest[],
  missing: Partial<Record<Service, MissingService>>,
): string {
  if (skipped.length === 0) return "Everything ran.";

  const groups = new Map<string, { row: Row; tests: number }>();
  for (const test of skipped) {
    const row = rowFor(test, missing);
    const key = JSON.stringify(row);
    groups.set(key, { row, tests: (groups.get(key)?.tests ?? 0) + 1 });
  }
  const lines = [...groups.values()].map(({ row, tests }) => [row.feature, String(tests), row.because, row.remedy]);
  return layOut([["Did not run", "Tests", "Why", "Way out"], ...lines]);
}

function rowFor({ file, needs, note }: SkippedTest, missing: Partial<Record<Service, MissingService>>): Row {
  const absent = needs.filter((service) => missing[service] !== undefined);
  if (absent.length === 0) {
    const { reason, remedy } = hindranceOf(note ?? "") ?? leftOut;
    return { feature: file, because: reason, remedy };
  }

  return {
    feature: absent.map((service) => featureOf[service]).join(", "),
    because: absent.map((service) => missing[service]?.reason).join("; "),
    remedy: absent.map((service) => missing[service]?.remedy).join("; "),
  };
}
