import type { RecordType } from "../model/record-types.ts";

/**
 * How many records of which type a generated portal has, how they are numbered and what hangs on what: all arithmetic.
 */

export const generatedTypes = ["contacts", "companies", "deals", "calls"] as const satisfies readonly RecordType[];
export type GeneratedType = (typeof generatedTypes)[number];

/** How many people there are, and how many of them share one record of each other type. */
export interface Layout {
  readonly contacts: number;
  readonly contactsPer: Readonly<Record<GeneratedType, number>>;
}

export const usualContactsPer: Layout["contactsPer"] = { contacts: 1, companies: 4, deals: 10, calls: 2 };

const firstIds: Readonly<Record<GeneratedType, number>> = {
  contacts: 210_000_000_001,
  companies: 220_000_000_001,
  deals: 230_000_000_001,
  calls: 240_000_000_001,
};

export function isGenerated(type: RecordType): type is GeneratedType {
  return (generatedTypes as readonly RecordType[]).includes(type);
}

export const countOf = (type: GeneratedType, { contacts, contactsPer }: Layout): number =>
  Math.ceil(contacts / contactsPer[type]);

export const idOf = (type: GeneratedType, index: number): string => String(firstIds[type] + index);

/** The place of an id among its kind; before the first or behind the last for an id that is none of them. */
export const indexOf = (type: GeneratedType, id: string | number): number => Number(id) - firstIds[type];

/** Every company, deal and call has its people; nothing else is linked. */
export function linkedIndexes(
  from: GeneratedType,
  index: number,
  to: GeneratedType,
  { contacts, contactsPer }: Layout,
): readonly number[] {
  if (from === to) return [];
  if (from === "contacts")
    return to === "companies" ? [Math.floor(index / contactsPer.companies)] : everyNth(index, contactsPer[to]);
  if (to !== "contacts") return [];
  const first = index * contactsPer[from];
  const people = from === "companies" ? contactsPer.companies : 1;
  return Array.from({ length: people }, (_, offset) => first + offset).filter((contact) => contact < contacts);
}

const everyNth = (index: number, step: number): readonly number[] => (index % step === 0 ? [index / step] : []);
