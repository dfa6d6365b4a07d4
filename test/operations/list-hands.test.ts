import { afterAll, beforeAll, expect, test } from "vitest";
import { sayHands } from "../../cli/print/hands.ts";
import { Refused } from "../../operations/operation.ts";
import { listHands } from "../../operations/list-hands.ts";
import { audit, runName, startOfTest, startTestWorld, type TestWorld } from "../activities/test-world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await startTestWorld();
});
afterAll(() => world.close());

const asked = async (clientId: string) => {
  const config = () => ({ clients: [world.world.client("northwind")] }) as never;
  return listHands.run({ config, db: world.world.db, now: world.now }, { clientId });
};

test("it says what counted, and proposes lines from the portal's own forms", async () => {
  const portal = await world.addClient("northwind");
  for (const name of ["Book a demo", "Newsletter", "Form 3"])
    await portal.admin.saveDocument("form", `f-${name}`, { name, formType: "hubspot" });
  expect(sayHands(await asked("northwind"))).toBe("No audit has looked yet who asked to be contacted.");

  for (const [name, formName] of [
    ["ana", "Book a demo"],
    ["ben", "Book a demo"],
    ["cleo", "Form 3"],
  ] as const)
    await portal.admin.submitForm({
      email: `${name}@lead.example`,
      formName,
      pageTitle: "Home",
      pageUrl: "https://n.example/",
    });
  await portal.api.create("contacts", { email: "api@lead.example", lifecyclestage: "lead" });
  await audit(world, runName("northwind", startOfTest));
  const list = await asked("northwind");
  expect(list).toMatchObject({
    clientId: "northwind",
    unmatched: 0,
    sources: [
      { source: "Home: Book a demo", how: "form", class: "hand", classBy: "name", raised: 2 },
      { source: "Form 3", how: "form", class: "unclassified", classBy: "name", raised: 1 },
      { source: "INTEGRATION", how: "api", class: "other", classBy: "setting", raised: 1 },
    ],
    proposed: [
      { form: "Book a demo", asks: true },
      { form: "Form 3", asks: null },
      { form: "Newsletter", asks: false },
    ],
  });
  expect(sayHands(list)).toBe(`Known from Sun 25 Oct, 15:00 UTC on. The last thirty days:
  Home: Book a demo: asks (by its name), 2
  Form 3: unclassified (by its name), 1
  INTEGRATION: asks for nothing (by the client's settings), 1

The portal's forms, for clients/northwind.yaml:

hands:
  forms:
    Book a demo: true
    Form 3: true
    Newsletter: false
# Unclassified: Form 3`);
});

test("a client that nobody knows is refused", async () => {
  await expect(asked("harbor")).rejects.toThrow(Refused);
});
