import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { inTime } from "../../cli/reach.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = () => Promise.reject(new Error("not asked"));
const reach = (isPreparing: () => boolean) => ({ call: never, close: never, isPreparing });
const minutes = 60_000;

test("what hangs ends with a sentence", async () => {
  const hangs = new Promise<string>(() => undefined);
  const end = inTime(
    "planSchedules",
    hangs,
    reach(() => false),
  ).catch((error: Error) => error.message);
  await vi.advanceTimersByTimeAsync(2 * minutes);
  expect(await end).toContain("The database or Temporal does not answer.");
});

test("a Temporal server that is built meanwhile has its minutes, and then the operation has its own", async () => {
  const builtAt = Date.now() + 7 * minutes;
  const asked = new Promise<string>((resolve) => setTimeout(resolve, 7.5 * minutes, "planned"));
  const answer = inTime(
    "planSchedules",
    asked,
    reach(() => Date.now() < builtAt),
  );
  await vi.advanceTimersByTimeAsync(8 * minutes);
  expect(await answer).toBe("planned");
});
