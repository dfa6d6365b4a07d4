import type { ExplainedNotice } from "../../operations/reads/explained-notices.ts";
import { paint } from "./style.ts";

type SayAt = (instant: string) => string;

/** Who knows of a finding and who does not, and why: one story for each episode, the latest first. */
export function sayNotices(notices: readonly ExplainedNotice[], at: SayAt): readonly string[] {
  const byEpisode = Map.groupBy(notices, ({ episode }) => episode);
  return [...byEpisode].flatMap(([episode, own]) => [
    ...(byEpisode.size > 1 || episode > 1 ? [`  Episode ${episode}`] : []),
    ...own.map((notice) => `  ${sayNotice(notice, at)}`),
  ]);
}

function sayNotice(notice: ExplainedNotice, at: SayAt): string {
  const { receiver, state, said, heardAt, because, until, cover, climbed, supersededBy } = notice;
  const name = paint("bold", receiver?.name ?? "Everyone");
  const told = said === null ? null : `told ${at(said.at)}${heardAt === null ? ", not confirmed yet" : ""}`;
  const parts = [
    told,
    state === "held" ? `held: ${because}${until === null ? "" : ` (until ${at(until)})`}` : null,
    state === "told" && told !== null ? because : null,
    climbed.length > 0 ? `escalated to ${climbed.join(", ")}` : null,
    cover === null
      ? null
      : `acknowledged by ${cover.by} ${at(cover.at)}${cover.until === null ? "" : ` until ${at(cover.until)}`}`,
    state !== "over"
      ? null
      : supersededBy === null
        ? said === null
          ? `resolved, and was not told: ${because}`
          : "resolved"
        : `moved to ${supersededBy}`,
  ].filter((part) => part !== null);
  return `${name}: ${parts.join("; ")}`;
}
