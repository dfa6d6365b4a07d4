import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * The files that take longest, the longest first. Where nothing has run yet, the runner goes by the size of a file, and
 * a short one that lives through many lives would begin last and end alone.
 */
export const longFiles: readonly string[] = [
  "test/acceptance/demo-break-and-mend.test.ts",
  "test/acceptance/demo-healthy.test.ts",
  "test/workers/disk-full.test.ts",
  "test/reliability/f1-installation-killed.test.ts",
  "test/reliability/f1-process-killed.test.ts",
  "test/reliability/f1-activity-killed.test.ts",
  "test/faults/fault-scans.test.ts",
  "test/reliability/f20-graceful-stop.test.ts",
  "test/workers/failed-starts.test.ts",
  "test/reliability/f13-clock-steps.test.ts",
  "test/reliability/f15-parts.test.ts",
  "test/reliability/f17-upgrade.test.ts",
  "test/reliability/f1-zombie.test.ts",
  "test/cli/backup.test.ts",
  "test/cli/revwatch.test.ts",
  "test/workflows/states.test.ts",
  "test/truth/truth.test.ts",
  "test/simulators/scenario.test.ts",
  "test/judging/judging.test.ts",
  "test/activities/copy/new-need.test.ts",
  "test/simulators/scenario/recall.test.ts",
  "test/checks/hostile-values.test.ts",
  "test/alerting/alerting.test.ts",
  "test/year/year.test.ts",
];

/** Begins with the long files of each project; the rest goes by what the last run took, or by size. */
export class LongestFirst extends BaseSequencer {
  override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
    return longestFirst(await super.sort(specifications));
  }
}

/** Keeps the order of the projects: files of one share their process only while they follow each other. */
export function longestFirst<File extends Pick<TestSpecification, "moduleId"> & { project: { name: string } }>(
  files: readonly File[],
): File[] {
  const rankOf = ({ moduleId }: File) => {
    const rank = longFiles.findIndex((file) => moduleId.endsWith(`/${file}`));
    return rank === -1 ? longFiles.length : rank;
  };
  return [...Map.groupBy(files, ({ project }) => project.name).values()].flatMap((ofProject) =>
    ofProject.toSorted((one, other) => rankOf(one) - rankOf(other)),
  );
}
