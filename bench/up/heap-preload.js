// Loaded into every thread of a measured process: notes each second how large its own heap is.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import { getHeapStatistics } from "node:v8";

const folder = process.env.BENCH_HEAP_FOLDER;
if (folder !== undefined) {
  const peaks = { heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0, malloced: 0 };
  const note = () => {
    const { heapTotal, heapUsed, external, arrayBuffers } = process.memoryUsage();
    const { malloced_memory: malloced } = getHeapStatistics();
    const now = { heapTotal, heapUsed, external, arrayBuffers, malloced };
    for (const name of Object.keys(peaks)) peaks[name] = Math.max(peaks[name], now[name]);
    const text = JSON.stringify({ pid: process.pid, threadId, main: process.argv[1], now, peaks });
    writeFileSync(join(folder, `${process.pid}-${threadId}.json`), text);
  };
  setInterval(note, 1_000).unref();
}
