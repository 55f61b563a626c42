// Correcting facts: accept, change, add, delete, undo; what is saved is gold in the project's format.
factwire.review = (() => {
  const { at, make, counted } = factwire;
  const view = factwire.view, review = view.data.review, original = view.here().facts;
  const SIGNS = { approx: "≈ ", gt: "> ", ge: "≥ ", lt: "< ", le: "≤ " };
  const RELATION = { equivalent_of: "the same sum as", change_of: "change of", prior_of: "compared with", part_of: "part of", share_of: "share of", same_as: "same as" };
  const sources = new Map(original.map((fact) => [`${fact.k}:${fact.s}:${fact.e}`, fact]));
  const now = { rows: review.rows, open: new Set(review.open), changed: new Set() };
  const past = [];
  let version = review.version, form = null, selected = null, saved = true;

  // ------------------------------------------------------------------------------------- gold rows as facts of the page
  const keyOf = (row) => `${row.kind}:${row.start}:${row.end}`;
  const grouped = (digits) => digits.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ","));

  const valueOf = (row) => {
    if (row.kind === "date") return row.value || "";
    const number = row.value !== undefined ? grouped(row.value) : row.low !== undefined ? `${grouped(row.low)} – ${grouped(row.high)}` : "";
    return number ? [(SIGNS[row.comparator] || "") + number, (row.unit || "").replace(/_/g, " "), row.per ? `per ${row.per}` : ""].filter(Boolean).join(" ") : "";
  };

  // Where words stand: where the source has them, else nearest to the figure.
  const placeOf = (name, words, row, source) => {
    const known = source && source.rows.find((each) => each.n === name);
    if (known && known.at && (known.t === words || view.built().cut(...known.at) === words)) return known.at;
    const text = view.here().text, points = (units) => Array.from(text.slice(0, units)).length;
    let best = null;
    for (let i = text.indexOf(words); i >= 0; i = text.indexOf(words, i + 1)) {
      const start = points(i);
      if (!best || Math.abs(start - row.start) < Math.abs(best[0] - row.start)) best = [start, start + Array.from(words).length];
      if (start > row.end) break;
    }
    return best;
  };

  const factOf = (row) => {
    const source = sources.get(keyOf(row)), rows = [];
    const add = (n, t, more = {}) => { if (t) rows.push({ n, t, ...more }); };
    for (const name of ["metric", "subject"]) {
      if (!row[name]) continue;
      const place = placeOf(name, row[name], row, source);
      add(name, row[name], place ? { at: place } : {});
    }
    add("period", row.period, { to: periodFact(row, source) });
    add("role", row.role);
    add("change", [row.direction, row.basis && row.basis.replace(/_/g, " ")].filter(Boolean).join(" "));
    if (row.status !== "actual") add("status", row.status);
    add("counted", row.item);
    if (row.relation) add("relation", RELATION[row.relation.type] || row.relation.type, { to: row.relation.to, type: row.relation.type });
    if (row.optional) add("optional", "need not be found");
    const state = now.open.has(row.id) ? "" : now.changed.has(row.id) ? "changed" : "accepted";
    return { id: row.id, k: row.kind, s: row.start, e: row.end, x: source ? source.x : "body", v: valueOf(row), c: source && now.open.has(row.id) ? source.c : undefined,
      rule: source ? source.rule : "added by a reviewer", why: source && source.why, else: source && source.else, rows, mark: state };
  };

  // The date that says so: the one that the store has, else the nearest of that time.
  const periodFact = (row, source) => {
    const known = source && source.rows.find((each) => each.n === "period" && each.t === row.period && each.to);
    const date = known && original.find((fact) => fact.id === known.to);
    const same = now.rows.filter((other) => other.kind === "date" && (date ? other.start === date.s : other.value === row.period && Math.abs(other.start - row.start) < 400));
    const nearest = same.sort((a, b) => Math.abs(a.start - row.start) - Math.abs(b.start - row.start))[0];
    return !source || known ? nearest && nearest.id : undefined;
  };

  const refresh = (id) => {
    now.rows.sort((a, b) => a.start - b.start || a.end - b.end);
    view.replace(now.rows.map(factOf), id);
    showBar();
  };

  // ---------------------------------------------------------------------------------------------------- changes and undo
  const rowOf = (id) => now.rows.find((row) => row.id === id);
  const chosen = () => (view.state.fact ? rowOf(view.state.fact.id) : null);

  const change = (id, edit) => {
    past.push(JSON.stringify({ rows: now.rows, open: [...now.open], changed: [...now.changed], id: view.state.fact && view.state.fact.id }));
    edit();
    saved = false;
    form = null;
    told("");
    refresh(id);
  };

  const undo = () => {
    if (!past.length) return told("nothing to undo");
    const before = JSON.parse(past.pop());
    Object.assign(now, { rows: before.rows, open: new Set(before.open), changed: new Set(before.changed) });
    saved = false;
    form = null;
    told("undone");
    refresh(before.id);
  };

  const nextOpen = (from) => {
    const open = now.rows.filter((row) => now.open.has(row.id));
    return open.find((row) => row.start > from) || open[0] || null;
  };

  const accept = () => {
    const row = chosen();
    if (!row) return step();
    const after = now.rows.filter((each) => now.open.has(each.id) && each !== row).find((each) => each.start >= row.start) || now.rows.find((each) => now.open.has(each.id) && each !== row);
    change(after ? after.id : row.id, () => now.open.delete(row.id));
    if (after) view.choose(view.byId(after.id), { reveal: true });
  };
  const acceptAll = () => change(view.state.fact && view.state.fact.id, () => now.open.clear());
  const remove = () => {
    const row = chosen();
    if (!row) return;
    const after = nextOpen(row.start);
    change(after && after !== row ? after.id : null, () => {
      now.rows = now.rows.filter((each) => each !== row);
      now.open.delete(row.id);
      for (const other of now.rows) if (other.relation && other.relation.to === row.id) delete other.relation;
    });
  };
  const optional = () => {
    const row = chosen();
    if (row) change(row.id, () => { if (row.optional) delete row.optional; else row.optional = true; touched(row); });
  };
  const touched = (row) => { now.open.delete(row.id); now.changed.add(row.id); };

  const step = () => {
    const row = nextOpen(view.state.fact ? view.state.fact.s : -1);
    if (row) view.choose(view.byId(row.id), { reveal: true });
  };
  const leastSure = () => {
    const open = view.here().facts.filter((fact) => now.open.has(fact.id));
    const sure = (fact) => (fact.c === undefined ? 1 : fact.c);
    const least = open.sort((a, b) => sure(a) - sure(b))[0];
    if (least) view.choose(least, { reveal: true });
  };

  const KINDS = [["percent", /%|per ?cent|basis point/i], ["money", /[$€£¥₹]|\b(?:USD|EUR|GBP|dollars?|euros?|yuan|yen|crore)\b/i],
    ["date", /\b(?:19|20)\d\d\b|\b(?:quarter|month|year|january|february|march|april|may|june|july|august|september|october|november|december)\b/i]];
  const add = (kind) => {
    if (!selected) return;
    const [start, end] = selected, id = unlike();
    change(id, () => {
      now.rows.push({ id, kind, text: view.built().cut(start, end), start, end, ...(kind === "date" ? {} : { comparator: "eq" }) });
      touched(rowOf(id));
    });
    selected = null;
    getSelection().removeAllRanges();
    showBar();
    edit();
  };
  const unlike = () => { let n = 1; while (rowOf(`g${n}`)) n += 1; return `g${n}`; };

  // --------------------------------------------------------------------------------------------------------- the form
  const edit = () => { const row = chosen(); if (row) { form = row.id; showTools(view.state.fact); } };

  const suggestions = (name, row, fact) => {
    const ranked = ((fact.else || {})[name] || []).map((one) => one.t).filter(Boolean);
    const near = now.rows.slice().sort((a, b) => Math.abs(a.start - row.start) - Math.abs(b.start - row.start)).map((other) => other[name]).filter(Boolean);
    return [...new Set([...ranked, ...near])].slice(0, 20);
  };

  const control = (name, row, fact) => {
    const closed = name === "unit" && row.kind === "percent" ? review.closed["percent unit"] : review.closed[name];
    const value = row[name] === undefined ? "" : String(row[name]);
    if (closed) {
      const box = make("select", { id: `f-${name}` }, make("option", { value: "" }, "–"), ...closed.map((word) => make("option", { value: word }, word.replace(/_/g, " "))));
      box.value = value;
      return [box];
    }
    const box = make("input", { id: `f-${name}`, value, autocomplete: "off", spellcheck: false });
    const parts = [box], known = ["metric", "subject", "period", "unit", "item", "per"].includes(name) ? suggestions(name, row, fact) : [];
    if (known.length) {
      box.setAttribute("list", `l-${name}`);
      parts.push(make("datalist", { id: `l-${name}` }, ...known.map((word) => make("option", { value: word }))));
    }
    if (["metric", "subject", "item"].includes(name)) {
      const take = make("button", { type: "button", title: "take the words that are selected in the text" }, "selected");
      take.addEventListener("click", () => { if (selected) box.value = view.built().cut(...selected).replace(/\s+/g, " "); });
      parts.push(take);
    }
    return [make("span", { class: "with" }, ...parts)];
  };

  const showForm = (row, fact) => {
    const fields = review.fields.filter(([, kinds]) => kinds.includes(row.kind)).map(([name]) => name).filter((name) => !["start_date", "end_date"].includes(name));
    const lines = fields.flatMap((name) => [make("label", { htmlFor: `f-${name}` }, name), ...control(name, row, fact)]);
    const type = make("select", { id: "f-relation" }, make("option", { value: "" }, "–"), ...review.closed.relation.map((word) => make("option", { value: word }, RELATION[word] || word)));
    type.value = row.relation ? row.relation.type : "";
    const to = make("select", { id: "f-to" }, ...now.rows.filter((other) => other !== row).map((other) => make("option", { value: other.id }, `${other.text} (${other.id})`)));
    to.setAttribute("aria-label", "to the fact");
    if (row.relation) to.value = row.relation.to;
    lines.push(make("label", { htmlFor: "f-relation" }, "relation"), make("span", { class: "with" }, type, to));
    const keep = make("button", { class: "primary" }, "Keep"), leave = make("button", { type: "button" }, "Leave");
    leave.addEventListener("click", () => { form = null; showTools(view.state.fact); });
    const box = make("form", { id: "form" }, ...lines, make("div", { class: "wide" }, keep, leave));
    box.addEventListener("submit", (event) => { event.preventDefault(); keepForm(row, fields, type.value, to.value); });
    box.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); leave.click(); } });
    return box;
  };

  const keepForm = (row, fields, type, to) => {
    const next = {};
    for (const name of fields) {
      const value = at(`f-${name}`).value.trim().replace(/\s+/g, " ");
      const number = ["low", "high"].includes(name) || (name === "value" && row.kind !== "date");
      const plain = number ? value.replace(/,/g, "") : value;
      if (number && plain && !/^-?\d+(\.\d+)?$/.test(plain)) { at(`f-${name}`).classList.add("bad"); at(`f-${name}`).focus(); return told(`${name}: write a number such as 1250000 or 12.5`, true); }
      next[name] = plain || undefined;
    }
    change(row.id, () => {
      for (const [name, value] of Object.entries(next)) if (value === undefined) delete row[name]; else row[name] = value;
      if (type) row.relation = { type, to }; else delete row.relation;
      touched(row);
    });
  };

  const tool = (label, key, act, name = "") => {
    const button = make("button", { type: "button", class: name }, label, " ", make("kbd", {}, key));
    button.addEventListener("click", act);
    return button;
  };

  const showTools = (fact) => {
    const row = fact && rowOf(fact.id), box = at("detail");
    for (const old of [at("tools"), at("form")]) if (old) old.remove();
    if (!row) return;
    if (form !== row.id) form = null;
    const value = box.querySelector(".value");
    if (form) {
      value.after(showForm(row, fact));
      const first = at("form").querySelector("input, select");
      first.focus();
      return;
    }
    value.after(make("div", { id: "tools" }, tool(now.open.has(row.id) ? "Accept" : "Accepted", "a", accept, now.open.has(row.id) ? "primary" : ""),
      tool("Edit", "e", edit), tool("Delete", "d", remove), tool(row.optional ? "Not optional" : "Optional", "o", optional)));
  };

  // ------------------------------------------------------------------------------------------------------ bar and saving
  let message = "", bad = false;
  const told = (words, wrong = false) => { message = words; bad = wrong; showBar(); };

  const showBar = () => {
    const total = now.rows.length, left = now.open.size, name = at("reviewer") ? at("reviewer").value : remembered();
    const bar = make("progress", { max: Math.max(1, total), value: total - left, "aria-label": "facts looked at" });
    const reviewer = make("input", { id: "reviewer", value: name, placeholder: "your name", "aria-label": "Reviewer", maxLength: 80 });
    reviewer.addEventListener("change", () => { try { localStorage.setItem("factwire-reviewer", reviewer.value); } catch { /* not kept */ } });
    const save = tool(left ? "Save draft" : "Save gold", "s", store, "primary");
    save.id = "save";
    save.disabled = saved;
    const lines = [make("div", { class: "line" }, bar, make("span", {}, `${total - left} of ${counted(total, "fact")} looked at`)),
      make("div", { class: "line" }, reviewer, save, tool("Undo", "z", undo), tool("Accept all", "A", acceptAll))];
    if (selected) lines.push(adding());
    lines.push(make("div", { class: `line ${bad ? "wrong" : "told"}`, role: "status", id: "told" }, message));
    at("review").replaceChildren(...lines);
  };

  const adding = () => {
    const words = view.built().cut(...selected).replace(/\s+/g, " "), guess = (KINDS.find(([, pattern]) => pattern.test(words)) || ["count"])[0];
    return make("div", { id: "adding" }, "Add ", make("bdi", {}, `“${words.slice(0, 60)}”`), " as ", ...view.data.kinds.map((kind) => {
      const button = make("button", { type: "button", class: `chip on ${kind}` }, kind, ...(kind === guess ? [" ", make("kbd", {}, "+")] : []));
      button.addEventListener("mousedown", (event) => event.preventDefault());
      button.addEventListener("click", () => add(kind));
      if (kind === guess) button.id = "guess";
      return button;
    }));
  };

  const remembered = () => { try { return localStorage.getItem("factwire-reviewer") || ""; } catch { return ""; } };

  const store = async () => {
    const name = at("reviewer").value.trim();
    if (!name) { at("reviewer").focus(); return told("write your name first: it goes into the gold file", true); }
    const sent = JSON.stringify({ version, reviewer: name, rows: now.rows, open: [...now.open] });
    try {
      const answer = await fetch(`/review/${encodeURIComponent(view.here().id)}`, { method: "PUT", headers: { "content-type": "application/json" }, body: sent });
      const said = await answer.json();
      if (!answer.ok) {
        const fault = (said.error.faults || [])[0];
        return told(fault || said.error.message, true);
      }
      version = said.version;
      saved = true;
      told(said.state === "done" ? `gold saved as ${said.file}` : `draft saved, ${counted(now.open.size, "fact")} to look at`);
    } catch { told("the service does not answer; nothing is lost here, try again", true); }
    return undefined;
  };

  // Rules and candidates come when the release has been extracted anew.
  const candidates = async () => {
    try {
      const answer = await fetch(`/candidates/${encodeURIComponent(view.here().id)}`);
      if (!answer.ok) return;
      const said = await answer.json();
      for (const [key, fact] of sources) if (said[key]) Object.assign(fact, said[key]);
      for (const fact of view.here().facts) Object.assign(fact, said[`${fact.k}:${fact.s}:${fact.e}`] || {});
      if (view.state.fact && !form) view.choose(view.state.fact);
    } catch { /* the facts can be corrected without */ }
  };

  const start = () => {
    view.start();
    Object.assign(view.keys, { a: accept, e: edit, d: remove, o: optional, z: undo, s: store, u: leastSure, A: acceptAll, "+": () => { if (at("guess")) at("guess").click(); } });
    view.hooks.chosen.push(showTools);
    at("key-list").append(...[["a", "accept, and go on to the next"], ["e", "edit"], ["d", "delete"], ["o", "optional or not"], ["+", "add the selected words"], ["z", "undo"], ["s", "save"], ["A", "accept all that is left"], ["u", "the least sure of what is left"]]
      .flatMap(([key, says]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, says)]));
    document.addEventListener("selectionchange", () => {
      const range = getSelection().rangeCount ? getSelection().getRangeAt(0) : null;
      if (!range || range.collapsed || !at("text").contains(range.commonAncestorContainer)) return;
      selected = view.built().spanOf(range);
      showBar();
    });
    window.addEventListener("beforeunload", (event) => { if (!saved) event.preventDefault(); });
    const id = view.state.fact && keyOf({ kind: view.state.fact.k, start: view.state.fact.s, end: view.state.fact.e });
    const first = id && now.rows.find((row) => keyOf(row) === id);
    refresh(first ? first.id : null);
    if (review.reviewer) told(`${review.state === "done" ? "gold" : "draft"} by ${review.reviewer}, ${review.at}`);
    candidates();
  };

  return { start, undo };
})();
factwire.review.start();
