import { services, type Service } from "./services.ts";

/**
 * The services that `REVWATCH_REQUIRE` names: without them the run fails instead of skipping.
 *
 * @throws {Error} When it names something that is no service.
 */
export function requiredServices(env: NodeJS.ProcessEnv = process.env): readonly Service[] {
  const names = (env["REVWATCH_REQUIRE"] ?? "").split(",").flatMap((name) => name.trim() || []);
  const unknown = names.find((name) => !isService(name));
  if (unknown !== undefined)
    throw new Error(`REVWATCH_REQUIRE names "${unknown}". It may name: ${services.join(", ")}.`);
  return names.filter(isService);
}

function isService(name: string): name is Service {
  return (services as readonly string[]).includes(name);
}
