import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { services, type Service } from "./services.ts";

const testFolder = fileURLToPath(new URL("..", import.meta.url));
const supportFolder = fileURLToPath(new URL(".", import.meta.url));

/**
 * The services that these test files ask for, so that `npm test -- test/domain` starts no server. A file asks by
 * naming the service in quotes, itself or in a helper under test/ that it imports.
 */
export function neededServices(testFiles: readonly string[]): readonly Service[] {
  const needed = new Set<Service>();
  const seen = new Set<string>();
  const read = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    const source = sourceOf(file);
    for (const service of services) if (new RegExp(`["']${service}["']`).test(source)) needed.add(service);
    for (const [, specifier = ""] of source.matchAll(/\bfrom ["'](\.[^"']*)["']/g)) {
      const imported = resolve(dirname(file), specifier);
      // What lies in support/ names the services because it provides them, not because it needs them.
      if (imported.startsWith(testFolder) && !imported.startsWith(supportFolder)) read(imported);
    }
  };
  testFiles.forEach(read);
  return services.filter((service) => needed.has(service));
}

function sourceOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return ""; // the runner itself tells about a file that is not there
  }
}
