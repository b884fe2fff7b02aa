export { Config, loadConfig, type Environment } from './config.js';
export { ConfigModule } from './config.module.js';
