const block = 512;
/** PostgreSQL's `template1` and `template0`: only `create database` copies them. */
const spare = /^\/?base\/[14]\/./;

/** The tar archive of a database folder without the databases that a test never opens: two thirds of its files. */
export function withoutSpareDatabases(archive: Uint8Array): Uint8Array<ArrayBuffer> {
  const kept: Uint8Array[] = [];
  const text = (from: number, length: number) =>
    Buffer.from(archive.subarray(from, from + length))
      .toString("latin1")
      .replace(/\0.*$/s, "");
  for (let at = 0; at < archive.length;) {
    const name = text(at, 100);
    const size = Number.parseInt(text(at + 124, 12), 8) || 0;
    const end = at + block + Math.ceil(size / block) * block;
    // The end is blocks of nothing, which have no name.
    if (!spare.test(name)) kept.push(archive.subarray(at, end));
    at = end;
  }
  return new Uint8Array(Buffer.concat(kept));
}
