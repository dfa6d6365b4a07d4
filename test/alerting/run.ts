import { runLives } from "../support/run-lives.ts";
import { live } from "./live.ts";
import { mutants } from "./mutants.ts";

// `npm run test:alerting` lives through 300 lives of an alert room.
await runLives({ file: "test/alerting/run.ts", seeds: 300, live, mutants, seedsForMutants: 40 });
