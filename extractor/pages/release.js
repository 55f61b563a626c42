// Releases with their facts: filters, steps, the fact that is chosen with lines to all that it rests on.
factwire.view = (() => {
  const { at, make, onKeys, remember, counted } = factwire;
  const data = factwire.data();
  const ROLES = ["metric", "subject", "period"];
  const INCOMING = { equivalent_of: "the same sum", change_of: "its change", prior_of: "compared figure", part_of: "a part of it", share_of: "a share of it", same_as: "said again" };
  const state = { release: 0, fact: null, kinds: new Set(data.kinds), section: "", sure: 1, find: "", search: "" };
  const hooks = { shown: [], chosen: [] };
  let built = null;

  const here = () => data.releases[state.release];
  const byId = (id) => here().facts.find((fact) => fact.id === id) || null;
  const rowOf = (fact, name) => fact.rows.find((row) => row.n === name);
  const pointing = (fact) => here().facts.filter((other) => other.rows.some((row) => row.n === "relation" && row.to === fact.id));

  // ------------------------------------------------------------------------------------------------------ filters
  const passes = (fact) => state.kinds.has(fact.k) && (!state.section || fact.x === state.section)
    && (state.sure >= 1 || (fact.c !== undefined && fact.c < state.sure))
    && (!state.find || [release().cut(fact.s, fact.e), fact.v, ...fact.rows.map((row) => row.t)].some((words) => words.toLowerCase().includes(state.find)));
  const release = () => built;
  const passing = () => here().facts.filter(passes);

  const chips = () => {
    at("kinds").replaceChildren(...data.kinds.map((kind, i) => {
      const number = here().facts.filter((fact) => fact.k === kind).length, on = state.kinds.has(kind);
      const chip = make("button", { type: "button", class: `chip ${kind}${on ? " on" : ""}`, title: `show or hide (${i + 1})`, "aria-pressed": String(on) },
        `${kind} `, make("b", {}, String(number)));
      chip.addEventListener("click", () => toggle(kind));
      return chip;
    }));
  };

  const options = () => {
    const sections = [...new Set(here().facts.map((fact) => fact.x))];
    at("section").replaceChildren(make("option", { value: "" }, "all sections"), ...sections.map((name) => make("option", { value: name }, name)));
    if (!sections.includes(state.section)) state.section = "";
    at("section").value = state.section;
    at("sure").hidden = !here().facts.some((fact) => fact.c !== undefined);
    at("sure").replaceChildren(...[[1, "any confidence"], [0.9, "below 90 %"], [0.7, "below 70 %"], [0.5, "below 50 %"]].map(
      ([value, words]) => make("option", { value: String(value) }, words)));
    at("sure").value = String(state.sure);
  };

  const toggle = (kind) => {
    if (!state.kinds.delete(kind)) state.kinds.add(kind);
    refilter();
  };

  const showAll = () => {
    Object.assign(state, { kinds: new Set(data.kinds), section: "", sure: 1, find: "" });
    at("find").value = at("section").value = "";
    at("sure").value = "1";
    refilter();
  };

  const refilter = () => {
    if (state.fact && !passes(state.fact)) choose(null);
    chips();
    showList();
    showMarks();
    showPosition();
  };

  // -------------------------------------------------------------------------------------------------- list and marks
  const showList = () => {
    const rows = passing().map((fact) => {
      const of = ["metric", "subject", "period", "role", "change"].map((name) => rowOf(fact, name)).filter(Boolean).map((row) => row.t);
      const button = make("button", { type: "button", "aria-current": String(fact === state.fact) }, make("span", { class: `dot ${fact.k}`, title: fact.k }),
        make("bdi", { class: "figure-words" }, words(fact)), make("span", { class: "number" }, fact.v, " ", ...meter(fact.c)), make("bdi", { class: "of" }, of.join(" · ")));
      button.addEventListener("click", () => choose(fact, { reveal: true }));
      fact.button = button;
      return make("li", fact.mark ? { class: fact.mark } : {}, button);
    });
    at("list").replaceChildren(...(rows.length ? rows : [make("li", { class: "none" }, here().facts.length ? "No fact passes the filters." : "This release has no facts.")]));
  };

  const words = (fact) => built.cut(fact.s, fact.e).replace(/\s+/g, " ");

  const meter = (sure) => {
    if (sure === undefined) return [];
    const level = sure < 0.5 ? " low" : sure < 0.8 ? " middling" : "";
    return [make("span", { class: `meter${level}`, title: "confidence" }, `${Math.round(100 * sure)} %`)];
  };

  const showMarks = () => {
    for (const [fact, marks] of built.marks) {
      const off = !passes(fact);
      for (const mark of marks) mark.classList.toggle("off", off && !mark.classList.contains("nested"));
    }
  };

  const showPosition = () => {
    const all = passing(), i = all.indexOf(state.fact);
    at("position").textContent = i < 0 ? counted(all.length, "fact") : `fact ${i + 1} of ${all.length}`;
    at("fold").textContent = i < 0 ? counted(all.length, "fact") : `${words(state.fact)} · ${i + 1} of ${all.length}`;
  };

  // --------------------------------------------------------------------------------------------------------- detail
  const jump = (label, span) => {
    const button = make("button", { type: "button", class: "link" }, make("bdi", {}, label));
    button.addEventListener("click", () => point(span));
    return button;
  };
  const factLink = (fact, before = "") => {
    const button = make("button", { type: "button", class: "link" }, before, make("bdi", {}, words(fact)), fact.v ? ` (${fact.v})` : "");
    button.addEventListener("click", () => choose(fact, { reveal: true }));
    return button;
  };

  const fieldRow = (row) => {
    const other = row.to ? byId(row.to) : null, parts = [];
    if (row.n === "relation" && other) parts.push(factLink(other, `${row.t} `));
    else if (row.at) parts.push(jump(row.t, row.at));
    else if (other) parts.push(jump(row.t, [other.s, other.e]));
    else parts.push(make("bdi", {}, row.t));
    parts.push(" ", ...meter(row.c));
    if (row.more) parts.push(make("small", {}, row.more));
    return [make("dt", { class: row.n }, row.n), make("dd", {}, ...parts)];
  };

  const reasons = (fact) => {
    const rules = Object.entries(fact.why || {}), others = Object.entries(fact.else || {});
    const rows = [make("dt", {}, "found by"), make("dd", {}, make("code", {}, fact.rule))];
    for (const [name, each] of rules) {
      rows.push(make("dt", {}, name), make("dd", {}, ...each.flatMap((rule, i) => {
        const code = make("code", {}, rule.by), cue = rule.at ? [" ", jump(`“${built.cut(...rule.at).trim().replace(/\s+/g, " ")}”`, rule.at)] : [];
        return i ? [make("br"), code, ...cue] : [code, ...cue];
      })));
    }
    const second = others.map(([name, each]) => [make("dt", {}, name), make("dd", {}, ...each.map((one) =>
      make("small", {}, `${Math.round(100 * one.p)} % `, one.at ? jump(one.t, one.at) : one.t || "none")))]).flat();
    const made = [make("details", {}, make("summary", {}, "Why"), make("dl", {}, ...rows))];
    if (second.length) made.push(make("details", {}, make("summary", {}, "What else it could be"), make("dl", {}, ...second)));
    return made;
  };

  const showDetail = () => {
    const fact = state.fact;
    if (!fact) {
      at("detail").replaceChildren(make("p", { class: "hint" }, "Choose a marked figure, or step through the facts with n and p."));
      return;
    }
    const rows = fact.rows.flatMap(fieldRow), from = pointing(fact).slice(0, 12);
    if (from.length) {
      rows.push(make("dt", { class: "relation" }, "related"), make("dd", {}, ...from.map((other) =>
        make("div", {}, factLink(other, `${INCOMING[rowOf(other, "relation").type]}: `)))));
    }
    at("detail").replaceChildren(
      make("div", { class: "top" }, make("span", { class: `kind ${fact.k}` }, fact.k), make("span", {}, fact.id), make("span", {}, fact.x), ...meter(fact.c)),
      make("h2", {}, make("bdi", {}, `“${words(fact)}”`)), make("p", { class: "value" }, fact.v || "no value"), make("dl", {}, ...rows), ...reasons(fact));
    at("detail").scrollTop = 0;
  };

  // ---------------------------------------------------------------------------------------------------------- lines
  const SVG = "http://www.w3.org/2000/svg";
  const draw = (tag, attributes, ...children) => {
    const element = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  // All that a fact rests on or is related to: [role, label, place].
  const targets = (fact) => {
    const found = [];
    for (const row of fact.rows) {
      const other = row.to ? byId(row.to) : null;
      if (ROLES.includes(row.n) && (row.at || other)) found.push([row.n, row.n, row.at || [other.s, other.e]]);
      if (row.n === "relation" && other) found.push(["relation", row.t, [other.s, other.e]]);
    }
    for (const other of pointing(fact).slice(0, 12)) found.push(["relation", INCOMING[rowOf(other, "relation").type], [other.s, other.e]]);
    return found.filter(([, , [start, end]]) => end <= fact.s || start >= fact.e);
  };

  const highlight = () => {
    if (!window.CSS || !CSS.highlights) return;
    const sets = { metric: [], subject: [], period: [], cue: [] };
    for (const [role, , span] of state.fact ? targets(state.fact) : []) if (sets[role]) sets[role].push(built.rangeOf(span));
    const said = new Set((state.fact ? targets(state.fact) : []).map(([, , span]) => span.join()));
    for (const rule of Object.values((state.fact || {}).why || {}).flat()) if (rule.at && !said.has(rule.at.join())) sets.cue.push(built.rangeOf(rule.at));
    for (const [name, ranges] of Object.entries(sets)) CSS.highlights.set(name, new Highlight(...ranges.filter(Boolean)));
  };

  // A label stands above its words, higher where another one is there already.
  const labelled = (label, x, y, labels) => {
    const width = 6 * label.length + 6;
    while (labels.some((each) => Math.abs(each.y - y) < 11 && each.x < x + width && x < each.x + each.width)) y -= 11;
    labels.push({ x, y, width });
    return draw("text", { x, y }, label);
  };

  const line = (from, to, role, label, labels) => {
    const box = at("stage").getBoundingClientRect(), place = (rect) => [rect.left + rect.width / 2 - box.left, rect.top - box.top, rect.bottom - box.top];
    const [x1, top1, bottom1] = place(from), [x2, top2, bottom2] = place(to), level = Math.abs(top1 - top2) < 8, up = top2 < top1;
    const lift = Math.min(34, 12 + Math.abs(x1 - x2) / 12);
    const [y1, y2] = level ? [top1, top2] : up ? [top1, bottom2] : [bottom1, top2];
    const bend = Math.max(16, Math.abs(y1 - y2) / 2.5) * (up ? -1 : 1);
    const path = level ? `M${x1},${y1} C${x1},${y1 - lift} ${x2},${y2 - lift} ${x2},${y2}` : `M${x1},${y1} C${x1},${y1 + bend} ${x2},${y2 - bend} ${x2},${y2}`;
    const beside = labelled(label, Math.max(4, Math.min(to.left - box.left, box.width - 6 * label.length - 8)), top2 - 1, labels);
    return draw("g", { class: role }, draw("path", { d: path }), draw("circle", { cx: x2, cy: y2, r: 3 }), beside);
  };

  const showLines = () => {
    const fact = state.fact, related = new Set();
    const own = fact && built.rangeOf([fact.s, fact.e]);
    const drawn = [], labels = [];
    for (const [role, label, span] of own ? targets(fact) : []) {
      const range = built.rangeOf(span), rects = range ? range.getClientRects() : [];
      if (rects.length) drawn.push(line(own.getClientRects()[0], rects[0], role, label, labels));
      if (role === "relation") for (const [other, marks] of built.marks) if (other.s === span[0] && other.e === span[1]) marks.forEach((mark) => related.add(mark));
    }
    at("lines").replaceChildren(...drawn);
    for (const marks of built.marks.values()) for (const mark of marks) mark.classList.toggle("related", related.has(mark));
  };

  // Bring a place into view and light it up.
  const point = (span) => {
    const range = built.rangeOf(span);
    if (!range) return;
    reveal(range);
    if (window.CSS && CSS.highlights) CSS.highlights.set("told", new Highlight(range));
  };

  const reveal = (range) => {
    const rect = range.getBoundingClientRect(), pane = at("pane"), box = pane.getBoundingClientRect();
    const holder = range.startContainer.parentElement.closest(".scroll");
    if (holder) holder.scrollLeft += Math.max(0, rect.right - holder.getBoundingClientRect().right + 20);
    if (rect.top < box.top + 60 || rect.bottom > box.bottom - 40) pane.scrollTop += rect.top - box.top - box.height / 3;
  };

  // --------------------------------------------------------------------------------------------------------- choosing
  const choose = (fact, { reveal: into = false } = {}) => {
    const before = state.fact;
    state.fact = fact;
    for (const each of [before, fact]) {
      if (!each) continue;
      for (const mark of built.marks.get(each) || []) mark.classList.toggle("chosen", each === fact);
      if (each.button) each.button.setAttribute("aria-current", String(each === fact));
    }
    if (window.CSS && CSS.highlights) CSS.highlights.delete("told");
    showDetail();
    if (fact && into) { const range = built.rangeOf([fact.s, fact.e]); if (range) reveal(range); }
    highlight();
    showLines();
    showPosition();
    remember(`#${encodeURIComponent(here().id)}${fact ? `/${fact.id}` : ""}`);
    hooks.chosen.forEach((hook) => hook(fact));
    if (fact && fact.button) keepInList(fact.button); // the list has its height only now
  };

  const keepInList = (button) => {
    const list = at("list");
    if (getComputedStyle(list).overflowY === "visible") return;
    const row = button.parentElement, top = row.offsetTop, bottom = top + row.offsetHeight;
    if (top < list.scrollTop || bottom > list.scrollTop + list.clientHeight) list.scrollTop = top - list.clientHeight / 3;
  };

  const step = (by) => {
    const all = passing();
    if (!all.length) return;
    const i = all.indexOf(state.fact);
    choose(all[i < 0 ? (by > 0 ? 0 : all.length - 1) : (i + by + all.length) % all.length], { reveal: true });
  };

  const follow = () => {
    const row = state.fact && rowOf(state.fact, "relation"), other = row ? byId(row.to) : state.fact && pointing(state.fact)[0];
    if (other) choose(other, { reveal: true });
  };

  // Other facts for the release that is shown, at the same place of its text.
  const replace = (facts, id = null) => {
    const top = at("pane").scrollTop, below = at("list").scrollTop;
    here().facts = facts;
    state.fact = null;
    built = factwire.text.build(at("text"), here(), cycle);
    refilter();
    at("pane").scrollTop = top;
    at("list").scrollTop = below;
    choose(id ? byId(id) : null);
  };

  const cycle = (facts) => choose(facts[(facts.indexOf(state.fact) + 1) % facts.length]);

  const remarks = (said) => {
    const lines = said.map((each) => make("p", {}, make("bdi", {}, `${each.severity}: ${each.t}`), ...(each.at ? [" ", jump("show", each.at)] : [])));
    if (said.length < 2) return lines.map((line) => { line.className = "note"; return line; });
    return [make("details", { class: "note" }, make("summary", {}, `${counted(said.length, "remark")} on this release`), ...lines)];
  };

  const show = (i, id = null) => {
    state.release = i;
    state.fact = null;
    const now = here();
    built = factwire.text.build(at("text"), now, cycle);
    at("name").textContent = now.name;
    document.title = `${now.name} – facts`;
    at("about").replaceChildren(...now.about.map(([name, said]) => make("span", { title: name }, make("bdi", {}, said))));
    at("sums").replaceChildren(make("div", { class: "figure" }, make("b", {}, now.facts.length.toLocaleString("en")), make("span", {}, now.facts.length === 1 ? "fact" : "facts")),
      ...(now.tables.length ? [make("div", { class: "figure" }, make("b", {}, String(now.tables.length)), make("span", {}, now.tables.length === 1 ? "table" : "tables"))] : []));
    at("said").replaceChildren(...remarks(now.said));
    at("pane").scrollTop = 0;
    options();
    refilter();
    showReleases();
    choose(id ? byId(id) : null, { reveal: true });
    hooks.shown.forEach((hook) => hook(now));
  };

  // --------------------------------------------------------------------------------------------------------- releases
  const matching = (each) => `${each.name} ${each.id}`.toLowerCase().includes(state.search);
  const showReleases = () => {
    at("side").hidden = at("which").hidden = data.releases.length < 2;
    at("which").value = String(state.release);
    at("releases").replaceChildren(...data.releases.flatMap((each, i) => {
      const button = make("button", { type: "button", "aria-current": String(i === state.release) }, make("span", { title: each.id }, each.name), make("span", { class: "none" }, String(each.facts.length)));
      button.addEventListener("click", () => show(i));
      return matching(each) ? [make("li", {}, button)] : [];
    }));
  };
  const stepRelease = (by) => {
    const shown = data.releases.map((each, i) => i).filter((i) => matching(data.releases[i]));
    if (shown.length > 1) show(shown[(shown.indexOf(state.release) + by + shown.length) % shown.length]);
  };

  // ----------------------------------------------------------------------------------------------------------- events
  const keys = {
    n: () => step(1), p: () => step(-1), r: follow, "]": () => stepRelease(1), "[": () => stepRelease(-1), 0: showAll,
    "/": () => at("find").focus(), "?": () => at("help").showModal(), Escape: () => choose(null),
  };
  data.kinds.forEach((kind, i) => { keys[i + 1] = () => toggle(kind); });

  const listen = () => {
    onKeys(keys);
    at("next").addEventListener("click", () => step(1));
    at("previous").addEventListener("click", () => step(-1));
    at("keys").addEventListener("click", () => at("help").showModal());
    at("find").addEventListener("input", (event) => { state.find = event.target.value.trim().toLowerCase(); refilter(); });
    at("section").addEventListener("change", (event) => { state.section = event.target.value; refilter(); });
    at("sure").addEventListener("change", (event) => { state.sure = Number(event.target.value); refilter(); });
    at("which").append(...data.releases.map((each, i) => make("option", { value: String(i) }, each.name)));
    at("which").addEventListener("change", (event) => show(Number(event.target.value)));
    at("search").addEventListener("input", (event) => { state.search = event.target.value.toLowerCase(); showReleases(); });
    at("fold").addEventListener("click", () => {
      const folded = at("facts").classList.toggle("folded");
      at("fold").setAttribute("aria-expanded", String(!folded));
      showLines();
    });
    new ResizeObserver(showLines).observe(at("stage"));
    at("text").addEventListener("scroll", showLines, { passive: true, capture: true });
  };

  const start = () => {
    if (!data.releases.length) return;
    const [id, fact] = decodeURIComponent(location.hash.slice(1)).split(/\/(?=[^/]+$)/);
    const i = data.releases.findIndex((each) => each.id === id);
    listen();
    show(Math.max(0, i), i < 0 ? null : fact);
  };

  return { data, state, hooks, keys, start, show, choose, step, refilter, replace, passing, here, byId, words, built: () => built };
})();
if (!factwire.data().review) factwire.view.start();
