// Keeps the page's address in step with what <form data-address> asks while somebody types, so that a reload, the way
// back and a copied link show the same. htmx would, but its history is off: it takes the way back over with it.
(() => {
  "use strict";

  document.addEventListener("htmx:before:request", ({ target: form }) => {
    if (form?.dataset?.address === undefined) return;
    const wishes = [...new FormData(form)].filter(([, value]) => value !== "");
    const query = new URLSearchParams(wishes).toString();
    history.replaceState(history.state, "", location.pathname + (query && `?${query}`));
  });
})();
