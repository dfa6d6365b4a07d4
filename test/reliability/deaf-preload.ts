// Loaded into `revwatch worker` by `node --import`: stops asking for the work of one queue as soon as a file names it.
// The process lives on and says nothing of it, as after a fault of the library below.
import { readFileSync } from "node:fs";
import type { WorkerOptions } from "@temporalio/worker";

const file = process.env["REVWATCH_TEST_DEAF"];
if (file !== undefined && process.argv.includes("worker")) await install(file);

async function install(path: string): Promise<void> {
  const { Worker } = await import("@temporalio/worker");
  const workers = new Map<string, { shutdown(): void }>();
  const create = Worker.create.bind(Worker);
  Worker.create = async (options: WorkerOptions) => {
    const worker = await create(options);
    workers.set(options.taskQueue!, worker);
    return worker;
  };
  setInterval(() => {
    const queue = named(path);
    const worker = workers.get(queue);
    workers.delete(queue);
    worker?.shutdown();
  }, 200).unref();
}

function named(path: string): string {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return "";
  }
}
