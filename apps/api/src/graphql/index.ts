export { CurrentActor } from '../auth/current-actor.js';
export { Requires } from '../auth/requires.js';
export { Connection, PageArgs } from './connection.js';
export { enums } from './enums.js';
export type { AccessTable, Feature } from './feature.js';
export { MutationInput, VersionedInput } from './inputs.js';
export { Live, LiveStreams } from './live.js';
export { LiveStream } from './live-connection.js';
export { DateTime, UUID } from './scalars.js';
