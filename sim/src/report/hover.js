(() => {
  const tip = document.getElementById("tip");
  const show = (target, event) => {
    const [heading, ...rows] = target.dataset.tip.split("\n");
    tip.replaceChildren();
    const add = (tag, text, parent) => {
      const element = parent.appendChild(document.createElement(tag));
      element.textContent = text;
      return element;
    };
    add("strong", heading, tip);
    for (const row of rows) {
      const [label, value] = row.split("\t");
      const line = add("div", "", tip);
      add("span", label, line);
      add("b", value ?? "", line);
    }
    tip.hidden = false;
    const gap = 14;
    const { width, height } = tip.getBoundingClientRect();
    const left = event.clientX + gap + width > innerWidth ? event.clientX - gap - width : event.clientX + gap;
    tip.style.left = Math.max(4, left) + "px";
    tip.style.top = Math.max(4, Math.min(event.clientY + gap, innerHeight - height - 4)) + "px";
  };
  addEventListener("pointermove", (event) => {
    const target = event.target.closest?.("[data-tip]");
    if (target) show(target, event);
    else tip.hidden = true;
  });
  addEventListener("scroll", () => (tip.hidden = true), { passive: true });
})();
