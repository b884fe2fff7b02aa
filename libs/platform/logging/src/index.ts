export { errorFacts } from './error-facts.js';
export { Log, type Facts, type LogSettings } from './log.js';
export { LoggingModule } from './logging.module.js';
export { NestLog } from './nest-log.js';
