import type { AlertSection } from "../../domain/alerting/alert.ts";

export interface FittedSections {
  readonly sections: readonly AlertSection[];
  /** Lines that are open and not shown, whether the message left them out or this did. */
  readonly leftOut: number;
}

/**
 * Keeps the first lines up to both limits; sections that lose all of their lines go. The lines come worst first, so
 * what is cut is what can wait.
 */
export function fitSections(
  sections: readonly AlertSection[],
  alreadyLeftOut: number,
  limits: { readonly lines: number; readonly characters: number },
): FittedSections {
  let lines = 0;
  let characters = 0;
  let leftOut = alreadyLeftOut;
  const fitted: AlertSection[] = [];
  for (const section of sections) {
    const kept = section.lines.filter((line) => {
      const length = line.summary.length + line.label.length + (line.url?.length ?? 0);
      // Once something was cut, everything after it is cut too: "and N more" must not skip over worse ones.
      const fits = leftOut === alreadyLeftOut && lines < limits.lines && characters + length <= limits.characters;
      if (!fits) {
        leftOut += 1;
        return false;
      }
      lines += 1;
      characters += length;
      return true;
    });
    if (kept.length > 0) fitted.push({ ...section, lines: kept });
  }
  return { sections: fitted, leftOut };
}
