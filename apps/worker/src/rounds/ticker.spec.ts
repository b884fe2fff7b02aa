import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Ticker } from './ticker.js';

const tickers: Ticker[] = [];
const failures: unknown[] = [];

function tick(seconds: number, work: () => Promise<number>): Ticker {
  const ticker = new Ticker(seconds, work, { failed: (error) => failures.push(error) });
  tickers.push(ticker);
  ticker.start();
  return ticker;
}

describe('a ticker', () => {
  afterEach(async () => {
    for (const ticker of tickers.splice(0)) await ticker.stop();
    failures.length = 0;
  });

  it('goes on without a pause for as long as there was something to do', async () => {
    const left = [3, 2, 1, 0, 0];
    let calls = 0;
    tick(60, () => Promise.resolve(left[calls++] ?? 0));
    await pause(30);
    expect(calls).toBe(4);
  });

  it('comes again after its time', async () => {
    let calls = 0;
    tick(0.02, () => Promise.resolve((calls += 1) && 0));
    await pause(200);
    expect(calls).toBeGreaterThan(4);
  });

  it('never runs twice at once, and once more when it was asked meanwhile', async () => {
    let [running, most, calls] = [0, 0, 0];
    const ticker = tick(60, async () => {
      most = Math.max(most, (running += 1));
      calls += 1;
      await pause(30);
      running -= 1;
      return 0;
    });
    for (let times = 0; times < 5; times += 1) ticker.kick();
    await pause(120);
    expect([most, calls]).toEqual([1, 2]);
  });

  it('outlives a failure', async () => {
    let calls = 0;
    tick(0.02, () => ((calls += 1) === 1 ? Promise.reject(new Error('once')) : Promise.resolve(0)));
    await pause(120);
    expect(failures).toEqual([new Error('once')]);
    expect(calls).toBeGreaterThan(1);
  });

  it('waits for what runs when it is stopped, and does nothing afterwards', async () => {
    let finished = 0;
    const ticker = tick(0.01, async () => {
      await pause(50);
      return (finished += 1);
    });
    await pause(10);
    await ticker.stop();
    ticker.kick();
    await pause(100);
    expect(finished).toBe(1);
  });
});
