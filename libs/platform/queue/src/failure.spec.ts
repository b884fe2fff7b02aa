import { describe, expect, it } from '@jest/globals';
import { TaskFailed } from './failure.js';

describe('a failed task', () => {
  it('leaves of its cause the class and the code, and nothing else', () => {
    const cause = Object.assign(new Error('Key (email)=(olena@example.org)'), { code: '23505', detail: 'olena' });
    const failed = new TaskFailed(cause);
    expect(failed.message).toBe('Error 23505');
    expect(failed.stack).toBe('Error 23505');
    expect(JSON.stringify(Object.getOwnPropertyDescriptors(failed))).not.toContain('olena');
  });

  it('copes with what is no error at all', () => {
    expect(new TaskFailed('olena@example.org').message).toBe('string');
  });
});
