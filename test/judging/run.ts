import { runLives } from "../support/run-lives.ts";
import { live } from "./live.ts";
import { mutants } from "./mutants.ts";

// `npm run test:judging` lives through so many lives that each rule and each trap is met 500 times.
await runLives({ file: "test/judging/run.ts", seeds: 1_500, live, mutants, seedsForMutants: 60 });
