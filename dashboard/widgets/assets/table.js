// Rows of events as a grid: click, Enter or arrows choose a row; a heading sorts. Text reaches the page by textContent.
function node(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text != null) made.textContent = text;
  return made;
}

function intensityCell(row, scale) {
  const cell = node("td", "esc-num");
  const track = node("span", "esc-intensity");
  track.setAttribute("aria-hidden", "true");
  if (row.intensity != null) {
    const bar = node("span", "esc-intensity-bar");
    const share = Math.min(Math.abs(row.intensity) / scale, 1) * 50;
    bar.style.width = `${share}%`;
    bar.style.left = row.intensity < 0 ? `${50 - share}%` : "50%";
    bar.style.background = row.colour;
    if (row.factuality_code !== "actual") bar.classList.add("esc-hollow");
    track.append(bar);
  }
  cell.append(track, node("span", "esc-intensity-value", row.intensity_text));
  return cell;
}

function confidenceCell(row) {
  const cell = node("td", "esc-num");
  const track = node("span", "esc-confidence");
  track.setAttribute("aria-hidden", "true");
  const bar = node("span", "esc-confidence-bar");
  bar.style.width = `${row.confidence ?? 0}%`;
  track.append(bar);
  cell.append(track, node("span", null, row.confidence_text));
  return cell;
}

function dateCell(row) {
  const cell = node("td", "esc-date", row.date);
  if (row.date_note) { cell.title = row.date_note; cell.classList.add("esc-uncertain"); }
  return cell;
}

function actionCell(row) {
  const cell = node("td");
  cell.append(node("span", `esc-dot esc-dot-${row.factuality_code}`), node("span", null, row.action));
  cell.title = row.action;
  cell.firstChild.style.setProperty("--dot", row.colour);
  if (row.factuality_code !== "actual") cell.append(node("span", "esc-tag", row.factuality));
  return cell;
}

function clipped(text, className) {
  const cell = node("td", className, text);
  cell.title = text;
  return cell;
}

const CELLS = {
  event_date_start: dateCell,
  actor: (row) => clipped(row.actor, "esc-clip"),
  event_type: actionCell,
  recipient: (row) => clipped(row.recipient, "esc-clip"),
  place: (row) => clipped(row.place, "esc-clip"),
  intensity: null,
  confidence: confidenceCell,
  num_mentions: (row) => node("td", "esc-num", row.reports),
};

function headings(data, send) {
  const line = node("tr");
  line.setAttribute("role", "row");
  for (const column of data.columns) {
    const cell = node("th", column.number ? "esc-num" : null);
    cell.scope = "col";
    cell.setAttribute("role", "columnheader");
    const button = node("button", "esc-sort", column.label);
    button.type = "button";
    const sorted = data.sort.column === column.name;
    if (sorted) button.append(node("span", "esc-arrow", data.sort.descending ? " ↓" : " ↑"));
    cell.setAttribute("aria-sort", sorted ? (data.sort.descending ? "descending" : "ascending") : "none");
    button.addEventListener("click", () =>
      send("sort", { column: column.name, descending: sorted ? !data.sort.descending : column.descends }));
    cell.append(button);
    line.append(cell);
  }
  return line;
}

function bodyLine(row, data, send) {
  const line = node("tr");
  line.setAttribute("role", "row");
  const chosen = row.id === data.selected;
  line.tabIndex = chosen ? 0 : -1;
  line.dataset.event = row.id;
  line.setAttribute("aria-selected", String(chosen));
  for (const column of data.columns)
    line.append(column.name === "intensity" ? intensityCell(row, 10) : CELLS[column.name](row));
  for (const cell of line.cells) cell.setAttribute("role", "gridcell");
  line.addEventListener("click", () => send("pick", `event:${row.id}`));
  return line;
}

function moveFocus(body, from, step) {
  const lines = [...body.rows];
  const next = lines[Math.max(0, Math.min(lines.length - 1, lines.indexOf(from) + step))];
  for (const line of lines) line.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function keys(event, body, send) {
  const line = event.target.closest("tr[data-event]");
  if (!line) return;
  const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8, Home: -1e6, End: 1e6 };
  if (event.key in steps) { event.preventDefault(); moveFocus(body, line, steps[event.key]); }
  if (event.key === "Enter" || event.key === " ") { event.preventDefault(); send("pick", `event:${line.dataset.event}`); }
}

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".esc-mount") ?? parentElement;
  root.className = "esc-mount esc-table-mount";
  const send = (name, value) => setTriggerValue(name, value);
  const scrolled = root.querySelector(".esc-scroll")?.scrollTop ?? 0;
  const sameRows = root.dataset.serial === data.serial;
  const focused = root.contains(document.activeElement) ? document.activeElement.closest("tr[data-event]")?.dataset.event : null;
  const holder = node("div", "esc-scroll");
  holder.tabIndex = -1;
  if (!data.rows.length) {
    holder.append(node("p", "esc-empty", data.words.empty));
    root.replaceChildren(holder);
    return;
  }
  const table = node("table", "esc-table esc-rows");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", data.words.label);
  const widths = node("colgroup");
  for (const column of data.columns) {
    const line = node("col");
    line.style.width = `${column.width}%`;
    widths.append(line);
  }
  const head = node("thead");
  head.append(headings(data, send));
  const body = node("tbody");
  for (const row of data.rows) body.append(bodyLine(row, data, send));
  if (!body.querySelector('[tabindex="0"]') && body.rows.length) body.rows[0].tabIndex = 0;
  body.addEventListener("keydown", (event) => keys(event, body, send));
  table.append(widths, head, body);
  holder.append(table);
  if (data.words.more) {
    const more = node("button", "esc-tool esc-more", data.words.more);
    more.type = "button";
    more.addEventListener("click", () => send("more", String(data.rows.length)));
    holder.append(more);
  }
  root.replaceChildren(holder);
  root.dataset.serial = data.serial;
  if (sameRows) holder.scrollTop = scrolled;
  if (focused) body.querySelector(`tr[data-event="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
}
