// Series are found by the words of their captions.
(() => {
  const figures = [...document.querySelectorAll("figure")];
  document.getElementById("search").addEventListener("input", (event) => {
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const figure of figures) {
      const said = figure.querySelector("figcaption").textContent.toLowerCase();
      figure.hidden = !words.every((word) => said.includes(word));
    }
  });
})();
