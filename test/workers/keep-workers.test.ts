import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { keepWorkers, type KeepWorkersOptions } from "../../workers/keep-workers.ts";
import { until } from "../support/until.ts";

const starts: { fail: (error: Error) => void; stopped: boolean }[] = [];
let isAway = false;

vi.mock("@temporalio/worker", async (original) => ({
  ...(await original<object>()),
  NativeConnection: {
    connect: () =>
      isAway ? Promise.reject(new Error("nobody listens")) : Promise.resolve({ close: () => Promise.resolve() }),
  },
}));
vi.mock("../../workers/run-workers.ts", () => ({
  runWorkers: () => {
    const { promise: finished, resolve, reject } = Promise.withResolvers<void>();
    finished.catch(() => undefined);
    const start = { fail: reject, stopped: false };
    starts.push(start);
    const stop = () => {
      start.stopped = true;
      resolve();
      return Promise.resolve();
    };
    return Promise.resolve({ finished, stop });
  },
}));

const said: string[] = [];
const log = (_: unknown, words: string) => void said.push(words);
const options = {
  target: { connectionOptions: { address: "127.0.0.1:7233" }, namespace: "default", uiAddress: null },
  logger: { error: log, info: log },
} as unknown as KeepWorkersOptions;

beforeEach(() => {
  starts.length = 0;
  said.length = 0;
  isAway = false;
});
afterEach(() => vi.restoreAllMocks());

test("workers that end by themselves are started again, over a new connection; until then it says why", async () => {
  const kept = await keepWorkers(options);
  expect(kept.trouble()).toBeNull();
  starts[0]!.fail(new Error("the namespace is gone"));
  await until("it is known", () => kept.trouble() !== null);
  expect(kept.trouble()).toMatchObject({ reason: "the namespace is gone" });
  expect(starts[0]!.stopped).toBe(true); // none of the old ones goes on beside the new ones
  await until("they run again", () => starts.length === 2);
  await kept.stop();
  expect(starts.map(({ stopped }) => stopped)).toEqual([true, true]);
});

test("while Temporal is away it is tried on, and a stop ends that", async () => {
  const kept = await keepWorkers(options);
  isAway = true;
  starts[0]!.fail(new Error("cut"));
  await until("it was tried", () => said.includes("The workers cannot be started."), 60_000);
  expect(kept.trouble()).toMatchObject({ reason: "cut" });
  await kept.stop();
  expect(starts).toHaveLength(1);
});

test("a first start that fails is the caller's to hear, with the place", async () => {
  isAway = true;
  await expect(keepWorkers(options)).rejects.toThrow(/Temporal at 127\.0\.0\.1:7233 cannot be used: nobody listens/);
});
