import type { TestCase, TestModule, TestSuite } from "vitest/node";
import type { Service } from "./services.ts";
import { noteOf } from "./test-unless.ts";

const setUpFailed = noteOf({ reason: "its set-up failed", remedy: "see the failure above" });

/** A test that did not run, and what is known about the reason. */
export interface SkippedTest {
  readonly file: string;
  readonly needs: readonly Service[];
  readonly note: string | undefined;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly SkippedTest[];
}

/** Counts every test once, and each file or group that broke outside its tests as one failure. */
export function countResults(modules: readonly TestModule[]): Counts {
  let passed = 0;
  let failed = 0;
  const skipped: SkippedTest[] = [];
  for (const module of modules) {
    for (const group of [module, ...module.children.allSuites()]) failed += group.errors().length > 0 ? 1 : 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === "passed") passed += 1;
      else if (state === "failed") failed += 1;
      else skipped.push(skippedTest(test));
    }
  }
  return { passed, failed, skipped };
}

function skippedTest(test: TestCase): SkippedTest {
  const result = test.result();
  const note = result.state === "skipped" ? result.note : undefined;
  const broken = groupsOf(test).some((group) => group.errors().length > 0);
  return { file: test.module.relativeModuleId, needs: needsOf(test), note: broken ? setUpFailed : note };
}

/** The file of a test and the groups that it lies in. */
function groupsOf(test: TestCase): readonly (TestSuite | TestModule)[] {
  const groups: (TestSuite | TestModule)[] = [test.module];
  for (let group = test.parent; group.type === "suite"; group = group.parent) groups.push(group);
  return groups;
}

/** `describeWith` notes the needs on the group or on the test itself. */
function needsOf(test: TestCase): readonly Service[] {
  const needs = new Set<Service>();
  let task: TestCase | TestSuite | TestModule = test;
  while (task.type !== "module") {
    task.meta().needs?.forEach((service) => needs.add(service));
    task = task.parent;
  }
  return [...needs];
}
