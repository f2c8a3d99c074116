// A plain table of texts; rows with an id can be chosen by click, Enter or arrows. Text only.
function node(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text != null) made.textContent = text;
  return made;
}

function line(row, data, send) {
  const made = node("tr");
  row.cells.forEach((cell, place) => {
    const column = data.columns[place];
    const box = node("td", column.number ? "esc-num" : column.wrap ? "esc-wrap" : null, cell ?? "");
    if (!column.wrap && cell) box.title = cell;
    made.append(box);
  });
  if (row.id == null) return made;
  made.dataset.row = row.id;
  made.tabIndex = row.id === data.selected ? 0 : -1;
  made.setAttribute("aria-selected", String(row.id === data.selected));
  made.addEventListener("click", () => send("pick", row.id));
  return made;
}

function keys(event, body, send) {
  const from = event.target.closest("tr[data-row]");
  if (!from) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const lines = [...body.rows];
    const next = lines[Math.max(0, Math.min(lines.length - 1, lines.indexOf(from) + step))];
    for (const one of lines) one.tabIndex = -1;
    next.tabIndex = 0; next.focus();
  }
  if (event.key === "Enter" || event.key === " ") { event.preventDefault(); send("pick", from.dataset.row); }
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".esc-mount") ?? parentElement;
  root.className = `esc-mount esc-panel esc-sheet ${data.class_name ?? ""}`;
  const send = (name, value) => setTriggerValue(name, value);
  const head = node("div", "esc-panel-head");
  if (data.title) head.append(node("h2", "esc-h2", data.title));
  if (data.hint) head.append(node("span", "esc-hint", data.hint));
  const holder = node("div", "esc-sheet-scroll");
  if (!data.rows.length) holder.append(node("p", "esc-empty", data.empty));
  else {
    const table = node("table", "esc-table esc-sheet-table");
    table.setAttribute("aria-label", data.title || data.label);
    const selectable = data.rows.some((row) => row.id != null);
    if (selectable) table.setAttribute("role", "grid");
    const widths = node("colgroup");
    for (const column of data.columns) { const col = node("col"); if (column.width) col.style.width = `${column.width}%`; widths.append(col); }
    const top = node("thead"), heads = node("tr"), body = node("tbody");
    for (const column of data.columns) {
      const cell = node("th", column.number ? "esc-num" : null, column.label);
      cell.scope = "col"; heads.append(cell);
    }
    top.append(heads);
    for (const row of data.rows) body.append(line(row, data, send));
    if (selectable && !body.querySelector('[tabindex="0"]')) body.rows[0].tabIndex = 0;
    if (selectable) body.addEventListener("keydown", (event) => keys(event, body, send));
    table.append(widths, top, body);
    holder.append(table);
    if (!selectable) holder.tabIndex = 0;
  }
  const scrolled = root.querySelector(".esc-sheet-scroll")?.scrollTop ?? 0;
  const focused = document.activeElement?.dataset?.row;
  root.replaceChildren(...(data.title || data.hint ? [head] : []), holder);
  holder.scrollTop = scrolled;
  if (focused) root.querySelector(`tr[data-row="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}
