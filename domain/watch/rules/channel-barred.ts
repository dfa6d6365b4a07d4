import { traitsOf } from "../../alerting/channels.ts";
import type { AlarmRule } from "../alarm.ts";
import { hidesNothing } from "../hides.ts";
import { sayAt, sentence } from "../say.ts";

export const channelBarred: AlarmRule = {
  kind: "channel-barred",
  title: "A channel lets no message in",
  severity: "high",
  holds: true,
  hides: hidesNothing,
  meaning:
    "Slack, Teams, the mail server or a webhook refuses us, whatever the message. Messages are held and go out another way after a time.",
  remedy:
    "Do what the message names (a token, a scope, an invitation, a password). `revwatch deliveries` lists what is held.",
  find: ({ channels }, now) =>
    channels.map(({ channel, place, clientIds, since, reason, remedy, held }) => ({
      kind: "channel-barred",
      // The address of one client is no news for the others.
      clientId: place !== null && clientIds.length === 1 ? clientIds[0]! : null,
      subject: place === null ? channel : `${channel} ${place}`,
      since,
      what: `${traitsOf(channel).name}${place === null ? "" : ` (${place})`} has refused our messages since ${sayAt(since, now)}; ${held} held.`,
      why: sentence(reason),
      wayOut: remedy === "" ? "Run `revwatch deliveries`." : sentence(remedy),
      over: `${traitsOf(channel).name}${place === null ? "" : ` (${place})`} takes our messages again.`,
    })),
};
