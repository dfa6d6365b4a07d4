/** One import as it is written. */
export interface Import {
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

const statement = /^[ \t]*(?:import|export)\s+(?<type>type\s)?[^"'`;=]*?from\s*["'](?<specifier>[^"'\n]+)["']/gm;
const sideEffect = /^[ \t]*import\s*["'](?<specifier>[^"'\n]+)["']/gm;
const dynamic = /\bimport\(\s*["'](?<specifier>[^"'\n]+)["']\s*\)/g;

/** Every import of a source file, whatever its form. */
export function importsOf(source: string): readonly Import[] {
  const code = withoutComments(source);
  return [statement, sideEffect, dynamic].flatMap((pattern) =>
    [...code.matchAll(pattern)].map(({ groups }) => ({
      specifier: groups!["specifier"]!,
      isTypeOnly: groups!["type"] !== undefined,
    })),
  );
}

/** Code without its comments. A `//` within an address in quotes stays. */
export function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(?<![:"'`\w])\/\/.*$/gm, "");
}
