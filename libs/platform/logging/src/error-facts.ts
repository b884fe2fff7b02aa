import type { Facts } from './log.js';

type ErrorFacts = Pick<Facts, 'error' | 'sqlState' | 'constraint' | 'frames'>;

const mostFrames = 12;
const stateShape = /^[0-9A-Z]{5}$/;
const constraintShape = /^[a-z0-9_]{1,63}$/;

/**
 * What may be told about an error that nobody expected. Its message, parameters and details stay behind: a driver quotes
 * the values it choked on. The stack is kept from its first frame on, since its head repeats the message.
 */
export function errorFacts(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { error: typeof error };
  return {
    error: error.constructor.name,
    ...driverFacts(error),
    frames: framesOf(error.stack),
  };
}

function driverFacts(error: Error): ErrorFacts {
  // TypeORM wraps the driver's error and copies its properties; the original is one level down.
  const driver: unknown = 'driverError' in error ? error.driverError : error;
  if (typeof driver !== 'object' || driver === null) return {};
  const code: unknown = 'code' in driver ? driver.code : undefined;
  const constraint: unknown = 'constraint' in driver ? driver.constraint : undefined;
  return {
    ...(typeof code === 'string' && stateShape.test(code) ? { sqlState: code } : {}),
    ...(typeof constraint === 'string' && constraintShape.test(constraint) ? { constraint } : {}),
  };
}

function framesOf(stack: string | undefined): readonly string[] {
  return (stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at .*(:\d+:\d+\)?|\(<anonymous>\))$/.test(line))
    .slice(0, mostFrames)
    .map((line) => line.trim().replace(/^at /, ''));
}
