import type { ItemType } from "./inventory.ts";
import type { NameOf, Tell } from "./words.ts";

/** How a change of one field is told: a word for each sort of value. Text in quotes is the client's own. */

const nothing = "none";
const quoted = (text: string): string => `"${text}"`;
const arrow = (label: string, before: string, after: string): string => `${label}: ${before} → ${after}`;

/** 'Renamed: "Demo" → "Demo request"'. */
export const renamed: Tell<string> = (before, after) =>
  before === after ? [] : [arrow("Renamed", quoted(before), quoted(after))];

/** 'UTM: "q3" → "q4"'. */
export function text(label: string): Tell<string | number | null> {
  const say = (value: string | number | null) =>
    value === null || value === "" ? nothing : typeof value === "number" ? String(value) : quoted(value);
  return (before, after) => (before === after ? [] : [arrow(label, say(before), say(after))]);
}

/** A word of HubSpot's own, without quotes: "Type: string → enumeration". */
export function word(label: string): Tell<string | null> {
  return (before, after) => (before === after ? [] : [arrow(label, before ?? nothing, after ?? nothing)]);
}

/** "Switched off". */
export function flag(on: string, off: string): Tell<boolean> {
  return (before, after) => (before === after ? [] : [after ? on : off]);
}

/** "Win probability: 40 % → 60 %". */
export function share(label: string): Tell<number | null> {
  const say = (value: number | null) => (value === null ? nothing : `${Math.round(value * 1000) / 10} %`);
  return (before, after) => (before === after ? [] : [arrow(label, say(before), say(after))]);
}

/** "Start date: 1 Dec 2026 → none". HubSpot keeps a picked day as midnight UTC. */
export function day(label: string): Tell<Date | null> {
  return (before, after) =>
    before?.getTime() === after?.getTime() ? [] : [arrow(label, sayDay(before), sayDay(after))];
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
function sayDay(at: Date | null): string {
  return at === null ? nothing : `${at.getUTCDate()} ${months[at.getUTCMonth()]!} ${at.getUTCFullYear()}`;
}

/** "Filters edited": that it was changed is all that is known. */
export function touched(sentence: string): Tell<Date | null> {
  return (before, after) => (before?.getTime() === after?.getTime() ? [] : [sentence]);
}

/** "Owner: Ana Berger → Ben Roth". */
export function reference(label: string, kind: ItemType): Tell<string | null> {
  return (before, after, nameOf) =>
    before === after ? [] : [arrow(label, sayOne(before, kind, nameOf), sayOne(after, kind, nameOf))];
}

/** "Notified people: added Ana Berger; removed Ben Roth". */
export function references(label: string, kind: ItemType): Tell<readonly string[]> {
  return (before, after, nameOf) => members(label, before, after, (id) => sayOne(id, kind, nameOf));
}

/** 'Fields: added "phone"; removed "fax"'. */
export function names(label: string): Tell<readonly string[]> {
  return (before, after) => members(label, before, after, quoted);
}

function sayOne(id: string | null, kind: ItemType, nameOf: NameOf): string {
  return id === null ? nothing : (nameOf(kind, id) ?? `${kind.replaceAll("-", " ")} ${id}`);
}

function members(
  label: string,
  before: readonly string[],
  after: readonly string[],
  say: (id: string) => string,
): readonly string[] {
  const added = after.filter((id) => !before.includes(id)).map(say);
  const removed = before.filter((id) => !after.includes(id)).map(say);
  const parts = [
    ...(added.length > 0 ? [`added ${added.join(", ")}`] : []),
    ...(removed.length > 0 ? [`removed ${removed.join(", ")}`] : []),
  ];
  return parts.length === 0 ? [] : [`${label}: ${parts.join("; ")}`];
}
