import { severityRank } from "../findings/severity.ts";
import type { AlertInput } from "./decide-alert.ts";
import { coverOf, untoldNotice, type Cover, type Notice } from "./notice.ts";
import type { Candidate, Held } from "./pipeline.ts";

/** The notices of one alert, by what has become of them since they were written. */
export interface Settled {
  /** Stand in the message, those of `news` and `worse` too. */
  readonly standing: readonly Notice[];
  /** Told now for the first time. */
  readonly news: readonly Notice[];
  /** Those of the news that other receivers knew before, so that a count says enough. */
  readonly joined: readonly Notice[];
  readonly worse: readonly Notice[];
  /** Told before, ended, and back within the hour: its message says so, and nothing more until it stays. */
  readonly returned: readonly Notice[];
  /** Changed in the message without a word: milder now, another owner, or a person lets it rest. */
  readonly touched: readonly Notice[];
  /** Told before, and ended since. */
  readonly ended: readonly Notice[];
  /** Told before, and somebody else's from now on. */
  readonly moved: readonly Notice[];
  /** Not told, and ended or gone elsewhere since. */
  readonly dropped: readonly Notice[];
  /** Not told yet. */
  readonly waiting: readonly Notice[];
  /** Whose acknowledgement has run out: it is asked for again. */
  readonly asked: readonly (Notice & { readonly cover: Cover })[];
}

/** What each finding of an alert is for its receiver now, held against what the receiver was told last. */
export function settleNotices(input: AlertInput): Settled {
  const { notices, open, kept, held, movedTo, endsHeld, now } = input;
  const carried = new Set<string>();
  const keptById = new Map(kept.map((candidate) => [candidate.findingId, candidate]));
  const heldById = new Map(held.map((one) => [one.candidate.findingId, one]));
  const lists = {
    standing: [] as Notice[],
    news: [] as Notice[],
    joined: [] as Notice[],
    worse: [] as Notice[],
    returned: [] as Notice[],
    touched: [] as Notice[],
    ended: [] as Notice[],
    moved: [] as Notice[],
    dropped: [] as Notice[],
    waiting: [] as Notice[],
    asked: [] as (Notice & { readonly cover: Cover })[],
  };
  const begin = (candidate: Candidate, before: Notice | null) => {
    if (isReturn(input, candidate, before)) {
      const notice = comeBack(noticeOfNews(input, candidate, before), candidate.flaps!.until);
      lists.returned.push(notice);
      lists.standing.push(notice);
      return;
    }
    const notice = noticeOfNews(input, candidate, before);
    lists.news.push(notice);
    lists.standing.push(notice);
    if (input.knownToOthers.has(candidate.findingId)) lists.joined.push(notice);
  };

  for (const notice of notices) {
    const { findingId, said } = notice;
    const finding = open.get(findingId);
    const candidate = keptById.get(findingId);
    const hold = heldById.get(findingId);
    const isComingBack = finding === undefined && said !== null && endsHeld.has(findingId);
    if (isComingBack) lists.standing.push(mayComeBack(notice, endsHeld.get(findingId)!));
    else if (hasComeBack(notice, finding)) {
      lists.dropped.push(notice);
      lists.standing.push(
        isUntoldReturn(notice)
          ? comeBack({ ...notice, episode: finding!.episode }, candidate?.flaps?.until ?? now)
          : goOn(notice, finding!.episode),
      );
      carried.add(findingId);
    } else if (finding === undefined || finding.episode !== notice.episode)
      (said === null ? lists.dropped : lists.ended).push(notice);
    else if (movedTo.has(findingId)) (said === null ? lists.dropped : lists.moved).push(notice);
    else if (hold !== undefined) {
      const rests = holdBack(notice, hold);
      (said === null ? lists.waiting : lists.standing).push(rests);
      if (said !== null && chosenRest(rests) !== chosenRest(notice)) lists.touched.push(rests);
    } else if (candidate === undefined) (said === null ? lists.dropped : lists.standing).push(notice);
    else if (said === null) begin(candidate, notice);
    else if (severityRank(candidate.severity) > severityRank(said.severity)) {
      const worse = getWorse(input, notice, candidate);
      lists.worse.push(worse);
      lists.standing.push(worse);
    } else if (isUntoldReturn(notice)) {
      if (candidate.flaps !== undefined && now < candidate.flaps.until) lists.standing.push(notice);
      else begin(candidate, notice);
    } else {
      const stands = askedFor(input, candidate, standOn(input, notice), notice);
      if (isRunOut(input, stands)) lists.asked.push(stands);
      const after = isRunOut(input, stands) ? { ...stands, cover: null, ladderFrom: now } : stands;
      const isTouched =
        candidate.severity !== said.severity || candidate.ownerId !== said.ownerId || chosenRest(notice) !== null;
      const { severity, ownerId } = candidate;
      const current = isTouched ? { ...after, said: { ...said, severity, ownerId } } : after;
      if (isTouched) lists.touched.push(current);
      lists.standing.push(current);
    }
  }
  const isKnown = ({ episode, findingId }: Notice) =>
    open.get(findingId)?.episode === episode || carried.has(findingId);
  const known = new Set(notices.filter(isKnown).map(idOf));
  for (const candidate of kept) if (!known.has(candidate.findingId)) begin(candidate, null);
  for (const hold of held)
    if (!known.has(hold.candidate.findingId))
      lists.waiting.push(holdBack(untoldNotice(hold.candidate, input.receiver), hold));
  return lists;
}

const idOf = ({ findingId }: Notice) => findingId;

function holdBack(notice: Notice, { candidate, stage, because, until }: Held): Notice {
  // What a digest counted is known as bad as it was then.
  const quietSeverity = stage === "cap" ? (notice.quietSeverity ?? candidate.severity) : notice.quietSeverity;
  return { ...notice, state: "held", stage, because, until, quietSeverity };
}

/** In a message: a person has chosen that what its receiver knows of rests, and until when; null where nobody has. */
export function chosenRest({ state, stage, because, said }: Notice): string | null {
  return state === "held" && stage === "silence" && said !== null ? because : null;
}

const untoldEnd = "it has ended, and has to stay so until that is told";

/** It has ended, and its receiver does not hear that yet. */
function mayComeBack(notice: Notice, until: Date): Notice {
  return { ...notice, state: "held", stage: "flap", because: untoldEnd, until };
}

/** Its receiver heard of it within this alert, and it has come back too soon to be told as something new. */
function isReturn(
  { alert, movedFrom, now }: AlertInput,
  { findingId, flaps }: Candidate,
  before: Notice | null,
): boolean {
  if (flaps === undefined || now >= flaps.until || movedFrom.has(findingId)) return false;
  if (alert === null || !alert.told.includes(findingId)) return false;
  const isSameSpan = alert.resolvedAt === null || alert.resolvedAt >= flaps.since;
  return isSameSpan && (before === null || before.stage === "flap");
}

/** It is in the message again, and has no ladder: that begins when its receiver is told. */
function comeBack(notice: Notice, until: Date): Notice {
  return {
    ...notice,
    state: "held",
    stage: "flap",
    because: "it came back within an hour: its message says so, and it is told when it stays",
    until,
    ladderFrom: null,
    cover: null,
  };
}

function isUntoldReturn({ said, stage, ladderFrom, cover }: Notice): boolean {
  return said !== null && stage === "flap" && ladderFrom === null && cover === null;
}

/** It is open again before its end was told: for its receiver nothing has changed. */
function hasComeBack({ state, stage, because, episode }: Notice, finding: Candidate | undefined): boolean {
  const isEndUntold = state === "held" && stage === "flap" && because === untoldEnd;
  return isEndUntold && finding !== undefined && finding.episode !== episode;
}

function goOn(notice: Notice, episode: number): Notice {
  return {
    ...notice,
    episode,
    state: "told",
    stage: "decide",
    because: "it came back before its end was told",
    until: null,
  };
}

/** What a person chose for a time has run out: that person is asked first, within business hours. */
function askedFor({ receiver, now }: AlertInput, { asks }: Candidate, stands: Notice, before: Notice): Notice {
  if (asks === undefined || before.state !== "held" || stands.cover !== null) return stands;
  return { ...stands, cover: { by: asks, receiver, at: now, until: now }, ladderFrom: null };
}

/** Was it held, its ladder goes on from now: the steps that fell due meanwhile do not come all at once. */
function standOn({ policy, now }: AlertInput, notice: Notice): Notice {
  const isReleased = notice.state === "held";
  const cover =
    notice.cover !== null && notice.cover.until === null
      ? { ...notice.cover, until: policy.coverUntil(notice.said!.severity, now) }
      : notice.cover;
  const ladderFrom = isReleased ? now : (notice.ladderFrom ?? (cover === null ? now : null));
  return {
    ...notice,
    state: "told",
    until: null,
    because: isReleased ? "it was told before" : notice.because,
    cover,
    ladderFrom,
  };
}

/** Never at night: an acknowledgement that ran out then is asked for when work begins. */
function isRunOut({ policy, now }: AlertInput, notice: Notice): notice is Notice & { readonly cover: Cover } {
  const until = notice.cover?.until ?? null;
  return until !== null && until <= now && policy.isWorkingTime(now);
}

/** It has grown worse: whoever had taken it had taken something milder, so it has a ladder of its own. */
function getWorse(input: AlertInput, notice: Notice, candidate: Candidate): Notice {
  const wasTaken = notice.cover !== null;
  // Was it held, its ladder goes on from now: the steps that fell due meanwhile do not come all at once.
  const begins = wasTaken || notice.state === "held";
  return {
    ...notice,
    state: "told",
    stage: "decide",
    because: "it is worse than what was told before",
    until: null,
    said: sayNow(input, candidate),
    cover: null,
    ladderFrom: begins ? input.now : (notice.ladderFrom ?? input.now),
    climbed: wasTaken ? [] : notice.climbed,
  };
}

function noticeOfNews(input: AlertInput, candidate: Candidate, before: Notice | null): Notice {
  const from = input.movedFrom.get(candidate.findingId);
  const taker = input.alert?.status === "resolved" ? null : (input.alert?.acknowledgedBy ?? null);
  const because =
    from !== undefined
      ? `it went to ${input.policy.nameOf(from.receiver)} before`
      : before !== null
        ? `what held it back is over: ${before.because}`
        : taker !== null
          ? `it came after ${taker} took the alert, so it has a ladder of its own`
          : "it is new";
  return {
    ...(before ?? untoldNotice(candidate, input.receiver)),
    state: "told",
    stage: "decide",
    because,
    until: null,
    said: sayNow(input, candidate),
    // Was it held, its ladder has rested.
    ladderFrom: from?.state === "told" ? (from.ladderFrom ?? input.now) : input.now,
    climbed: from?.climbed.filter((one) => one !== input.receiver) ?? [],
    cover: from === undefined ? null : coverOf(from, input.receiver),
  };
}

function sayNow({ alert, now }: AlertInput, { severity, ownerId }: Candidate) {
  return { severity, ownerId, revision: (alert?.revision ?? 0) + 1, at: now };
}
