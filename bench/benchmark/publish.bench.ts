import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { measurePublishing, type PublishSample } from '../registry/publish.measure.ts';
import { startRegistryServer, type RegistryServer } from '../registry/registry.server.ts';
import { measureSize, type SizeSample } from '../registry/size.measure.ts';
import { publishMarkdown } from '../report/publish.report.ts';
import type { Benchmark } from './benchmark.ts';
import { startLiveSite } from './live.site.ts';

/** Publishes to the registry: what they cost those that ask and listen, and how their own time grows with the graph. */
export const publishBenchmark: Benchmark = async ({ options, folder }) => {
  const withRegistry = async <Result>(measure: (registry: RegistryServer) => Promise<Result>): Promise<Result> => {
    const registry = await startRegistryServer(await mkdtemp(join(folder, 'registry-')));
    try {
      return await measure(registry);
    } finally {
      await registry.server.stop();
    }
  };
  const site = await startLiveSite(folder);
  const samples: PublishSample[] = [];
  try {
    for (let run = 0; run < options.runs; run++) {
      samples.push(await withRegistry((registry) => measurePublishing(registry, site, options)));
    }
  } finally {
    await site.stop();
  }
  const sizes: SizeSample[] = [];
  for (const { subgraphs, versions } of options.graphSizes) {
    sizes.push(await withRegistry((registry) => measureSize(registry, subgraphs, versions)));
  }
  return { markdown: `### Publish\n\n${publishMarkdown(samples, sizes)}`, result: { samples, sizes } };
};
