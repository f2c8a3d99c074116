// What changed since this reader's last visit: the version seen then is kept by this browser alone.
export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".esc-mount") ?? parentElement;
  root.className = "esc-mount esc-visit";
  const before = sessionStorage.getItem(`escalade-before:${data.store}`);
  const line = document.createElement("p");
  line.className = "esc-sub";
  line.textContent = before === null ? data.first : before === data.version ? data.same : data.since[before] ?? data.unknown;
  root.replaceChildren(line);
}
