import type { Mode } from '../load/mode.ts';
import type { Launch } from '../process/child-process.ts';

/** Where a contender finds what it serves. */
export interface Site {
  readonly supergraphFile: string;
  /** Of the subgraph server; `<origin>/<name>` is a subgraph. */
  readonly subgraphOrigin: string;
  /** A folder for files that last as long as the run. */
  readonly folder: string;
}

/** A server under test. It serves POST /graphql. */
export interface Contender {
  readonly name: string;
  readonly title: string;
  /** Modes whose launches are equal are served by one process. */
  launch(site: Site, mode: Mode): Launch;
}

/** A program of this folder, on the Node that runs the benchmarks. */
export function launchScript(script: string, env: Readonly<Record<string, string>>): Launch {
  return { command: process.execPath, args: [script], env };
}
