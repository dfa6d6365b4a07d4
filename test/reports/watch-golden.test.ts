import { expect, test } from "vitest";
import { composeNotice } from "../../domain/watch/notice.ts";
import { renderWatchEmail, renderWatchText } from "../../reports/watch/email.ts";
import { renderWatchForSlack } from "../../reports/watch/slack.ts";
import { recordOf, sampleSigns } from "./sample-signs.ts";

const golden = "../golden/watch";
const url = "https://revwatch.example.com";

for (const sign of sampleSigns) {
  const record = recordOf(sign);
  const told = composeNotice("told", [record], url);

  test(`${sign.kind}: Slack message`, async () => {
    await expect(`${JSON.stringify(renderWatchForSlack(told), null, 2)}\n`).toMatchFileSnapshot(
      `${golden}/${sign.kind}.slack.json`,
    );
  });

  test(`${sign.kind}: e-mail`, async () => {
    const { subject, html, text } = renderWatchEmail(told);
    await expect(html).toMatchFileSnapshot(`${golden}/${sign.kind}.html`);
    const end = renderWatchText(composeNotice("ended", [record], url));
    await expect(`Subject: ${subject}\n\n${text}\n----\n\n${end}`).toMatchFileSnapshot(`${golden}/${sign.kind}.txt`);
  });
}

test("fifty clients are one message, ten lines and the number of the rest", () => {
  const late = recordOf(sampleSigns.find(({ kind }) => kind === "audits-late")!);
  const notice = composeNotice(
    "told",
    Array.from({ length: 50 }, () => late),
    url,
  );
  expect(notice).toMatchObject({ more: 40, title: "Audits are late" });
  expect(notice.lines).toHaveLength(10);
  expect(JSON.stringify(renderWatchForSlack(notice)).length).toBeLessThan(13_000);
});

test("nothing in a name or reason comes to life", () => {
  const hostile = {
    ...recordOf(sampleSigns[0]!),
    what: "<!channel> <https://evil|x> *b* `c`",
    why: "<script>alert(1)</script>",
  };
  const notice = composeNotice("told", [hostile], "javascript:alert(1)");
  expect(renderWatchForSlack(notice).text).not.toMatch(/<!|<http|\*/);
  expect(renderWatchEmail(notice).html).not.toMatch(/<script>|javascript:/);
});
