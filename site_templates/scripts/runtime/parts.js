/* The files of the runtime, from a server or from a disk: each checked against its hash before it is used. */

/** A file that cannot be used; `part` is its role, the message a sentence without a beginning. */
export class PartError extends Error {
  constructor(part, message) {
    super(message);
    this.part = part;
  }
}

/** Fetches files by HTTP. Where the browser can hash (it cannot on http://<IP>, which is no secure context), a file is
    read as it comes, so that progress is known to the byte; elsewhere fetch itself checks, and hands over the whole. */
export class ServedParts {
  #base;
  #files;
  #progress;

  /** @param {string} base  absolute address of the folder
      @param {Record<string, {name: string, size: number, integrity: string}>} files
      @param {(part: string, bytes: number) => void} progress  told how many bytes of a file there are */
  constructor(base, files, progress) {
    this.#base = base;
    this.#files = files;
    this.#progress = progress;
  }

  address(part) {
    return this.#base + this.#files[part].name;
  }

  /** Whether the browser holds a file already. */
  async cached(part) {
    try {
      const response = await fetch(this.address(part), { cache: "only-if-cached", mode: "same-origin" });
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  }

  async bytes(part) {
    const response = await this.#fetch(part);
    return this.#checked(part, await this.#read(part, response));
  }

  /** The compiled WebAssembly module. It is not compiled as a stream: that needs every byte twice, once to compile and once
      to check, and took longer on every link (benchmarks/results.md); nor does it matter how the server calls the type. */
  async module(part) {
    const bytes = await this.#read(part, await this.#fetch(part));
    const compiling = WebAssembly.compile(bytes);
    compiling.catch(() => {}); // told below, after the check that may explain it
    await this.#checked(part, bytes);
    return compiling;
  }

  /** Run a script; `come` is told its address once it is there. */
  async run(part, come) {
    await this.bytes(part);
    come(this.address(part));
    importScripts(this.address(part)); // from the cache: it has just been read and checked
  }

  async #fetch(part) {
    const { name, integrity } = this.#files[part];
    const options = self.crypto?.subtle ? {} : { integrity };
    let response;
    try {
      response = await fetch(this.address(part), options);
    } catch {
      throw new PartError(part, `${name} could not be loaded, or is not the file that it should be.`);
    }
    if (!response.ok) {
      throw new PartError(part, `${name} could not be loaded (${response.status} ${response.statusText}`.trimEnd() + ").");
    }
    return response;
  }

  async #read(part, response) {
    const { name, size } = this.#files[part];
    const result = new Uint8Array(size);
    let length = 0;
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read().catch(() => {
        throw new PartError(part, `${name} was cut off while it was loaded.`);
      });
      if (done) {
        break;
      }
      if (length + value.length <= size) {
        result.set(value, length);
      }
      length += value.length;
      this.#progress(part, Math.min(length, size));
    }
    if (length !== size) {
      throw new PartError(part, `${name} has ${length} bytes in place of ${size}: it is incomplete or was altered.`);
    }
    return result;
  }

  async #checked(part, bytes) {
    const { name, integrity } = this.#files[part];
    if (self.crypto?.subtle) {
      const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
      if (`sha256-${btoa(String.fromCharCode(...digest))}` !== integrity) {
        throw new PartError(part, `${name} is not the file that it should be: it was altered.`);
      }
    }
    return bytes;
  }
}

/** Files that came with the page's own script, for a site that is opened from a disk, where nothing can be fetched. */
export class CarriedParts {
  #packed;

  /** @param {Record<string, string>} packed  role → the file, gzipped, in base64 */
  constructor(packed) {
    this.#packed = packed;
  }

  async cached() {
    return true;
  }

  async bytes(part) {
    const text = atob(this.#packed[part]);
    const packed = new Uint8Array(text.length);
    for (let place = 0; place < text.length; place += 1) {
      packed[place] = text.charCodeAt(place);
    }
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  async module(part) {
    return WebAssembly.compile(await this.bytes(part));
  }

  async run(part) {
    const address = URL.createObjectURL(new Blob([await this.bytes(part)], { type: "text/javascript" }));
    importScripts(address);
    URL.revokeObjectURL(address);
  }
}
