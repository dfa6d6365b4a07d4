// A process that owns the state directory named by its argument, with one child that would outlive it, until it is
// killed.
import { spawn } from "node:child_process";
import { acquireStateDirectory } from "../../../workers/state-directory/acquire-state-directory.ts";
import { serveControlSocket } from "../../../workers/state-directory/serve-control-socket.ts";

const state = await acquireStateDirectory(process.argv[2] ?? "", { version: "0.0.0-test" });
const child = spawn("sleep", ["300"], { detached: true, stdio: "ignore" });
await state.recordChild("a sleeper", child.pid ?? 0);
await state.record({ dashboardUrl: "http://127.0.0.1:4321" });
await serveControlSocket(state, () => new Response("alive"));
process.stdout.write(`${child.pid}\n`);
setInterval(() => {}, 1_000);
