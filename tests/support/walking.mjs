/* How every walk by a script of Node ends: what it saw is written as JSON, and why it went no further if it did not. */

/** Walk, and end the process.
    @param {object} seen  what the walk sees
    @param {() => Promise<void>} walk
    @param {() => Promise<void>} end  closes what was opened, however far the walk went */
export async function walked(seen, walk, end) {
  try {
    await walk();
  } catch (error) {
    seen.failure = String(error?.stack ?? error);
  } finally {
    await end();
  }
  process.stdout.write(JSON.stringify(seen));
  process.exit(0);
}
