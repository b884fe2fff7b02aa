import { runTool } from './lib/children.mjs';

await runTool(['ensure-install.mjs'], process.env, new AbortController().signal);
const { build } = await import('./build.mjs');
await build();
const { bench } = await import('../bench/bench.mjs');
await bench();
