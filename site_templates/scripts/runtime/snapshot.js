/* A memory snapshot unfolded: see build_scripts/runtime/snapshot.py for its form. */

/** Write a snapshot as Pyodide wants it, header and memory, into an array of its length.
    @param {Uint8Array} packed  the differences
    @param {Uint8Array} beginning  the memory before Python started
    @param {Uint8Array} whole  filled in place: Pyodide was given it before its content was known */
export function unfold(packed, beginning, whole) {
  const numbers = new Uint32Array(packed.buffer, packed.byteOffset, 2);
  const [count, header] = numbers;
  const places = new Uint32Array(packed.buffer, packed.byteOffset + 8, 2 * count);
  let from = 8 * (count + 1);
  whole.set(packed.subarray(from, from + header));
  from += header;
  const memory = whole.subarray(header);
  if (memory.length !== beginning.length) {
    throw new Error("the memory has another size than the snapshot");
  }
  memory.set(beginning);
  let here = 0;
  for (let index = 0; index < places.length; index += 2) {
    here += places[index];
    memory.set(packed.subarray(from, from + places[index + 1]), here);
    here += places[index + 1];
    from += places[index + 1];
  }
}
