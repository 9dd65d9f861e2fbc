// What somebody can read on the page at this width, and what has no room: given to `page.evaluate` whole.
() => {
  const faults = [], texts = [];
  const round = Math.round, told = text => text.trim().replace(/\s+/g, " ").slice(0, 80);
  const wide = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  if (wide > 0) faults.push(`the page runs over by ${wide} px`);
  const is_hidden = element => element.closest(".visually-hidden, .skip-link, script, style, [hidden], svg")
    || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const holds = "button, .button, .pill, .nav, .tile, .toast, td, th, header, nav, dialog, .select, .notice";
  const clips = style => /hidden|clip/.test(style.overflowX);
  const rolls = style => /auto|scroll/.test(style.overflowX);
  const rooms = element => {
    const found = [];
    for (let one = element; one && one !== document.body; one = one.parentElement)
      if (getComputedStyle(one).display !== "contents") found.push(one.getBoundingClientRect());
    return found;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const text = told(node.data);
    if (!/\p{L}/u.test(text) || is_hidden(node.parentElement)) continue;
    texts.push(text);
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!box.width) continue;
    // A column's heading that only a screen reader meets on a phone.
    if (rooms(node.parentElement).some(room => room.width <= 1 || room.height <= 1)) continue;
    for (let element = node.parentElement; element && element !== document.body; element = element.parentElement) {
      const style = getComputedStyle(element), room = element.getBoundingClientRect();
      if (rolls(style)) break;
      const over = round(Math.max(box.right - room.right, room.left - box.left));
      if (over > 1 && style.display !== "inline" && style.display !== "contents" && (clips(style) || element.matches(holds))) {
        faults.push(`${clips(style) ? "cut" : "sticks out"} by ${over} px of ${element.tagName.toLowerCase()}.${element.className}: ${text}`);
        break;
      }
      if (style.position === "fixed") break;
    }
  }
  for (const element of document.querySelectorAll("[aria-label], [title], [placeholder], [alt]"))
    if (!is_hidden(element)) for (const name of ["aria-label", "title", "placeholder", "alt"])
      if (element.getAttribute(name)) texts.push(told(element.getAttribute(name)));
  for (const field of document.querySelectorAll("select")) if (!is_hidden(field))
    texts.push(...[...field.options].map(option => told(option.text)));
  return { lang: document.documentElement.lang, faults, texts };
}
