// A process with a Temporal server, until it is killed. Prints the server's pid and address.
import { startTemporalServer } from "../../../workers/temporal-server/start-temporal-server.ts";

const [, , cliPath = "", stateDirectory = ""] = process.argv;
const { pid, address } = await startTemporalServer({ cliPath, stateDirectory });
process.stdout.write(`${JSON.stringify({ pid, address })}\n`);
setInterval(() => {}, 1_000);
