import type { RecordType } from "./record-types.ts";

/** HubSpot's own association types; a label is only on the primary ones. */
interface AssociationType {
  readonly typeId: number;
  readonly label: string | null;
}

/** `from→to`: the default type, then the primary one where there is one. */
const typeIds: Readonly<Record<string, readonly [number, number?]>> = {
  "contacts→companies": [279, 1],
  "companies→contacts": [280, 2],
  "deals→companies": [341, 5],
  "companies→deals": [342, 6],
  "deals→contacts": [3],
  "contacts→deals": [4],
  "contacts→contacts": [449],
  "companies→companies": [450],
  "deals→deals": [451],
  "calls→contacts": [194],
  "contacts→calls": [193],
  "calls→companies": [182],
  "companies→calls": [181],
  "calls→deals": [206],
  "deals→calls": [205],
  "emails→contacts": [198],
  "contacts→emails": [197],
  "emails→companies": [186],
  "companies→emails": [185],
  "emails→deals": [210],
  "deals→emails": [209],
  "meetings→contacts": [200],
  "contacts→meetings": [199],
  "meetings→companies": [188],
  "companies→meetings": [187],
  "meetings→deals": [212],
  "deals→meetings": [211],
  "notes→contacts": [202],
  "contacts→notes": [201],
  "notes→companies": [190],
  "companies→notes": [189],
  "notes→deals": [214],
  "deals→notes": [213],
  "tasks→contacts": [204],
  "contacts→tasks": [203],
  "tasks→companies": [192],
  "companies→tasks": [191],
  "tasks→deals": [216],
  "deals→tasks": [215],
  "communications→contacts": [81],
  "contacts→communications": [82],
  "communications→companies": [87],
  "companies→communications": [88],
  "leads→contacts": [578],
  "contacts→leads": [579],
  "leads→companies": [580],
  "companies→leads": [581],
  "leads→calls": [596],
  "calls→leads": [597],
  "leads→emails": [598],
  "emails→leads": [599],
  "leads→meetings": [600],
  "meetings→leads": [601],
  "leads→communications": [602],
  "communications→leads": [603],
  "leads→tasks": [646],
  "tasks→leads": [647],
  "leads→notes": [854],
  "notes→leads": [855],
  "communications→deals": [85],
  "deals→communications": [86],
};

/** The types of an ordinary association; undefined where HubSpot knows none between these two. */
export function defaultTypeIds(from: RecordType, to: RecordType): readonly number[] | undefined {
  return typeIds[`${from}→${to}`]?.filter((typeId) => typeId !== undefined);
}

/** The same association seen from the other side. */
export function mirroredTypeIds(from: RecordType, to: RecordType, forward: readonly number[]): readonly number[] {
  const there = defaultTypeIds(from, to) ?? [];
  const back = defaultTypeIds(to, from) ?? [];
  const mirrored = forward.map((typeId) => back[there.indexOf(typeId)]).filter((typeId) => typeId !== undefined);
  return mirrored.length > 0 ? mirrored : back.slice(0, 1);
}

export function associationType(from: RecordType, to: RecordType, typeId: number): AssociationType {
  return { typeId, label: typeIds[`${from}→${to}`]?.[1] === typeId ? "Primary" : null };
}
