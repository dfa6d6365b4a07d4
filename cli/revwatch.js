#!/usr/bin/env node
// Plain old JavaScript: it must be understood by the Node that is too old for everything else.
import { fileURLToPath } from "url";
import { onNode24 } from "./on-node-24.js";

void onNode24(fileURLToPath(new URL("./main.ts", import.meta.url)), process.argv.slice(2));
