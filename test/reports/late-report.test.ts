import { expect, test } from "vitest";
import { renderWeeklyEmail } from "../../reports/weekly/email.ts";
import { sampleReport } from "./sample-report.ts";

test("a report that is sent late says so in its first line, in every form, with the time for which it was meant", () => {
  const lateSince = "2026-11-23T07:30:00.000Z";
  const { html, text } = renderWeeklyEmail({ ...sampleReport, lateSince });
  expect(text.split("\n")[0]).toMatch(/ · sent late, was due Mon 23 Nov, 0[78]:30/);
  expect(html).toContain("sent late, was due Mon 23 Nov");
  expect(renderWeeklyEmail(sampleReport).text).not.toContain("sent late");
});
