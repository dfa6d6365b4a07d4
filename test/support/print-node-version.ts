// Says on which Node it runs, and with which argument.
const said: string = `${process.versions.node} ${process.argv[2]}\n`;
process.stdout.write(said);
