// The pages as links: a click changes the page in this session, a middle click opens another tab.
// A date is taken when the focus goes on to another field: Enter in one of its parts does that, too.
const FIELDS = 'a[href], button:not(:disabled), input:not(:disabled), select, [role="spinbutton"], [tabindex="0"]';
function takeDate(event) {
  if (event.key !== "Enter" || event.target.getAttribute?.("role") !== "spinbutton") return;
  const field = event.target.closest('[data-testid="stDateInput"]');
  const next = [...document.querySelectorAll(FIELDS)].find((one) => one.offsetParent && !field?.contains(one)
    && field?.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  next?.focus();
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".esc-mount") ?? parentElement;
  root.className = "esc-mount esc-nav";
  document.documentElement.lang = data.language;
  document.addEventListener("keydown", takeDate, true);
  keepVisit(data.store, data.version);
  const nav = document.createElement("nav");
  nav.setAttribute("aria-label", data.label);
  const brand = document.createElement("span");
  brand.className = "esc-brand";
  brand.textContent = data.brand;
  nav.append(brand);
  for (const page of data.pages) {
    const link = document.createElement("a");
    const query = new URLSearchParams(window.location.search);
    query.set("view", page.name);
    link.href = `?${query}`;
    link.textContent = page.label;
    if (page.name === data.current) link.setAttribute("aria-current", "page");
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
      event.preventDefault();
      setTriggerValue("go", page.name);
    });
    nav.append(link);
  }
  nav.append(linkButton(data.share));
  root.replaceChildren(nav);
  // On a narrow screen the page in view may lie outside the strip.
  const strip = root.closest(".st-key-nav"), current = nav.querySelector("[aria-current]");
  if (strip && current) strip.scrollLeft = Math.max(0, current.offsetLeft - strip.clientWidth / 3);
}

// The version seen at the last visit moves aside once a tab; the page Method says what came since.
function keepVisit(store, version) {
  if (!version) return;
  const here = `escalade-before:${store}`, kept = `escalade-seen:${store}`, opened = `escalade-open:${store}`;
  if (!sessionStorage.getItem(opened)) {
    const seen = localStorage.getItem(kept);
    if (seen !== null) sessionStorage.setItem(here, seen);
    sessionStorage.setItem(opened, "1");
  }
  localStorage.setItem(kept, version);
}

// The address holds the whole view; without a clipboard it is shown to be copied by hand.
function linkButton(words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "esc-tool esc-link";
  button.textContent = words.copy;
  button.title = words.help;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      button.textContent = words.done;
      button.dataset.done = "";
      setTimeout(() => { button.textContent = words.copy; delete button.dataset.done; }, 2500);
    } catch {
      window.prompt(words.help, window.location.href);
    }
  });
  return button;
}
