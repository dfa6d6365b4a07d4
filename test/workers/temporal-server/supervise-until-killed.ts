// A parent with one supervised child, `node -e <script>`, until it is killed. Prints both pids.
import { startSupervisedChild } from "../../../workers/temporal-server/supervised-child.ts";

const [, , logFile = "", ...command] = process.argv;
const child = await startSupervisedChild({
  command: command[0] ?? "",
  args: command.slice(1),
  logFile,
  env: process.env,
});
process.stdout.write(`${JSON.stringify({ pid: child.pid, supervisorPid: child.supervisorPid })}\n`);
setInterval(() => {}, 1_000);
