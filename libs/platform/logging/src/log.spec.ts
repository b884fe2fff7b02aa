import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { errorFacts } from './error-facts.js';
import { Log } from './log.js';
import { NestLog } from './nest-log.js';

function listen(level = 'debug') {
  const lines: string[] = [];
  const log = new Log({ level, process: 'api', destination: { write: (line: string) => lines.push(line) } });
  return { log, lines, read: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('Log', () => {
  it('writes one JSON object a line, with the facts it was given', () => {
    const { log, read } = listen();
    log.info('request.answered', { requestId: 'r1', status: 200, operation: 'me' });
    expect(read()).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        process: 'api',
        event: 'request.answered',
        requestId: 'r1',
        status: 200,
        operation: 'me',
      },
    ]);
  });

  it('drops every key that is not on the list', () => {
    const { log, lines } = listen();
    const careless = {
      status: 200,
      variables: { legalName: 'CANARY' },
      headers: { cookie: 'CANARY' },
      query: 'CANARY',
    };
    log.warn('request.answered', careless);
    expect(lines.join()).toContain('"status":200');
    expect(lines.join()).not.toContain('CANARY');
  });

  it('keeps quiet below its level', () => {
    const { log, lines } = listen('warn');
    log.info('request.answered', {});
    expect(lines).toEqual([]);
  });
});

describe('errorFacts', () => {
  it('tells SQLSTATE and constraint of a failed statement, and neither parameters, message nor detail', () => {
    const driver = Object.assign(new Error('duplicate key: CANARY'), {
      code: '23505',
      constraint: 'person_email_key',
      detail: 'Key (email)=(CANARY) already exists.',
    });
    const facts = errorFacts(new QueryFailedError('insert into app.person values ($1)', ['CANARY'], driver));
    expect(facts).toMatchObject({ error: 'QueryFailedError', sqlState: '23505', constraint: 'person_email_key' });
    expect(JSON.stringify(facts)).not.toContain('CANARY');
  });

  it('keeps the frames and drops a message that runs over several lines', () => {
    const facts = errorFacts(new TypeError('CANARY one\n    at CANARY two\nCANARY three'));
    expect(facts.error).toBe('TypeError');
    expect(facts.frames?.length).toBeGreaterThan(0);
    expect(JSON.stringify(facts)).not.toContain('CANARY');
  });

  it('says no more than the type of what is not an error', () => {
    expect(errorFacts('CANARY')).toEqual({ error: 'string' });
  });
});

describe('NestLog', () => {
  it('passes on who spoke and not what was said', () => {
    const { log, lines, read } = listen();
    const nest = new NestLog(log);
    nest.error(new Error('CANARY'), 'CANARY stack', 'ExceptionsHandler');
    nest.warn('CANARY', 'Router');
    nest.log('CANARY', 'Router');
    expect(read().map(({ level, event, source }) => [level, event, source])).toEqual([
      ['error', 'framework.error', 'ExceptionsHandler'],
      ['warn', 'framework.warning', 'Router'],
      ['debug', 'framework.note', 'Router'],
    ]);
    expect(lines.join()).not.toContain('CANARY');
  });
});
