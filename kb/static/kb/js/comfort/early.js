/* Before the page is drawn, so that nothing jumps: how this reader likes to read. */
(() => {
  try {
    const { text, contrast } = JSON.parse(window.localStorage.getItem("pas-a-pas.lecture")) ?? {};
    const root = document.documentElement;
    if (text === "large" || text === "larger") root.dataset.text = text;
    if (contrast === "strong") root.dataset.contrast = contrast;
  } catch {
    // Nothing kept, or nothing may be kept: the usual look.
  }
})();
