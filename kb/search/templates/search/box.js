{% load i18n %}/**
 * A search box for any page: one script tag, where the box is to stand.
 *
 *   <script src="{{ script_url }}"></script>
 *
 * It looks and works the same everywhere, whatever the page's own styles: it stands in a shadow root.
 */
(() => {
  const me = document.currentScript;
  const host = document.createElement("div");
  me.after(host);
  const root = host.attachShadow({ mode: "open" });
  root.innerHTML = `
    <style>
      :host { all: initial; display: block; max-width: 40rem; font: 1.125rem/1.5 system-ui, sans-serif; color: #1b2326; }
      form { position: relative; display: flex; flex-wrap: wrap; gap: .5rem; }
      label { flex-basis: 100%; font-weight: 600; }
      input { flex: 1 1 12rem; min-width: 0; min-height: 3rem; padding: 0 .75rem; border: 2px solid #66757a; border-radius: .5rem; font: inherit; }
      button { min-height: 3rem; padding: 0 1.25rem; border: 0; border-radius: .5rem; background: #0b5c52; color: #fff; font: inherit; font-weight: 600; cursor: pointer; }
      input:focus-visible, button:focus-visible { outline: 3px solid #7c3aed; outline-offset: 2px; }
      ul { position: absolute; inset: 100% 0 auto; z-index: 10; max-height: 60vh; margin: .25rem 0 0; padding: .25rem; border: 2px solid #66757a; border-radius: .5rem; background: #fff; overflow-y: auto; list-style: none; }
      li { padding: .5rem .75rem; border-radius: .5rem; cursor: pointer; }
      li:hover, li[aria-selected="true"] { background: #dceeec; outline: 2px solid #0b5c52; outline-offset: -2px; }
      small { display: block; color: #4c585c; }
      [hidden] { display: none; }
      .visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    </style>
    <form role="search" method="get" target="_top"><label for="q"></label><input id="q" type="search" name="q" maxlength="200" autocomplete="off" enterkeyhint="search"> <button></button></form>`;
  const form = root.querySelector("form");
  form.action = "{{ results_url|escapejs }}";
  form.querySelector("label").textContent = "{{ label|escapejs }}";
  form.querySelector("button").textContent = "{% translate 'Search' as search %}{{ search|escapejs }}";
  Object.assign(form.dataset, {
    suggest: "{{ suggest_url|escapejs }}",
    listWords: "{% translate 'Suggestions' as words %}{{ words|escapejs }}",
    stepWords: "{% translate 'Step {number} of “{tutorial}”' as words %}{{ words|escapejs }}",
    searchWords: "{% translate 'Others searched for this' as words %}{{ words|escapejs }}",
    correctionWords: "{% translate 'Did you mean this?' as words %}{{ words|escapejs }}",
    countWords: "{% translate 'Suggestions: {count}. Choose with the arrow keys.' as words %}{{ words|escapejs }}",
    noneWords: "{% translate 'No suggestion.' as words %}{{ words|escapejs }}",
  });
  // Where the other page's rules let no further script in, the box still searches.
  import("{{ suggest_script|escapejs }}").then(({ Suggestions }) => new Suggestions(form)).catch(() => {});
})();
