import { type Ask, type Beside, type SourceReader } from "./source.ts";

type Parts = Readonly<Partial<Record<Beside, unknown>>>;

/** Loads for a batch of subjects what lies beside them: each source once, whichever checks ask for it. */
export async function loadBeside(
  asks: readonly Ask[],
  reader: SourceReader,
  ids: readonly string[],
): Promise<(id: string) => Parts> {
  const bySource = Map.groupBy(asks, ({ source }) => source.beside);
  const loaded = await Promise.all(
    [...bySource]
      .flatMap(([beside, asked]) =>
        beside === undefined ? [] : [{ ...beside, of: beside.load(reader, ids, asked as never) }],
      )
      .map(async (one) => ({ ...one, of: await one.of })),
  );
  return (id) => {
    const parts: Partial<Record<Beside, unknown>> = {};
    for (const { as, none, of } of loaded) parts[as] = of.get(id) ?? none;
    return parts;
  };
}
