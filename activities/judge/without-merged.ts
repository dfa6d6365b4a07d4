import type { Judgement } from "../../checks/judge.ts";
import type { StoreHandle } from "../../storage/database.ts";
import { mergedAway } from "../../storage/merged-records.ts";
import type { Observations } from "./observe.ts";

/**
 * What was observed, without the records that another run has found merged meanwhile: the mirror that was judged is
 * older than that, and under their ids nothing may be opened any more.
 *
 * @param known - Findings as they are now, by id: what stands under its id is decided as ever.
 */
export async function withoutMerged(
  db: StoreHandle,
  clientId: string,
  observations: Observations,
  known: ReadonlyMap<string, unknown>,
): Promise<Observations> {
  const fresh = [...observations.judgements].filter(([id, { verdict }]) => verdict.status === "fail" && !known.has(id));
  const away = new Set<string>();
  for (const [type, some] of Map.groupBy(fresh, ([, { subject }]) => subject.type)) {
    const ids = [...new Set(some.map(([, { subject }]) => subject.id))];
    for (const id of await mergedAway(db, clientId, type, ids)) away.add(`${type}/${id}`);
  }
  if (away.size === 0) return observations;
  const isAway = ({ subject }: Judgement) => away.has(`${subject.type}/${subject.id}`);
  return {
    ...observations,
    judgements: new Map([...observations.judgements].filter(([, judgement]) => !isAway(judgement))),
  };
}
