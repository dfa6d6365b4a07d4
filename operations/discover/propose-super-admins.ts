import { sayList } from "../../reports/format.ts";
import type { PortalFacts } from "./portal-facts.ts";
import type { Section } from "./section.ts";

const shown = 10;

/** Who may do everything in the portal today: whether they should, only people know. */
export function proposeSuperAdmins({ users }: Pick<PortalFacts, "users">): Section {
  const key = "superAdmins";
  if ("refused" in users)
    return { key, because: [`Users could not be read: ${users.refused}`], value: null, questions: [] };
  const emails = users.value.flatMap(({ isSuperAdmin, email }) => (isSuperAdmin ? [email] : [])).toSorted();
  const some = emails.length > shown ? [...emails.slice(0, shown), `${emails.length - shown} more`] : emails;
  return {
    key,
    because: [],
    value: null,
    questions:
      emails.length === 0
        ? []
        : [`Who may be a super admin without it being told? Now: ${sayList(some)}. (${key}, by e-mail address)`],
  };
}
