import { jest } from '@jest/globals';

// A process starts in a second, but several test files start theirs on two cores at once.
jest.setTimeout(90_000);
