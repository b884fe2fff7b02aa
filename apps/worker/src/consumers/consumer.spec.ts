import { describe, expect, it } from '@jest/globals';
import { type Consumer, ready, wanting } from './consumer.js';

function consumer(name: string, after: string[] = [], wants = true): Consumer {
  return { name, queue: 'events', after, wants: () => wants, handle: () => Promise.resolve() };
}
const names = (consumers: readonly Consumer[]) => consumers.map(({ name }) => name);
const all = [consumer('rows'), consumer('mail', ['rows']), consumer('live', ['rows']), consumer('tree')];

describe('which consumers are to be dispatched', () => {
  it.each<[string[], string[]]>([
    [[], ['rows', 'tree']],
    [['rows'], ['mail', 'live', 'tree']],
    [
      ['rows', 'tree'],
      ['mail', 'live'],
    ],
    [['tree', 'mail'], ['rows']],
    [['rows', 'tree', 'mail', 'live'], []],
    [['of an older version'], ['rows', 'tree']],
  ])('after %j', (handled, expected) => {
    expect(names(ready(all, new Set(handled)))).toEqual(expected);
  });

  it('waits for none that does not want the event', () => {
    const wanted = wanting([consumer('rows', [], false), consumer('live', ['rows'])], 'consent.recorded');
    expect(names(ready(wanted, new Set()))).toEqual(['live']);
  });
});
