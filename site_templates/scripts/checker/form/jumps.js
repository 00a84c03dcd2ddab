/* Jumps: the row of groups leads to each of them, and marks the one that is read. The address stays as it is. */

export class Jumps {
  #row;
  #links = new Map();

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#row = form.querySelector(".wb-jumps");
    for (const link of this.#row.querySelectorAll("a")) {
      const group = document.getElementById(link.hash.slice(1)); // the id may hold a colon, which selectors would read
      this.#links.set(group, link);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        this.#jump(group);
      });
    }
    const inSight = new Set();
    // A group is read while it lies across a line in the upper part of the window.
    const watch = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) {
          inSight[isIntersecting ? "add" : "delete"](target);
        }
        const groups = [...this.#links.keys()];
        const isAbove = groups[0].getBoundingClientRect().top > 0; // the page is read, and the form is still to come
        this.#mark(groups.find((group) => inSight.has(group)) ?? groups.at(isAbove ? 0 : -1));
      },
      { rootMargin: "-25% 0px -75% 0px" },
    );
    this.#links.forEach((_, group) => watch.observe(group));
  }

  #jump(group) {
    group.scrollIntoView({ block: "start" });
    this.#mark(group);
    // So that the next Tab leads to its first question; no keyboard comes up on a phone.
    group.tabIndex = -1;
    group.focus({ preventScroll: true });
    group.addEventListener("blur", () => group.removeAttribute("tabindex"), { once: true });
  }

  #mark(group) {
    for (const [each, link] of this.#links) {
      if (each === group) {
        link.setAttribute("aria-current", "true");
        this.#row.scrollTo({ left: link.offsetLeft - (this.#row.clientWidth - link.offsetWidth) / 2 });
      } else {
        link.removeAttribute("aria-current");
      }
    }
  }
}
