import { launch } from './lib/launcher.mjs';

process.exitCode = await launch();
