// Keeps the page's address in step with what <form data-address> asks while somebody types, so that a reload, the way
// back and a copied link show the same. htmx would, but its history is off: it takes the way back over with it.
(() => {
  "use strict";

  let waits = false;

  document.addEventListener("htmx:before:request", ({ target: form }) => form?.dataset && keep(form));
  // While a person stands beside the list (beside.js) the address is that one's; afterwards it is the list's again.
  window.addEventListener("popstate", () => waits && document.querySelectorAll("form[data-address]").forEach(keep));

  function keep(form) {
    if (form.dataset.address === undefined) return;
    waits = Boolean(history.state?.person);
    if (waits) return;
    const wishes = [...new FormData(form)].filter(([, value]) => value !== "");
    const query = new URLSearchParams(wishes).toString();
    history.replaceState(history.state, "", location.pathname + (query && `?${query}`));
  }
})();
