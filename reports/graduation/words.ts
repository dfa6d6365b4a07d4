import type { Graduation } from "../../domain/alerting/graduation.ts";
import { countOf } from "../../domain/duration.ts";
import { sayList } from "../format.ts";
import type { PlainMessage } from "../plain/plain-message.ts";
import { oneLine } from "../plain-words.ts";

const named = 5;

/** One line for all checks that begin to alert, with the count of what they have found already. */
export function graduationWords({ clientName, checks, url }: Graduation): PlainMessage {
  const open = checks.reduce((sum, check) => sum + check.open, 0);
  const first = checks.slice(0, named).map(({ title, open: count }) => `${title} (${count})`);
  const more = checks.length - first.length;
  const said = sayList([...first, ...(more > 0 ? [countOf(more, "more check")] : [])]);
  return {
    title: `${oneLine(clientName, 80)}: ${countOf(checks.length, "check")} will alert you from now on`,
    lead: `Observed until now: ${said}. ${open === 1 ? "The 1 finding that is open already is" : `The ${open} findings that are open already are`} not sent one by one; you will hear of what comes next.${url === null ? "" : ` All of it: ${url}`}`,
  };
}
