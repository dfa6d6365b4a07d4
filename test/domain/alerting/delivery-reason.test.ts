import { expect, test } from "vitest";
import { reasonOf } from "../../../domain/alerting/delivery-reason.ts";
import { sampleAlerts, sampleLine } from "../../reports/sample-alerts.ts";

const { opened, changed, worsened, recovered, escalated, acknowledged } = sampleAlerts;
const old = [{ ownerName: null, lines: [sampleLine({ isNew: false })] }];

test.each([
  ["first", opened, true],
  ["first", { ...changed, sections: old }, true],
  ["escalated", escalated, true],
  ["escalated", escalated, false],
  ["worse", worsened, false],
  ["acknowledged", acknowledged, false],
  ["new", changed, false],
  ["some-resolved", { ...changed, sections: old }, false],
  ["reminder", { ...changed, sections: old, recovered: [] }, false],
  ["reminder", { ...changed, occasion: "reminder" }, false],
  ["all-resolved", recovered, false],
  ["all-resolved", recovered, true],
  ["handed-over", sampleAlerts["handed-over"], false],
] as const)("%s", (reason, message, isFirst) => {
  expect(reasonOf(message, isFirst)).toBe(reason);
});
