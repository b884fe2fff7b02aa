import { type DynamicModule, Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Log } from './log.js';

@Global()
@Module({})
export class LoggingModule implements OnApplicationShutdown {
  constructor(private readonly log: Log) {}

  static with(log: Log): DynamicModule {
    return { module: LoggingModule, providers: [{ provide: Log, useValue: log }], exports: [Log] };
  }

  onApplicationShutdown(): void {
    this.log.flush();
  }
}
