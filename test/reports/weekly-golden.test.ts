import { expect, test } from "vitest";
import { renderWeeklyEmail } from "../../reports/weekly/email.ts";
import { renderWeeklyPage } from "../../reports/weekly/page.ts";
import { renderWeeklyText } from "../../reports/weekly/text.ts";
import { blindReport, quietReport, sampleReport } from "./sample-report.ts";

const golden = "../golden/weekly";
const reports = { full: sampleReport, quiet: quietReport, blind: blindReport };

for (const [name, report] of Object.entries(reports)) {
  test(`${name}: e-mail, page and text`, async () => {
    const { subject, html, text } = renderWeeklyEmail(report);
    await expect(html).toMatchFileSnapshot(`${golden}/${name}.email.html`);
    await expect(`Subject: ${subject}\n\n${text}`).toMatchFileSnapshot(`${golden}/${name}.txt`);
    await expect(`${renderWeeklyPage(report).toString()}\n`).toMatchFileSnapshot(`${golden}/${name}.page.html`);
  });

  test(`${name}: every rendering has the same numbers`, () => {
    const numbers = numbersIn(renderWeeklyText(report));
    expect(numbersIn(wordsOfHtml(renderWeeklyEmail(report).html))).toEqual(numbers);
    expect(numbersIn(wordsOfHtml(renderWeeklyPage(report).toString()))).toEqual(numbers);
  });
}

test("the e-mail stays below the size at which mail clients cut it", () => {
  const broke = Array.from({ length: 40 }, () => sampleReport.broke[0]!);
  const { html } = renderWeeklyEmail({ ...sampleReport, broke, fixed: broke });
  expect(Buffer.byteLength(html)).toBeLessThan(90_000);
});

function wordsOfHtml(html: string): string {
  return html
    .replace(/<(style|title)>.*?<\/\1>/gs, " ")
    .replace(/<div style="display:none.*?<\/div>/gs, " ")
    .replace(/<[^>]+>/g, " ")
    .replace(/&#?\w+;/g, " ");
}

/** Links are written out in the text and hidden in the HTML, so they do not count. */
function numbersIn(text: string): readonly string[] {
  const found = text.replace(/https?:\S+/g, " ").match(/\d+(?:[.,:]\d+)*/g) ?? [];
  return [...new Set(found)].sort();
}
