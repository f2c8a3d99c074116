// The pages as links: a click changes the page in this session, a middle click opens another tab.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".esc-mount") ?? parentElement;
  root.className = "esc-mount esc-nav";
  document.documentElement.lang = data.language;
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
  root.replaceChildren(nav);
}
