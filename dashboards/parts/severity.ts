import { severities, type Severity } from "../../domain/findings/severity.ts";
import { severityWords } from "../../reports/severity-words.ts";
import { markup, trusted, type Markup } from "../../reports/markup.ts";
import type { OpenBySeverity } from "../../storage/reads/open-counts.ts";

/** A shape for each severity, so that none rests on its colour. */
const shapes: Readonly<Record<Severity, string>> = {
  critical: `<path d="M7 .6 13.4 7 7 13.4.6 7z"/>`,
  high: `<path d="M7 1.2 13.3 12.6H.7z"/>`,
  medium: `<rect x="1.6" y="1.6" width="10.8" height="10.8" rx="1.5"/>`,
  low: `<circle cx="7" cy="7" r="4.9"/>`,
};

function shape(severity: Severity): Markup {
  return trusted(
    `<svg class="shape" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">${shapes[severity]}</svg>`,
  );
}

/** The shape with its word. */
export function severityMark(severity: Severity): Markup {
  return markup`<span class="severity severity-${severity}">${shape(severity)}${severityWords[severity]}</span>`;
}

/** The shape alone, its word for screen readers and as a hint. */
export function severityShape(severity: Severity): Markup {
  return markup`<span class="severity severity-${severity}" title="${severityWords[severity]}">${shape(severity)}<span class="unseen">${severityWords[severity]}</span></span>`;
}

/**
 * Open findings by severity, worst first; severities without any are left out. No count is good news only where it is
 * known.
 */
export function severityCounts(open: OpenBySeverity, isKnown: boolean): Markup {
  const present = severities.toReversed().filter((severity) => open[severity] > 0);
  if (present.length === 0) return markup`<span class="soft">${isKnown ? "nothing open" : "nothing known"}</span>`;
  return markup`<span class="severity-counts">${present.map(
    (severity) =>
      markup`<span class="severity severity-${severity}" title="${open[severity]} ${severityWords[severity].toLowerCase()}">${shape(severity)}<span class="count">${open[severity]}</span><span class="unseen">${severityWords[severity].toLowerCase()}</span></span>`,
  )}</span>`;
}
