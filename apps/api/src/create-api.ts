import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '#platform/config';
import { type Log, NestLog } from '#platform/logging';
import { AppModule } from './app.module.js';
import { AuthService, mountAuth } from './auth/index.js';
import { features as everything } from './features.js';
import type { Feature } from './graphql/feature.js';
import { LiveServer } from './graphql/live-server.js';
import { mountHealth } from './health/health-routes.js';
import { HttpErrorFilter } from './http-error.filter.js';
import { createAdapter, prepareServer } from './server.js';

/** Builds the API, ready to listen. */
export async function createApi(
  config: Config,
  log: Log,
  features: readonly Feature[] = everything,
): Promise<NestFastifyApplication> {
  const settings = { logger: new NestLog(log), abortOnError: false };
  const module = AppModule.for(config, log, features);
  const app = await NestFactory.create<NestFastifyApplication>(module, createAdapter(config), settings);
  app.useGlobalFilters(new HttpErrorFilter(log));
  const auth = app.get(AuthService);
  await prepareServer(app, { config, log, tokens: auth.tokens });
  const server = app.getHttpAdapter().getInstance();
  mountAuth(server, auth);
  mountHealth(server, app);
  await app.init();
  await app.get(LiveServer).attach(app.getHttpServer());
  await server.ready();
  return app;
}
