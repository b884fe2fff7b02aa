import { testEverything } from './lib/test-run.mjs';

process.exitCode = await testEverything();
