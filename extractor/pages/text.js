// The text of a release as elements: paragraphs, tables, marks. Every leaf knows its offset, so places can be found.
factwire.text = (() => {
  const { make, cutter, stretches } = factwire;
  // Characters that turn the direction of writing, and controls: each stands alone, named, and turns nothing.
  const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
  const BUCKET = 512;

  const build = (box, release, onFact) => {
    const { length, cut } = cutter(release.text);
    const sizeOf = (words) => (length === release.text.length ? words.length : Array.from(words).length);
    const leaves = [], marks = new Map(release.facts.map((fact) => [fact, []])), buckets = new Map();
    const spanOf = (fact) => [fact.s, fact.e];
    for (const fact of release.facts) {
      for (let i = Math.floor(fact.s / BUCKET); i <= Math.floor(fact.e / BUCKET); i += 1) {
        if (!buckets.has(i)) buckets.set(i, []);
        buckets.get(i).push(fact);
      }
    }
    const near = (start, end) => {
      const found = new Set();
      for (let i = Math.floor(start / BUCKET); i <= Math.floor(end / BUCKET); i += 1) {
        for (const fact of buckets.get(i) || []) if (fact.s < end && start < fact.e) found.add(fact);
      }
      return [...found];
    };

    const leaf = (start, words, tag = "span", name = "") => {
      const element = make(tag, name ? { class: name } : {});
      let from = start;
      for (const part of STEERING.test(words) ? words.split(new RegExp(`(${STEERING.source})`)) : [words]) {
        if (!part) continue;
        const code = part.length === 1 && STEERING.test(part) ? part.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") : "";
        const holder = code ? make("span", { class: "steer" }, part) : element;
        if (code) { holder.dataset.code = `U+${code}`; element.append(holder); } else { element.append(part); }
        leaves.push({ s: from, e: from + sizeOf(part), node: code ? holder.firstChild : element.lastChild });
        from += sizeOf(part);
      }
      return element;
    };

    const inline = (start, end) => stretches(near(start, end), spanOf, start, end).filter(([a, b]) => a < b).map(([a, b, open]) => {
      if (!open.length) return leaf(a, cut(a, b));
      // Of facts that overlap the narrowest is what a click means; a further click means the next one.
      const inner = open.sort((one, other) => (one.e - one.s) - (other.e - other.s));
      const mark = leaf(a, cut(a, b), "mark", `${inner[0].k}${open.length > 1 ? " nested" : ""}`);
      mark.title = [inner[0].v, ...inner[0].rows.slice(0, 1).map((row) => row.t)].filter(Boolean).join(" – ");
      mark.addEventListener("click", () => onFact(inner));
      for (const fact of open) marks.get(fact).push(mark);
      return mark;
    });

    const sectionAt = (offset) => (release.sections.find(([, start, end]) => start <= offset && offset < end) || ["body"])[0];

    const paragraph = (start, words) => {
      const end = start + sizeOf(words), edges = release.sections.filter(([, from]) => start < from && from < end).map(([, from]) => from);
      const cuts = [start, ...edges, end], kind = sectionAt(cuts[cuts.length - 2]), lines = words.split("\n");
      const parts = cuts.slice(0, -1).flatMap((from, i) => {
        const name = sectionAt(from), inside = inline(from, cuts[i + 1]);
        return name === kind ? inside : [make("span", { class: name }, ...inside)];
      });
      const names = [kind];
      if (kind === "table") names.push("printed");
      else if (lines.length > 1 && lines.slice(0, -1).every((line) => line.length > 54) && lines.slice(1).every((line) => /^[^\s•\-*·]/.test(line))) names.push("flowing");
      else if (kind === "body" && lines.length === 1 && words.length < 80 && /[^.:;,!?"”)]\s*$/.test(words) && !/^\s*[•\-*·]/.test(words)) names.push("head");
      return make(kind === "headline" ? "h2" : "p", { class: names.join(" ") }, ...parts);
    };

    const prose = (start, end) => {
      const words = cut(start, end), made = [];
      let from = 0, offset = start;
      for (const gap of [...words.matchAll(/\n[^\S\n]*(?:\n[^\S\n]*)+|$/g)]) {
        const said = words.slice(from, gap.index), blank = said.length - said.trimStart().length;
        const kept = sectionAt(offset) === "table" ? said.replace(/^[^\S\n]*\n/, "") : said.trimStart();
        const skipped = sizeOf(said.slice(0, said.length - kept.length));
        if (kept.trim() && blank <= said.length) made.push(paragraph(offset + skipped, kept.trimEnd()));
        from = gap.index + gap[0].length;
        offset += sizeOf(said) + sizeOf(gap[0]);
      }
      return made;
    };

    const table = (grid, number) => {
      const row = (cells, i) => make("tr", {}, ...cells.map((cell) => {
        const label = i >= grid.heads && cell.x === 0 && cell.s !== undefined;
        const element = make(cell.s !== undefined && (i < grid.heads || label) ? "th" : "td", {}, ...(cell.s === undefined ? [] : inline(cell.s, cell.e)));
        if (element.tagName === "TH") element.scope = label ? "row" : cell.w > 1 ? "colgroup" : "col";
        if (cell.w > 1) element.colSpan = cell.w;
        if (cell.h > 1) element.rowSpan = cell.h;
        if (cell.i) element.className = `i${Math.min(3, Math.ceil(cell.i / 4))}`;
        return element;
      }));
      const rows = grid.rows.map(row), parts = [];
      if (grid.heads) parts.push(make("thead", {}, ...rows.slice(0, grid.heads)));
      parts.push(make("tbody", {}, ...rows.slice(grid.heads)));
      return make("div", { class: "scroll", role: "region", "aria-label": `Table ${number + 1}`, tabIndex: 0 }, make("table", {}, ...parts));
    };

    const made = [];
    let from = 0;
    release.tables.forEach((grid, number) => {
      made.push(...prose(from, grid.s), table(grid, number));
      from = grid.e;
    });
    made.push(...prose(from, length));
    box.replaceChildren(...made);
    leaves.sort((a, b) => a.s - b.s);
    return { leaves, marks, cut, length, ...places(leaves, cut) };
  };

  // From offsets to places in the page and back.
  const places = (leaves, cut) => {
    const units = (leaf, offset) => cut(leaf.s, Math.max(leaf.s, Math.min(offset, leaf.e))).length;
    const rangeOf = ([start, end]) => {
      const inside = leaves.filter((leaf) => leaf.s < end && start < leaf.e);
      if (!inside.length) return null;
      const range = document.createRange(), last = inside[inside.length - 1];
      range.setStart(inside[0].node, units(inside[0], start));
      range.setEnd(last.node, units(last, end));
      return range;
    };
    const offsetAt = (node, unit) => {
      const leaf = leaves.find((each) => each.node === node);
      return leaf ? leaf.s + Array.from(node.data.slice(0, unit)).length : null;
    };
    // The offsets of what is selected, without blanks at its ends; null where that is no part of the text.
    const spanOf = (range) => {
      const touched = leaves.filter((leaf) => range.intersectsNode(leaf.node));
      if (!touched.length) return null;
      const first = touched[0], last = touched[touched.length - 1];
      let start = first.node === range.startContainer ? offsetAt(first.node, range.startOffset) : first.s;
      let end = last.node === range.endContainer ? offsetAt(last.node, range.endOffset) : last.e;
      while (start < end && /\s/.test(cut(start, start + 1))) start += 1;
      while (start < end && /\s/.test(cut(end - 1, end))) end -= 1;
      return start < end ? [start, end] : null;
    };
    return { rangeOf, spanOf };
  };

  return { build };
})();
