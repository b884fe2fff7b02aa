import { describe, expect, it } from '@jest/globals';
import { seldom } from './seldom.js';

describe('seldom', () => {
  it('passes on the first complaint and then one every ten seconds', () => {
    let now = 1_000_000;
    const heard: number[] = [];
    const report = seldom<number>(
      (complaint) => heard.push(complaint),
      () => now,
    );
    for (let second = 0; second <= 25; second += 1) {
      report(second);
      now += 1_000;
    }
    expect(heard).toEqual([0, 10, 20]);
  });
});
