// The releases of a store: a page of them at a time.
(() => {
  const { at, make, counted } = factwire;
  const data = factwire.data();

  const counts = (facts) => data.kinds.filter((kind) => facts[kind]).map((kind) =>
    make("span", { class: `count ${kind === "count" ? "count-kind" : kind}` }, `${facts[kind].toLocaleString("en")} ${kind}`));

  const release = (row) => {
    const of = [row.place, row.wire, row.source].filter(Boolean).join(" · ");
    const state = row.state && row.state !== "new" ? [make("span", { class: `state ${row.state}` }, row.state === "done" ? "reviewed ✓" : "draft")] : [];
    const facts = Object.values(row.facts).reduce((sum, n) => sum + n, 0);
    return make("li", {}, make("a", { href: `/view/${encodeURIComponent(row.release_id)}` }, make("time", {}, row.published || "no day"),
      make("bdi", { class: "name" }, row.name), make("bdi", { class: "of" }, of), make("span", { class: "counts" }, ...state, ...(facts ? counts(row.facts) : ["no facts"]))));
  };

  const failed = (row) => make("li", {}, make("div", { class: "failed" }, make("span", { class: "state" }, row.code),
    make("bdi", { class: "name" }, row.source), make("bdi", { class: "of reason" }, row.message)));

  const address = (page) => {
    const asked = new URLSearchParams();
    for (const name of ["q", "order", "failed"]) if (data[name]) asked.set(name, data[name]);
    if (page > 1) asked.set("page", String(page));
    return `/?${asked}`;
  };

  const pages = Math.max(1, Math.ceil(data.total / data.per));
  const figure = (n, words) => make("div", { class: "figure" }, make("b", {}, n.toLocaleString("en")), make("span", {}, words));
  at("q").value = data.q;
  at("order").value = data.order || "newest";
  at(data.failed ? "tab-failed" : "tab-all").setAttribute("aria-current", "page");
  at("tab-failed").hidden = !data.failures && !data.failed;
  at("tab-failed").textContent = `Failed ${data.failures}`;
  const words = data.failed ? "failed" : data.q ? "found" : data.total === 1 ? "release" : "releases";
  at("sums").replaceChildren(figure(data.total, words), ...(data.reviewed === null ? [] : [figure(data.reviewed, "reviewed")]));
  const empty = data.q ? "No release has these words." : data.failed ? "Nothing has failed." : data.page > 1 ? "The list ends before this page."
    : "The store has no releases yet: `factwire batch` and `factwire watch` add them.";
  const rows = data.rows.map(data.failed ? failed : release);
  at("rows").replaceChildren(...(rows.length ? rows : [make("li", { class: "none" }, empty)]));
  if (pages > 1) {
    const link = (page, label) => (page < 1 || page > pages ? make("span", {}, "") : make("a", { href: address(page) }, label));
    at("pages").replaceChildren(link(data.page - 1, "‹ newer"), make("span", {}, `page ${data.page} of ${pages}`), link(data.page + 1, "older ›"));
  }
  factwire.onKeys({ "/": () => at("q").focus() });
  document.title = data.q ? `${counted(data.total, "release")} for ${data.q}` : "Releases";
})();
