import type { Case, Group, Healthy, Part } from "./label-file.ts";

/** One group of a case with all its records, as they are to be created. */
export interface Expanded {
  readonly as: string | null;
  /** When its first record is born, as the label tells instants. */
  readonly born: string;
  readonly count: number;
  readonly every: string | null;
  /** Whose it is; null: anybody's. */
  readonly owner: string | null;
  readonly parts: ReadonlyMap<string, Part & { readonly type: string }>;
}

/** A case with the healthy records that it is like filled in. */
export function expand({ records }: Pick<Case, "records">, healthy: Healthy): readonly Expanded[] {
  return records.flatMap(dayByDay).map((group) => expandGroup(group, healthy));
}

/** A group for each of its workdays. */
function dayByDay({ perWorkday, ...group }: Group): Group[] {
  if (perWorkday === undefined) return [group];
  return perWorkday
    .map((count, index) => ({ ...group, count, born: group.born!.replace("workday-1", `workday-${index + 1}`) }))
    .filter(({ count }) => count > 0);
}

function expandGroup(group: Group, healthy: Healthy): Expanded {
  const { like, as, born, count, every, owner, but = {}, records = {} } = group;
  const model = like === undefined ? undefined : healthy[like];
  if (like !== undefined && model === undefined) throw new Error(`healthy.json has nothing like "${like}".`);
  const parts = new Map<string, Part>(Object.entries({ ...model?.records, ...records }));
  for (const [name, part] of Object.entries(but)) {
    if (part === null) {
      if (!parts.delete(name)) throw new Error(`"${like}" has no "${name}" to leave out.`);
    } else parts.set(name, changed(parts.get(name), part));
  }
  return {
    as: as ?? null,
    born: born ?? model?.born ?? "-30d",
    count: count ?? 1,
    every: every ?? null,
    owner: owner ?? null,
    parts: new Map([...parts].map(([name, part]) => [name, { ...part, type: typeOf(name, part) }])),
  };
}

/** Values and contents are changed one by one; all else is replaced. */
function changed(before: Part = {}, change: Part): Part {
  return {
    ...before,
    ...change,
    ...((before.set || change.set) && { set: { ...before.set, ...change.set } }),
    ...((before.content || change.content) && { content: { ...before.content, ...change.content } }),
  };
}

function typeOf(name: string, { type }: Part): string {
  if (type === undefined) throw new Error(`"${name}" is none of the healthy records and has no type.`);
  return type;
}
