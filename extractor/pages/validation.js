// The errors of a validation in their texts.
(() => {
  const { at, make, cutter, stretches, onKeys, remember } = factwire;
  const data = factwire.data();
  const CLASSES = ["missed", "spurious", "wrong"];
  const state = {
    kinds: new Set(data.kinds), classes: new Set(CLASSES), field: "", pair: null, search: "", release: 0, error: null,
  };

  // ------------------------------------------------------------------------------------------------ which errors
  const isError = (outcome) => CLASSES.includes(outcome.v);
  const passes = (outcome) => {
    if (state.pair) return hasPair(outcome, state.pair);
    return isError(outcome) && state.classes.has(outcome.v) && state.kinds.has(outcome.k)
      && (!state.field || outcome.w.includes(state.field));
  };
  const hasPair = (outcome, [field, expected, found]) => outcome.v !== "optional" && outcome.d.some((row) =>
    row[0] === field && row[1] === expected && (row[2] === found || (row[3] && expected === found)
      || (field === "relation" && found === `${row[2]} (elsewhere)` && row[3] === false)));
  const errorsOf = (release) => release.outcomes.filter(passes);
  const matching = (release) => release.id.toLowerCase().includes(state.search);

  // ------------------------------------------------------------------------------------------------------- texts
  const pane = (box, release, side) => {
    const { length, cut } = cutter(release.text);
    const facts = release.outcomes.filter((outcome) => outcome[side]);
    const other = state.error && !state.error[side] ? state.error[side === "g" ? "f" : "g"] : null;
    box.replaceChildren(...stretches(facts, (outcome) => outcome[side], 0, length, other || []).map(([a, b, open]) => {
      const ghost = other && other[0] <= a && b <= other[1];
      if (open.length) return piece(cut(a, b), open, side, ghost);
      return ghost ? make("span", { class: "ghost", title: "nothing here" }, cut(a, b)) : cut(a, b);
    }));
  };

  const piece = (text, open, side, ghost) => {
    const narrow = open.slice().sort((a, b) => (a[side][1] - a[side][0]) - (b[side][1] - b[side][0]));
    const outcome = narrow.find((each) => each === state.error) || narrow.find(passes) || narrow[0];
    const names = [outcome.k, outcome.v];
    if (isError(outcome) && !passes(outcome)) names.push("off");
    if (outcome === state.error) names.push("chosen");
    if (ghost) names.push("ghost");
    const more = outcome.w.length ? `: ${outcome.w.join(", ")}` : "";
    const mark = make("mark", { class: names.join(" "), title: `${outcome.v} ${outcome.k}${more}` }, text);
    mark.addEventListener("click", () => choose(state.release, outcome));
    return mark;
  };

  const showRelease = () => {
    const release = data.releases[state.release];
    at("name").textContent = release ? release.id + (release.absent ? " (not in the output)" : "") : "no release";
    if (!release) { at("gold").replaceChildren(); at("found").replaceChildren(); return; }
    if (release.text) {
      pane(at("gold"), release, "g");
      pane(at("found"), release, "f");
    } else {
      const words = "The text is not in a merged result. Choose an error with n and p.";
      at("gold").replaceChildren(words);
      at("found").replaceChildren(words);
    }
    showDetail();
  };

  const showDetail = () => {
    const outcome = state.error;
    if (!outcome) {
      at("detail").replaceChildren(make("p", { class: "hint" },
        "Choose a marked fact, or step through the errors with n and p. Dashed red was missed, wavy purple is spurious, dotted amber has wrong fields."));
      return;
    }
    const where = [outcome.g && `expected ${outcome.id} at ${outcome.g.join("..")}`, outcome.f && `found ${outcome.fid} at ${outcome.f.join("..")}`];
    const head = make("p", {}, make("span", { class: `badge ${outcome.v}` }, outcome.v), make("b", {}, `${outcome.k} “${outcome.t}”`),
      ` ${where.filter(Boolean).join(", ")}`, outcome.w.length ? ` — wrong: ${outcome.w.join(", ")}` : "");
    const worstFirst = outcome.d.slice().sort((a, b) => (b[3] === false) - (a[3] === false));
    const rows = worstFirst.map(([name, expected, found, right]) => make("tr", { class: right === false ? "bad" : "" },
      make("th", {}, name), make("td", {}, expected), make("td", {}, found),
      make("td", { class: "sign" }, right === false ? "✗" : right ? "✓" : "")));
    const titles = make("tr", {}, ...["field", "expected", "found", ""].map((name) => make("th", {}, name)));
    at("detail").replaceChildren(head, make("table", {}, make("thead", {}, titles), make("tbody", {}, ...rows)));
  };

  const reveal = () => {
    const marks = ["gold", "found"].map((id) => at(id).querySelector(".chosen, .ghost"));
    marks.forEach((mark, i) => {
      const box = at(i ? "found" : "gold");
      if (mark) box.scrollTop = mark.offsetTop - box.clientHeight / 3;
    });
  };

  // Both panes hold the same text in the same width, so they scroll as one.
  const scrollTogether = () => {
    for (const [one, other] of [["gold", "found"], ["found", "gold"]]) {
      at(one).addEventListener("scroll", () => { at(other).scrollTop = at(one).scrollTop; }, { passive: true });
    }
  };

  const choose = (release, outcome) => {
    state.release = release;
    state.error = outcome;
    showRelease();
    showList();
    showPosition();
    reveal();
    const name = encodeURIComponent(data.releases[release].id);
    const offset = outcome ? `/${(outcome.g || outcome.f)[0]}` : "";
    remember(`#${name}${offset}`);
  };

  // ------------------------------------------------------------------------------------------------------- steps
  const order = () => data.releases.flatMap((release, i) => errorsOf(release).map((outcome) => [i, outcome]));

  const step = (by) => {
    const all = order();
    if (!all.length) return;
    let here = all.findIndex(([, outcome]) => outcome === state.error);
    if (here < 0) {
      const after = all.findIndex(([i]) => i >= state.release);
      here = by > 0 ? (after < 0 ? all.length : after) - 1 : after < 0 ? all.length : after;
    }
    choose(...all[(here + by + all.length) % all.length]);
  };

  const stepRelease = (by) => {
    const shown = data.releases.map((release, i) => i).filter((i) => matching(data.releases[i]));
    const here = shown.indexOf(state.release);
    if (shown.length) choose(shown[(here + by + shown.length) % shown.length], null);
  };

  const showPosition = () => {
    const all = order(), here = all.findIndex(([, outcome]) => outcome === state.error);
    const what = state.pair ? "fact" : "error";
    at("position").textContent = here < 0 ? `${all.length} ${what}${all.length === 1 ? "" : "s"}` : `${what} ${here + 1} of ${all.length}`;
  };

  // ----------------------------------------------------------------------------------------------------- filters
  const showList = () => {
    const rows = data.releases.map((release, i) => {
      const number = errorsOf(release).length;
      const button = make("button", { type: "button", "aria-current": String(i === state.release) },
        make("span", { title: release.id }, release.id), make("span", { class: number ? "number" : "none" }, String(number)));
      button.addEventListener("click", () => choose(i, null));
      return matching(release) ? make("li", {}, button) : null;
    }).filter(Boolean);
    at("releases").replaceChildren(...rows);
    const current = at("releases").querySelector('[aria-current="true"]');
    if (current) current.scrollIntoView({ block: "nearest" });
  };

  const chips = () => {
    const every = data.releases.flatMap((release) => release.outcomes.filter(isError));
    const chip = (set, name, number, key) => {
      const on = set.has(name);
      const button = make("button", { type: "button", class: `chip ${name}${on ? " on" : ""}`, title: `show or hide (${key})`, "aria-pressed": String(on) },
        `${name} `, make("b", {}, String(number)));
      button.dataset.name = name;
      button.addEventListener("click", () => toggle(set, name));
      return button;
    };
    at("kinds").replaceChildren(...data.kinds.map((kind, i) => chip(state.kinds, kind, every.filter((o) => o.k === kind).length, i + 1)));
    at("classes").replaceChildren(...CLASSES.map((name) => chip(state.classes, name, every.filter((o) => o.v === name).length, name[0])));
    at("pair").hidden = !state.pair;
    if (state.pair) at("pair").textContent = `${state.pair[0]}: ${state.pair[1]} → ${state.pair[2]} ✕`;
  };

  const toggle = (set, name) => {
    state.pair = null;
    if (!set.delete(name)) set.add(name);
    refilter();
  };

  const refilter = () => {
    if (state.error && !passes(state.error)) state.error = null;
    chips();
    showList();
    showRelease();
    showPosition();
  };

  const showAll = () => {
    Object.assign(state, { kinds: new Set(data.kinds), classes: new Set(CLASSES), field: "", pair: null, search: "" });
    at("field").value = "";
    at("search").value = "";
    refilter();
  };

  // --------------------------------------------------------------------------------------------------- confusion
  const showMatrix = () => {
    const field = at("confused").value, cells = data.confusion[field] || [];
    const sorted = (values) => [...new Set(values)].sort((a, b) => a.startsWith("(") - b.startsWith("(") || (a < b ? -1 : a > b ? 1 : 0));
    const rows = sorted(cells.map((cell) => cell[0])), columns = sorted(cells.map((cell) => cell[1]));
    const number = new Map(cells.map(([expected, found, n]) => [`${expected}\u0000${found}`, n]));
    const most = Math.max(1, ...cells.filter(([a, b]) => a !== b).map((cell) => cell[2]));
    if (columns.length > 24) { at("matrix").replaceChildren(pairList(field, cells)); return; }
    const head = make("tr", {}, make("th", {}, "expected ↓ found →"), ...columns.map((name) => make("th", { scope: "col" }, name)));
    const body = rows.map((expected) => make("tr", {}, make("th", { scope: "row" }, expected), ...columns.map((found) => {
      const n = number.get(`${expected}\u0000${found}`);
      if (!n) return make("td");
      const cell = make("td", { class: expected === found ? "same" : "differs" }, pairButton(field, expected, found, String(n)));
      if (expected !== found) cell.style.setProperty("--heat", `${12 + 58 * n / most}%`);
      return cell;
    })));
    at("matrix").replaceChildren(make("table", {}, make("thead", {}, head), make("tbody", {}, ...body)));
  };

  const pairList = (field, cells) => {
    const rows = cells.slice().sort((a, b) => b[2] - a[2]).slice(0, 500).map(([expected, found, n]) =>
      make("tr", {}, make("th", { scope: "row" }, expected), make("td", {}, found), make("td", {}, pairButton(field, expected, found, String(n)))));
    const head = make("tr", {}, ...["expected", "found", "times"].map((name) => make("th", { scope: "col" }, name)));
    return make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
  };

  const pairButton = (field, expected, found, label) => {
    const button = make("button", { type: "button", title: `${expected} found as ${found}` }, label);
    button.addEventListener("click", () => {
      state.pair = [field, expected, found];
      state.error = null;
      state.release = 0;
      view("texts");
      refilter();
      step(1);
    });
    return button;
  };

  // ------------------------------------------------------------------------------------------ changes since before
  const showChanges = () => {
    at("tab-changes").hidden = !data.changes.length && !at("changes").querySelector("table");
    const parts = ["worse", "better", "other"].flatMap((way) => {
      const rows = data.changes.filter((change) => change[0] === way);
      const items = rows.map(([, id, start, kind, text, before, now]) => {
        const button = make("button", { type: "button" }, `${id}:${start}`);
        button.addEventListener("click", () => { view("texts"); go(id, start); });
        return make("li", {}, button, ` ${kind} “${text}”: ${before}, now ${now}`);
      });
      return [make("h2", {}, `${way}: ${rows.length}`), make("ul", {}, ...items)];
    });
    at("changed").replaceChildren(...parts);
  };

  const go = (id, start) => {
    const i = data.releases.findIndex((release) => release.id === id);
    if (i < 0) return false;
    choose(i, data.releases[i].outcomes.find((outcome) => (outcome.g || outcome.f)[0] === start) || null);
    return true;
  };

  // ------------------------------------------------------------------------------------------------ views and keys
  const view = (name) => {
    for (const id of ["texts", "figures", "confusion", "changes"]) {
      at(id).classList.toggle("shown", id === name);
      at(`tab-${id}`).setAttribute("aria-selected", String(id === name));
    }
    if (name === "confusion") showMatrix();
  };

  const keys = {
    n: () => step(1), p: () => step(-1), "]": () => stepRelease(1), "[": () => stepRelease(-1), 0: showAll,
    m: () => toggle(state.classes, "missed"), s: () => toggle(state.classes, "spurious"), w: () => toggle(state.classes, "wrong"),
    "/": () => at("search").focus(), "?": () => at("help").showModal(),
  };
  data.kinds.forEach((kind, i) => { keys[i + 1] = () => toggle(state.kinds, kind); });

  onKeys(keys, () => { if (!at("texts").classList.contains("shown")) view("texts"); });
  for (const id of ["texts", "figures", "confusion", "changes"]) at(`tab-${id}`).addEventListener("click", () => view(id));
  at("next").addEventListener("click", () => step(1));
  at("previous").addEventListener("click", () => step(-1));
  at("keys").addEventListener("click", () => at("help").showModal());
  at("pair").addEventListener("click", () => { state.pair = null; refilter(); });
  at("search").addEventListener("input", (event) => { state.search = event.target.value.toLowerCase(); showList(); });
  at("field").append(...data.fields.map((name) => make("option", { value: name }, name)));
  at("field").addEventListener("change", (event) => { state.pair = null; state.field = event.target.value; refilter(); });
  const fields = ["kind", ...data.fields].filter((name) => data.confusion[name]);
  at("confused").append(...fields.map((name) => make("option", { value: name }, name)));
  at("confused").addEventListener("change", showMatrix);

  view("texts");
  scrollTogether();
  chips();
  showChanges();
  const [id, start] = decodeURIComponent(location.hash.slice(1)).split(/\/(?=\d+$)/);
  if (!(id && go(id, Number(start)))) {
    const first = order()[0];
    choose(first ? first[0] : 0, null);
  }
})();
