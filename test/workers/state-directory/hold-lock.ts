// A process that holds the lock named by its argument until it is killed.
import { tryOsLock } from "../../../workers/state-directory/os-lock.ts";

process.stdout.write(`${tryOsLock(process.argv[2] ?? "") === null ? "refused" : "held"}\n`);
setInterval(() => {}, 1_000);
