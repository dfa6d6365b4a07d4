import { readFileSync, readdirSync } from "node:fs";
import { Healthy, LabelFile } from "./label-file.ts";

const folder = new URL("labels/", import.meta.url);

/** All labels, by check id. Throws on what does not fit the schema. */
export function readLabels(): ReadonlyMap<string, LabelFile> {
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return new Map(
    files.toSorted().map((name) => {
      const label = LabelFile.parse(JSON.parse(readFileSync(new URL(name, folder), "utf8")));
      if (name !== `${label.check}.json`) throw new Error(`labels/${name} is about ${label.check}.`);
      return [label.check, label];
    }),
  );
}

/** The records that a case is like, but for what it says. */
export function readHealthy(): Healthy {
  return Healthy.parse(JSON.parse(readFileSync(new URL("healthy.json", import.meta.url), "utf8")));
}
