import { globSync } from "node:fs";
import { join } from "node:path";
import type { PlainScript } from "./plain-script.ts";

/** Every script of the folder above, by its file's name, which is its check's id. */
export async function allScripts(): Promise<readonly PlainScript[]> {
  const folder = join(import.meta.dirname, "..");
  const modules = await Promise.all(
    globSync("*.ts", { cwd: folder })
      .sort()
      .map((file) => import(join(folder, file)) as Promise<{ readonly script: PlainScript }>),
  );
  return modules.map(({ script }) => script);
}
