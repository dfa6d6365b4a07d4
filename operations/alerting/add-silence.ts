import { randomBytes } from "node:crypto";
import { z } from "zod";
import { matcherLines, matcherOf } from "../../config/schema/matcher.ts";
import { spanOf } from "../../config/schema/duration.ts";
import { instantOfText } from "../../domain/time/local-text.ts";
import { matches, sayMatcher, type Matcher } from "../../domain/alerting/matcher.ts";
import { withOwnerIds } from "../../domain/alerting/owner-matchers.ts";
import { longestSilenceDays, type Silence } from "../../domain/alerting/silence.ts";
import { addAuditEntry } from "../../storage/audit-log.ts";
import type { StoreHandle } from "../../storage/database.ts";
import type { ClientConfig } from "../../config/config.ts";
import { openFindings } from "../../storage/findings.ts";
import { addSilence as keepSilence } from "../../storage/silences.ts";
import { Refused } from "../operation.ts";
import { knownClient } from "../reads/known-client.ts";
import { candidatesOf } from "./candidates-of.ts";
import { changeChoices, type ChoosingWorld } from "./change-choices.ts";
import { by, reason, via } from "./meant-findings.ts";
import { readPeople } from "./people.ts";

const dayMs = 86_400_000;
const words = `5 minutes to ${longestSilenceDays} days`;

const Input = z.strictObject({
  clientId: z.string(),
  ...matcherLines,
  /** Ids of HubSpot records that findings are about. */
  record: z.array(z.string().min(1).max(100)).min(1).max(200).optional(),
  /** Nothing of the client is told: it has to be said, and not left out. */
  everything: z.boolean().default(false),
  /** How long, such as "3 days", or until when in the client's zone, such as "2026-12-03 09:00". One of the two. */
  for: spanOf({ shortest: 300, longest: longestSilenceDays * 86_400, words }).optional(),
  until: z.string().max(40).optional(),
  reason,
  by,
  via,
});

export interface SilenceResult {
  readonly ok: true;
  readonly clientId: string;
  readonly silenceId: string;
  /** What it is about, in words. */
  readonly matches: string;
  /** ISO 8601, UTC. */
  readonly until: string;
  /** Open findings that it holds now. */
  readonly findings: number;
}

/**
 * A named person silences what fits the lines, for at most 30 days and with a reason. It ends by itself at its time, or
 * when for a day nothing has fitted any more. Whoever heard a thing begin hears it end, silence or not.
 */
export const addSilence = {
  name: "addSilence",
  input: Input,
  /** @throws {Refused} Without lines, and for an end that lies in the past or more than 30 days ahead. */
  async run(world: ChoosingWorld, input: z.output<typeof Input>): Promise<SilenceResult> {
    const client = knownClient(world.config(), input.clientId);
    const { clientId } = client;
    const matcher = matcherMeant(input);
    return changeChoices(world, client, async (transaction, now) => {
      const until = endMeant(input, client, now);
      const findings = await countMatching(transaction, client, matcher);
      const silence: Silence = {
        silenceId: randomBytes(4).toString("hex"),
        matcher,
        reason: input.reason,
        byWhom: input.by,
        createdAt: now,
        until,
        lastMatchedAt: findings > 0 ? now : null,
      };
      await keepSilence(transaction, clientId, silence);
      const { silenceId } = silence;
      const detail = { silenceId, matcher, until: until.toISOString(), reason: input.reason, via: input.via };
      await addAuditEntry(transaction, { clientId, at: now, byWhom: input.by, verb: "add-silence", detail });
      return { ok: true, clientId, silenceId, matches: sayMatcher(matcher), until: until.toISOString(), findings };
    });
  },
};

function matcherMeant(input: z.output<typeof Input>): Matcher {
  const lines = matcherOf(input);
  const matcher = input.record === undefined ? lines : { ...lines, subjects: input.record };
  const isEmpty = Object.keys(matcher).length === 0;
  if (isEmpty && !input.everything)
    throw new Refused("Say what is silenced: a check, a topic, a severity, an owner or a record; or --everything.");
  if (!isEmpty && input.everything)
    throw new Refused("Everything is silenced, or what fits some lines. Leave one of the two out.");
  return matcher;
}

function endMeant({ for: seconds, until: text }: z.output<typeof Input>, { timeZone }: ClientConfig, now: Date): Date {
  if ((seconds === undefined) === (text === undefined))
    throw new Refused('A silence has one end: say for how long, such as "3 days", or until when.');
  const until = seconds !== undefined ? new Date(now.getTime() + seconds * 1_000) : instantOfText(text!, timeZone);
  if (until === null)
    throw new Refused(`"${text}" is no time. Write a day such as 2026-12-03, or "2026-12-03 09:00", in ${timeZone}.`);
  if (until <= now) throw new Refused("This end lies in the past. Write a later one.");
  if (until.getTime() - now.getTime() > longestSilenceDays * dayMs)
    throw new Refused(
      `A silence lasts ${longestSilenceDays} days at most. What should stay so is accepted: \`revwatch accept\`.`,
    );
  return until;
}

async function countMatching(transaction: StoreHandle, client: ClientConfig, matcher: Matcher): Promise<number> {
  const people = await readPeople(transaction, client);
  const meant = withOwnerIds(matcher, people.owners);
  const open = candidatesOf(await openFindings(transaction, client.clientId), people);
  return open.filter((candidate) => matches(meant, candidate)).length;
}
