import { loadConfig } from '#platform/config';
import { errorFacts, Log } from '#platform/logging';
import { createApi } from './create-api.js';

const config = loadConfig();
const log = new Log({ level: config.env.LOG_LEVEL, process: 'api' });

try {
  const app = await createApi(config, log);
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  await app.listen(config.env.PORT, config.env.HOST);
  // Whoever started this process waits for the line, whatever the log's level is.
  process.stdout.write(`${JSON.stringify({ process: 'api', event: 'api ready', url: await app.getUrl() })}\n`);
} catch (error) {
  log.error('api.not_started', errorFacts(error));
  log.flush();
  process.stderr.write(`${error instanceof Error ? error.message : 'The API could not start.'}\n`);
  process.exit(1);
}
