import { describe, expect, it } from '@jest/globals';
import { describeFailure, TaskFailed } from './failure.js';

describe('what is written down about a failure', () => {
  it('names the error and its code and repeats no message', () => {
    const error = Object.assign(new Error('invalid input syntax for type uuid: "Olena Petrenko"'), { code: '22P02' });
    const written = JSON.stringify(describeFailure(error));
    expect(written).toContain('22P02');
    expect(written).toContain('failure.spec');
    expect(written).not.toContain('Olena');
  });

  it('leaves nothing of the cause in what the broker stores', () => {
    const failed = new TaskFailed(Object.assign(new Error('Key (email)=(olena@example.org)'), { code: '23505' }));
    expect(failed.message).toBe('Error 23505');
    expect(failed.stack).toBe('Error 23505');
    expect(failed.cause).toBeUndefined();
  });

  it('copes with what is no error at all', () => {
    expect(describeFailure('olena@example.org')).toEqual({ name: 'string', code: '', at: '' });
  });
});
