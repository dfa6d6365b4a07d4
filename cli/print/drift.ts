import { sayInstant } from "../../domain/say-instant.ts";
import type { DriftList, ListedDrift } from "../../operations/drift/list-drift.ts";
import { paint } from "./style.ts";

/** Each change with its sentences. Times are in UTC: the changes are of many clients. */
export function sayDrift({ drift }: DriftList): string {
  if (drift.length === 0) return "Everything is as approved.";
  return drift.map(sayOne).join("\n");
}

function sayOne({ clientId, noun, name, item, version, changedAt, difference, investigation, url }: ListedDrift) {
  return [
    `${paint("yellow", clientId)} ${noun} "${name}", changed by ${sayInstant(changedAt, "UTC")}`,
    ...difference.map((sentence) => `  ${sentence}`),
    ...(investigation === null
      ? []
      : [
          `  ${investigation.by} has been looking into it since ${sayInstant(investigation.since, "UTC")}${noteOf(investigation)}`,
        ]),
    `  ${paint("dim", `${item} (version ${version})${url === null ? "" : ` ${url}`}`)}`,
  ].join("\n");
}

const noteOf = ({ note }: { readonly note: string | null }) => (note === null ? "" : `: ${note}`);
