import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Config, loadConfig } from './config.js';

@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: Config = loadConfig()): DynamicModule {
    return { module: ConfigModule, providers: [{ provide: Config, useValue: config }], exports: [Config] };
  }
}
