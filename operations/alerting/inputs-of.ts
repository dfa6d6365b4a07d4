import { alertContext } from "../../config/alert-context.ts";
import type { ClientConfig } from "../../config/config.ts";
import type { AlertAct, AlertInput } from "../../domain/alerting/decide-alert.ts";
import { movesOf, restingElsewhere } from "../../domain/alerting/moves.ts";
import type { Candidate } from "../../domain/alerting/pipeline.ts";
import { severityRank } from "../../domain/findings/severity.ts";
import type { Notice } from "../../domain/alerting/notice.ts";
import type { Topic } from "../../domain/alerting/topic.ts";
import { alertIdOf } from "../../domain/ids.ts";
import type { Links } from "../../domain/links.ts";
import type { Picture } from "./picture.ts";

export interface AlertKey {
  readonly receiver: string;
  readonly topic: Topic;
}

/** What each alert of a client is decided from: one for each receiver and topic that something is known of. */
export function inputsOf(
  client: ClientConfig,
  links: Links,
  picture: Picture,
  run: {
    readonly now: Date;
    readonly acts?: ReadonlyMap<string, AlertAct>;
    readonly touched?: ReadonlySet<string>;
    /** Whether what has another route goes there now. */
    readonly mayMove: boolean;
    readonly mayClimb?: boolean;
  },
): readonly { readonly key: AlertKey; readonly input: AlertInput }[] {
  const { open, notices, alerts } = picture;
  const context = alertContext(client, links);
  const moves = run.mayMove ? movesOf(notices, open, picture) : [];
  // What nobody at all is told of is kept once, for everybody.
  const held = picture.held.filter(({ stage }) => stage !== "decide");
  const named = [...notices, ...picture.kept, ...held.map(({ candidate }) => candidate)];
  const keys = new Map<string, AlertKey>();
  for (const { receiver, topic } of named)
    if (receiver !== null) keys.set(alertIdOf(receiver, topic), { receiver, topic });
  const of = <T extends { readonly receiver: string | null; readonly topic: Topic }>(all: readonly T[]) =>
    Map.groupBy(all, ({ receiver, topic }) => alertIdOf(receiver ?? "", topic));
  const noticesOf = of(notices);
  const keptOf = of(picture.kept);
  const elsewhere = [
    ...restingElsewhere(notices, picture).values(),
    ...held.filter(({ candidate }) => candidate.receiver === null),
  ];
  const heldOf = Map.groupBy(held, ({ candidate }) => alertIdOf(candidate.receiver ?? "", candidate.topic));
  const toldOf = Map.groupBy(
    notices.filter(({ said }) => said !== null && said.at < run.now),
    ({ findingId }) => findingId,
  );

  return [...keys].map(([alertId, key]) => {
    const own = noticesOf.get(alertId) ?? [];
    const isOwn = new Set(own.map(({ findingId }) => findingId));
    const movedFrom = new Map<string, Notice>(
      moves
        .filter(({ to, notice }) => to === key.receiver && notice.said !== null)
        .map(({ notice }) => [notice.findingId, notice]),
    );
    const kept = keptOf.get(alertId) ?? [];
    return {
      key,
      input: {
        ...key,
        alert: alerts.get(alertId) ?? null,
        notices: own,
        open,
        kept,
        held: [...elsewhere.filter(({ candidate }) => isOwn.has(candidate.findingId)), ...(heldOf.get(alertId) ?? [])],
        movedTo: new Map(
          moves.filter(({ notice }) => own.includes(notice)).map(({ notice, to }) => [notice.findingId, to]),
        ),
        movedFrom,
        knownToOthers: new Set(
          kept
            .filter((candidate) => !movedFrom.has(candidate.findingId) && candidate.standsFor === undefined)
            .filter((candidate) => isKnown(candidate, toldOf.get(candidate.findingId) ?? []))
            .map(({ findingId }) => findingId),
        ),
        endsHeld: picture.endsHeld,
        policy: context.policy(key.receiver),
        act: run.acts?.get(alertId) ?? null,
        isTouched: run.touched?.has(alertId) ?? false,
        mayClimb: run.mayClimb ?? false,
        now: run.now,
      },
    };
  });
}

/** Whether somebody else was told of it, and that it is as bad as it is. */
function isKnown({ severity, receiver }: Candidate, told: readonly Notice[]): boolean {
  return told.some((one) => one.receiver !== receiver && severityRank(one.said!.severity) >= severityRank(severity));
}
