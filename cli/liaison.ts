/** The `liaison` command. Checks the runtime before anything is loaded that an old one would crash on. */
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 17)) {
  console.error(
    `liaison-graph needs Node 22.17 or newer to run, and this is ${process.versions.node}. Start it through npm (npm start, npm run cli -- …), which brings Node 24 along on Linux, or install a newer Node.`,
  );
  process.exit(1);
}
// graphql-js and others check each value twice unless they are told that this is not a developer's machine.
process.env['NODE_ENV'] ??= 'production';
const { runProgram } = await import('./program.ts');
await runProgram(process.argv);
