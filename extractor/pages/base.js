"use strict";
// What all pages share. Words of releases reach a page through text nodes only. Offsets are code points.
const factwire = (() => {
  const at = (id) => document.getElementById(id);

  const make = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name === "class") element.className = value;
      else if (name.startsWith("aria-") || name === "role") element.setAttribute(name, value);
      else element[name] = value;
    }
    element.append(...children);
    return element;
  };

  // A text that is cut by code points: its length, and the words between two offsets.
  const cutter = (text) => {
    const points = /[\ud800-\udbff]/.test(text) ? Array.from(text) : null;
    return {
      length: points ? points.length : text.length,
      cut: (start, end) => (points ? points.slice(start, end).join("") : text.slice(start, end)),
    };
  };

  // The stretches between all edges of spans that may overlap, each as [start, end, the items open in it].
  const stretches = (items, spanOf, start, end, edges = []) => {
    const inside = (offset) => Math.max(start, Math.min(offset, end));
    const marks = new Set([start, end, ...edges.map(inside)]);
    for (const item of items) spanOf(item).forEach((offset) => marks.add(inside(offset)));
    const cuts = [...marks].sort((a, b) => a - b), waiting = items.slice().sort((a, b) => spanOf(a)[0] - spanOf(b)[0]);
    const found = [];
    let open = [], next = 0;
    for (let i = 0; i + 1 < cuts.length; i += 1) {
      while (next < waiting.length && spanOf(waiting[next])[0] <= cuts[i]) open.push(waiting[next++]);
      open = open.filter((item) => spanOf(item)[1] > cuts[i]);
      found.push([cuts[i], cuts[i + 1], open.slice()]);
    }
    return found;
  };

  // Keys of a page: not while somebody types, nor over an open dialog.
  const onKeys = (keys, before = () => {}) => {
    document.addEventListener("keydown", (event) => {
      const typing = event.target.matches("input, select, textarea, [contenteditable]");
      if (event.key === "Escape" && typing) event.target.blur();
      if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
      if (!Object.hasOwn(keys, event.key)) return;
      event.preventDefault();
      before();
      keys[event.key]();
    });
  };

  // The address of what is shown; some viewers of local files refuse it.
  const remember = (hash) => {
    try { history.replaceState(null, "", hash); } catch { /* the page works without */ }
  };

  const data = () => JSON.parse(at("data").textContent);
  const counted = (n, noun) => `${n.toLocaleString("en")} ${noun}${n === 1 ? "" : "s"}`;

  return { at, make, cutter, stretches, onKeys, remember, data, counted };
})();
