#!/usr/bin/env node
// Plain old JavaScript: it must be understood by the Node that is too old for everything else.
import { fileURLToPath } from "url";
import { onNode24 } from "./on-node-24.js";

// Who copies a million records makes much garbage and keeps none of it: a small nursery saves a hundred megabytes.
const args = process.argv.slice(2);
const flags = args[0] === "worker" || args[0] === "up" ? ["--max-semi-space-size=4"] : [];

void onNode24(fileURLToPath(new URL("./main.ts", import.meta.url)), args, flags);
