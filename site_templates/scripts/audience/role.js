/* Who is reading: named behind the # of an address, kept for the tab, or kept on the device, in this order. */

export const KEY = "wardbook.audience";

/** The first is whoever says nothing. */
export const ROLES = ["physician", "nurse", "patient"];

/** A role in any letters, then what other programs may have added, then the place; what follows `to=` is its own. */
const FRAGMENT = /^#as=([^&]*)(?:&(?!to=)[^&]*)*(?:&to=(.*))?$/i;

/** The role that an address names, and the place on the page that it leads to besides.
    @param {string} hash  as in `#as=patient` or `#as=patient&to=S08` */
export function named(hash) {
  const [, given, to = ""] = FRAGMENT.exec(hash) ?? [];
  const role = given?.toLowerCase();
  return { role: ROLES.includes(role) ? role : null, to, isRole: role !== undefined };
}

/** An address that says who reads, wherever it led before. Nothing is said of whoever is meant by saying nothing.
    @param {string} hash  of the address  @param {string} role */
export function naming(hash, role) {
  const { to, isRole } = named(hash);
  const place = isRole ? to : hash.slice(1);
  if (role === ROLES[0]) {
    return place && `#${place}`;
  }
  return place ? `#as=${role}&to=${place}` : `#as=${role}`;
}

/** @param {"sessionStorage" | "localStorage"} where */
export function kept(where) {
  try {
    const role = window[where].getItem(KEY);
    return ROLES.includes(role) ? role : null;
  } catch {
    return null; // storage is forbidden: the role goes from page to page in the links
  }
}

/** Keep the role for this tab.
    @returns {boolean} whether that worked */
export function keepForTab(role) {
  try {
    sessionStorage.setItem(KEY, role);
    return true;
  } catch {
    return false;
  }
}

/** @returns {string} who reads, as far as is known without the address */
export const known = () => kept("sessionStorage") ?? kept("localStorage") ?? ROLES[0];

export const isPatient = () => document.documentElement.dataset.audience === "patient";
