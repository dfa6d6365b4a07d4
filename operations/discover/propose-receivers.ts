import { countOf } from "../../domain/duration.ts";
import type { Owner } from "../../domain/inventory/owner.ts";
import type { PortalFacts } from "./portal-facts.ts";
import { quote } from "./propose-hands.ts";
import type { Section } from "./section.ts";

const ownersShown = 40;
/** Words of owners that are no person. */
const ofQueues =
  /^(info|sales|office|admin|marketing|team|queue|hubspot|no-?reply|support|hello|contact|unassigned|api|pool|default|integration|leads?|crm|ops|operations)$/i;

/** Who owns records, and in which teams: people decide who of them hears of what. */
export function proposeReceivers({ owners, teams }: Pick<PortalFacts, "owners" | "teams">): Section {
  const key = "receivers";
  if ("refused" in owners)
    return { key, because: [], value: null, questions: [`Who owns leads? ${owners.refused} (${key})`] };
  const active = owners.value.filter(({ isActive }) => isActive);
  const gone = owners.value.length - active.length;
  const shown = active.slice(0, ownersShown);
  const named = "value" in teams ? teams.value : [];
  return {
    key,
    because: [
      `${countOf(active.length, "owner")} can log in, ${gone} cannot any more.`,
      "value" in teams
        ? `Teams: ${named.length === 0 ? "none" : named.map(({ name }) => name).join(", ")}.`
        : `Teams could not be read: ${teams.refused}`,
      "An owner hears of their own records once they are a receiver, and routeRules: says notify: [owner]. For example:",
      ...shown.map(
        (owner) => `  ${idOf(owner)}: { name: ${JSON.stringify(owner.name)}, email: ${owner.email ?? '""'} }`,
      ),
      ...(active.length > shown.length ? [`  and ${active.length - shown.length} more`] : []),
    ],
    value: null,
    questions: active
      .filter(isQueue)
      .map(
        ({ name }) =>
          `Is the owner ${quote(name)} a person, or a queue from which leads have to be handed on? A queue belongs into catchAllOwners, by its e-mail address.`,
      ),
  };
}

function isQueue({ name, email }: Owner): boolean {
  return [...name.split(/\s+/), email?.split("@")[0] ?? ""].some((word) => ofQueues.test(word));
}

function idOf({ name, id }: Owner): string {
  const words =
    name
      .toLowerCase()
      .normalize("NFKD")
      .match(/[a-z0-9]+/g) ?? [];
  return words.length === 0 ? `owner-${id}` : words.join("-");
}
