import type { AssociationPair, Linked } from "../../domain/mirror/associations.ts";
import { scanOfPair } from "../../domain/mirror/associations.ts";
import type { CrmRecord, FieldFaults, FieldOf, Narrowed, RecordType } from "../../domain/mirror/records.ts";
import { narrowTo } from "../narrow.ts";
import { fields } from "./fields.ts";
import type { Asked, Source } from "./source.ts";

/** Record types that can hang on the subject, and the fields that are wanted of each; its name always comes along. */
export type RelatedQuestion = { readonly [Type in RecordType]?: readonly FieldOf<Type>[] };

/** What a check finds as `related`: for each type that it asked for, the records that hang on its subject. */
export type Related<Question extends RelatedQuestion> = {
  readonly [Type in keyof Question & RecordType]: readonly Narrowed<
    Type,
    Question[Type] extends readonly (infer Field)[] ? Field & FieldOf<Type> : never
  >[];
};

/** One related record as it was loaded; null: the mirror does not have it yet. */
interface Loaded {
  readonly id: string;
  readonly read: { readonly record: CrmRecord; readonly faults: FieldFaults } | null;
}
type LoadedByType = Readonly<Record<string, readonly Loaded[]>>;

const none: LoadedByType = {};
const typesOf = (question: RelatedQuestion) => Object.keys(question) as RecordType[];

/** Fields of associated records, such as the owner of a deal's contacts. */
export const related: Source<RelatedQuestion> = {
  name: "related",
  restsOn(of, question) {
    const asked = typesOf(question).map((type) => {
      const own = fields.restsOn(type, { fields: ["name", ...(question[type] ?? [])], shows: [] });
      return { ...own, scans: [...own.scans, scanOfPair({ from: of as RecordType, to: type })] };
    });
    return {
      scans: asked.flatMap(({ scans }) => scans),
      items: asked.flatMap(({ items }) => items),
      fields: asked.flatMap((basis) => basis.fields),
      shows: [],
    };
  },
  judgedAgain: (_of, question) => typesOf(question).map((type) => ({ on: "related", of: type })),
  beside: {
    as: "related",
    none,
    async load(reader, ids, asked: readonly Asked<RelatedQuestion>[]) {
      const found = new Map<string, Record<string, readonly Loaded[]>>(ids.map((id) => [id, {}]));
      for (const pair of pairsOf(asked)) {
        const links: Linked = await reader.links(pair, ids);
        const records = await reader.records(pair.to, [...new Set([...links.values()].flat())]);
        for (const [id, ends] of links)
          found.get(id)![pair.to] = ends.map((end) => ({ id: end, read: records.get(end) ?? null }));
      }
      return found;
    },
    cut(checkId, question) {
      const wanted = typesOf(question).map((type) => {
        const names: readonly string[] = question[type] ?? [];
        return { type, names, narrow: narrowTo(checkId, names) };
      });
      return (value) => {
        const cut: Record<string, readonly object[]> = {};
        for (const { type, names, narrow } of wanted) {
          const loaded = (value as LoadedByType)[type] ?? [];
          const fault = faultAmong(type, names, loaded);
          if (fault !== null) return { fault };
          cut[type] = loaded.map(({ read }) => narrow(read!.record));
        }
        return { value: cut };
      };
    },
  },
};

function pairsOf(asked: readonly Asked<RelatedQuestion>[]): readonly AssociationPair[] {
  const pairs = asked.flatMap(({ of, question }) =>
    typesOf(question).map((to): AssociationPair => ({ from: of as RecordType, to })),
  );
  return [...new Map(pairs.map((pair) => [scanOfPair(pair), pair])).values()];
}

/** Why nothing can be said of the subject: something of a record that hangs on it is not known. */
function faultAmong(type: RecordType, names: readonly string[], loaded: readonly Loaded[]): string | null {
  for (const { id, read } of loaded) {
    if (read === null) return `its ${type} ${id} was not read yet`;
    const field = names.find((name) => read.faults.has(name));
    if (field !== undefined) return `of its ${type} ${read.record.name}, ${read.faults.get(field)!}`;
  }
  return null;
}
