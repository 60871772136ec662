// Loaded into the node's process before its own program: when whoever started it is gone, even killed, it
// shuts down in order instead of holding its port for nobody.
process.once('disconnect', () => {
  process.kill(process.pid, 'SIGTERM');
});
