// Loaded into api and worker by the launcher. If it is killed the channel to it closes, and nobody would be left to stop them.
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// The channel alone is no reason to stay.
process.channel?.unref();
