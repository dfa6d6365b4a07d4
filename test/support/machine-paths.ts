import { homedir, tmpdir } from "node:os";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Where work is done, on any machine: `/home/x/`, `/Users/x/`, `/root/`, `/work/`, `/tmp/x`, `C:\Users\x`. */
const workplaces =
  /(?<![\w.$)}~-])(?:file:\/\/)?(?:\/(?:home|Users|work|workspace|builds|github)\/[\w.-]+|\/root\/|\/(?:private\/)?(?:var\/)?tmp\/[\w.-]+|\/var\/folders\/|[A-Z]:[\\/]+Users[\\/])/g;

/** Every path of the machine that made a text. Base64 within it, such as the payloads of a history, is read too. */
export function machinePathsIn(text: string): readonly string[] {
  const own = [root, homedir(), tmpdir()].filter((path) => path.length > 5 && text.includes(path));
  const encoded = [...text.matchAll(/"([A-Za-z0-9+/]{24,}={0,2})"/g)].map(([, data]) =>
    Buffer.from(data!, "base64").toString(),
  );
  return [text, ...encoded].flatMap((part) => part.match(workplaces) ?? []).concat(own);
}

/** Stack traces keep their files, beginning at the repository; of what lies elsewhere only the name is left. */
export function withoutMachinePaths(text: string): string {
  return text
    .replaceAll(`file://${root}`, "")
    .replaceAll(root, "")
    .replaceAll(/(?<![\w.@-])(?:file:\/\/)?\/(?:[\w.@ -]+\/)+?(?=(?:node_modules\/|[\w.-]+\.[cm]?[jt]s:\d))/g, "");
}
