import type { Portal } from "../model/portal.ts";
import type { DatedWrite, RecordReference } from "../model/write.ts";

/** Refuses a life that cannot have happened, before any of it is written: backwards in time, or about what is not there yet. */
export function checkLife(portal: Portal, writes: readonly DatedWrite[]): void {
  const createdHere = new Set<string>();
  let latest = "";
  for (const [index, write] of writes.entries()) {
    const fail = (why: string): never => {
      throw new Error(`writes[${index}] (${write.what} at ${write.at}): ${why}`);
    };
    const at = new Date(write.at).toISOString();
    if (at < latest) fail(`it lies before the write ahead of it, which is of ${latest}.`);
    latest = at;
    const needs = (known: boolean, key: string) => known || createdHere.has(key) || fail(`there is no ${key} yet.`);
    const creates = (known: boolean, key: string) =>
      known || createdHere.has(key) ? fail(`${key} exists already.`) : createdHere.add(key);
    const needsRecord = ({ type, id }: RecordReference) => needs(portal.records(type).get(id) !== undefined, `${type}/${id}`);

    if (write.what === "record-created")
      creates(portal.records(write.type).get(write.id) !== undefined, `${write.type}/${write.id}`);
    else if ("type" in write) needsRecord(write);
    else if (write.what === "owner-created") creates(portal.owners.has(write.id), `owners/${write.id}`);
    else if (write.what.startsWith("owner-")) needs(portal.owners.has(write.id), `owners/${write.id}`);
    else if (write.what === "campaign-created") creates(portal.campaigns.has(write.id), `campaigns/${write.id}`);
    else needs(portal.campaigns.has(write.id), `campaigns/${write.id}`);

    if ("to" in write) needsRecord(write.to);
    if (write.what === "record-created") for (const { to } of write.associations ?? []) needsRecord(to);
  }
}
