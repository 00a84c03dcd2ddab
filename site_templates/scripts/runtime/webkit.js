/* Whether this is WebKit, the engine of Safari: nothing that it can do tells it apart where it behaves otherwise. Chromium
   calls itself AppleWebKit as well, and for ever by the same number. */

export const WEBKIT = /AppleWebKit\/(?!537\.36)/.test(navigator.userAgent);
