import { PGlite } from "@electric-sql/pglite";

/** A program of its own: makes an empty database in a folder, which need not be there, and ends. */
const database = await PGlite.create(process.argv[2]!);
await database.close();
