/* Search on a site that was opened from a disk: there a browser refuses to start a worker by its address. The theme looks
   for a script of this name in that case. This one lets a script that asks for a worker run in a hidden frame instead, by
   nothing but ordinary script elements, so that the page's policy needs no exception. The browser's own workers stay
   within reach: those that are made from text run on a disk as well. */

class FrameWorker extends EventTarget {
  onmessage = null;
  onerror = null;
  #frame = document.createElement("iframe");
  #ready;

  constructor(address) {
    super();
    this.#frame.hidden = true;
    this.#frame.title = "Search";
    document.body.append(this.#frame);
    const inside = this.#frame.contentWindow;
    inside.postMessage = (data) => this.#tell("message", new MessageEvent("message", { data }));
    inside.importScripts = (...addresses) =>
      addresses.reduce((earlier, next) => earlier.then(() => this.#run(next)), Promise.resolve());
    inside.addEventListener("error", ({ message, error }) => this.#tell("error", new ErrorEvent("error", { message, error })));
    this.#ready = this.#run(address);
  }

  postMessage(data) {
    const copy = structuredClone(data);
    this.#ready.then(() => {
      const inside = this.#frame.contentWindow;
      inside?.dispatchEvent(new inside.MessageEvent("message", { data: copy }));
    });
  }

  terminate() {
    this.#frame.remove();
  }

  #run(address) {
    return new Promise((resolve) => {
      const inside = this.#frame.contentDocument;
      const script = inside.createElement("script");
      script.src = new URL(address, location.href).href;
      script.onload = resolve;
      script.onerror = () => this.#tell("error", new ErrorEvent("error", { message: `${script.src} could not be loaded` }));
      inside.body.append(script);
    });
  }

  #tell(kind, event) {
    this.dispatchEvent(event);
    this[`on${kind}`]?.(event);
  }
}

if (location.protocol === "file:") {
  window.NativeWorker = window.Worker;
  window.Worker = function Worker(address, options) {
    return String(address).startsWith("blob:") ? new window.NativeWorker(address, options) : new FrameWorker(address);
  };
}
