import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Log } from '#platform/logging';
import { sendError } from './http-errors.js';
import { BODY_LIMIT } from './server.js';

/** Answers for plain routes. A resolver's error goes on to GraphQL as it is: the framework's own filter would log its message. */
@Catch()
export class HttpErrorFilter implements ExceptionFilter {
  constructor(private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') throw error;
    return sendError(host.switchToHttp().getResponse<FastifyReply>(), error, { log: this.log, bodyLimit: BODY_LIMIT });
  }
}
