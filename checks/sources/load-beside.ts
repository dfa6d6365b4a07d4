import { type Beside, type Source, type SourceReader } from "./source.ts";

type Parts = Readonly<Partial<Record<Beside, unknown>>>;

/** Loads for a batch of subjects what lies beside them: each source once, whichever checks ask for it. */
export async function loadBeside(
  sources: readonly Source<never>[],
  reader: SourceReader,
  ids: readonly string[],
): Promise<(id: string) => Parts> {
  const asked = new Map(sources.flatMap(({ beside }) => (beside === undefined ? [] : [[beside.as, beside]])));
  const loaded = await Promise.all(
    [...asked.values()].map(async (beside) => ({ ...beside, of: await beside.load(reader, ids) })),
  );
  return (id) => {
    const parts: Partial<Record<Beside, unknown>> = {};
    for (const { as, none, of } of loaded) parts[as] = of.get(id) ?? none;
    return parts;
  };
}
