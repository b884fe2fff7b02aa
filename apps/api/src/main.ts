import { loadConfig } from '#platform/config';
import { Log } from '#platform/logging';
import { createApi } from './create-api.js';

const config = loadConfig();
const log = new Log({ level: config.env.LOG_LEVEL, process: 'api' });
const app = await createApi(config, log);
app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
await app.listen(config.env.PORT, config.env.HOST);
const { port } = new URL(await app.getUrl());
log.info('api.listening', { port: Number(port) });
log.flush();
