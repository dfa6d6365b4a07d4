import type { ConfigFault } from "./config-faults.ts";
import type { ConfigFiles } from "./read-files.ts";

/** A client whose portal nothing opens, or two things that could open different ones. */
export function findAccessFaults({ clients }: ConfigFiles): readonly ConfigFault[] {
  return clients.flatMap(({ file }) => {
    if (typeof file.value !== "object" || file.value === null || Array.isArray(file.value)) return [];
    const ways = ["token", "oauth"].filter((way) => Object.hasOwn(file.value as object, way));
    if (ways.length === 0)
      return [
        file.fault(
          ["token"],
          "Nothing opens this client's portal. Name where its token is kept: { env: NAME } for an environment variable, or { file: PATH }. For an OAuth app write oauth: instead.",
        ),
      ];
    if (ways.length === 1) return [];
    return [file.faultAtKey(["oauth"], "There is a token: already, and only one of the two can count. Remove one.")];
  });
}
